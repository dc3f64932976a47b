/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_SHOPPER_H
#define RELAY_STORE_STORE_SHOPPER_H

/*
 * What is kept of shoppers (J1): who is meant, all that there is, and the end
 * of what is past the retention.  Erasing and correcting are deeds of the
 * desk's (rec_table.h).  To store.h's promises.
 */
#include "relay/store/store_extra.h"

/* How somebody is looked for: one of them is said. */
struct store_shopper_ask {
	const char *retailer;
	struct id shopper;
	const char *address; /* of an enquiry, but for case; "" */
	const char *order;   /* its number; "" */
	int64_t guest;       /* the number in "Guest 4821"; 0 */
};
struct store_shopper {
	struct id id;
	const char *name; /* "": a guest */
	int64_t guest;    /* 0: has never written */
	int64_t chats, enquiries, orders;
	int64_t last; /* us: of the last of them */
};
typedef void (*store_shoppers_fn)(
	void *ctx, enum err e, const struct store_shopper *rows, int n);
/* STORE_SHOPPERS at most, the latest first. */
#define STORE_SHOPPERS 1000
void store_find_shoppers(struct store *s, const struct store_shopper_ask *ask,
	store_shoppers_fn fn, void *ctx);

/* All that there is about one, as JSON objects, a piece at a time: `at` is
 * where the piece begins, 0 at first, and afterwards where the next one does;
 * 0 again: that was all.  Only the last one may be empty. */
#define STORE_LINES 200
typedef void (*store_lines_fn)(
	void *ctx, enum err e, const char *const *lines, int n, int64_t at);
void store_shopper_lines(struct store *s, const char *retailer,
	const struct id *shopper, int64_t at, store_lines_fn fn, void *ctx);

/* What is past the retention. */
struct store_expired {
	int64_t chats, enquiries, sales, claims, shoppers;
	bool more; /* there is some left */
};
typedef void (*store_expired_fn)(
	void *ctx, enum err e, const struct store_expired *gone);
/* Does away with some of what was before then: a few milliseconds' worth.
 * `only_count`: says how much there is, all of it. */
void store_expire(struct store *s, const char *retailer, int64_t before,
	bool only_count, store_expired_fn fn, void *ctx);

/* The words of what was done away with leave the index of the archive, too, a
 * few pages at a time: `more` until they have. */
typedef void (*store_scoured_fn)(void *ctx, enum err e, bool more);
void store_scour(struct store *s, store_scoured_fn fn, void *ctx);

#endif
