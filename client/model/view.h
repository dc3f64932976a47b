/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_VIEW_H
#define CLIENT_MODEL_VIEW_H

/*
 * What a shopper is looking at, and copies of others' words that are fit for
 * a terminal.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/money.h"

struct view {
	char *title, *product, *url; /* NULL: not known */
	struct money price;          /* code "": none */
};

/* Sets a price; "" when the currency is none or the amount too large. */
void view_price(struct money *to, int64_t amount, const char *currency);

/* Replaces what was known.  Strings may be NULL. */
void view_set(struct view *v, const char *title, const char *product,
	const char *url, int64_t amount, const char *currency);
void view_fini(struct view *v);

/* A copy fit to be shown (mem_free); NULL of NULL.  In one line unless
 * `lines`. */
char *view_shown(const char *s, bool lines);

/* Replaces *to by such a copy in one line. */
void view_show(char **to, const char *s);

#endif
