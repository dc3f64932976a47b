#!/bin/sh
# The simulator: 10,000 hours on the shop floor without a fault; and with each
# planted fault, the check that must see it does.
set -u
cd "$(dirname "$0")/../.."
sim=${NOREN_BUILD:-$PWD/build/debug}/sim
mutant=build/mutant/sim
out=$(mktemp -d) days=
trap '[ -z "$days" ] || kill "$days"; rm -rf "$out"' EXIT INT TERM
n=0 failed=0

# On one core, while the other looks for what is planted.
"$sim" --hours 10000 >"$out/days" 2>&1 &
days=$!

say() { # status name
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$out/log"
		failed=1
	fi
}

# What a seed shows it shows again.
"$sim" --seed 7 --trace >"$out/log" 2>&1
status=$?
"$sim" --seed 7 --trace >"$out/again" 2>&1
[ "$status" -eq 0 ] && cmp -s "$out/log" "$out/again"
status=$?
tail -n 5 "$out/again" >"$out/log"
say $status 'a seed replays, step by step'

make -s FLAVOR=mutant "$mutant" >"$out/log" 2>&1
say $? 'the build with planted faults'
"$mutant" --hours 480 >"$out/log" 2>&1
say $? 'none planted: nothing is seen'
"$mutant" --mutants >"$out/mutants"
while read -r name check; do
	"$mutant" --mutant "$name" --hours 2400 >"$out/log" 2>&1
	[ $? -eq 1 ] && grep -Eqx "broken: ($check)" "$out/log"
	say $? "$name: $check"
done <"$out/mutants"

wait "$days"
status=$? days=
cp "$out/days" "$out/log"
say $status '10,000 hours'
sed 's/^/# /' "$out/log"
[ "$n" -ge 20 ] || failed=1
echo "1..$n"
exit $failed
