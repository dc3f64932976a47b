/* SPDX-License-Identifier: MIT */
#include "tests/lib/feedbed.h"

#include <inttypes.h>
#include <string.h>

#include "shared/mem.h"

/* The strings of a product, in their order. */
static void feedbed_strings(struct product *p, const char **out[14])
{
	const char **all[14] = {&p->sku, &p->name, &p->description, &p->url,
		&p->image, &p->brand, &p->category, &p->keywords, &p->gtin,
		&p->mpn, &p->item_group, &p->color, &p->size, &p->extra};

	memcpy(out, all, sizeof(all));
}

static void feedbed_keep(struct feedbed *b, const struct product *p)
{
	const char **strings[14];

	b->last = *p;
	feedbed_strings(&b->last, strings);
	for (size_t i = 0; i < 14; i++) {
		mem_free(b->strings[i]);
		b->strings[i] = mem_strdup(*strings[i]);
		*strings[i] = b->strings[i] ? b->strings[i] : "";
	}
}

/* The line of an id that is there already, else 0 and it is kept. */
static uint64_t feedbed_seen(struct feedbed *b, const char *id, uint64_t line)
{
	for (size_t i = 0; i < b->n; i++) {
		if (b->ids[i] && strcmp(b->ids[i], id) == 0)
			return b->lines[i];
	}
	if (b->n < FEEDBED_IDS) {
		b->ids[b->n] = mem_strdup(id);
		b->lines[b->n++] = line;
	}
	return 0;
}

static enum err feedbed_product(
	void *ctx, const struct product *p, uint64_t line, uint64_t *first)
{
	struct feedbed *b = ctx;

	if (b->stop)
		return b->stop;
	*first = feedbed_seen(b, p->sku, line);
	if (*first)
		return ERR_EXISTS;
	buf_addf(&b->log, "%" PRIu64 " taken %s \"%s\"", line, p->sku, p->name);
	if (p->price != PRODUCT_NO_PRICE)
		buf_addf(&b->log, " %" PRId64 " %s", p->price, p->currency);
	if (p->sale != PRODUCT_NO_PRICE)
		buf_addf(&b->log, " now %" PRId64, p->sale);
	buf_add_char(&b->log, '\n');
	feedbed_keep(b, p);
	return ERR_OK;
}

static void feedbed_refused(void *ctx, const struct feed_refusal *r)
{
	struct feedbed *b = ctx;

	buf_addf(&b->log, "%" PRIu64 " refused %s %s %s", r->line,
		r->sku[0] ? r->sku : "-", r->column[0] ? r->column : "-",
		feed_reason_word(r->reason));
	if (r->first)
		buf_addf(&b->log, " %" PRIu64, r->first);
	buf_add_char(&b->log, '\n');
}

static bool feedbed_private(void *ctx, const char *host)
{
	struct feedbed *b = ctx;

	return b->hosts && strstr(b->hosts, host);
}

void feedbed_init(struct feedbed *b)
{
	*b = (struct feedbed){
		.config =
			{
				.currency = "JPY",
				.product = feedbed_product,
				.refused = feedbed_refused,
				.private_host = feedbed_private,
			},
	};
	buf_init(&b->log, SIZE_MAX);
}

static void feedbed_clear(struct feedbed *b)
{
	for (size_t i = 0; i < b->n; i++)
		mem_free(b->ids[i]);
	for (size_t i = 0; i < 14; i++) {
		mem_free(b->strings[i]);
		b->strings[i] = NULL;
	}
	b->n = 0;
	buf_clear(&b->log);
}

void feedbed_fini(struct feedbed *b)
{
	feedbed_clear(b);
	buf_fini(&b->log);
}

static struct feed *feedbed_new(struct feedbed *b)
{
	struct feed *f;

	feedbed_clear(b);
	b->config.ctx = b;
	f = feed_new(&b->config);
	b->err = f ? ERR_OK : ERR_NOMEM;
	return f;
}

static enum err feedbed_end(struct feedbed *b, struct feed *f)
{
	const struct feed_refusal *fault;

	b->err = feed_end(f);
	fault = feed_fault(f);
	if (fault->reason)
		buf_addf(&b->log, "fault %" PRIu64 " \"%s\" %s\n", fault->line,
			fault->column, feed_reason_word(fault->reason));
	b->totals = *feed_totals(f);
	b->format = feed_format(f);
	b->encoding = feed_encoding(f);
	feed_destroy(&f);
	return b->err;
}

enum err feedbed_read(
	struct feedbed *b, const char *data, size_t len, size_t piece)
{
	struct feed *f = feedbed_new(b);

	if (!f)
		return b->err;
	for (size_t at = 0; at < len; at += piece)
		feed_bytes(f, data + at, len - at < piece ? len - at : piece);
	return feedbed_end(b, f);
}

enum err feedbed_read_two(
	struct feedbed *b, const char *data, size_t len, size_t first)
{
	struct feed *f = feedbed_new(b);

	if (!f)
		return b->err;
	feed_bytes(f, data, first);
	feed_bytes(f, data + first, len - first);
	return feedbed_end(b, f);
}
