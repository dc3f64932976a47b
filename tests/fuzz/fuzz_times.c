/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/times.h"
#include "tests/fuzz/fuzz.h"

static void round_trip(int64_t at)
{
	char text[TIMES_SIZE];
	int64_t back;

	assert(strlen(times_format(at, text)) == TIMES_SIZE - 1);
	assert(times_parse(text, TIMES_SIZE - 1, &back) == ERR_OK);
	assert(back == at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int64_t at = 0;

	if (times_parse((const char *)data, size, &at) == ERR_OK)
		round_trip(at);
	if (size < sizeof(at))
		return 0;
	memcpy(&at, data, sizeof(at));
	if (at >= TIMES_MIN && at <= TIMES_MAX)
		round_trip(at);
	return 0;
}
