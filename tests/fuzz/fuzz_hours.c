/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/hours.h"
#include "shared/hours_table.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/tzfile.h"

/* A change is after now, it is one, and until then there is none. */
static void asks(const struct hours *h, const struct tz *tz, int64_t at)
{
	struct hours_state s = hours_at(h, tz, at);

	if (!s.next)
		return;
	assert(s.next > at);
	assert(s.next - at < 402 * TIMES_DAY);
	assert(hours_at(h, tz, s.next).open == !s.open);
	for (int i = 1; i < 8; i++)
		assert(hours_at(h, tz, at + (s.next - at) / 8 * i).open ==
			s.open);
	assert(hours_at(h, tz, s.next - 1).open == s.open);
}

/* Written back it reads the same, and is written the same again. */
static void writes(const struct hours *h)
{
	struct buf once, twice;
	struct hours *again = NULL;
	const char *why;
	int line;
	enum err e;

	buf_init(&once, 1 << 20);
	buf_init(&twice, 1 << 20);
	e = hours_write(h, &once);
	assert(e == ERR_OK);
	e = hours_parse(buf_str(&once), &again, &line, &why);
	assert(e == ERR_OK);
	for (int i = 0; i < 7; i++)
		assert(hours_same_day(&h->week[i], &again->week[i]));
	assert(h->n_dates == again->n_dates && h->always == again->always);
	e = hours_write(again, &twice);
	assert(e == ERR_OK);
	assert(strcmp(buf_str(&once), buf_str(&twice)) == 0);
	hours_destroy(&again);
	buf_fini(&once);
	buf_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tz *tz;
	char *text = malloc(size + 1);
	struct hours *h = NULL;
	const char *why = NULL;
	int line = 0;
	enum err e;

	assert(text);
	if (!tz)
		tz = tzfile_read("Europe/Berlin");
	memcpy(text, data, size);
	text[size] = '\0';
	e = hours_parse(text, &h, &line, &why);
	assert(e == ERR_OK || e == ERR_CONFIG);
	assert((e == ERR_OK) == (h != NULL));
	assert((e == ERR_CONFIG) == (why != NULL));
	/* From 2025-03-29, the day before clocks are put forward there. */
	for (int i = 0; h && i < 60; i++)
		asks(h, tz,
			INT64_C(1743206400000000) +
				i * (83 * TIMES_HOUR + 7 * TIMES_MINUTE));
	if (h)
		writes(h);
	hours_destroy(&h);
	free(text);
	return 0;
}
