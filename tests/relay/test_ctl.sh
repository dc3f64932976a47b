#!/bin/sh
# norenctl and norend's options, against a real relay: prints TAP.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/ctl.sh

start
is 'norend says where it listens' 'listening on http://127.0.0.1' \
	"${line%:*}"
is 'nothing is there yet' '= 0' "$(ctl retailer list)"
is 'a retailer is made' '= 0' "$(ctl retailer add suzume --name Suzume \
	--zone Asia/Tokyo --origin https://a.example --origin https://b.example)"
is 'but not twice' "norenctl: that is there already; see \`set' [exists]
= 1" "$(ctl retailer add suzume)"
is 'what was not there is not changed' \
	"norenctl: there is nothing of that name; see \`add' [unknown_id]
= 4" "$(ctl retailer set kamome)"
is 'it is listed' "suzume	Suzume	Asia/Tokyo	JPY	#243b61	https://a.example https://b.example
= 0" "$(ctl retailer list)"
is 'a change leaves the rest' "suzume	雀	Asia/Tokyo	JPY	#aa0000	https://a.example https://b.example
= 0" "$(ctl retailer set suzume --name 雀 --accent '#aa0000' >/dev/null
	ctl retailer list)"
is 'a bad colour is named' 'norenctl: accent must be like #1a2b3c [config]
= 1' "$(ctl retailer set suzume --accent red)"
is 'a name that nobody could see is none' 'norenctl: name must not be blank [config]
= 1' "$(ctl retailer set suzume --name ' 　')"
is 'a bad address for reports is named' \
	'norenctl: support must be an e-mail address [config]
= 1' "$(ctl retailer set suzume --support 'a b@c')"
is 'without a mail server no mail is tried out' \
	'norenctl: No mail server is set; see smtp_url in norend.conf(5). [wrong_state]
= 1' "$(ctl mail test suzume a@b.example)"
is 'no mail waits' '= 0' "$(ctl mail queue suzume)"
is 'a bad zone is named' 'norenctl: there is no time zone ../etc/passwd [config]
= 1' "$(ctl retailer set suzume --zone ../etc/passwd)"
is 'a bad origin is named' \
	'norenctl: origins, line 1: not like https://shop.example [config]
= 1' "$(ctl retailer set suzume --origin https://a/)"
is 'a key that is none is named' \
	'norenctl: A field is missing, of the wrong kind, or out of bounds. (retailer) [bad_field]
= 1' "$(ctl retailer add 'a b')"

printf 'mon-fri 10:00-18:00\n' >"$dir/hours"
is 'hours are set from a file' '= 0' "$(ctl hours set suzume "$dir/hours")"
is 'and shown' 'mon-fri 10:00-18:00
= 0' "$(ctl hours show suzume)"
is 'and set from standard input' 'always
= 0' "$(echo always | ctl hours set suzume - >/dev/null
	ctl hours show suzume)"
is 'a day is closed, and the rest stays open' \
	'mon-sun 00:00-24:00
2031-12-31 closed "休業"
= 0' "$(ctl hours except add suzume 2031-12-31 closed --notice 休業 >/dev/null
	ctl hours show suzume)"
is 'which the week ends with' 'wed	2031-12-31	closed	dated	休業
= 0' "$(ctl hours week suzume | tail -n 2)"
is 'after what is true now, and seven days' '9 雀: open.  Now it' \
	"$(ctl hours week suzume | sed '$d' | wc -l) $(ctl hours week suzume |
		sed -n '1s/ is .*//p')"
is 'the line is taken out' 'mon-sun 00:00-24:00
= 0' "$(ctl hours except remove suzume 2031-12-31 >/dev/null
	ctl hours show suzume)"
is 'once' 'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl hours except remove suzume 2031-12-31)"
is 'a mistake in them is told with its line' 'norenctl: hours, line 2' \
	"$(printf 'always\nnonsense\n' | ctl hours set suzume - | sed 's/:[^:]*$//' |
		head -n 1)"
is 'no hours are said by a word' '= 0' \
	"$(echo none | ctl hours set suzume - >/dev/null
		ctl hours show suzume)"
is 'and not by nothing' 'norenctl: -: empty; for no hours say none
= 2' "$(echo | ctl hours set suzume -)"
is 'so are no origins' "suzume	雀	Asia/Tokyo	JPY	#aa0000	
= 0" "$(ctl retailer set suzume --origin none >/dev/null
	ctl retailer list)"
is 'a file that is not there is named' \
	"norenctl: $dir/none: No such file or directory
= 2" "$(ctl hours set suzume "$dir/none")"

is 'nobody has claimed a sale' '= 0' "$(ctl claim list suzume)"
is 'what is no claim is granted to nobody' \
	"norenctl: x is no claim; see \`claim list'
= 2" "$(ctl claim grant suzume x)"
is 'nor is one that there is not' \
	'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl claim grant suzume 0123456789abcdefghjkmnpqrs)"
is 'a refusal says why' 'norenctl: A refusal needs a reason. [bad_field]
= 1' "$(ctl claim refuse suzume 0123456789abcdefghjkmnpqrs)"

is 'a group is made' '= 0' "$(ctl group add suzume living --name Living)"
is 'but not with a blank name' 'norenctl: name must not be blank [config]
= 1' "$(ctl group set suzume living --name '  ')"
is 'and listed' 'living	Living	
= 0' "$(ctl group list suzume)"
is 'an account is made, its password from standard input' '= 0' \
	"$(echo quiet river stones | ctl associate add suzume Aiko@suzume.example \
		--name Aiko --groups living)"
is 'but not twice, in whatever case' \
	"norenctl: that is there already; see \`set' [exists]
= 1" "$(echo quiet river stones | ctl associate add suzume aiko@Suzume.example)"
is 'nor with a password that is short, or that anybody would try first' \
	'norenctl: A password has at least 10 characters. [short_password]
= 1
norenctl: That password is one of the most common ones. [common_password]
= 1' "$(echo short | ctl associate add suzume c@suzume.example
	echo password123 | ctl associate add suzume c@suzume.example)"
is 'nor is such a one set' \
	'norenctl: A password has at least 10 characters. [short_password]
= 1' "$(echo short | ctl associate set suzume aiko@suzume.example \
		--password-stdin)"
is 'nor at what mail takes for no address, though it looks like one' \
	'norenctl: That is no e-mail address. [bad_field]
= 1' "$(echo quiet river stones | ctl associate add suzume ｂ@suzume.example)"
is 'one that is not there is not taken away' \
	'norenctl: There is no such account. [unknown_id]
= 4' "$(ctl associate remove suzume b@suzume.example --yes)"
is 'nor without a password' \
	'norenctl: no password was given, or it is too long
= 2' "$(ctl associate add suzume b@suzume.example </dev/null)"
is 'it is listed' 'Aiko@suzume.example	Aiko	associate	living
= 0' "$(ctl associate list suzume)"
is 'not into a group that is not there' \
	'norenctl: There is no group attic. [unknown_id]
= 4' "$(ctl associate set suzume aiko@suzume.example --groups 'living attic')"
is 'nor is anybody invited to one' \
	'norenctl: There is no group attic. [unknown_id]
= 4' "$(ctl invite issue suzume --groups attic)"
is 'it becomes a manager' 'Aiko@suzume.example	Aiko	manager	living
= 0' "$(ctl associate set suzume aiko@suzume.example --manager >/dev/null
	ctl associate list suzume)"
is 'whose name is not made blank' 'norenctl: name must not be blank [config]
= 1' "$(ctl associate set suzume aiko@suzume.example --name '　')"
is 'and stays it when the address is written otherwise' \
	'Aiko@suzume.example	愛子	manager	living
= 0' "$(ctl associate set suzume ａｉｋｏ@Suzume.example --name 愛子 >/dev/null
	ctl associate list suzume)"
is 'nor is it made anew by that' \
	"norenctl: that is there already; see \`set' [exists]
= 1" "$(echo quiet river stones | ctl associate add suzume ａｉｋｏ@suzume.example)"
is 'no command takes a password as a word' \
	'norenctl: --password takes nothing
= 2' "$(ctl associate set suzume aiko@suzume.example --password=x)"
is 'groups and rights are taken away' \
	'Aiko@suzume.example	愛子	associate	
= 0' "$(ctl associate set suzume aiko@suzume.example --groups '' --no-manager \
		>/dev/null
	ctl associate list suzume)"

is "a group's own hours are set" 'always
= 0' "$(echo always | ctl hours set suzume - --group living >/dev/null
	ctl hours show suzume --group living)"
is 'and taken away by a word' '= 0' \
	"$(echo none | ctl hours set suzume - --group living >/dev/null
		ctl hours show suzume --group living)"

is 'an account is shown' 'codes        taken
sessions     0
last used    -' "$(ctl associate show suzume aiko@suzume.example |
	grep '^codes\|^sess\|^last')"
is 'and listed' 'Aiko@suzume.example	愛子	associate	taken	0	-	
= 0' "$(ctl account list suzume)"
code=$(ctl invite issue suzume --uses 5 --groups living |
	sed -n 's/^code  *//p')
is 'an invite code is issued' "$code	open	0	5	living" \
	"$(ctl invite list suzume | sed '$d' | cut -f1-4,8)"
is 'and replaced by another like it' "open	0	5	living
withdrawn	0	5	living" "$(ctl invite replace suzume "$code" >/dev/null
	ctl invite list suzume | sed '$d' | cut -f2-4,8 | sort)"
is 'and withdrawn' '= 0' "$(ctl invite withdraw suzume \
	"$(ctl invite list suzume | sed -n 's/	open.*//p')")"
is 'but not what there is not' \
	'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl invite withdraw suzume ZZZZZZ)"
is 'a code is handed out' '{"t":"handed","code":N,"minutes":15}
= 0' "$(ctl code suzume aiko@suzume.example --json |
	sed 's/"[0-9]\{5\}"/N/')"
is 'to nobody who has no account' \
	'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl code suzume nobody@suzume.example)"
is 'codes are taken again' '= 0' "$(ctl unlock suzume aiko@suzume.example)"
is 'everywhere signed out' '= 0' \
	"$(ctl session end-all suzume aiko@suzume.example)"
is 'a group is taken away' 'living	Living	
den	den	
= 0
living	Living	
= 0' "$(ctl group add suzume den >/dev/null
	ctl group list suzume
	ctl group remove suzume den --yes >/dev/null
	ctl group list suzume)"

is 'the numbers of the rules are shown' 'at-once        3
more-every     15s
ring-for       90s
keep-state     60s
take-over      300s
left-after     1800s
window         7 days
scan           on
largest-order  1000000000 JPY
retention      for ever
= 0' "$(ctl rules show suzume)"
is 'and set, one by one' 'at-once        2
more-every     15s
ring-for       45s
keep-state     60s
take-over      300s
left-after     1800s
window         30 days
scan           off
largest-order  500000 JPY
retention      for ever
= 0' "$(ctl retailer set suzume --ring-for 45s >/dev/null
	ctl retailer set suzume --at-once 2 --window 30 \
		--scan off --largest-order 500,000 >/dev/null
	ctl rules show suzume)"
is 'a number out of bounds is named' \
	'norenctl: ring-for must be from 10s to 1h [config]
= 1' "$(ctl retailer set suzume --ring-for 2d)"
is 'barcodes are read, or not' \
	'norenctl: --scan: maybe is neither on nor off
= 2' "$(ctl retailer set suzume --scan maybe)"
is 'an amount is of its currency, and more than nothing' \
	'norenctl: --largest-order: 5.50 is no amount of JPY
= 2
norenctl: --largest-order: 5 USD is no amount of JPY
= 2
norenctl: --largest-order: 0 is no amount of JPY
= 2
= 0' "$(ctl retailer set suzume --largest-order 5.50
	ctl retailer set suzume --largest-order '5 USD'
	ctl retailer set suzume --largest-order 0
	ctl retailer set suzume --largest-order '400000 JPY')"
is 'and one that is none' \
	'norenctl: --keep-state: soon is no span such as 90s or 30m
= 2' "$(ctl retailer set suzume --keep-state soon)"

is 'a greeting is made' '= 0' "$(ctl greeting add suzume morning \
	--text '{time_of_day}, {shopper}!' --pages '/p/*' --until 12:00)"
is 'but not twice' "norenctl: that is there already; see \`set' [exists]
= 1" "$(ctl greeting add suzume morning --text Hello)"
is 'a change leaves the rest' \
	'morning	ja	morning	/p/*	00:00-12:00	{time_of_day}, {shopper}!
= 0' "$(ctl greeting set suzume morning --lang ja >/dev/null
	ctl greeting list suzume)"
is 'and that too' \
	'morning	ja	朝	*	09:30-12:00	{time_of_day}, {shopper}!
= 0' "$(ctl greeting set suzume morning --title 朝 --from 9:30 --pages '' \
		>/dev/null
	ctl greeting list suzume)"
is 'a saved reply is something else' 'thanks	en	Thanks	Thank you, {shopper}.
= 0' "$(ctl reply add suzume thanks --title Thanks \
		--text 'Thank you, {shopper}.' >/dev/null
	ctl reply list suzume)"
is 'with a key of its own' \
	'norenctl: That key is in use: greetings and replies share them. [bad_field]
= 1' "$(ctl greeting set suzume thanks --text Hello)"
is 'a variable that there is not is named' \
	'norenctl: After 3 bytes of the words: no such variable, or a brace that is not closed: write {shopper}, or {{ for a brace. [bad_field]
= 1' "$(ctl reply add suzume x --text 'Hi {name}')"
is 'words come from standard input too' '= 0' \
	"$(echo 'See you!' | ctl reply add suzume bye --text -)"
is 'without words it is none' 'norenctl: A greeting or a reply needs words. [bad_field]
= 1' "$(ctl reply add suzume y)"
is 'a time that is none is named' \
	'norenctl: --from: 25:00 is no time such as 10:30
= 2' "$(ctl greeting set suzume morning --from 25:00)"
is 'a language that is none is named' 'norenctl: --lang: fr is not en or ja
= 2' "$(ctl greeting set suzume morning --lang fr)"
is 'they are taken away' 'thanks	en	Thanks	Thank you, {shopper}.
= 0' "$(ctl reply remove suzume bye >/dev/null
	ctl reply list suzume)"
is 'once' 'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl reply remove suzume bye)"

is 'a page of the audit log begins behind a line' '1 2 3' \
	"$(for after in 0 1 2; do
		ctl audit suzume --after $after | sed -n 1p | cut -f1
	done | tr '\n' ' ' | sed 's/ $//')"

is 'nobody is blocked' '= 0' "$(ctl block list suzume)"
is 'so nobody is let in again' 'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl block lift suzume 0000000000000000000000000a)"
is 'who is no shopper is named' "norenctl: hana is no shopper; see \`block list'
= 2" "$(ctl block lift suzume hana)"
is 'there are no reports' '= 0' "$(ctl report list suzume)"
is 'nor one of that name' 'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl report show suzume 0000000000000000000000000a)"

is 'nobody is signed in' '= 0' \
	"$(ctl session list suzume aiko@suzume.example)"
curl -sS --noproxy '*' -o "$dir/token" "${line#listening on }/v1/sign-in" -d \
	'{"t":"sign_in","address":"aiko@suzume.example","password":"quiet river stones","device":"till 2"}'
is 'then somebody is' 'till 2
= 0' "$(ctl session list suzume aiko@suzume.example | cut -f4)"
is 'from one time to another, in the shop' '+09:00 +09:00' \
	"$(ctl session list suzume aiko@suzume.example | head -n 1 |
		cut -f2,3 | sed 's/[-0-9T:.]*\(+[0-9:]*\)\t[-0-9T:.]*\(+[0-9:]*\)/\1 \2/')"
is 'the same in JSON' true \
	"$(ctl --json session list suzume aiko@suzume.example |
		grep -q '"device":"till 2"' && echo true)"
id=$(ctl session list suzume aiko@suzume.example | head -n 1 | cut -f1)
is 'the session is ended' '= 0
= 0' "$(ctl session end suzume "$id"
	ctl session list suzume aiko@suzume.example)"
is 'and is not there any more' \
	'norenctl: There is nothing of that name. [unknown_id]
= 4' "$(ctl session end suzume "$id")"
is 'what is no session is named' \
	"norenctl: x is no session; see \`session list'
= 2" "$(ctl session end suzume x)"

is 'where nobody can be asked nothing is taken away' \
	'norenctl: nobody can be asked here whether it is meant: say --yes
= 6' "$(ctl associate remove suzume aiko@suzume.example </dev/null)"
is 'it is taken away' '= 0' "$(ctl associate remove suzume aiko@suzume.example --yes
	ctl associate list suzume | sed '/^= 0$/d')"

is 'who did what is in the audit log' 'settings	norenctl	-	-	suzume
account_added	norenctl	-	-	Aiko@suzume.example
role_given	norenctl	-	-	Aiko@suzume.example
account_changed	norenctl	-	-	Aiko@suzume.example
role_taken	norenctl	-	-	Aiko@suzume.example
invite_issued	norenctl	-	-	CODE
invite_withdrawn	norenctl	-	-	CODE
code_handed	norenctl	-	-	aiko@suzume.example
code_unlocked	norenctl	-	-	aiko@suzume.example
sessions_ended	norenctl	-	-	Aiko@suzume.example
template	norenctl	-	-	morning
template	norenctl	-	-	thanks
template	norenctl	-	-	bye
session_ended	norenctl	-	-	ID
account_removed	norenctl	-	-	Aiko@suzume.example
= 0' "$(ctl audit suzume --who norenctl | cut -f3- | grep -v "^group" |
	sed 's/[A-Z0-9]\{2\}\*\*\*\*$/CODE/; s/[a-z0-9]\{26\}$/ID/' | awk '!seen[$0]++')"
is 'word by word' 'group	norenctl	-	-	living' \
	"$(ctl audit suzume --what group --since 1h | cut -f3- | head -n 1)"
is 'as JSON, too' '{"audit":[],"more":false}
= 0' "$(ctl audit suzume --what block --json)"
is 'with no password in it' '= 0' "$(ctl audit suzume --json | grep 'river stones'
	ctl audit suzume | grep '^=')"
is 'a word that there is not is named' \
	'norenctl: There is no such word in the audit log. [bad_field]
= 1' "$(ctl audit suzume --what erase)"
is 'and an account' 'norenctl: There is no account of that address; one that is gone is known by its id. [unknown_id]
= 4' "$(ctl audit suzume --who aiko@suzume.example)"
is 'and a span' 'norenctl: --since: soon is no span such as 90m, 12h or 7d
= 2' "$(ctl audit suzume --since soon)"
is 'and what is no key' \
	'norenctl: suzume&who=x: that is no key
= 2' "$(ctl audit 'suzume&who=x')"
is 'nothing was tried on no account' '= 0' "$(ctl audit -)"

is 'the status is told' 'version
state
up
connections
sessions
retailers
store
memory
=' "$(ctl status | sed 's/ .*//')"
is 'as JSON, too' true "$(ctl --json status | head -n 1 |
	grep -q '"store":true' && echo true)"
is 'the clock moves on' '= 0' "$(ctl clock advance 90s)"
is 'but not back' \
	'norenctl: A field is missing, of the wrong kind, or out of bounds. [bad_field]
= 1' "$(ctl clock set 2001-01-01T00:00:00Z)"
is 'a span that is none is named' \
	'norenctl: 90 is no span such as 90s, 30m, 2h or 7d
= 2' "$(ctl clock advance 90)"
copy=$(ctl backup)
is 'a backup is made' 'ok' "$(sqlite3 "${copy%% *}" 'PRAGMA integrity_check' \
	2>&1 | head -n 1; :)" 2>/dev/null
kill -9 "$pid"
wait "$pid" 2>/dev/null
start
is 'what was made outlives a restart' 'suzume	雀' \
	"$(ctl retailer list | head -n 1 | cut -f1,2)"
is 'a second relay on the same directory is refused' 1 "$("$B/norend" \
	--test-clock -o port=0 -o directory="$dir/state" >/dev/null 2>&1
	echo $?)"
is 'a real clock on a database with a test clock is refused' 1 \
	"$("$B/norend" -o port=0 -o directory="$dir/state" >/dev/null 2>&1
		echo $?)"
for words in 'retailer list' 'retailer list --json' --help; do
	# shellcheck disable=SC2086
	is "what nobody can read is not done: $words" \
		'norenctl: standard output could not be written
= 1' "$("$B/norenctl" --socket "$dir/state/control.sock" $words \
			2>&1 >/dev/full; echo "= $?")"
done
is 'the relay is stopped' '= 0' "$(ctl stop)"
wait "$pid"
is 'and said so' stopped "$(tail -n 1 "$dir/log" | sed 's/.*event=//')"
is 'then nobody answers' \
	"norenctl: $dir/state/control.sock: no relay is listening there
= 3" "$(ctl status)"
is 'a command that there is not' 'norenctl: there is no command fly
= 2' "$(ctl fly)"
is 'an option that does not go with it' \
	'norenctl: --zone does not go with status
= 2' "$(ctl status --zone UTC)"

first_warning() { # of a relay that listens there, with that public_url
	mkfifo "$dir/ready"
	"$B/norend" --test-clock -o port=0 -o directory="$dir/other" \
		-o listen="$1" -o public_url="$2" >"$dir/ready" 2>"$dir/log2" &
	pid=$!
	read -r line <"$dir/ready"
	rm "$dir/ready"
	kill -9 "$pid"
	sed -n 's/.*level=warn event=\([a-z_]*\).*/\1/p' "$dir/log2"
}
is 'whoever can be reached and has no name is warned' public_url_empty \
	"$(first_warning 0.0.0.0 '')"
is 'with a name there is no need' '' \
	"$(first_warning 0.0.0.0 https://chat.example)"
is 'nor where nobody else comes' '' "$(first_warning 127.0.0.1 '')"

printf 'port = 99999\n' >"$dir/conf"
is 'norend names a wrong setting and its line' \
	"norend: $dir/conf: line 1: port must be a number from 0 to 65535" \
	"$("$B/norend" -c "$dir/conf" --check-config 2>&1)"
printf 'port = 0\n' >"$dir/conf"
is 'and says when all are right' 'the settings are right' \
	"$("$B/norend" -c "$dir/conf" --check-config)"
is 'norend bears a version' 'norend' "$("$B/norend" --version | cut -d' ' -f1)"

finish
