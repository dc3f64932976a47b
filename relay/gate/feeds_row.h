/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FEEDS_ROW_H
#define RELAY_GATE_FEEDS_ROW_H

/* A row of the store's feeds with strings of its own, for feeds.c. */
#include <stdbool.h>

#include "relay/store/store_feed.h"

/* False: no memory, and *to is empty.  What *to had is not freed. */
bool feeds_row_copy(const struct store_feed *from, struct store_feed *to);
/* Frees its strings; it is empty then. */
void feeds_row_clear(struct store_feed *row);

#endif
