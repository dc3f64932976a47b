/* SPDX-License-Identifier: MIT */
#include "shared/err.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	const char *text;
	bool closes;
} err_table[ERR_COUNT] = {
#define ERR_ROW(code_, name_, closes_, text_) \
	[ERR_##code_] = {.name = name_, .text = text_, .closes = closes_},
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
	return err_table[e].closes;
}

enum err err_from_name(const char *name)
{
	for (int e = 0; e < ERR_COUNT; e++) {
		if (strcmp(err_table[e].name, name) == 0)
			return (enum err)e;
	}
	return ERR_COUNT;
}
