/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_SALE_H
#define RELAY_DESK_SALE_H

/*
 * Orders, and whose sales they are (rules E1 to E3).  An order counts once.  It
 * is credited to the associate who chatted with its shopper last, if that chat
 * goes on or ended within the attribution window, to the microsecond; else it
 * is nobody's, and kept as such.
 *
 * A page reports an order and thereby says whose browser it was; the shop's
 * own server may report it as well, before or after that, and knows better
 * what it is worth.  The desk remembers the orders that are new to their
 * associate, and for a while those it has just heard of; of all others it is
 * told by who asks (`known`, as the store has it).
 */
#include "relay/desk/floor.h"

/* One as it was kept.  When it has been remembered long enough.  When the desk
 * ends. */
void sale_load(struct desk *d, const struct rec_sale *r);
void sale_due(struct desk *d, struct sale *s);
void sale_free(struct desk *d);

/* A page of this shopper reports a purchase; one without a number, in a
 * currency that there is not, or larger than largest.h has it, is no order.
 * `known`: as the store has it, NULL: it has none.  `earlier`: the shopper's
 * last chat that had begun when it was first told of, and is over; NULL: there
 * is none, or nobody told of it. */
void sale_bought(struct desk *d, const struct shopper *shopper,
	const struct wire_event *e, const struct rec_sale *known,
	const struct rec_chat *earlier);

/* The shop's server says what an order is worth; its first word, in which
 * currency, too, whatever a page or a claim has told.  ERR_FIELD: in another
 * one than that of its first word, or larger than largest.h has it, and than
 * what is kept of it; ERR_STALE: before what it said last. */
enum err sale_order(struct desk *d, const struct desk_order *o,
	const struct rec_sale *known);

/* A manager grants a claim (E5): the order is whose the claim is.  What the
 * shop has said that it comes to stays.  ERR_CREDITED: it is somebody's by now;
 * ERR_FIELD: it is known in another currency. */
enum err sale_claim(struct desk *d, const struct desk_claim *c,
	const struct rec_sale *known);

/* Accounts may have been removed: what is new to nobody is no news.  Nor is
 * what was cancelled before anybody saw it. */
void sale_settle(struct desk *d);

/* J1: that shopper's are `anew`'s, who has no name; their name is that; those
 * since before then have none. */
void sale_erase(
	struct desk *d, const struct id *shopper, const struct id *anew);
void sale_correct(struct desk *d, const struct desk_correct *c);
void sale_expire(struct desk *d, int64_t before);

/* What a session that comes is told: its associate's new ones, at most
 * SALE_TOLD of them, the newest. */
#define SALE_TOLD 50
void sale_tell_fresh(struct desk *d, const struct session *s);

/* E3: the associate has opened that chat and seen its sales. */
void sale_on_viewed(struct desk *d, const struct ask *k);

#endif
