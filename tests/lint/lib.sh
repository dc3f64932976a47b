# Sourced by the checks.  Each is run at the root of the tree, looks at all of
# it or at the .c files given, prints what is wrong and then exits with 1.
set -eu
export LC_ALL=C
build=${NOREN_BUILD:-build/debug}
failed=0

fault() {
	echo "$*"
	failed=1
}

# The .c files given, or all that the programs are made of.
sources() {
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@"
	else
		find shared relay client -name '*.c' | sort
	fi
}

# The objects of the sources on standard input.
objects() {
	while read -r source; do
		object=$build/${source%.c}.o
		[ -f "$object" ] || fault "$source: not built in $build" >&2
		[ ! -f "$object" ] || echo "$object"
	done
	[ $failed -eq 0 ]
}

# What nm -A says of objects, on standard input, as lines "source symbol".
symbols() {
	awk -v build="$build/" '{
		source = substr($0, length(build) + 1)
		sub(/\.o:.*/, ".c", source)
		print source, $NF
	}'
}

# Sets $word to the first word of a file's name: db for relay/store/db_open.c.
word_of() {
	word=${1##*/}
	word=${word%.[ch]}
	word=${word%%_*}
}

# Has this check an exception for that, with a reason?
allowed() {
	grep -q "^$1 $2 [^ ]" tests/lint/allow
}
