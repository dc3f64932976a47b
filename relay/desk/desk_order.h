/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DESK_ORDER_H
#define RELAY_DESK_DESK_ORDER_H

/* What a desk hears of from others than those who are connected to it. */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

struct rec_shopper;

/* An order, as the shop's server reports it (E1). */
struct desk_order {
	const char *order;       /* its number */
	const char *title;       /* of what was bought; NULL: not said */
	const char *currency;    /* one that we know */
	int64_t total, refunded; /* minor units, 0 <= refunded <= total */
	int64_t quantity;
	bool cancelled;
	int64_t at; /* us: when the server said so, by its clock */
};

/* A claim that a manager has granted (E5).  The shopper's name, as the
 * associate wrote it, is the claim's alone: nobody knows by whose browser (J1).
 */
struct desk_claim {
	struct id claim, associate;
	struct id chat;    /* theirs; "": none */
	const char *order; /* its number */
	const char *title; /* of what was bought */
	const char *currency;
	int64_t amount; /* minor units */
	int64_t bought; /* wall */
};

/* What a shopper, or somebody for them, says that is right (J1). */
struct desk_correct {
	struct id shopper;
	const char *name, *address;      /* NULL: stays as it is */
	const struct rec_shopper *known; /* as in desk_attach */
};

#endif
