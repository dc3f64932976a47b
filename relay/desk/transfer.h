/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_TRANSFER_H
#define RELAY_DESK_TRANSFER_H

/*
 * Handing a live chat on (rule D8).  The chat stays with its holder and rings
 * for those whom the transfer concerns, by the waves of a request and with a
 * countdown of its own; one accept takes it away.  It is among the desk's
 * requests while it does so.
 */
#include "relay/desk/floor.h"

/* Does the transfer of this chat concern this associate? */
bool transfer_concerns(const struct chat *c, const struct associate *a);

/* An associate has accepted, and nobody is rung any more. */
void transfer_win(struct desk *d, struct chat *c, struct associate *a);

/* The chat is about to end, or to ring for everybody: those who are rung are
 * told the reason, the holder nothing. */
void transfer_drop(struct desk *d, struct chat *c, enum wire_reason reason);

/* Somebody has passed it; it has fallen due; an associate is about to be
 * removed. */
void transfer_passed(struct desk *d, struct chat *c);
void transfer_due(struct desk *d, struct chat *c);
void transfer_forget(struct desk *d, const struct associate *a);
/* The same for a group. */
void transfer_forget_group(struct desk *d, const struct group *g);

/* As it was kept.  What it concerns may be gone: then it is over. */
void transfer_load(struct desk *d, struct chat *c, const struct rec_chat *r);

/* To whom, by name.  Lends. */
const char *transfer_name(const struct desk *d, const struct chat *c);

void transfer_on_targets(struct desk *d, const struct ask *k);
void transfer_on_transfer(struct desk *d, const struct ask *k);
void transfer_on_call_back(struct desk *d, const struct ask *k);

#endif
