/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_reason.h"

#include <assert.h>

static const struct feed_reason_row {
	const char *word, *text;
} feed_reason_rows[] = {
#define FEED_REASON_ROW(code, wire, sentence) {.word = wire, .text = sentence},
	FEED_REASON_TABLE(FEED_REASON_ROW)
#undef FEED_REASON_ROW
};

const char *feed_reason_word(enum feed_reason r)
{
	assert(r < FEED_REASON_COUNT);
	return feed_reason_rows[r].word;
}

const char *feed_reason_text(enum feed_reason r)
{
	assert(r < FEED_REASON_COUNT);
	return feed_reason_rows[r].text;
}
