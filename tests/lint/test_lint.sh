#!/bin/sh
# Runs every check of tests/lint on the tree, and on a copy of it in which one
# fault was planted: there it must fail, and name the file.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
flavor=${FLAVOR:-debug}
build=${NOREN_BUILD:-$root/build/$flavor}
copy=$(mktemp -d) && trap 'rm -rf "$copy"' EXIT INT TERM
n=0
unset LC_ALL

result() { # status name
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

# --- the tree ------------------------------------------------------------

holds() { # check
	(NOREN_BUILD=$build tests/lint/"$1") >"$copy/.out" 2>&1
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$copy/.out"
	result $status "$1"
}

# --- the copy ------------------------------------------------------------

# A tree with just enough in it for every check to have something to look at.
make_copy() {
	git ls-files -z -- shared man Makefile README.md tests/lint tests/rules.mk .ci \
		.clang-format relay/desk client/model relay/store/audit.h \
		client/screen/audit_words.c | tar -c --null \
		--ignore-failed-read -T - 2>/dev/null | tar -x -C "$copy"
	mkdir -p "$copy/build/debug" "$copy/client/screen" "$copy/relay/gate"
	ln -s "$build/tests" "$copy/build/debug/tests"
	(cd "$copy" && git init -q . && git add -A) || exit 1
}

put() { # file < contents
	mkdir -p "$copy/${1%/*}"
	cat >"$copy/$1"
}

compile() { # file
	mkdir -p "$copy/build/debug/${1%/*}"
	(cd "$copy" && ${CC:-cc} -std=c17 -D_GNU_SOURCE -I. -c \
		-o "build/debug/${1%.c}.o" "$1")
}

# The check must find what was put into `file`, and say so; then it is taken
# away again.
catches() { # check file name [arguments of the check]
	check=$1 file=$2 name=$3
	shift 3
	(cd "$copy" && git add -f "$file" &&
		NOREN_BUILD=build/debug tests/lint/"$check" "$@") \
		>"$copy/.out" 2>&1
	[ $? -ne 0 ] && grep -qF "${file#./}" "$copy/.out"
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$copy/.out"
	result $status "$check: $name is found"
	(cd "$copy" && git rm -qf --cached "$file" &&
		if [ -f "$root/$file" ]; then
			cp "$root/$file" "$file" && git add "$file"
		else
			rm "$file"
		fi)
}

# One C file, compiled, for the checks that look at objects.
object_fault() { # check file name < contents
	put "$2"
	compile "$2"
	catches "$1" "$2" "$3" "$2"
}

spdx='/* SPDX-License-Identifier: MIT */'

plant_impure() {
	check=pure_files_stay_pure
	object_fault $check shared/when.c 'a clock in shared/' <<-END
		$spdx
		#include <time.h>
		time_t when_now(void);
		time_t when_now(void) { return time(NULL); }
	END
	object_fault $check client/screen/shout.c 'curses in a screen' <<-END
		$spdx
		int waddnstr(void *window, const char *s, int n);
		int shout(void);
		int shout(void) { return waddnstr(0, "", 0); }
	END
	object_fault $check relay/gate/loose.c 'sockets in a plain file' <<-END
		$spdx
		int lws_service(void *context, int ms);
		int loose(void);
		int loose(void) { return lws_service(0, 0); }
	END
	object_fault $check relay/desk/dice.c 'chance in the desk' <<-END
		$spdx
		#include <stdlib.h>
		int dice_roll(void);
		int dice_roll(void) { return rand(); }
	END
	object_fault $check shared/ws_x.c 'output under a prefix' <<-END
		$spdx
		#include <stdio.h>
		int ws_x(int n);
		int ws_x(int n) { return printf("%d", n); }
	END
}

plant_includes() {
	check=includes_point_downwards
	put shared/up.c <<-END
		$spdx
		#include "relay/desk/desk.h"
	END
	catches $check shared/up.c 'shared/ looking up'
	put client/model/across.h <<-END
		$spdx
		#include "client/term/grid.h"
	END
	catches $check client/model/across.h 'the model looking at the screen'
	put client/screen/link.c <<-END
		$spdx
		#include "client/link/ws_link.h"
	END
	catches $check client/screen/link.c 'a screen looking at the link'
	put relay/desk/base.c <<-END
		$spdx
		#include <sqlite3.h>
	END
	catches $check relay/desk/base.c 'a database in the desk'
	put client/term/tty_x.c <<-END
		$spdx
		#include <curses.h>
	END
	catches $check client/term/tty_x.c 'curses beside tty_curses.c'
}

plant_symbols() {
	object_fault symbols_bear_their_file shared/cup.c 'a stray name' <<-END
		$spdx
		int mug_fill(void);
		int mug_fill(void) { return 1; }
	END
	object_fault symbols_bear_their_file shared/cup.c 'a half name' <<-END
		$spdx
		int cupboard;
	END
	check=no_mutable_globals
	object_fault $check shared/count.c 'a global' <<-END
		$spdx
		int count_all;
	END
	object_fault $check shared/count.c 'a static in a function' <<-END
		$spdx
		int count(void);
		int count(void) { static int n = 1; return n++; }
	END
	object_fault $check shared/count.c 'a table that can change' <<-END
		$spdx
		const char *count_words[] = {"one", "two"};
	END
	put shared/mem.c <<-END
		$spdx
		static int heap;
		static const char *const words[] = {"a", "b"};
		const char *mem_word(int n);
		const char *mem_word(int n) { return words[heap = n]; }
	END
	compile shared/mem.c
	(cd "$copy" && NOREN_BUILD=build/debug tests/lint/$check shared/mem.c)
	result $? "$check: what is allowed and what is constant passes"
}

plant_text() {
	put shared/ugly.c <<-END
		$spdx
		int  ugly ;
	END
	catches code_is_formatted shared/ugly.c 'bad format'
	printf '%s\n' '.Dd January 1, 2026' .Dt\ BAD\ 7 .Os .Sh\ NAME '.Nm bad' \
		'.Nd bad' .Sh\ DESCRIPTION '.Bl -tag' .It\ x | put man/bad.7
	catches manuals_are_clean man/bad.7 'an unclosed list'
	put man/lost.7 <<-END
		.Dd January 1, 2026
		.Dt LOST 7
		.Os
		.Sh NAME
		.Nm lost
		.Nd a page
		.Sh DESCRIPTION
		See
		.Xr noren-nowhere 7 .
	END
	catches manuals_are_clean man/lost.7 'a page that is not there'
	sed 's/integer, 1000000/integer, 999/' man/noren-protocol.7 |
		put man/noren-protocol.7
	catches protocol_page_is_generated man/noren-protocol.7 'another bound'
	sed 's/^\.Cm blocks ,$/.Cm block ,/' man/norend.8 | put man/norend.8
	catches roles_are_generated man/norend.8 'another right'
	sed 's/^\.Cm unlock_failed ,$//' man/norenctl.1 | put man/norenctl.1
	catches audit_words_are_known man/norenctl.1 'a word left out'
	grep -v '"order_key"' client/screen/audit_words.c |
		put client/screen/audit_words.c
	catches audit_words_are_known client/screen/audit_words.c \
		'a word that the client does not say'
	printf 'int no_licence;\n' | put shared/no_licence.c
	catches files_name_their_licence shared/no_licence.c 'no licence'
	put shared/unmapped.h <<-END
		$spdx
	END
	catches code_map_names_every_file shared/unmapped.h 'a file left out'
	printf 'path = /%s/me/noren\n' home | put man/path
	catches no_paths_of_a_machine man/path 'a home directory'
	printf 'npm config set x https://%s.example/npm\n' registry | put man/host
	catches no_paths_of_a_machine man/host 'a registry'
	sed 's/libsodium-dev//' .ci/need | put .ci/need
	catches packages_are_listed .ci/need 'a package left out'
	sed 's/libunistring-dev//' .ci/need | put .ci/need
	catches packages_are_listed .ci/need 'a library without pkg-config'
}

plant_sizes() {
	check=sizes_keep_their_budget
	{ echo "$spdx" && yes '/* long */' | head -n 600; } | put shared/long.c
	catches $check shared/long.c 'a file of 601 lines'
	{ echo "$spdx" && yes '/* long */' | head -n 150; } | put shared/long.h
	catches $check shared/long.h 'a header of 151 lines'
	{ printf '%s\n' "$spdx" 'int long_f(int n)' '{' &&
		yes '	n++;' | head -n 59 && printf '\treturn n;\n}\n'; } |
		put shared/long.c
	catches $check shared/long.c 'a function of 61 lines'
	put shared/lone.h <<-END
		$spdx
		struct lone { uint32_t n; };
	END
	catches headers_stand_alone shared/lone.h 'a missing include' \
		shared/lone.h
}

for check in audit_words_are_known code_is_formatted code_map_names_every_file \
	files_name_their_licence headers_stand_alone includes_point_downwards \
	manuals_are_clean no_paths_of_a_machine \
	packages_are_listed protocol_page_is_generated \
	roles_are_generated sizes_keep_their_budget; do
	holds $check
done
# What the sanitizers and gcov add to objects is not ours.
case $flavor in
debug | release)
	for check in no_mutable_globals pure_files_stay_pure \
		symbols_bear_their_file; do
		holds $check
	done
	;;
esac
make_copy
plant_impure
plant_includes
plant_symbols
plant_text
plant_sizes
echo "1..$n"
