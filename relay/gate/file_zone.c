/* SPDX-License-Identifier: MIT */
#include "relay/gate/file_zone.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/file_read.h"
#include "shared/tz.h"

#define ZONE_DIR "/usr/share/zoneinfo"
#define ZONE_NAME_MAX 64
#define ZONE_FILE_MAX (64 * 1024) /* bytes; the largest has 3.5 KB */

bool file_zone_valid(const char *name)
{
	bool first = true; /* of its segment */

	if (strlen(name) > ZONE_NAME_MAX)
		return false;
	for (const char *s = name; *s; s++) {
		if (first && !isalpha((unsigned char)*s))
			return false;
		if (!isalnum((unsigned char)*s) && !strchr("/_+-", *s))
			return false;
		first = *s == '/';
	}
	return !first;
}

struct tz *file_zone_load(const char *name)
{
	char path[sizeof(ZONE_DIR) + ZONE_NAME_MAX + 2];
	struct tz *tz = NULL;
	struct buf b;

	if (!file_zone_valid(name))
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", ZONE_DIR, name);
	buf_init(&b, ZONE_FILE_MAX);
	if (file_read(path, &b) == ERR_OK)
		tz = tz_parse((const uint8_t *)buf_str(&b), b.len);
	buf_fini(&b);
	return tz;
}
