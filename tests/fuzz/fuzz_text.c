/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

static void keeps(const char *s, size_t size)
{
	size_t max = 100;
	char *kept, *again;
	enum err e = text_keep(s, size, max, &kept);

	assert((e == ERR_UTF8) == !utf8_valid(s, size));
	assert((e == ERR_OK) == (kept != NULL));
	if (e)
		return;
	assert(utf8_count(kept, strlen(kept)) <= max);
	assert(text_keep(kept, strlen(kept), max, &again) == ERR_OK);
	assert(strcmp(kept, again) == 0);
	mem_free(again);
	mem_free(kept);
}

/* Only what has cells, marks on it, and newlines where they are wanted. */
static void measures(const char *shown, bool lines)
{
	size_t len = strlen(shown), n;
	int marks = TEXT_MARKS;
	uint32_t cp;

	for (size_t at = 0; at < len; at += n) {
		int cells;

		n = utf8_decode(shown + at, len - at, &cp);
		assert(cp != UTF8_BAD);
		if (cp == '\n') {
			assert(lines);
			marks = TEXT_MARKS;
			continue;
		}
		cells = cluster_cells(cp);
		assert(cells >= 0 && cells <= 2);
		marks = cells ? 0 : marks + 1;
		assert(marks <= TEXT_MARKS);
	}
}

static void shows(const char *s, size_t size, bool lines)
{
	char *shown = text_show(s, size, lines), *again;

	assert(shown);
	measures(shown, lines);
	again = text_show(shown, strlen(shown), lines);
	assert(again && strcmp(shown, again) == 0);
	mem_free(again);
	mem_free(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	assert(setlocale(LC_CTYPE, "C.UTF-8"));
	keeps((const char *)data, size);
	shows((const char *)data, size, true);
	shows((const char *)data, size, false);
	return 0;
}
