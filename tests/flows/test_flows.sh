#!/bin/sh
# Plays every flow of this folder against a relay with a test clock, which
# norenflow starts for them; every rule that is built has one.  Prints TAP.
cd "$(dirname "$0")/../.." || exit 1
B=${NOREN_BUILD:-build/debug}
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT INT TERM
bad=0

"$B/norenflow" --format tap tests/flows/*.flow >"$dir/tap" 2>"$dir/said" ||
	bad=1
grep -v '^1\.\.' "$dir/tap"
sed 's/^/# /' "$dir/said"
n=$(grep -c '^ok \|^not ok ' "$dir/tap")

result() { # status name
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else
		echo "not ok $n - $2"
		bad=1
	fi
}

[ "$n" -eq "$(find tests/flows -name '*.flow' | wc -l)" ]
result $? 'every flow was played'
"$B/norenflow" --coverage tests/flows/*.flow >"$dir/coverage"
status=$?
grep NONE "$dir/coverage" | sed 's/^/# /'
result $status 'every rule that flows are to show has one'

# A file is named after a rule that it shows.
lost=0
for flow in tests/flows/*.flow; do
	rule=${flow##*/}
	grep -Eq "^# rules:.* ${rule%%-*}( |\$)" "$flow" ||
		{ echo "# $flow: does not name ${rule%%-*}"; lost=1; }
done
result $lost 'a flow is named after a rule that it shows'

# The player can fail, and says what was there instead.
printf 'associate Ken\nKen is available\n' >"$dir/wrong.flow"
"$B/norenflow" --format tap "$dir/wrong.flow" >"$dir/out" 2>&1
[ $? -eq 1 ] && grep -q '^not ok 1' "$dir/out" &&
	grep -q 'Ken is unavailable' "$dir/out"
result $? 'what does not hold is told, and the status is 1'
printf 'associate Ken\nKen acepts\n' >"$dir/bad.flow"
"$B/norenflow" "$dir/bad.flow" >"$dir/out" 2>&1
[ $? -eq 2 ] && grep -q 'bad.flow:2:5: .*the nearest: Ken accepts' "$dir/out"
result $? 'a mistake is told with its line, and the status is 2'
echo "1..$n"
exit $bad
