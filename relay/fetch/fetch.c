/* SPDX-License-Identifier: MIT */
#include "relay/fetch/fetch.h"

#include "shared/times.h"

#define FIRST_WAIT TIMES_MINUTE

static const struct {
	const char *word, *text;
} rows[] = {
#define ROW(name, word, text) {word, text},
	FETCH_TABLE(ROW)
#undef ROW
};

const char *fetch_word(enum fetch_end end)
{
	return rows[end].word;
}

const char *fetch_text(enum fetch_end end)
{
	return rows[end].text;
}

int64_t fetch_wait(int n, int64_t every, uint32_t random)
{
	int64_t wait = FIRST_WAIT;

	for (int i = 1; i < n && wait < every; i++)
		wait *= 2;
	if (wait > every)
		wait = every;
	/* Twenty bits of chance are enough, and do not overflow. */
	return wait * 3 / 4 + wait / 2 * (random >> 12) / (UINT32_MAX >> 12);
}
