#!/bin/sh
# Thirty thousand histories of one retailer: whose sale every order is, beside a
# plain account read off the rules (E1, E2, E5); and planted faults, so that it
# is known to see one.
set -u
cd "$(dirname "$0")/../.."
sales=${NOREN_BUILD:-$PWD/build/debug}/sales
mutant=build/mutant/sales
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT INT TERM
n=0 failed=0

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

"$sales" --histories 30000 >"$out/log" 2>&1
say $? 'E1, E2, E5: 30,000 histories'
sed 's/^/# /' "$out/log"

# What never happened in them has not been compared.
! grep -q ' 0 ' "$out/log"
say $? 'in which all of it happens'

make -s FLAVOR=mutant "$mutant" >"$out/log" 2>&1
say $? 'the build with planted faults'
for name in sale_forgets_the_chat sale_forgets_earlier_chats order_counts_twice sale_is_not_kept; do
	"$mutant" --mutant "$name" --histories 1000 >"$out/log" 2>&1
	[ $? -eq 1 ] && grep -q '^differs: [oa]' "$out/log"
	say $? "$name: is seen"
done

# A seed shows it again, with nothing in it that is not needed: two purchases,
# and at most that which makes the first one a sale.
"$mutant" --mutant order_counts_twice >"$out/first"
seed=$(sed -n 's/^replay: sales --seed \([0-9]*\);.*/\1/p' "$out/first")
"$mutant" --mutant order_counts_twice --seed "${seed:-0}" >"$out/log" 2>&1
grep -v histories "$out/first" >"$out/wanted"
grep -v histories "$out/log" | cmp -s - "$out/wanted" &&
	[ "$(grep -c '^  buy ' "$out/log")" -eq 2 ] &&
	[ "$(grep -c '^  ' "$out/log")" -le 4 ]
say $? 'a seed replays, as the few deeds that it takes'

echo "1..$n"
exit $failed
