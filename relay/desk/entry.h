/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_ENTRY_H
#define RELAY_DESK_ENTRY_H

/*
 * An entry of a chat's log as one side is told it, live and in a replay.
 * Shoppers read no note of a transfer, and a block as nothing but a page that
 * was viewed (rules D8, D9), so that the numbers that they see have no gap.
 */
#include "relay/desk/rec.h"
#include "shared/wire.h"

/* `attach` is NULL where there is none.  Strings are lent by both. */
struct wire_entry entry_told(const struct rec_entry *e,
	const struct rec_attach *attach, enum wire_who to);

#endif
