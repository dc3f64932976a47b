/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_BASKET_H
#define RELAY_DESK_BASKET_H

/*
 * What a shopper has in the cart, as the shop's pages report it (rule D4): the
 * last LIMIT_BASKET products; for one more the oldest goes.  Not kept: it is
 * known for as long as the desk knows the shopper.
 */
#include "relay/desk/floor.h"

/* Something was put in, taken out, or bought; whoever has the shopper's chat is
 * told. */
void basket_event(
	struct desk *d, struct shopper *s, const struct wire_event *e);

/* All of it, to a device or to all devices of who has the chat. */
void basket_tell(
	struct desk *d, const struct session *to, const struct chat *c);
void basket_tell_all(struct desk *d, const struct chat *c);

/* When the shopper is forgotten. */
void basket_free(struct shopper *s);

/* Do the two name the same product?  By SKU, else by address, else by name. */
bool basket_same(const struct wire_event *a, const struct wire_event *b);

#endif
