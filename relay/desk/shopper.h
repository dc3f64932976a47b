/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_SHOPPER_H
#define RELAY_DESK_SHOPPER_H

/*
 * Shoppers: one browser on one device each.  A desk knows those who are
 * connected or have an open chat, and forgets the others after a while; what
 * is kept of them comes back when they do.
 */
#include "relay/desk/floor.h"

struct shopper *shopper_find(const struct desk *d, const struct id *id);

/* The one with that id, made if need be; NULL: no memory. */
struct shopper *shopper_get(struct desk *d, const struct id *id);

/* What the store knows of a shopper whom the desk does not know. */
void shopper_known(
	struct desk *d, struct shopper *s, const struct rec_shopper *known);

/* A chat of theirs begins, by a message of that key; and has ended. */
void shopper_wrote(struct desk *d, struct shopper *s, const struct chat *c,
	const char *key);
void shopper_served(struct desk *d, struct shopper *s, const struct chat *c);
void shopper_ended(struct desk *d, struct shopper *s, struct chat *c);

/* The chat that the shopper takes themself to be in, or NULL. */
struct chat *shopper_chat(const struct shopper *s);

/* The first tab has come, the last one has gone; forgotten in the end. */
void shopper_came(struct desk *d, struct shopper *s);
void shopper_lost(struct desk *d, struct shopper *s);
void shopper_forget(struct desk *d, struct shopper *s);

/* J1.  Nobody any more, and that for a while: who comes with what was read of
 * them before is not who they were.  By another name. */
void shopper_erase(struct desk *d, const struct id *id, const struct id *anew);
void shopper_correct(struct desk *d, const struct desk_correct *c);

/* A tab shows another page. */
void shopper_views(
	struct desk *d, struct session *s, const struct wire_page *page);

void shopper_on_page(struct desk *d, const struct ask *k);
void shopper_on_identify(struct desk *d, const struct ask *k);

#endif
