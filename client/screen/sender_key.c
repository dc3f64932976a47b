/* SPDX-License-Identifier: MIT */
#include "client/screen/sender_key.h"

#include <inttypes.h>
#include <stdio.h>

/* FNV-1a: nobody gains by finding two texts of one key, as both are theirs. */
static uint64_t hash(uint64_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (h ^ 0xff) * UINT64_C(1099511628211);
}

const char *sender_key(
	char out[SENDER_KEY], int64_t opened, const char *const *texts)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *texts; texts++)
		h = hash(h, *texts);
	snprintf(out, SENDER_KEY, "%016" PRIx64 "-%016" PRIx64, h,
		(uint64_t)opened);
	return out;
}
