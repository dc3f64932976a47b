#!/bin/sh
# The manual pages say what the programs say: every setting with its range,
# default and help; every option and command, and no others.  Prints TAP.
cd "$(dirname "$0")/../.." || exit 1
B=${NOREN_BUILD:-build/debug}
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
n=0 bad=0

result() { # status name
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
		echo "not ok $n - $2"
		bad=1
	fi
}

# A page as one line of text, without marks and with single blanks.
page() {
	mandoc -Tutf8 "$1" | sed 's/.\x08//g' | tr -s ' \n' ' '
}

# Is each line of standard input in the page?
all_in() { # file
	missing=0
	while read -r line; do
		case $text in *"$line"*) ;; *)
			echo "# $1 does not say: $line"
			missing=1
			;;
		esac
	done
	return $missing
}

# The names of the items between a section's heading and the next one.
items() { # page section macro
	sed -n "/^\\.Sh $2\$/,/^\\.Sh/s/^\\.It $3 //p" "$1"
}

text=$(page man/norend.conf.5)
"$B/norend" --help-settings | tr -s '\t\n' '\n' >"$dir/settings"
all_in norend.conf.5 <"$dir/settings"
result $? 'norend.conf(5) has every setting as norend --help-settings has it'
[ "$(items man/norend.conf.5 SETTINGS Ic | wc -l)" -eq \
	"$("$B/norend" --help-settings | grep -vc '^	')" ]
result $? 'and no other'

text=$(page man/norend.8)
"$B/norend" --help | sed -n 's/.* \(--[a-z-]*\).*/\1/p' >"$dir/options"
all_in norend.8 <"$dir/options"
result $? 'norend(8) has every option of norend --help'
[ "$(items man/norend.8 DESCRIPTION Fl | wc -l)" -eq \
	"$(wc -l <"$dir/options")" ]
result $? 'and no other'

text=$(page man/norenctl.1)
"$B/norenctl" --help | sed -n '/^Commands/,/^$/s/^  \([^ ].*[^ ]\)   *.*/\1/p' |
	sed 's/  .*//' >"$dir/commands"
all_in norenctl.1 <"$dir/commands"
result $? 'norenctl(1) has every command of norenctl --help'
[ "$(sed -n '/^\.Sh COMMANDS$/,/^\.Pp/s/^\.It Ic //p' man/norenctl.1 |
	wc -l)" -eq "$(wc -l <"$dir/commands")" ]
result $? 'and no other'
"$B/norenctl" --help | sed -n 's/^  \(--[a-z-]*\( [A-Z:]*\)*\)  .*/\1/p' \
	>"$dir/options"
all_in norenctl.1 <"$dir/options"
result $? 'norenctl(1) has every option of norenctl --help'
[ "$(items man/norenctl.1 COMMANDS Fl | wc -l)" -eq \
	"$(wc -l <"$dir/options")" ] && [ -s "$dir/options" ]
result $? 'and no other'

"$B/norenctl" --help | sed -n '/^Exit status/,/^$/s/^  \([0-9]\)  /\1 /p' \
	>"$dir/statuses"
all_in norenctl.1 <"$dir/statuses"
result $? 'norenctl(1) has every exit status of norenctl --help'
[ "$(sed -n '/^\.Sh EXIT STATUS$/,/^\.Sh/p' man/norenctl.1 |
	grep -c '^\.It')" -eq "$(wc -l <"$dir/statuses")" ] &&
	[ -s "$dir/statuses" ]
result $? 'and no other'

"$B/norenflow" --help | sed -n 's/^  --\([a-z]*\).*/\1/p' | sort \
	>"$dir/options"
items man/norenflow.1 DESCRIPTION Fl | sed 's/ , Fl -/\n-/g' |
	sed 's/^-\([a-z]*\).*/\1/' | sort | diff "$dir/options" - &&
	[ -s "$dir/options" ]
result $? 'norenflow(1) has every option of norenflow --help, and no other'

# The check can fail.
text=$(page man/norend.conf.5)
! echo 'port (number, 0 to 1; default: 8484)' | all_in norend.conf.5 >/dev/null
result $? 'a range that the page does not have is found missing'

echo "1..$n"
exit $bad
