/* SPDX-License-Identifier: MIT */
#include "relay/store/audit.h"

#include <assert.h>
#include <string.h>

static const char *const words[] = {
#define AUDIT_WORD(name, word) word,
	AUDIT_TABLE(AUDIT_WORD)
#undef AUDIT_WORD
};

const char *audit_word(enum audit_what what)
{
	assert((unsigned)what < AUDIT_COUNT);
	return words[what];
}

enum audit_what audit_find(const char *word)
{
	int i = 0;

	while (i < AUDIT_COUNT && strcmp(words[i], word) != 0)
		i++;
	return (enum audit_what)i;
}
