/* SPDX-License-Identifier: MIT */
#include "tests/lib/tzfile.h"

#include <assert.h>
#include <stdio.h>

struct tz *tzfile_read(const char *name)
{
	static uint8_t data[256 * 1024];
	char path[256];
	struct tz *tz;
	size_t len;
	FILE *f;

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	f = fopen(path, "rb");
	assert(f);
	len = fread(data, 1, sizeof(data), f);
	fclose(f);
	tz = tz_parse(data, len);
	assert(tz);
	return tz;
}
