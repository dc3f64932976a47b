#!/bin/sh
# What users read: the manual pages' tables and the translations are whole; and
# the checks of that find a fault that was planted in a copy.
set -u
cd "$(dirname "$0")/../.."
build=${NOREN_BUILD:-$PWD/build/${FLAVOR:-debug}}
copy=$(mktemp -d) && trap 'rm -rf "$copy"' EXIT INT TERM
n=0

result() { # status name
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

holds() { # check
	NOREN_BUILD=$build tests/lint/"$1" >"$copy/.out" 2>&1
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$copy/.out"
	result $status "$1"
}

# In the copy, `file` is changed by a sed script: then the check must fail and
# name it.
catches() { # check file script name
	sed "$3" "$2" >"$copy/$2"
	(cd "$copy" && NOREN_BUILD=$build tests/lint/"$1") >"$copy/.out" 2>&1
	[ $? -ne 0 ] && grep -qF "$5" "$copy/.out"
	status=$?
	[ $status -eq 0 ] || sed 's/^/# /' "$copy/.out"
	result $status "$1 finds $4"
	cp "$2" "$copy/$2"
}

tar -c client man tests/lint | tar -x -C "$copy"

holds client_pages_are_generated
catches client_pages_are_generated man/noren.1 's/F5, Alt-A/F4, Alt-A/' \
	'another key' man/noren.1
catches client_pages_are_generated man/noren.conf.5 's/^0 to 240/0 to 9/
	s/Pq 0 to 240/Pq 0 to 9/' 'another range' man/noren.conf.5
holds every_word_is_translated
po=client/po/ja.po
catches every_word_is_translated $po 's/^msgstr "ホーム"/msgstr ""/' \
	'an untranslated word' $po
catches every_word_is_translated $po 's/^msgid "Home"/#, fuzzy\n&/' \
	'a fuzzy word' $po
catches every_word_is_translated $po 's/^msgid "Home"/msgid "House"/' \
	'a word that is missing' $po
catches every_word_is_translated client/screen/help.c \
	's/N*_("Help")/_("Helpful")/' 'a new word' $po
echo "1..$n"
