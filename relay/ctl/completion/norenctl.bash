# SPDX-License-Identifier: MIT
# Completion of norenctl(1) for bash.  norenctl itself knows what can follow.

_norenctl()
{
	local line=${COMP_LINE:0:COMP_POINT} i w value cut=
	local -a words=()

	# Bash cuts words at = and @ and :, norenctl does not: what no blank
	# parts is one word.
	for ((i = 0; i < COMP_CWORD; i++)); do
		w=${COMP_WORDS[i]}
		if ((i == 0)) || [[ $line == [[:blank:]]* ]]; then
			words+=("$w")
		else
			words[-1]+=$w
		fi
		line=${line#"${line%%[![:blank:]]*}"}
		line=${line#"$w"}
	done
	if [[ $line == [[:blank:]]* ]]; then
		words+=("${line#"${line%%[![:blank:]]*}"}")
	else
		words[-1]+=$line
	fi
	# What bash replaces begins behind the last = or : and with the last @.
	w=${words[-1]}
	w=${w##*[=:]}
	[[ $w == *@* ]] && w=@${w##*@}
	cut=${words[-1]%"$w"}
	for ((i = 1; i < ${#words[@]}; i++)); do
		[[ ${words[i]} == '~/'* ]] && words[i]=$HOME${words[i]:1}
	done

	COMPREPLY=()
	while IFS=$'\t' read -r value w; do
		if [[ $value == :files ]]; then
			compopt -o filenames 2>/dev/null
			w=${words[-1]}
			[[ $w == --*=* ]] && w=${w#*=}
			while IFS= read -r value; do
				COMPREPLY+=("$value")
			done < <(compgen -f -- "$w")
			return
		fi
		value=${value#"$cut"}
		printf -v value %q "$value"
		COMPREPLY+=("$value")
	done < <("${words[0]}" --complete "${words[@]:1}" 2>/dev/null)
}
complete -F _norenctl norenctl
