/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_WHEN_H
#define RELAY_CTL_WHEN_H

/* Times as a retailer's clock shows them.  Pure. */
#include <stdbool.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

struct tz;

/* Appends an instant (us UTC): 2026-11-22 18:30:00 for people, whom a heading
 * tells the zone, else 2026-11-22T18:30:00.000000+09:00.  tz NULL: UTC.  One
 * that a clock cannot show is -. */
enum err when_add(
	int64_t at, const struct tz *tz, bool people, struct buf *out);

/* Appends "Sat 28 Nov 10:30". */
enum err when_add_day(int64_t at, const struct tz *tz, struct buf *out);

/* "sun" is 0. */
const char *when_weekday(int weekday);

#endif
