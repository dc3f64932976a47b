#!/bin/sh
# make install puts everything under DESTDIR and PREFIX, what it puts there
# runs, and make uninstall takes it all away again.
set -u
cd "$(dirname "$0")/.."
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT INT TERM
dest=$scratch/dest
out=$scratch/out
flavor=${FLAVOR:-debug}
build=${NOREN_BUILD:-build/$flavor}
n=0
unset MAKEFLAGS MFLAGS MAKELEVEL

result() { # status name
	n=$((n + 1))
	[ "$1" -eq 0 ] && echo "ok $n - $2" || {
		echo "not ok $n - $2"
		sed 's/^/# /' "$out"
	}
}

# The programs that are built already will do: -o keeps the other PREFIX from
# building them anew.
make_here() {
	make --no-print-directory B="$build" FLAVOR="$flavor" \
		-o "$build/.flags" DESTDIR="$dest" PREFIX=/usr "$@" >"$out" 2>&1
}

# What must be there, and nothing else may be: programs, pages, the widget, the
# translations, each from where it is in the tree; and what makes shells
# complete, where each of them looks.
wanted() {
	printf 'usr/bin/%s\n' noren norenctl norend norenflow
	echo usr/libexec/noren/noren-picture
	for page in man/*.[1578]; do
		echo "usr/share/man/man${page##*.}/${page##*/}"
	done
	(cd relay/web && find widget -type f) | sed 's|^|usr/share/noren/web/|'
	for po in client/po/*.po; do
		po=${po##*/}
		echo "usr/share/locale/${po%.po}/LC_MESSAGES/noren.mo"
	done
	printf 'usr/share/%s\n' bash-completion/completions/norenctl \
		zsh/site-functions/_norenctl \
		fish/vendor_completions.d/norenctl.fish
}

there() {
	(cd "$dest" && find . ! -type d) | sed 's|^\./||'
}

make_here install
result $? 'make install'
wanted | sort >"$scratch/wanted"
there | sort >"$scratch/there"
diff "$scratch/wanted" "$scratch/there" >"$out"
result $? 'what should be there is, and nothing else'
[ -s "$scratch/wanted" ] &&
	[ "$(grep -c 'share/man/' "$scratch/wanted")" -ge 6 ] &&
	grep -q noren.js "$scratch/wanted" &&
	grep -q ja/LC_MESSAGES "$scratch/wanted" >"$out"
result $? 'programs, six pages, widget, Japanese'

version=$(sed -n 's/^VERSION *:= *//p' Makefile)
for program in noren norenctl norend norenflow; do
	"$dest/usr/bin/$program" --version >"$out" 2>&1 </dev/null &&
		grep -qF "$version" "$out"
	result $? "$program --version says $version"
done

for pair in bash:bash-completion/completions/norenctl \
	zsh:zsh/site-functions/_norenctl \
	fish:fish/vendor_completions.d/norenctl.fish; do
	"$dest/usr/bin/norenctl" completion "${pair%%:*}" 2>&1 |
		diff - "$dest/usr/share/${pair#*:}" >"$out"
	result $? "what ${pair%%:*} gets is what norenctl prints"
done

[ -x "$dest/usr/bin/noren" ] &&
	[ -z "$(find "$dest" -type f -perm /022)" ] &&
	[ -z "$(find "$dest/usr/share" -type f -perm /111)" ] >"$out"
result $? 'nobody else may write, and no data may run'

# Somebody else's file stays.
touch "$dest/usr/bin/other"
make_here uninstall
result $? 'make uninstall'
{ there && find "$dest" -name '*noren*'; } >"$scratch/left"
echo usr/bin/other | diff - "$scratch/left" >"$out"
result $? 'only what is not ours is left'
echo "1..$n"
