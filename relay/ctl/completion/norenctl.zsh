#compdef norenctl
# SPDX-License-Identifier: MIT
# Completion of norenctl(1) for zsh.  norenctl itself knows what can follow.

_norenctl() {
	local value what files=
	local -a typed values shown

	typed=("${(@Q)words[2,CURRENT-1]}" "$PREFIX")
	while IFS=$'\t' read -r value what; do
		if [[ $value == :files ]]; then
			files=yes
			continue
		fi
		values+=("$value")
		shown+=("$value${what:+  -- $what}")
	done < <(${(Q)~words[1]} --complete "${typed[@]}" 2>/dev/null)

	if [[ -n $files ]]; then
		[[ $PREFIX == --*=* ]] && compset -P '*='
		_files
		return
	fi
	(( ${#values} )) && compadd -l -d shown -a values
}

if [[ $funcstack[1] == _norenctl ]]; then
	_norenctl "$@"
else
	compdef _norenctl norenctl
fi
