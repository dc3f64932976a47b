/* SPDX-License-Identifier: MIT */
#include "shared/err.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	const char *text;
	int close;
} err_table[ERR_COUNT] = {
#define ERR_ROW(code_, name_, close_, text_) \
	[ERR_##code_] = {.name = name_, .text = text_, .close = close_},
	ERR_TABLE(ERR_ROW)
#undef ERR_ROW
};

const char *err_name(enum err e)
{
	assert(e < ERR_COUNT);
	return err_table[e].name;
}

const char *err_text(enum err e)
{
	assert(e < ERR_COUNT);
	return err_table[e].text;
}

bool err_closes(enum err e)
{
	assert(e < ERR_COUNT);
	return err_table[e].close != 0;
}

int err_close_code(enum err e)
{
	assert(e < ERR_COUNT);
	return err_table[e].close ? err_table[e].close : ERR_CLOSE_OTHER;
}

enum err err_from_name(const char *name)
{
	for (int e = 0; e < ERR_COUNT; e++) {
		if (strcmp(err_table[e].name, name) == 0)
			return (enum err)e;
	}
	return ERR_COUNT;
}
