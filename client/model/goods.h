/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_GOODS_H
#define CLIENT_MODEL_GOODS_H

/*
 * A product as the relay tells of it: recommended, viewed, in a cart, bought.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/money.h"

struct goods {
	char *sku, *name, *url, *image, *stock, *order; /* NULL: not known */
	/* As they were told, where that is not fit to be shown; NULL: it is. */
	struct {
		char *sku, *name, *url, *image;
	} told;
	struct money price; /* of a purchase the total; code "": none */
	struct money sale;  /* while it is lowered; code "": it is not */
	int64_t quantity;
};

/* The same as messages bear it.  All may be NULL or 0. */
struct goods_said {
	const char *sku, *name, *url, *image, *stock, *order, *currency;
	int64_t amount, sale, quantity;
};

/* What a message says; it has the fields of WIRE_PRODUCT. */
#define GOODS_SAID(w) \
	(&(struct goods_said){(w)->sku, (w)->product, (w)->url, (w)->image, \
		(w)->stock, (w)->order, (w)->currency, (w)->amount, (w)->sale, \
		(w)->quantity})

/* A copy that is fit to be shown: gives, freed by goods_destroy. */
struct goods *goods_new(const struct goods_said *said);
struct goods *goods_copy(const struct goods *g);
void goods_destroy(struct goods **g);

/* A field as it was told: what is said again, asked by, opened.  Lends. */
#define GOODS_TOLD(g, field) ((g)->told.field ? (g)->told.field : (g)->field)

/* Puts it into a message that has these fields; lends its strings. */
#define GOODS_SAY(g, w) \
	do { \
		(w)->sku = GOODS_TOLD(g, sku); \
		(w)->product = GOODS_TOLD(g, name); \
		(w)->url = GOODS_TOLD(g, url); \
		(w)->image = GOODS_TOLD(g, image); \
		(w)->stock = (g)->stock; \
		(w)->order = (g)->order; \
		(w)->amount = (g)->price.minor; \
		(w)->sale = (g)->sale.minor; \
		(w)->currency = (g)->price.code[0] ? (g)->price.code : NULL; \
		(w)->quantity = (g)->quantity; \
	} while (0)

/* Are both the same product: by SKU where both have one, else by name? */
bool goods_same(const struct goods *a, const struct goods *b);

/* What it costs now: the lowered price where there is one.  Lends. */
const struct money *goods_price(const struct goods *g);

#endif
