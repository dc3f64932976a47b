/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FILE_ZONE_H
#define RELAY_GATE_FILE_ZONE_H

/* Time zones, as the system has them. */
#include <stdbool.h>

struct tz;

/* Is it written as the name of a zone is, and as nothing else in the file
 * system could be? */
bool file_zone_valid(const char *name);

/* The zone of that name, such as "Asia/Tokyo"; NULL when there is none.  Gives
 * (tz_destroy). */
struct tz *file_zone_load(const char *name);

#endif
