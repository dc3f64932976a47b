#!/bin/sh
# The demo's products and their pictures: prints TAP.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/ctl.sh

wares=relay/web/shop/pictures/wares
for lang in en ja; do
	tests/lib/demo_feed http://127.0.0.1:9 $lang >"$dir/$lang.tsv"
	is "$lang: each picture is there, and none for nothing" \
		"$(ls $wares)" \
		"$(cut -f5 "$dir/$lang.tsv" | sed '1d; s|.*/pictures/wares/||' |
			sort -u)"
done
is 'the same in both languages' "$(cut -f5 "$dir/en.tsv")" \
	"$(cut -f5 "$dir/ja.tsv")"
is 'of the colour that it is said to have' '' "$(sed 1d "$dir/en.tsv" |
	awk -F '\t' '{
		words = tolower($2)
		gsub(/[ ,]+/, "-", words)
		picture = $5
		gsub(/.*\/|\.webp/, "", picture)
		n = split(picture, part, "-")
		for (i = 1; i <= n; i++)
			if (index("-" words "-", "-" part[i] "-") == 0)
				print $2 ": " picture
		if (index("-" picture "-", "-" tolower($14) "-") == 0)
			print $2 ": " picture
	}')"
is 'each is one that a relay takes' '134 image/webp 192 240' "$(
	for picture in "$wares"/*; do
		"$B/noren-picture" clean <"$picture" | head -n 1 |
			cut -d ' ' -f 1-3
	done | sort | uniq -c | sed 's/^ *//')"
is 'they are small' 1 "$(($(cat "$wares"/* | wc -c) < 400000))"
start
ctl retailer add demo --currency JPY --origin http://127.0.0.1:9 >/dev/null
is 'the catalogue is taken whole' \
	'310 products taken, 0 rows refused; there were 0 before
= 0' "$(ctl catalogue import demo "$dir/en.tsv")"
finish
