/* SPDX-License-Identifier: MIT */
/* The assembler takes the files in whole, so that a script is read as one. */
#include <string.h>

#include "relay/ctl/complete.h"

/* clang-format off */
#define COMPLETE_SHELLS(S) S(bash) S(zsh) S(fish)

#define COMPLETE_TAKE(shell) \
	extern const char complete_script_##shell[] \
		__attribute__((visibility("hidden"))); \
	__asm__(".pushsection .rodata\n" \
		"complete_script_" #shell ":\n" \
		".incbin \"relay/ctl/completion/norenctl." #shell "\"\n" \
		".byte 0\n" \
		".popsection\n");
/* clang-format on */

COMPLETE_SHELLS(COMPLETE_TAKE)

const char *complete_script(const char *shell)
{
#define COMPLETE_ROW(name) \
	if (strcmp(shell, #name) == 0) \
		return complete_script_##name;
	COMPLETE_SHELLS(COMPLETE_ROW)
#undef COMPLETE_ROW
	return NULL;
}
