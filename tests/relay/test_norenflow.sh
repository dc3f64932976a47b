#!/bin/sh
# norenflow as its user meets it: exit codes, the forms of its report, what it
# leaves behind when it is interrupted, a small load, a recording.
set -u
cd "$(dirname "$0")/../.."
B=${NOREN_BUILD:-build/${FLAVOR:-debug}}
dir=$(mktemp -d)
relay= strict=
trap 'kill $relay $strict 2>/dev/null; rm -rf "$dir"' EXIT INT TERM
out=$dir/out
n=0

result() { # status name
	n=$((n + 1))
	[ "$1" -eq 0 ] && echo "ok $n - $2" || {
		echo "not ok $n - $2"
		sed 's/^/# /' "$out" "$dir/err"
	}
}

flow() { # status-wanted arguments...
	wanted=$1
	shift
	"$B/norenflow" "$@" >"$out" 2>"$dir/err" </dev/null
	[ $? -eq "$wanted" ]
}

start() { # name flows; its number is in $!
	mkdir -p "$dir/$1"
	cat >"$dir/$1.conf" <<-END
		port = 0
		directory = $dir/$1
		web = relay/web/widget
		flows = $2
	END
	: >"$dir/$1.out"
	"$B/norend" -c "$dir/$1.conf" >>"$dir/$1.out" 2>"$dir/$1.log" &
}

# Reads what is being written into a file, from its beginning, until a command
# has seen enough of it.
follow() { # file command...
	file=$1
	shift
	timeout 20 tail -n +1 -f "$file" 2>/dev/null | "$@"
}

url() { # name; where it listens, once it does
	follow "$dir/$1.out" sed 's/.* //;q'
}

changes() { # how many retailers were made and taken away
	grep -c event=ctl_retailer "$dir/relay.log"
}

changed() { # waits until there were so many
	[ "$(follow "$dir/relay.log" grep -m "$1" -c event=ctl_retailer)" -eq "$1" ]
}

retailers() { # how many
	curl -sS --noproxy '*' --unix-socket "$dir/$1/control.sock" \
		http://localhost/retailers | grep -o '"retailer"' | wc -l
}

cat >"$dir/good.flow" <<'END'
# One asks & one <answers>
# rules: C3
associate Ken goes available
shopper Hana opens /p/matcha-bowl
Hana says "在庫はありますか"
Ken is rung within 2 s
Ken accepts
END
sed 's/^Ken accepts/Ken is not rung/' "$dir/good.flow" >"$dir/rung.flow"
# Nobody has asked: this one fails at once.
sed '/^Hana says/d; /is rung/d' "$dir/good.flow" >"$dir/bad.flow"
printf 'associate Ken goes available\nKen acepts\n' >"$dir/broken.flow"
{
	cat "$dir/good.flow"
	echo 'wait 1 h'
} >"$dir/long.flow"

flow 0 "$dir/good.flow" && grep -q 'It held' "$out" && [ ! -s "$dir/err" ]
result $? 'a flow that holds: 0, on a relay of its own'
flow 1 "$dir/rung.flow" && grep -q '^  *x .*Ken' "$out" &&
	flow 1 "$dir/bad.flow" && grep -q '^  *x .*Ken' "$out"
result $? 'one that does not: 1, and why'
grep -q "$(printf '\033')" "$out"
[ $? -eq 1 ]
result $? 'no colours but on a terminal'
flow 2 "$dir/broken.flow" &&
	grep -q "^$dir/broken.flow:2:5: .*accepts" "$dir/err"
result $? 'a broken one: 2, with line, column and the nearest verb'
flow 2 && flow 2 --format xml "$dir/good.flow" &&
	flow 2 --speed 0 "$dir/good.flow" && flow 2 --lang fr "$dir/good.flow" &&
	flow 2 "$dir/none.flow" && flow 0 --version && flow 0 --help
result $? 'usage: 2; help and version: 0'
flow 1 --format tap "$dir/good.flow" "$dir/bad.flow" &&
	grep -q '^ok 1 - One asks' "$out" &&
	grep -q '^not ok 2 - One asks' "$out" && grep -qx '1..2' "$out"
result $? 'TAP: a point a flow'
flow 1 --format junit --output "$dir/x.xml" "$dir/good.flow" \
	"$dir/bad.flow" && [ ! -s "$out" ] &&
	grep -q 'tests="2" failures="1" errors="0"' "$dir/x.xml" &&
	grep -q 'One asks &amp; one &lt;answers&gt;' "$dir/x.xml"
result $? 'JUnit XML, in a file'
flow 0 --json "$dir/good.flow" &&
	grep -q '^{"event":"end","flows":1,"held":1,' "$out"
result $? 'JSON lines'
flow 0 --lang ja "$dir/good.flow" && grep -q '成り立ちました' "$out"
result $? 'a story in Japanese'
flow 1 --coverage "$dir/good.flow" && grep -q '^C3  *1 flow ' "$out"
result $? '--coverage: which rules have flows'
mkdir "$dir/folder"
cp "$dir/good.flow" "$dir/folder/b.flow"
cp "$dir/bad.flow" "$dir/folder/a.flow"
echo 'no flow' >"$dir/folder/notes.txt"
flow 1 --format tap "$dir/folder/" &&
	grep -q "^not ok 1 .*$dir/folder/a.flow" "$out" &&
	grep -q "^ok 2 .*$dir/folder/b.flow" "$out" && grep -qx '1..2' "$out"
result $? 'a folder: its flows, in the order of their names'
flow 1 --coverage "$dir/folder" && grep -q '^C3  *2 flows ' "$out" &&
	flow 0 --coverage && grep -q '^C3  *[1-9]' "$out" &&
	mkdir "$dir/bare" && flow 2 --coverage "$dir/bare" &&
	grep -q 'bare: no flow is in it' "$dir/err"
result $? '--coverage of a folder, and of our own flows'

start relay yes
relay=$!
start strict no
strict=$!
there="--relay $(url relay) --socket $dir/relay/control.sock"
flow 3 --relay "$(url strict)" --socket "$dir/strict/control.sock" \
	"$dir/good.flow" && [ "$(retailers strict)" -eq 0 ]
result $? 'a relay that has not allowed flows: 3, and nothing is made there'
flow 3 --socket "$dir/none.sock" "$dir/good.flow"
result $? 'no relay: 3'
flow 0 $there "$dir/good.flow" && [ "$(retailers relay)" -eq 0 ]
result $? 'a relay that has: 0, and nothing stays there'

for signal in INT TERM; do
	# shellcheck disable=SC2086
	before=$(changes)
	"$B/norenflow" $there "$dir/long.flow" >"$out" 2>"$dir/err" &
	player=$!
	changed $((before + 1))
	during=$(retailers relay)
	# A shell's background children ignore SIGINT, unless they listen.
	kill -s $signal $player
	wait $player
	[ $? -eq 1 ] && [ "$during" -eq 1 ] && [ "$(retailers relay)" -eq 0 ]
	result $? "SIG$signal: 1, and what was made is gone"
done

# Nothing can be done by who is killed; somebody else does it.
for what in "$dir/long.flow" demo; do
	# shellcheck disable=SC2086
	before=$(changes)
	"$B/norenflow" "$what" $there >"$out" 2>"$dir/err" &
	player=$!
	changed $((before + 1)) && [ "$(retailers relay)" -eq 1 ]
	made=$?
	kill -s KILL $player
	wait $player 2>"$dir/err"
	[ $made -eq 0 ] && changed $((before + 2)) &&
		[ "$(retailers relay)" -eq 0 ]
	result $? "SIGKILL, ${what##*/}: what was made is gone all the same"
done

flow 0 load $there --shoppers 20 --associates 20 --think 200 --seconds 2 \
	--json && grep -q '"chats":20,' "$out" &&
	grep -q '"unanswered":0,"undelivered":0,' "$out" &&
	grep -q '"errors":{},"lost":{}' "$out" &&
	[ "$(grep -o '"sent":[0-9]*' "$out" | cut -d: -f2)" -gt 50 ] &&
	grep -q '"p99.9":[1-9]' "$out" && [ "$(retailers relay)" -eq 0 ]
result $? 'load: twenty chats at once, every message answered and delivered'
flow 0 load $there --shoppers 8 --associates 4 --think 100 --seconds 5 \
	--turns 2 --json && grep -q '"chats":4,' "$out" &&
	[ "$(grep -o '"ended":[0-9]*' "$out" | cut -d: -f2)" -gt 4 ]
result $? 'load: more shoppers than associates, who take one after the other'
flow 3 load --relay "$(url strict)" --socket "$dir/strict/control.sock"
result $? 'load: not where flows are not allowed'

# What two people do is written down, and can be played again.
ctl="$B/norenctl --socket $dir/relay/control.sock"
echo always | $ctl retailer add myshop --hours - --name Shop >"$out" 2>&1
secret='My coat: call me at 090-1234-5678'
echo quiet river stones | $ctl associate add myshop ken@example.com --name Ken \
	>>"$out" 2>&1
token=$(printf '{"t":"sign_in","address":"ken@example.com","password":"%s"}' \
	'quiet river stones' | curl -sS --noproxy '*' -H 'Content-Type: application/json' \
	--data-binary @- "$(url relay)/v1/sign-in" |
	sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
mkfifo "$dir/began"
"$B/norenflow" --record --retailer myshop --socket "$dir/relay/control.sock" \
	--output "$dir/again.flow" 2>"$dir/began" &
recorder=$!
exec 3<"$dir/began"
printf '%s\n' "$token" >"$dir/ken"
cat >"$dir/live.flow" <<END
associate Ken goes available
shopper Hana opens /p/matcha-bowl
Hana says "$secret"
Ken is rung within 5 s
Ken accepts
Ken says "One moment"
END
read -r said <&3
[ "$said" = 'norenflow: myshop is being recorded; Ctrl-C ends it' ]
result $? 'record: says when it has begun'
flow 0 --relay "$(url relay)" --accounts "$dir/ken" --retailer myshop \
	"$dir/live.flow"
result $? 'a flow with the accounts that are there'
kill -INT $recorder
wait $recorder
grep -q 'says "' "$dir/again.flow" && grep -q 'accepts' "$dir/again.flow" &&
	! grep -q '090\|coat\|One moment' "$dir/again.flow" &&
	flow 0 "$dir/again.flow"
result $? 'record: played again, without a word of theirs'
cp "$dir/again.flow" "$out"
echo "1..$n"
