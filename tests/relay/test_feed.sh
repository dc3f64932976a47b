#!/bin/sh
# Feeds that are fetched on a schedule, from real servers (F3): prints TAP.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/ctl.sh
. tests/lib/feedd.sh

hosts="$shop=127.0.0.1 other.example:$https_port=127.0.0.1"
hosts="$hosts localhost:$https_port http://$open 127.0.0.1:9"
begin() { start -o feed_hosts="$hosts" -o feed_ca="$served/ca.pem"; }

feed=$served/feed.csv
head='id,title,link,price,availability'
row() { # number: a row that is fine
	echo "A$1,Red cup $1,https://shop.example/$1,${1}00,in stock"
}

# A field of `catalogue show', of its part about the feed.
show() { # field
	ctl catalogue show suzume --json | sed -n "s/.*\"feed\":.*\"$1\":\"*\([^,\"}]*\).*/\1/p"
}

# Does something, and waits until the relay says how a try has ended.
after() { # command...
	seen=$(lines "$dir/log")
	"$@" | grep -v '^= 0'
	ended=$(follow "$dir/log" "$seen" ' event=feed ')
	[ -n "$ended" ] || echo 'No try has ended.'
}
pass() { # time; a try falls due in it
	after ctl clock advance "$1"
}
try() { # URL: sets it, and says what the first try came to
	after ctl catalogue feed suzume "$1"
	show result
}

products() {
	ctl catalogue show suzume | sed -n 's/^products *//p'
}

begin
ctl retailer add suzume --currency JPY --origin https://shop.example >/dev/null
{ echo "$head"; row 1; row 2; row 3; echo 'B1,Blue,https://shop.example/b,x,in stock'; } >"$feed"

is 'a feed is fetched' imported "$(try "https://$shop/f/feed.csv")"
is 'and is the catalogue' 3 "$(products)"
is 'which says where it comes from, and what was refused' \
	"feed         https://$shop/f/feed.csv
every        6h
now          -
result       imported
because      -
rows taken   3
refused      1
line 5, price (B1): This is not a price." "$(ctl catalogue show suzume |
	grep '^feed\|^every\|^now\|^result\|^because\|^rows\|^refused\|^line')"

tried=$(show tried) answered=$(lines "$served/log")
pass 6h
is 'after a while it is asked for again' unchanged "$(show result)"
is 'by its tag, and nothing comes' 304 \
	"$(follow "$served/log" "$answered" '"' | sed 's/.* //')"
is 'it was confirmed' 1 "$([ "$(show checked)" = "$(show tried)" ] &&
	[ "$(show tried)" -gt "$tried" ] && echo 1)"

# What it knows outlives the relay.
before=$(ctl catalogue show suzume)
kill -9 "$pid"
wait "$pid" 2>/dev/null
begin
is 'after a restart it is as it was' "$before" "$(ctl catalogue show suzume)"
pass 6h
is 'and nothing comes again' unchanged "$(show result)"
{ echo "$head"; row 1; row 2; row 3; row 4; } >"$feed"
is 'now is before its time' '' "$(after ctl catalogue feed-now suzume)"
is 'and what has changed comes' 'imported 4' "$(show result) $(products)"

# What loses too much waits; told that it is as it was, it waits on.
{ echo "$head"; row 9; } >"$feed"
pass 6h
is 'one that loses more than half is held back' 'held 4' \
	"$(show result) $(products)"
is 'and says how many it loses' \
	'It waits: of the 4 products before 4 are not in it (by SKU).' \
	"$(show text)"
pass 6h
is 'and not held back twice' 'unchanged 4' "$(show result) $(products)"
is 'which is said' 'It is the one that waits for a manager.' "$(show text)"
ctl catalogue refuse suzume >/dev/null
pass 6h
is 'nor once it was refused' 'unchanged 4' "$(show result) $(products)"
is 'which is said, too' 'It is the one that a manager refused.' "$(show text)"
mv "$feed" "$feed.away"
pass 6h
is 'whatever happens meanwhile' status "$(show result)"
mv "$feed.away" "$feed"
kill -9 "$pid"
wait "$pid" 2>/dev/null
begin
pass 2m
is 'also over a restart' 'unchanged 4' "$(show result) $(products)"
held() {
	ctl audit suzume --who feed | grep -c catalog_held
}
is 'a manager is told of it once' 1 "$(held)"
after ctl catalogue feed-now suzume
is 'asked for it comes again' 'held 4' "$(show result) $(products)"
ctl catalogue release suzume >/dev/null
pass 6h
is 'released it does not' 'unchanged 1' "$(show result) $(products)"
is 'and is the catalogue' 1 "$([ "$(show checked)" = "$(show tried)" ] && echo 1)"

# Another catalogue in its place: the tag would be a lie.
{ echo "$head"; row 1; row 2; row 3; } >"$dir/own.csv"
ctl catalogue import suzume "$dir/own.csv" --force >/dev/null
pass 6h
is 'what was imported by hand is replaced' 'held 3' \
	"$(show result) $(products)"
ctl catalogue refuse suzume >/dev/null

# A server that gives no tag has to be listened to, but all else is the same.
{ echo "$head"; row 1; row 2; row 3; } >"$feed"
is 'without a tag' imported "$(try "https://$shop/n/feed.csv")"
answered=$(lines "$served/log")
pass 6h
is 'what is the same is not brought in twice' 'unchanged 3' \
	"$(show result) $(products)"
is 'though it came' 200 "$(follow "$served/log" "$answered" /n/ | sed 's/.* //')"
{ echo "$head"; row 9; } >"$feed"
before=$(held)
pass 6h
is 'what has changed is held back' 'held 3' "$(show result) $(products)"
pass 6h
is 'once' "unchanged $((before + 1))" "$(show result) $(held)"
ctl catalogue refuse suzume >/dev/null
pass 6h
is 'also when it was refused' "unchanged $((before + 1))" \
	"$(show result) $(held)"
{ echo "$head"; row 8; } >"$feed"
pass 6h
is 'another one is told' "held $((before + 2))" "$(show result) $(held)"
{ echo "$head"; row 1; row 2; row 4; } >"$feed"
pass 6h
is 'until it is fine' 'imported 3' "$(show result) $(products)"

{ echo "$head"; row 1; row 2; row 3; } >"$feed"
is 'packed on its way' imported "$(try "https://$shop/z/feed.csv")"
gzip -k "$feed"
is 'packed as a file' imported "$(try "https://$shop/f/feed.csv.gz")"
is 'without TLS from this machine, as it is allowed' imported \
	"$(try "http://$open/f/feed.csv")"
is 'over a redirect to a host that is allowed' imported \
	"$(try "https://$shop/to/%2Ff%2Ffeed.csv")"
is 'all that is there' 3 "$(products)"

# Nothing of this touches what is there.
refused() { # URL: what norenctl says
	ctl catalogue feed suzume "$1" | sed 's/^norenctl: //; /^= /d'
}
is 'a host that is not allowed' \
	'Its host is not among the feed_hosts of norend.conf(5). (url) [bad_field]' \
	"$(refused https://evil.example/feed.csv)"
is 'another port' 1 "$(refused https://shop.example/f | grep -c feed_hosts)"
is 'http' 1 "$(refused "http://$shop/f" | grep -c 'Only https is fetched')"
is 'a file' 1 "$(refused file:///etc/passwd | grep -c 'no address of https')"
is 'a user and a password' 1 "$(refused "https://me:too@$shop/f" |
	grep -c 'no address of https')"
is 'too often' 1 "$(ctl catalogue feed suzume "https://$shop/f" --every 1m |
	grep -c '5 minutes to every 30 days')"
is 'an odd format' 1 "$(ctl catalogue feed suzume "https://$shop/f" \
	--format xml | grep -c '(format)')"
is 'a retailer that there is not' '= 4' "$(ctl catalogue feed nosuch \
	"https://$shop/f" | tail -n 1)"
is 'an address from standard input' imported "$(echo "https://$shop/f/feed.csv" |
	try -)"

is 'not there' status "$(try "https://$shop/f/none.csv" 2>&1)"
is 'which names the number' 'Its host refuses (404).' "$(show text)"
is 'out of order' status "$(try "https://$shop/status/500")"
is 'more than anybody takes' large "$(try "https://$shop/huge")"
is 'broken off' cut "$(try "https://$shop/cut")"
is 'torn' packed "$(try "https://$shop/torn")"
is 'packed in a way that nobody asked for' packed \
	"$(try "https://$shop/brotli")"
is 'unchanged, where there was nothing' not_modified \
	"$(try "https://$shop/unasked")"
is 'all head' large "$(try "https://$shop/heads")"
is 'round and round' redirects "$(try \
	"https://$shop/to/https%3A%2F%2F$shop%2Fto%2F%252Fto%252Fx")"
is 'with a page that never ends beside it' status "$(try "https://$shop/flood")"
is 'away to a host that is not allowed' host \
	"$(try "https://$shop/to/https%3A%2F%2Fevil.example%2F")"
is 'away to a file' url "$(try "https://$shop/to/file%3A%2F%2F%2Fetc%2Fpasswd")"
is 'away to what has no TLS' plain \
	"$(try "https://$shop/to/http%3A%2F%2F$shop%2Ff%2Ffeed.csv")"
# A host inside is led to by itself alone.
inside="http%3A%2F%2F$open%2Ff%2Ffeed.csv"
before=$(grep -c '^/f/' "$served/asked")
is 'away to a host inside that is allowed for others' inward \
	"$(try "https://$shop/to/$inside")"
is 'which says so' 'Another host leads it to one that may be private.' \
	"$(show text)"
is 'and was not asked' "$before" "$(grep -c '^/f/' "$served/asked")"
is 'from inside to another one' inward \
	"$(try "http://$open/to/https%3A%2F%2F$shop%2Ff%2Ffeed.csv")"
is 'from inside to itself' imported "$(try "http://$open/to/$inside")"
is 'from inside to outside, which is not' private "$(try \
	"http://$open/to/https%3A%2F%2Flocalhost%3A$https_port%2Ff%2Ffeed.csv")"
is 'not who it says' tls "$(try "https://other.example:$https_port/f/feed.csv")"
is 'a name that leads to a private address' private \
	"$(try "https://localhost:$https_port/f/feed.csv")"
is 'nobody there' connect "$(try https://127.0.0.1:9/feed.csv)"
echo 'title,link' >"$served/none.csv"
is 'columns that lack' no_column "$(try "https://$shop/f/none.csv")"
is 'which are named' \
	'because      line 1, id, price: The header lacks a column that is needed.' \
	"$(ctl catalogue show suzume | grep '^because')"
is 'after all of which the catalogue is as it was' 3 "$(products)"

# Who asks to be left alone is.
is 'too busy' status "$(try "https://$shop/wait/503/600")"
is 'for a while' 'Its host refuses (503)' "$(show text)"
is 'which is waited for' \
	"because      Its host refuses (503), for 600 s at least." \
	"$(ctl catalogue show suzume | grep ^because)"
is 'to the second' 600 "$((($(show next) - $(show tried)) / 1000000))"
pass 601s
is 'it is asked again' status "$(show result)"
kill -9 "$pid"
wait "$pid" 2>/dev/null
begin
is 'also over a restart' 600 "$((($(show next) - $(show tried)) / 1000000))"
pass 601s
is 'and again' 3 "$(grep -c ^/wait/ "$served/asked")"

# Each failure doubles the wait.
try https://127.0.0.1:9/feed.csv >/dev/null
pass 90s
tried=$(show tried)
ctl clock advance 40s >/dev/null
is 'who failed twice waits longer' "$tried" "$(show tried)"
pass 2m
is 'and is asked again' connect "$(show result)"

is 'it is stopped' '= 0' "$(ctl catalogue feed-stop suzume)"
is 'only once' \
	"norenctl: This retailer's catalogue comes from no feed. [unknown_id]
= 4" "$(ctl catalogue feed-stop suzume)"
is 'there is none to be fetched' '= 4' "$(ctl catalogue feed-now suzume |
	tail -n 1)"
is 'and nothing is shown of it' 0 "$(ctl catalogue show suzume | grep -c feed)"
is 'the catalogue stays' 3 "$(products)"
is 'who set it is in the audit log, with its host alone' \
	'catalog_feed	norenctl	127.0.0.1
catalog_feed_stopped	norenctl	127.0.0.1' "$(ctl audit suzume |
	cut -f3,4,7 | grep catalog_feed | tail -n 2)"
is 'and what came by itself' 1 "$(ctl audit suzume --who feed |
	grep -c 'catalog_held' | sed 's/[1-9]/1/')"

# Servers that take their time hold up nobody else's feed.
for slow in hana momo yuki; do
	ctl retailer add "$slow" --currency JPY >/dev/null
	asked=$(lines "$served/asked")
	ctl catalogue feed "$slow" "https://$shop/drip" >/dev/null
	is "a slow one of $slow is begun" /drip \
		"$(follow "$served/asked" "$asked" /drip)"
done
{ echo "$head"; row 1; row 2; row 4; } >"$feed"
is 'beside three that are slow another comes' 'imported 3' \
	"$(try "https://$shop/f/feed.csv") $(products)"
is 'and they go on' 3 "$(for slow in hana momo yuki; do
	ctl catalogue show "$slow" --json
done | grep -c '"fetching":true')"

# A relay that is told to end does not wait for a server that does not.
asked=$(lines "$served/asked")
ctl catalogue feed suzume "https://$shop/drip" >/dev/null
is 'one that is never done is begun' /drip \
	"$(follow "$served/asked" "$asked" /drip)"
began=$(date +%s%3N)
kill "$pid"
wait "$pid"
is 'a relay ends in the middle of four' 0 $?
is 'without waiting for them' 1 "$(($(date +%s%3N) - began < 1000))"
begin
is 'as if it had not been tried' '' "$(show result)"
is 'and the catalogue is as it was' 3 "$(products)"
finish
