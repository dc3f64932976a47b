/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SALES_DEED_H
#define TESTS_SIM_SALES_DEED_H

/*
 * A history as it is made up from a seed: deeds, each of which makes sense or
 * does not, whatever went before, so that any of them can be left out.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define DEEDS_MOST 64
#define DEED_SHOPPERS 3
#define DEED_STAFF 3
#define DEED_ORDERS 6

/* D(name): a shopper (s), an associate (a), an order (o), a time (us). */
/* clang-format off */
#define DEEDS(D) \
	D(ask)       /* s writes */ \
	D(accept)    /* a: what rings of s */ \
	D(transfer)  /* the chat of s, to a */ \
	D(call_back) /* the chat of s */ \
	D(end)       /* the chat of s */ \
	D(block)     /* s, by who has their chat */ \
	D(unblock)   /* s */ \
	D(leave)     /* s closes the tab */ \
	D(visit)     /* s */ \
	D(go)        /* a loses the device */ \
	D(sit)       /* a is back */ \
	D(remove)    /* a has no account any more */ \
	D(erase)     /* all that is kept of s */ \
	D(view)      /* a sees the sales of a chat with s */ \
	D(buy)       /* o, by s */ \
	D(tell)      /* o, by the shop's server, its clock behind by time */ \
	D(claim)     /* o, granted to a, bought so long ago */ \
	D(wait)      /* time */ \
	D(edge)      /* to the end of the window after s's last chat, and time */ \
	D(jump)      /* the clock, by time */ \
	D(window)    /* time, in whole days */ \
	D(restart)
/* clang-format on */

enum deed_kind {
#define DEED_ENUM(name) DEED_##name,
	DEEDS(DEED_ENUM)
#undef DEED_ENUM
		DEED_COUNT
};

struct deed {
	enum deed_kind kind;
	int shopper, associate, order;
	int64_t time;
	int64_t paid, refunded;
	bool cancelled;
	const char *currency;
	bool lost;    /* the relay dies before any of it is kept */
	bool careful; /* the relay looks at every deadline on the way */
};

/* Makes one up; n of them.  Returns n. */
int deed_make(uint64_t seed, struct deed deeds[DEEDS_MOST]);
/* One line. */
void deed_print(FILE *out, const struct deed *d);

#endif
