# SPDX-License-Identifier: MIT
# Completion of norenctl(1) for fish.  norenctl itself knows what can follow.

function __norenctl_complete
    set -l typed (commandline -opc)
    set -l word (commandline -ct)
    set -l found ($typed[1] --complete $typed[2..-1] "$word" 2>/dev/null)
    if test "$found" = :files
        __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$word")
    else if set -q found[1]
        printf '%s\n' $found
    end
end

complete -c norenctl -f -a '(__norenctl_complete)'
