#!/bin/sh
# Pictures of products, fetched from a shop's server for associates (F2): prints
# TAP.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/ctl.sh
. tests/lib/feedd.sh

hosts="$shop=127.0.0.1 localhost:$https_port"
start -o feed_hosts="$hosts" -o feed_ca="$served/ca.pem"
url=${line##* }

hire() { # retailer
	ctl retailer add "$1" --currency JPY --origin https://shop.example \
		--origin "https://localhost:$https_port" >/dev/null
	echo 'quiet river stones' | ctl associate add "$1" "aiko@$1.example" \
		--name Aiko --password-stdin >/dev/null
	sign_in "$1"
}
sign_in() { # retailer: a token in $dir/RETAILER
	printf '{"t":"sign_in","address":"%s","password":"%s"}' \
		"aiko@$1.example" 'quiet river stones' |
		curl -sS --noproxy '*' --data-binary @- "$url/v1/sign-in" |
		sed -n 's/.*"token": *"\([^"]*\)".*/\1/p' >"$dir/$1"
}
get() { # retailer sku options of curl...; status, type, code of an error
	who=$1 sku=$2
	shift 2
	: >"$dir/body"
	curl -sS --noproxy '*' -H "Authorization: Bearer $(cat "$dir/$who")" \
		-o "$dir/body" -D "$dir/head" -w '%{http_code} %{content_type}' \
		"$@" "$url/v1/picture/$sku"
	sed -n 's/.*"code":"\([a-z_]*\)".*/ \1/p' "$dir/body"
}
header() { # name
	tr -d '\r' <"$dir/head" | sed -n "s/^$1: //p"
}
asked() { # path: how often the server was asked for it
	grep -c "^$1 " "$served/log"
}

hire suzume
hire kamome
cp relay/web/shop/pictures/navy-wool-coat.jpg "$served/coat.jpg"
echo 'This is no picture.' >"$served/text.jpg"
{
	echo 'id,title,link,image_link,price,availability'
	while read -r sku image; do
		echo "$sku,Coat,https://shop.example/c,$image,1,in stock"
	done <<-END
		A1 https://$shop/f/coat.jpg
		A2 https://$shop/f/coat.jpg
		紺/コート?%#1 https://$shop/f/coat.jpg
		N1
		T1 https://$shop/f/text.jpg
		M1 https://$shop/f/none.jpg
		H1 https://evil.example/coat.jpg
		P1 https://localhost:$https_port/f/coat.jpg
		L1 https://$shop/huge
		I1 http://$shop/f/coat.jpg
	END
} >"$dir/feed.csv"
is 'the feed is taken' '10 products taken, 0 rows refused; there were 0 before
= 0' "$(ctl catalogue import suzume "$dir/feed.csv")"

is 'an associate sees a picture' '200 image/jpeg' "$(get suzume A1)"
is 'it is one' 240x300 "$("$B/noren-picture" clean <"$dir/body" | head -c 40 |
	sed -n '1s/^image.jpeg \([0-9]*\) \([0-9]*\) .*/\1x\2/p')"
etag=$(header ETag)
is 'it may be kept' 'private, immutable, max-age=3600' "$(header Cache-Control)"
is 'whoever has it is told so' '304 ' "$(get suzume A1 \
	-H "If-None-Match: $etag")"
length=$(get suzume A1 >/dev/null; header Content-Length)
is 'HEAD has its length and no more' "200 image/jpeg $length 0" \
	"$(get suzume A1 -X HEAD -H 'Connection: close' --max-time 10 \
		2>"$dir/error") $(header Content-Length) $(wc -c <"$dir/body")"
is 'a second time it is there already' '200 image/jpeg 1' \
	"$(get suzume A2) $(asked /f/coat.jpg)"
is 'a SKU may have any letters' '200 image/jpeg' \
	"$(get suzume '%E7%B4%BA%2F%E3%82%B3%E3%83%BC%E3%83%88%3F%25%231')"
is 'http is asked for as https' '200 image/jpeg' "$(get suzume I1)"

is 'another retailer has no such product' \
	'404 application/json; charset=utf-8 unknown_id' "$(get kamome A1)"
echo "$(head -c 32 /dev/zero | tr '\0' a)" >"$dir/nobody"
is 'who is not signed in sees nothing' \
	'401 application/json; charset=utf-8 bad_token' "$(get nobody A1)"
is 'a picture is not written to' 405 "$(get suzume A1 -X POST |
	cut -d ' ' -f 1)"
json='application/json; charset=utf-8'
is 'a SKU that there is not' "404 $json unknown_id" "$(get suzume X)"
is 'no SKU' "404" "$(get suzume '' | cut -d ' ' -f 1)"
is 'a product without a picture' "404 $json unknown_id" "$(get suzume N1)"
is 'a picture that is none' "415 $json bad_media" "$(get suzume T1)"
is 'one that is too large' "415 $json bad_media" "$(get suzume L1)"
is 'a host that is not allowed' "403 $json forbidden" "$(get suzume H1)"
is 'a name that leads to a private address' "403 $json forbidden" \
	"$(get suzume P1)"
is 'one that is gone' "503 $json busy" "$(get suzume M1)"
is 'which is not asked for at once again' "503 $json busy 1" \
	"$(get suzume M1) $(asked /f/none.jpg)"
cp "$served/coat.jpg" "$served/none.jpg"
ctl clock advance 61s >/dev/null
is 'but a minute later' '200 image/jpeg' "$(get suzume M1)"
before=$(asked /f/coat.jpg)
ctl clock advance 25h >/dev/null
is 'after a day it is fetched anew' "200 image/jpeg $((before + 1))" \
	"$(get suzume A1) $(asked /f/coat.jpg)"
is 'files are where they should be' 3 "$(find "$dir/state/media/.goods" \
	-type f | wc -l | tr -d ' ')"

is 'a browser may load pictures from there too' \
	"https://shop.example https://localhost:$https_port https://$shop https://localhost:$https_port" \
	"$(curl -sS --noproxy '*' -o "$dir/body" -D - "$url/v1/frame/suzume" |
		sed -n 's/.*img-src .self. data: blob: \([^;]*\);.*/\1/p')"

# Many who look at once cost one fetch.
cp "$served/coat.jpg" "$served/new.jpg"
sed "s/coat.jpg/new.jpg/" "$dir/feed.csv" >"$dir/new.csv"
ctl catalogue import suzume "$dir/new.csv" >/dev/null
for one in 1 2 3 4 5 6 7 8; do
	curl -sS --noproxy '*' -o /dev/null -w '%{http_code}\n' \
		-H "Authorization: Bearer $(cat "$dir/suzume")" \
		"$url/v1/picture/A1" >"$dir/many.$one" &
	pids="${pids:-} $!"
done
wait $pids
is 'many who look at once' '8 1' \
	"$(cat "$dir"/many.* | grep -c 200) $(asked /f/new.jpg)"

# One inside that is allowed for another retailer.
ctl retailer add hibari --currency JPY --origin https://hibari.example >/dev/null
echo 'quiet river stones' | ctl associate add hibari aiko@hibari.example \
	--name Aiko --password-stdin >/dev/null
sign_in hibari
ctl catalogue import hibari "$dir/feed.csv" >/dev/null
before=$(asked /f/coat.jpg)
is 'a host inside is for those whose pages are there' \
	"403 $json forbidden $before" "$(get hibari A1) $(asked /f/coat.jpg)"
is 'also as http' "403 $json forbidden" "$(get hibari I1)"

# A host that never answers: others' pictures come all the same.
feed_of() { # image...
	echo 'id,title,link,image_link,price,availability'
	for image; do
		echo "${image##*/},Coat,https://shop.example/c,$image,1,in stock"
	done
}
feed_of "https://$shop/silent/S1" "https://$shop/silent/S2" \
	"https://$shop/silent/S3" "https://$shop/silent/S4" >"$dir/feed.csv"
ctl catalogue import suzume --force "$dir/feed.csv" >/dev/null
cp "$served/coat.jpg" "$served/K1"
feed_of "https://$shop/f/K1" >"$dir/feed.csv"
ctl catalogue import kamome "$dir/feed.csv" >/dev/null
asked=$(lines "$served/asked") pids=
for sku in S1 S2 S3 S4; do
	curl -sS --noproxy '*' -o "$dir/none" -w '%{http_code}\n' \
		-H "Authorization: Bearer $(cat "$dir/suzume")" \
		"$url/v1/picture/$sku" >"$dir/silent.$sku" 2>/dev/null &
	pids="$pids $!"
done
is 'two of four are fetched' 2 \
	"$(follow "$served/asked" "$asked" /silent/ 2 | wc -l)"
is "others' come" '200 image/jpeg' "$(get kamome K1 --max-time 15)"
is 'it has not got all that fetches' 2 "$(grep -c /silent/ "$served/asked")"

kill "$pid"
wait "$pid"
is 'the relay ends' 0 $?
wait $pids
is 'and nobody waits any more' 0 \
	"$(cat "$dir"/silent.* | grep -vc '503\|000')"
start -o feed_hosts="$hosts" -o feed_ca="$served/ca.pem"
is 'and begins without any' 0 "$(find "$dir/state/media/.goods" -type f \
	2>/dev/null | wc -l | tr -d ' ')"
finish
