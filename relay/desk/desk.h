/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DESK_H
#define RELAY_DESK_DESK_H

/*
 * The rules of one retailer's shop floor (rules B, C and D).  A pure state
 * machine: everything it needs comes in the command, everything it wants
 * leaves in the out; the same commands give the same outs, byte for byte.
 * It runs ahead of the disk: its owner (keeper.h) lets a notice out only
 * once the records before it are kept, and throws the desk away and loads it
 * anew when they cannot be.
 *
 * Kept are: availability, chats, entries, rings, marks, enquiries, sales.  Not
 * kept is who is connected: a loaded desk takes everybody to have been lost at
 * the moment of loading, and learns who is there from those who attach.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/desk_io.h"
#include "relay/desk/desk_out.h"
#include "shared/buf.h"

struct desk; /* opaque */

/* An empty desk.  NULL: no memory. */
struct desk *desk_new(void);
void desk_destroy(struct desk **d);

/*
 * Loading, after desk_new and before the first step, in this order: settings,
 * groups and staff as commands with `out` NULL; the kept rows in any order
 * but that blocks come before chats, and a chat before its rings, marks,
 * entries and what is attached to them: all of presence, tally and block, the
 * chats that ring or live, and those of blocks that stand and hide nothing
 * yet, with their shoppers, rings, marks, all entries (bodies may be NULL) and
 * what is attached to cards, enquiries that nobody has taken up, and sales that
 * are new to their associate, oldest first; then desk_loaded.  ERR_NOMEM;
 * ERR_FIELD: the row is none that a desk keeps.
 */
enum err desk_load(struct desk *d, const struct rec *row);
enum err desk_loaded(struct desk *d, struct desk_now now, struct desk_out *out);

/*
 * First does what has fallen due by cmd->now, then the command.  What a
 * session asks in vain is answered by an error notice.  Returns ERR_OK or
 * ERR_NOMEM; after the latter the desk is only good for desk_destroy.
 */
enum err desk_step(
	struct desk *d, const struct desk_cmd *cmd, struct desk_out *out);

/* The steady time by which a step must come; INT64_MAX: none. */
int64_t desk_deadline(const struct desk *d, struct desk_now now);

/* Is somebody available for this group ("" or NULL: any)?  Those in a chat
 * count. */
bool desk_available(const struct desk *d, const char *group);

/* Does a block stand for this shopper (D9)? */
bool desk_blocked(const struct desk *d, const struct id *shopper);

/* What the launcher shows, as it was at the last step.  Strings are lent until
 * the next. */
struct wire_shop desk_shop(const struct desk *d, const char *group);

/* All that is kept, as canonical text: two desks are equal when it is. */
enum err desk_dump(const struct desk *d, struct buf *out);

/* The name of the first rule that does not hold within the desk, or NULL: for
 * the simulator and the fuzzers.  Lends a constant. */
const char *desk_check(const struct desk *d);

#endif
