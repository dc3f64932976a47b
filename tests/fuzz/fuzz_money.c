/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/money.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct money m, back;
	char text[MONEY_SIZE];

	if (money_parse((const char *)data, size, &m))
		return 0;
	assert(m.minor >= -MONEY_MAX && m.minor <= MONEY_MAX);
	money_write(&m, text);
	assert(money_parse(text, strlen(text), &back) == ERR_OK);
	assert(back.minor == m.minor && strcmp(back.code, m.code) == 0);
	money_show(&m, MONEY_EN, text);
	assert(utf8_valid(text, strlen(text)));
	money_show(&m, MONEY_JA, text);
	assert(utf8_valid(text, strlen(text)));
	return 0;
}
