/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_VIEW_H
#define RELAY_DESK_VIEW_H

/*
 * What a shopper is looking at, remembered: the fields of the wire's `page`
 * with their strings in one piece of memory.  No string is ever NULL.
 */
#include <stdbool.h>

#include "shared/wire.h"

struct view {
	struct wire_page page;
	char *mem;
};

/* Takes a copy; NULL is a view of nothing.  False: no memory, and the view is
 * as it was. */
bool view_set(struct view *v, const struct wire_page *page);
void view_init(struct view *v);
void view_fini(struct view *v);
bool view_same(const struct view *v, const struct wire_page *page);

#endif
