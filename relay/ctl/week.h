/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_WEEK_H
#define RELAY_CTL_WEEK_H

/* Opening hours as a week: is it open, seven days from today, and what is dated
 * later.  Pure. */
#include <stdbool.h>
#include <stdint.h>

#include "relay/ctl/show.h"
#include "shared/buf.h"
#include "shared/err.h"

struct week_of {
	const char *name;  /* the retailer's or the group's */
	const char *hours; /* as they were set */
	int64_t now;       /* us UTC */
};

/* Appends it, in style->tz.  ERR_CONFIG: the hours cannot be read. */
enum err week_write(const struct week_of *week, const struct show_style *style,
	struct buf *out);

/* The same as one JSON value in a line. */
enum err week_json(const struct week_of *week, const struct show_style *style,
	struct buf *out);

/* Appends the dates of the dated lines, one a line. */
enum err week_dates(const char *hours, struct buf *out);

#endif
