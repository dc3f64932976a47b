#!/bin/sh
# norenctl catalogue against a real relay (F1 to F3): prints TAP.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/ctl.sh

start
ctl retailer add suzume --currency JPY --origin https://suzume.example >/dev/null
ctl retailer add kamome --currency JPY >/dev/null
feed=$dir/feed.csv
head='id,title,link,price,sale_price,availability,gtin,product_type'

row() { # number: a row that is fine
	echo "A$1,Red cup $1,https://suzume.example/$1,${1}00,,in stock,,Cups"
}

is 'nothing is there yet' 'products     0
updated      -
held back    0
not in it    0
since        -
= 0' "$(ctl catalogue show suzume)"
is 'nothing is found in nothing' '= 0' "$(ctl catalogue find suzume cup)"

{
	echo "$head"
	row 1
	echo 'B1,Blue cup,https://suzume.example/b,1200,980,out of stock,4901234567894,Cups'
	echo 'B2,No price,https://suzume.example/b2,soon,,in stock,,Cups'
	echo 'A1,Twice,https://suzume.example/t,5,,in stock,,Cups'
	echo 'B3,Hidden,file:///etc/passwd,5,,in stock,,Cups'
	row 2
	row 3
} >"$feed"
is 'rows that are refused are named, with line, column and reason' \
	'line 4, price (B2): This is not a price.
line 5, id (A1): An earlier row has the same id. (line 2)
line 6, link (B3): A link is absolute, begins with https:// or http://, and has no blanks.
4 products taken, 3 rows refused; there were 0 before
= 0' "$(ctl catalogue import suzume "$feed")"
is 'it is shown' 'products     4
held back    0' "$(ctl catalogue show suzume | grep 'products\|held')"
is 'products are found' 'B1	Blue cup	980 JPY	out_of_stock	4901234567894	Cups
= 0' "$(ctl catalogue find suzume blue CUP)"
is 'by SKU' 'A2	Red cup 2	200 JPY	in_stock	-	Cups
= 0' "$(ctl catalogue find suzume --sku A2)"
is 'by barcode' 'B1
= 0' "$(ctl catalogue find suzume --gtin 4901234567894 | cut -f1)"
is 'as JSON' '1' "$(ctl catalogue find suzume blue --json | grep -c \
	'"sku":"B1".*"sale":980.*"total":1')"
is 'another retailer has none of them' '= 0' "$(ctl catalogue find kamome cup)"

{ echo "$head"; row 1; echo 'B2,x,https://s.example/,y,,in stock,,'; row 2
	row 3; } | sed 's/,/	/g' >"$feed"
is 'JSON has a line for each row, and one at the end' \
	'{"line":3,"column":"price","sku":"B2","reason":"price","text":"This is not a price."}
"phase":"done" "taken":3 "refused":1 "before":4
= 0' "$(ctl catalogue import suzume - --json <"$feed" |
	sed 's/.*\("phase":"[a-z]*"\).*\("taken":[0-9]*,"refused":[0-9]*\).*\("before":[0-9]*\).*/\1 \2 \3/; s/3,"ref/3 "ref/')"

{ echo "$head"; row 7; } >"$feed"
is 'one that loses more than half waits' \
	"1 products taken, 0 rows refused; there were 3 before, 3 of them are not in it
norenctl: it waits, as more than half of the products before, by SKU, are not in it: see \`catalogue release' and \`catalogue refuse', or say --force
= 7" "$(ctl catalogue import suzume "$feed")"
is 'and the old one stays' 'products     3
held back    1
not in it    3' "$(ctl catalogue show suzume | grep 'products\|held\|not in')"
is 'it can be refused' '= 0' "$(ctl catalogue refuse suzume)"
is 'only once' 'norenctl: no catalogue is held back [unknown_id]
= 4' "$(ctl catalogue refuse suzume)"
ctl catalogue import suzume "$feed" >/dev/null
is 'or released' 'A7
= 0' "$(ctl catalogue release suzume >/dev/null
	ctl catalogue find suzume cup | cut -f1)"
{ echo "$head"; for i in 1 2 3 4 7; do row $i; done; } >"$feed"
ctl catalogue import suzume "$feed" >/dev/null
{ echo "$head"; row 8; } >"$feed"
is 'or forced' \
	'1 products taken, 0 rows refused; there were 5 before, 5 of them are not in it
= 0' "$(ctl catalogue import suzume "$feed" --force)"

# Feeds that are no good leave what was there.
echo 'title,link' >"$feed"
is 'a header that lacks columns is named' \
	'norenctl: line 1, id, price: The header lacks a column that is needed. [no_column]
= 1' "$(ctl catalogue import suzume "$feed")"
: >"$feed"
is 'so is an empty file' \
	'norenctl: line 1: There is nothing in the feed. [empty]
= 1' "$(ctl catalogue import suzume "$feed")"
head -c 300000 /dev/zero >"$feed"
is 'so are zeros' 1 "$(ctl catalogue import suzume "$feed" | grep -c '^= 1')"
head -c 300000 /dev/zero | tr '\0' x >"$feed"
is 'and an endless line' 1 "$(ctl catalogue import suzume "$feed" |
	grep -c '^= 1')"
is 'a file that is not there' \
	"norenctl: $dir/none: No such file or directory
= 2" "$(ctl catalogue import suzume "$dir/none")"
is 'a directory' "norenctl: $dir: Is a directory
= 2" "$(ctl catalogue import suzume "$dir")"
is 'a format that there is not' 1 "$(ctl catalogue import suzume "$feed" \
	--format xml | grep -c '(format) \[bad_field\]')"
is 'a retailer that there is not' 1 "$(ctl catalogue import nosuch "$feed" |
	grep -c 'unknown_retailer')"
is 'after all of which the catalogue is as it was' 'A8
= 0' "$(ctl catalogue find suzume cup | cut -f1)"

printf '%s\nJ1,急須,https://suzume.example/j,3000,,在庫あり,,茶\n' "$head" |
	iconv -f UTF-8 -t CP932 >"$feed"
is 'Shift_JIS is read' 'J1	急須	3000 JPY	in_stock	-	茶
= 0' "$(ctl catalogue import suzume "$feed" --encoding shift_jis --force \
	>/dev/null; ctl catalogue find suzume 急)"

is 'it is in the audit log' 'catalog_imported
catalog_held
catalog_refused
catalog_held
catalog_released
catalog_imported
catalog_imported
catalog_imported' "$(ctl audit suzume --after 0 | cut -f3 | grep catalog |
	sed 1d)"

# A relay that dies while it reads leaves the old one.
{
	echo "$head"
	row 1
	echo "J1,Café pot,https://suzume.example/j,3000,,in stock,,Cups"
} >"$feed"
mkfifo "$dir/pipe"
"$B/norenctl" --socket "$dir/state/control.sock" catalogue import suzume \
	"$dir/pipe" --force >"$dir/said" 2>&1 &
importing=$!
exec 9>"$dir/pipe"
cat "$feed" >&9
until [ -e "$dir/state/catalog/suzume.part" ]; do
	head -c 100000 /dev/zero | tr '\0' '\n' >&9
done
kill -9 "$pid"
cp "$dir/state/catalog/suzume.catalog" "$dir/state/catalog/gone.catalog"
cp "$dir/state/catalog/suzume.part" "$dir/state/catalog/gone.part"
exec 9>&-
wait "$importing"
is 'norenctl says so' 3 $?
start
is 'and the catalogue is as it was' 'J1
= 0' "$(ctl catalogue find suzume 急 | cut -f1)"
is 'what a retailer left that there is not is removed' '' \
	"$(cd "$dir/state/catalog" && ls | grep gone)"
is 'the next import goes well' '2 products taken, 0 rows refused; there were 1 before
= 0' "$(ctl catalogue import suzume "$feed")"
is 'letters are found without their marks' 'J1 J1' \
	"$(ctl catalogue find suzume cafe | sed -n 's/	.*//p') $(
		ctl catalogue find suzume CAFÉ | sed -n 's/	.*//p')"

# What an older norend has made, it says itself, is made anew; nothing else of
# it changes.
updated=$(ctl catalogue show suzume --json)
kill "$pid"
wait "$pid"
printf '\0\0\0\1' | dd of="$dir/state/catalog/suzume.catalog" bs=1 seek=60 \
	conv=notrunc 2>/dev/null
seen=$(lines "$dir/log")
start
is 'a catalogue of an older version is made anew' 1 \
	"$(follow "$dir/log" "$seen" catalogs_renewed | grep -c 'catalogs=1')"
is 'of the same products and the same time' "$updated" \
	"$(ctl catalogue show suzume --json)"
is 'and says that it is of this one' '0 0 0 2' "$(od -An -tu1 -j60 -N4 \
	"$dir/state/catalog/suzume.catalog" | xargs)"
kill "$pid"
wait "$pid"
is 'once' 1 "$(grep -c catalogs_renewed "$dir/log")"
pid=
finish
