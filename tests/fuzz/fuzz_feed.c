/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a feed: read whole and in pieces they come to the same; what is
 * taken is what a product has to be; and every row is taken or refused.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "relay/catalog/feed.h"
#include "relay/catalog/feed_link.h"
#include "relay/catalog/product.h"
#include "shared/barcode.h"
#include "shared/limits.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

/* A hash of all that is said, FNV-1a, and how often. */
struct fuzz_feed {
	uint64_t hash;
	uint64_t taken, refused;
};

static void fuzz_feed_add(struct fuzz_feed *f, const char *s)
{
	for (; *s; s++)
		f->hash = (f->hash ^ (uint8_t)*s) * UINT64_C(1099511628211);
	f->hash = (f->hash ^ 0xff) * UINT64_C(1099511628211);
}

static void fuzz_feed_number(struct fuzz_feed *f, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, n);
	fuzz_feed_add(f, text);
}

static void fuzz_feed_text(struct fuzz_feed *f, const char *s, size_t cap)
{
	assert(strlen(s) <= cap);
	assert(utf8_valid(s, strlen(s)));
	assert(!s[0] || !text_blank(s, strlen(s)));
	for (const char *c = s; *c; c++)
		assert((unsigned char)*c >= ' ' || *c == '\n');
	fuzz_feed_add(f, s);
}

static void fuzz_feed_link(struct fuzz_feed *f, const char *s)
{
	assert(feed_link(s, strlen(s), NULL) == FEED_FINE);
	fuzz_feed_text(f, s, LIMIT_URL);
}

static enum err fuzz_feed_product(
	void *ctx, const struct product *p, uint64_t line, uint64_t *first)
{
	struct fuzz_feed *f = ctx;

	(void)first;
	f->taken++;
	assert(p->sku[0] && p->name[0] && p->url[0]);
	assert(!strchr(p->sku, '\n') && !strchr(p->name, '\n'));
	fuzz_feed_text(f, p->sku, LIMIT_SKU);
	fuzz_feed_text(f, p->name, LIMIT_TITLE);
	fuzz_feed_text(f, p->description, 6000);
	fuzz_feed_text(f, p->brand, LIMIT_TITLE);
	fuzz_feed_text(f, p->category, 750);
	fuzz_feed_text(f, p->keywords, 2000);
	fuzz_feed_text(f, p->mpn, LIMIT_SKU);
	fuzz_feed_text(f, p->item_group, LIMIT_SKU);
	fuzz_feed_text(f, p->color, LIMIT_NAME);
	fuzz_feed_text(f, p->size, LIMIT_NAME);
	fuzz_feed_link(f, p->url);
	if (p->image[0])
		fuzz_feed_link(f, p->image);
	assert(!p->gtin[0] || barcode_right(p->gtin, strlen(p->gtin)));
	fuzz_feed_add(f, p->gtin);
	assert(!p->extra[0] ||
		(p->extra[0] == '{' && p->extra[strlen(p->extra) - 1] == '}'));
	fuzz_feed_text(f, p->extra, 2 * FEED_ROW + 200 * FEED_CELLS);
	assert(money_known(p->currency));
	assert(p->price >= PRODUCT_NO_PRICE && p->price <= MONEY_MAX);
	assert(p->sale == PRODUCT_NO_PRICE ||
		(p->sale > 0 && p->sale < p->price));
	assert(p->count >= PRODUCT_UNCOUNTED && p->stock < PRODUCT_STOCK_COUNT);
	fuzz_feed_number(f, p->price);
	fuzz_feed_number(f, p->sale);
	fuzz_feed_number(f, p->count);
	fuzz_feed_number(f, (int64_t)p->stock);
	fuzz_feed_number(f, (int64_t)line);
	return ERR_OK;
}

static void fuzz_feed_refused(void *ctx, const struct feed_refusal *r)
{
	struct fuzz_feed *f = ctx;

	f->refused++;
	assert(r->reason > FEED_FINE && r->reason < FEED_REASON_COUNT);
	assert(r->line > 0);
	fuzz_feed_number(f, (int64_t)r->line);
	fuzz_feed_text(f, r->column, 2 * LIMIT_NAME);
	fuzz_feed_add(f, feed_reason_word(r->reason));
}

static struct fuzz_feed fuzz_feed_read(const struct feed_config *like,
	const uint8_t *data, size_t size, size_t piece)
{
	struct fuzz_feed out = {.hash = UINT64_C(14695981039346656037)};
	struct feed_config config = *like;
	const struct feed_totals *totals;
	struct feed *f;
	enum err e;

	config.ctx = &out;
	f = feed_new(&config);
	assert(f);
	for (size_t at = 0; at < size; at += piece)
		feed_bytes(f, (const char *)data + at,
			size - at < piece ? size - at : piece);
	e = feed_end(f);
	assert(e == ERR_OK || e == ERR_FIELD);
	assert((e == ERR_FIELD) == (feed_fault(f)->reason != FEED_FINE));
	totals = feed_totals(f);
	assert(totals->rows == totals->taken + totals->refused);
	assert(totals->taken == out.taken && totals->refused == out.refused);
	assert(e || totals->bytes == size);
	fuzz_feed_add(&out, feed_reason_word(feed_fault(f)->reason));
	fuzz_feed_number(&out, (int64_t)feed_fault(f)->line);
	fuzz_feed_add(&out, feed_fault(f)->column);
	feed_destroy(&f);
	return out;
}

/* The first byte says what is told: its low bits the format and the encoding,
 * then the size of the pieces. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t how = fuzz_byte(&data, &size);
	struct feed_config config = {
		.format = (enum feed_format)(how & 3),
		.encoding = (enum feed_encoding)((how >> 2 & 7) % 5),
		.currency = "EUR",
		.max_detailed = UINT64_MAX,
		.product = fuzz_feed_product,
		.refused = fuzz_feed_refused,
	};
	struct fuzz_feed whole, pieces;

	whole = fuzz_feed_read(&config, data, size, size ? size : 1);
	pieces = fuzz_feed_read(&config, data, size, 1 + (how >> 5));
	assert(whole.hash == pieces.hash);
	return 0;
}
