# What tests of norenctl share: a relay of their own with a test clock, and TAP.
# shellcheck shell=sh
B=${NOREN_BUILD:-build/debug}
dir=$(mktemp -d) || exit 1
pid='' n=0 bad=0
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$dir"' EXIT

is() { # name, wanted, got
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "$3" | sed 's/^/# got: /'
		printf '%s\n' "$2" | sed 's/^/# wanted: /'
		bad=1
	fi
}

ctl() { # runs norenctl; what it says and its status
	"$B/norenctl" --socket "$dir/state/control.sock" "$@" 2>&1
	echo "= $?"
}

start() { # more options of norend
	mkfifo "$dir/ready"
	"$B/norend" --test-clock -o port=0 -o directory="$dir/state" "$@" \
		>"$dir/ready" 2>>"$dir/log" &
	pid=$!
	read -r line <"$dir/ready"
	rm "$dir/ready"
}

# Waits until a line behind the first N of a file has a pattern in it, or so
# many have, and prints them; no more after half a minute.
follow() { # file N pattern [lines]
	timeout 30 tail -n "+$(($2 + 1))" -f "$1" | grep -m "${4:-1}" "$3"
}
lines() { # file
	wc -l <"$1"
}

finish() {
	echo "1..$n"
	exit $bad
}
