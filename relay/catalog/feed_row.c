/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_row.h"

#include <assert.h>
#include <string.h>

#include "relay/catalog/feed_link.h"
#include "relay/catalog/feed_narrow.h"
#include "relay/catalog/feed_plain.h"
#include "relay/catalog/feed_price.h"
#include "relay/catalog/feed_stock.h"
#include "relay/catalog/product.h"
#include "shared/barcode.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/utf8.h"

struct feed_row_cell {
	const char *s; /* NULL: there is none */
	size_t len;
};

struct feed_row {
	const struct feed_config *config;
	struct feed_stock *words;
	struct feed_row_cell cells[FEED_COLUMN_COUNT];
	struct buf text; /* what becomes of them, a NUL behind each */
	size_t at[FEED_COLUMN_COUNT]; /* where; 0, which is "": nothing */
	struct buf extra;             /* a JSON object in the making */
	struct buf scratch;
	struct money price, sale;
	bool priced, lowered;
	char currency[4];
	enum product_stock stock;
	int64_t count;
	enum feed_reason why;
};

struct feed_row *feed_row_new(const struct feed_config *config)
{
	struct feed_row *r = mem_zero(sizeof(*r));

	if (!r)
		return NULL;
	r->config = config;
	buf_init(&r->text, SIZE_MAX);
	buf_init(&r->extra, SIZE_MAX);
	buf_init(&r->scratch, SIZE_MAX);
	r->words = feed_stock_new();
	if (!r->words)
		feed_row_destroy(&r);
	return r;
}

void feed_row_destroy(struct feed_row **r)
{
	if (!*r)
		return;
	feed_stock_destroy(&(*r)->words);
	buf_fini(&(*r)->scratch);
	buf_fini(&(*r)->extra);
	buf_fini(&(*r)->text);
	mem_free(*r);
	*r = NULL;
}

void feed_row_clear(struct feed_row *r)
{
	memset(r->cells, 0, sizeof(r->cells));
	memset(r->at, 0, sizeof(r->at));
	buf_clear(&r->text);
	buf_clear(&r->extra);
}

void feed_row_set(struct feed_row *r, enum feed_column_id id, const char *cell,
	size_t len)
{
	assert(id < FEED_COLUMN_COUNT);
	r->cells[id] = (struct feed_row_cell){.s = cell, .len = len};
}

/* Extra columns, as a JSON object of strings. */

/* Cleaned text holds no controls but these. */
static void feed_row_quote(const char *s, size_t len, struct buf *out)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '"' || s[i] == '\\')
			buf_add_char(out, '\\');
		if (s[i] == '\n')
			buf_add_str(out, "\\n");
		else
			buf_add_char(out, s[i]);
	}
	buf_add_char(out, '"');
}

enum err feed_row_extra(struct feed_row *r, const char *name, const char *cell,
	size_t len, enum feed_reason *why)
{
	enum err e;

	*why = FEED_FINE;
	buf_clear(&r->scratch);
	e = feed_plain(cell, len, FEED_PLAIN_LINES, SIZE_MAX, &r->scratch);
	if (e == ERR_UTF8)
		*why = FEED_ENCODING;
	if (e || r->scratch.len == 0)
		return e == ERR_UTF8 ? ERR_OK : e;
	buf_add_char(&r->extra, r->extra.len ? ',' : '{');
	feed_row_quote(name, strlen(name), &r->extra);
	buf_add_char(&r->extra, ':');
	feed_row_quote(r->scratch.data, r->scratch.len, &r->extra);
	return r->extra.err;
}

/* Readers of a cell, by its kind.  Each sets r->why if it is refused. */

static enum err feed_row_text(struct feed_row *r, enum feed_column_id id,
	struct feed_row_cell cell, int how, size_t cap)
{
	size_t at = r->text.len;
	enum err e = feed_plain(cell.s, cell.len, how, cap, &r->text);

	if (e == ERR_UTF8)
		r->why = FEED_ENCODING;
	if (e)
		return e == ERR_UTF8 ? ERR_OK : e;
	if (text_blank(r->text.data + at, r->text.len - at)) {
		r->text.len = at;
		return ERR_OK;
	}
	r->at[id] = at;
	return buf_add_char(&r->text, '\0');
}

static enum err feed_row_id(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	enum err e = feed_row_text(r, id, cell, FEED_PLAIN_LINES, SIZE_MAX);

	if (e || r->why || !r->at[id])
		return e;
	if (strchr(r->text.data + r->at[id], '\n'))
		r->why = FEED_ID;
	else if (r->text.len - r->at[id] - 1 > feed_column(id)->cap)
		r->why = FEED_LONG_CELL;
	if (r->why)
		r->at[id] = 0;
	return ERR_OK;
}

static enum err feed_row_line(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	return feed_row_text(
		r, id, cell, FEED_PLAIN_HTML, feed_column(id)->cap);
}

static enum err feed_row_prose(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	return feed_row_text(r, id, cell, FEED_PLAIN_HTML | FEED_PLAIN_LINES,
		feed_column(id)->cap);
}

static bool feed_row_allowed(const struct feed_row *r, const char *host)
{
	return r->config->private_host &&
		r->config->private_host(r->config->ctx, host);
}

static enum err feed_row_link(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	enum err e = feed_row_text(r, id, cell, FEED_PLAIN_EXACT, SIZE_MAX);
	size_t len = r->text.len - r->at[id] - 1;
	char host[FEED_LINK_HOST];

	if (e || r->why || !r->at[id])
		return e;
	if (len > feed_column(id)->cap) {
		r->why = FEED_LONG_CELL;
		return ERR_OK;
	}
	r->why = feed_link(r->text.data + r->at[id], len, host);
	if (r->why == FEED_PRIVATE && feed_row_allowed(r, host))
		r->why = FEED_FINE;
	return ERR_OK;
}

static enum err feed_row_currency(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	char code[FEED_NARROW];

	(void)id;
	if (!feed_narrow(cell.s, cell.len, code) || strlen(code) != 3) {
		r->why = FEED_CURRENCY;
		return ERR_OK;
	}
	for (size_t i = 0; i < 3; i++)
		r->currency[i] = code[i] >= 'a' && code[i] <= 'z'
			? (char)(code[i] - 'a' + 'A')
			: code[i];
	if (!money_known(r->currency))
		r->why = FEED_CURRENCY;
	return ERR_OK;
}

static enum err feed_row_price(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	bool sale = id == FEED_COLUMN_SALE;
	struct money *to = sale ? &r->sale : &r->price;

	r->why = feed_price(cell.s, cell.len, r->currency, to);
	if (!r->why && r->cells[FEED_COLUMN_CURRENCY].len > 0 &&
		strcmp(to->code, r->currency) != 0)
		r->why = FEED_CURRENCY;
	if (sale)
		r->lowered = true;
	else
		r->priced = true;
	return ERR_OK;
}

/* A word or a number, in either column: feeds mix them up. */
static enum err feed_row_stock(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	enum product_stock word;
	enum err e;

	if (feed_stock_count(cell.s, cell.len, &r->count) == FEED_FINE)
		return ERR_OK;
	e = feed_stock_word(r->words, cell.s, cell.len, &word);
	if (e)
		return e;
	if (word == PRODUCT_UNSAID)
		r->why = id == FEED_COLUMN_QUANTITY ? FEED_COUNT : FEED_STOCK;
	else if (r->stock == PRODUCT_UNSAID)
		r->stock = word;
	return ERR_OK;
}

static enum err feed_row_gtin(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell)
{
	char code[FEED_NARROW];
	size_t len = 0;
	enum barcode kind;

	if (!feed_narrow(cell.s, cell.len, code)) {
		r->why = FEED_GTIN;
		return ERR_OK;
	}
	for (const char *s = code; *s; s++) {
		if (*s != ' ' && *s != '-')
			code[len++] = *s;
	}
	kind = barcode_read(code, len);
	if (kind == BARCODE_NONE)
		r->why = FEED_GTIN;
	else if (kind == BARCODE_WRONG)
		r->why = FEED_CHECK_DIGIT;
	if (r->why)
		return ERR_OK;
	r->at[id] = r->text.len;
	buf_add(&r->text, code, len);
	return buf_add_char(&r->text, '\0');
}

typedef enum err (*feed_row_fn)(
	struct feed_row *r, enum feed_column_id id, struct feed_row_cell cell);

static const feed_row_fn feed_row_readers[] = {
	[FEED_KIND_ID] = feed_row_id,
	[FEED_KIND_LINE] = feed_row_line,
	[FEED_KIND_PROSE] = feed_row_prose,
	[FEED_KIND_LINK] = feed_row_link,
	[FEED_KIND_PRICE] = feed_row_price,
	[FEED_KIND_CURRENCY] = feed_row_currency,
	[FEED_KIND_STOCK] = feed_row_stock,
	[FEED_KIND_COUNT] = feed_row_stock,
	[FEED_KIND_GTIN] = feed_row_gtin,
};

/* Reads a cell, unless it is blank. */
static enum err feed_row_cell(struct feed_row *r, enum feed_column_id id)
{
	const struct feed_column *c = feed_column(id);
	struct feed_row_cell cell = r->cells[id];
	enum err e = ERR_OK;

	if (!cell.s ||
		(text_blank(cell.s, cell.len) && utf8_valid(cell.s, cell.len)))
		r->cells[id].len = cell.len = 0;
	if (cell.len > 0 && !utf8_valid(cell.s, cell.len))
		r->why = FEED_ENCODING;
	else if (cell.len > 0)
		e = feed_row_readers[c->kind](r, id, cell);
	/* Markup and nothing else comes to nothing as well. */
	if (!e && !r->why && !r->at[id] && c->need == FEED_NEED_CELL)
		r->why = FEED_MISSING;
	return e;
}

/* Google's category is the product's if it has no other and that one is in
 * words; else it is kept. */
static enum err feed_row_category(struct feed_row *r)
{
	struct feed_row_cell cell = r->cells[FEED_COLUMN_GOOGLE];
	const char *google = r->text.data + r->at[FEED_COLUMN_GOOGLE];
	enum feed_reason why;

	if (!r->at[FEED_COLUMN_GOOGLE])
		return ERR_OK;
	if (!r->at[FEED_COLUMN_TYPE] &&
		google[strspn(google, "0123456789")] != '\0')
		return ERR_OK;
	r->at[FEED_COLUMN_GOOGLE] = 0;
	return feed_row_extra(r, feed_column(FEED_COLUMN_GOOGLE)->name, cell.s,
		cell.len, &why);
}

/* What prices say together: a sale is less than the price. */
static enum feed_column_id feed_row_prices(struct feed_row *r)
{
	if (r->lowered && !r->priced) {
		r->price = r->sale;
		r->priced = true;
		r->lowered = false;
	}
	if (r->lowered && strcmp(r->sale.code, r->price.code) != 0)
		r->why = FEED_CURRENCY;
	else if (r->lowered && r->sale.minor > r->price.minor)
		r->why = FEED_SALE;
	/* Some shops write 0 or the price itself where there is no sale. */
	if (r->sale.minor == 0 || r->sale.minor == r->price.minor)
		r->lowered = false;
	return FEED_COLUMN_SALE;
}

static void feed_row_fill(struct feed_row *r, struct product *p)
{
	for (int id = 0; id < FEED_COLUMN_COUNT; id++) {
		const struct feed_column *c =
			feed_column((enum feed_column_id)id);

		if (r->at[id])
			*(const char **)((char *)p + c->member) =
				r->text.data + r->at[id];
	}
	p->extra = buf_str(&r->extra);
	memcpy(p->currency, r->priced ? r->price.code : r->currency, 4);
	p->price = r->priced ? r->price.minor : PRODUCT_NO_PRICE;
	p->sale = r->lowered ? r->sale.minor : PRODUCT_NO_PRICE;
	p->count = r->count;
	p->stock = r->stock;
	if (p->stock == PRODUCT_UNSAID && p->count != PRODUCT_UNCOUNTED)
		p->stock =
			p->count > 0 ? PRODUCT_IN_STOCK : PRODUCT_OUT_OF_STOCK;
}

static const struct product feed_row_nothing = {
	.sku = "",
	.name = "",
	.description = "",
	.url = "",
	.image = "",
	.brand = "",
	.category = "",
	.keywords = "",
	.gtin = "",
	.mpn = "",
	.item_group = "",
	.color = "",
	.size = "",
	.extra = "",
};

enum err feed_row_product(struct feed_row *r, struct product *out,
	enum feed_reason *why, enum feed_column_id *where)
{
	/* The first byte is the "" of all that is empty. */
	enum err e = buf_add_char(&r->text, '\0');
	int id;

	*out = feed_row_nothing;
	memcpy(r->currency, r->config->currency, sizeof(r->currency));
	r->price = r->sale = (struct money){0};
	r->priced = r->lowered = false;
	r->stock = PRODUCT_UNSAID;
	r->count = PRODUCT_UNCOUNTED;
	r->why = FEED_FINE;
	for (id = 0; !e && !r->why && id < FEED_COLUMN_COUNT; id++)
		e = feed_row_cell(r, (enum feed_column_id)id);
	*where = (enum feed_column_id)(id - 1);
	if (!e && !r->why)
		*where = feed_row_prices(r);
	if (!e && !r->why)
		e = feed_row_category(r);
	if (!e && !r->why && r->extra.len > 0)
		e = buf_add_char(&r->extra, '}');
	if (!e && !r->why)
		feed_row_fill(r, out);
	*why = r->why;
	return e;
}

const char *feed_row_sku(const struct feed_row *r)
{
	size_t at = r->at[FEED_COLUMN_SKU];

	return at && at < r->text.len ? r->text.data + at : "";
}
