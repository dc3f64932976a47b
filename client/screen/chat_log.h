/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CHAT_LOG_H
#define CLIENT_SCREEN_CHAT_LOG_H

/*
 * A chat's log as rows: what was said and done, by day and minute, with marks
 * and with what is not kept yet.  How each entry wraps is worked out once a
 * width, so that drawing costs what is on the page.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

struct chat;
struct grid;
struct model;
struct tz;

struct chat_log_item {
	int rows;       /* of its text */
	int extra;      /* of the card or picture below it */
	int last;       /* cells of the last of them */
	int64_t minute; /* by the shop's clock, since 1970 */
};

struct chat_log {
	/* what the items were worked out for */
	struct id chat;
	int width;
	bool japanese;
	const struct tz *tz;
	int pictures; /* how many had come */

	struct chat_log_item *items; /* one an entry */
	int64_t n, size;
	int rows; /* of all, as last updated */
};

/* A zeroed one is empty. */
void chat_log_fini(struct chat_log *l);

/* Brings it up to that chat and this width; returns its rows.  Marks, and what
 * is not kept yet, are the live chat's alone: the model's own. */
int chat_log_update(struct chat_log *l, const struct model *m,
	const struct chat *c, int width);

/* Paints the rows that end `up` rows before the last.  After an update. */
void chat_log_draw(struct chat_log *l, const struct model *m,
	const struct chat *c, struct grid *g, int row, int col, int rows,
	int up);

#endif
