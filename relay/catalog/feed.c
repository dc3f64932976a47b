/* SPDX-License-Identifier: MIT */
/*
 * The stages of a feed: bytes → feed_decode → text → feed_split → cells →
 * feed_row → product.  The first line is held until it has shown the format.
 */
#include "relay/catalog/feed.h"

#include <assert.h>
#include <string.h>

#include "relay/catalog/feed_decode.h"
#include "relay/catalog/feed_head.h"
#include "relay/catalog/feed_json.h"
#include "relay/catalog/feed_plain.h"
#include "relay/catalog/feed_row.h"
#include "relay/catalog/feed_sniff.h"
#include "relay/catalog/feed_split.h"
#include "relay/catalog/product.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/money.h"

#define FEED_PIECE (16 * 1024) /* bytes that are decoded at a time */

struct feed {
	struct feed_config config;
	struct feed_decode *decode;
	struct feed_names *names;
	struct feed_row *row;
	struct feed_split *split; /* NULL until the format is known */
	struct feed_head *head;   /* NULL until it is read */
	enum feed_format format;
	struct buf text;  /* a piece, decoded */
	struct buf first; /* the first line, as far as it is there */
	struct buf about; /* the columns that a refusal is about */
	struct feed_totals totals;
	struct feed_refusal fault;
	bool ended;
	enum err err;
};

struct feed *feed_new(const struct feed_config *config)
{
	struct feed *f = mem_zero(sizeof(*f));

	assert(config->product && money_known(config->currency));
	if (!f)
		return NULL;
	f->config = *config;
	if (f->config.max_detailed == 0)
		f->config.max_detailed = FEED_DETAILED;
	f->fault.column = f->fault.sku = "";
	buf_init(&f->text, SIZE_MAX);
	buf_init(&f->first, SIZE_MAX);
	buf_init(&f->about, SIZE_MAX);
	f->decode = feed_decode_new(config->encoding);
	f->names = feed_names_new();
	f->row = feed_row_new(&f->config);
	if (!f->decode || !f->names || !f->row)
		feed_destroy(&f);
	return f;
}

void feed_destroy(struct feed **f)
{
	if (!*f)
		return;
	feed_head_destroy(&(*f)->head);
	feed_split_destroy(&(*f)->split);
	feed_row_destroy(&(*f)->row);
	feed_names_destroy(&(*f)->names);
	feed_decode_destroy(&(*f)->decode);
	buf_fini(&(*f)->about);
	buf_fini(&(*f)->first);
	buf_fini(&(*f)->text);
	mem_free(*f);
	*f = NULL;
}

const struct feed_refusal *feed_fault(const struct feed *f)
{
	return &f->fault;
}

const struct feed_totals *feed_totals(const struct feed *f)
{
	return &f->totals;
}

enum feed_format feed_format(const struct feed *f)
{
	return f->format;
}

enum feed_encoding feed_encoding(const struct feed *f)
{
	return feed_decode_encoding(f->decode);
}

/* The feed as a whole is refused; f->about has the columns. */
static enum err feed_refuse_all(
	struct feed *f, enum feed_reason why, uint64_t line)
{
	f->fault.reason = why;
	f->fault.line = line;
	f->fault.column = buf_str(&f->about);
	return ERR_FIELD;
}

/* A row is. */
static void feed_refuse(struct feed *f, enum feed_reason why,
	const char *column, uint64_t first)
{
	struct feed_refusal r = {
		.line = feed_split_row_line(f->split),
		.column = column,
		.sku = feed_row_sku(f->row),
		.reason = why,
		.first = first,
	};

	f->totals.by_reason[why]++;
	f->totals.refused++;
	if (f->config.refused && f->totals.refused <= f->config.max_detailed)
		f->config.refused(f->config.ctx, &r);
}

/* The row's cells are in their places: makes a product of them. */
static enum err feed_product(struct feed *f)
{
	struct product p;
	enum feed_reason why;
	enum feed_column_id where;
	uint64_t first = 0;
	enum err e = feed_row_product(f->row, &p, &why, &where);
	const char *column;

	if (e)
		return e;
	if (why) {
		column = f->head ? feed_head_known(f->head, where)
				 : feed_column(where)->name;
		feed_refuse(f, why, column, 0);
		return ERR_OK;
	}
	e = f->config.product(
		f->config.ctx, &p, feed_split_row_line(f->split), &first);
	if (e == ERR_EXISTS) {
		column = f->head ? feed_head_known(f->head, FEED_COLUMN_SKU)
				 : feed_column(FEED_COLUMN_SKU)->name;
		feed_refuse(f, FEED_DUPLICATE, column, first);
		return ERR_OK;
	}
	f->totals.taken += e == ERR_OK;
	return e;
}

/* Are there more cells than columns, and anything in them? */
static bool feed_overflows(const struct feed *f)
{
	size_t len;

	for (size_t i = feed_head_cells(f->head);
		i < feed_split_cells(f->split); i++) {
		feed_split_cell(f->split, i, &len);
		if (len > 0)
			return true;
	}
	return false;
}

static enum err feed_cells(struct feed *f)
{
	size_t n = feed_head_cells(f->head), len;

	if (feed_split_cells(f->split) < n || feed_overflows(f)) {
		feed_refuse(f,
			feed_split_cells(f->split) < n ? FEED_FEW_CELLS
						       : FEED_MORE_CELLS,
			"", 0);
		return ERR_OK;
	}
	for (size_t i = 0; i < n; i++) {
		const char *cell = feed_split_cell(f->split, i, &len);
		enum feed_column_id id = feed_head_column(f->head, i);
		enum feed_reason why = FEED_FINE;
		enum err e = ERR_OK;

		if (id != FEED_COLUMN_NONE)
			feed_row_set(f->row, id, cell, len);
		else
			e = feed_row_extra(f->row, feed_head_name(f->head, i),
				cell, len, &why);
		if (e)
			return e;
		if (why) {
			feed_refuse(f, why, feed_head_name(f->head, i), 0);
			return ERR_OK;
		}
	}
	return feed_product(f);
}

/* Keeps a member of a JSON object that means nothing here. */
static enum err feed_member_extra(struct feed *f, const char *key,
	const json_t *value, enum feed_reason *why)
{
	enum err e;

	buf_clear(&f->about);
	e = feed_plain(
		key, strlen(key), FEED_PLAIN_EXACT, LIMIT_NAME, &f->about);
	if (e)
		return e;
	return feed_row_extra(f->row, buf_str(&f->about),
		json_string_value(value), json_string_length(value), why);
}

/* Which member is which column, so far. */
struct feed_member {
	const char *key; /* NULL: none */
	int rank;
};

/* Gives a member its meaning, unless a better name has it, and keeps what has
 * none. */
static enum err feed_member(struct feed *f, const json_t *object,
	const char *key, struct feed_member best[FEED_COLUMN_COUNT],
	enum feed_reason *why)
{
	struct feed_member m = {.key = key};
	const char *extra = key;
	enum feed_column_id id;
	enum err e = feed_names_find(f->names, key, strlen(key), &id, &m.rank);

	if (e)
		return e;
	if (id != FEED_COLUMN_NONE &&
		(!best[id].key || m.rank < best[id].rank)) {
		extra = best[id].key;
		best[id] = m;
	}
	if (!extra)
		return ERR_OK;
	return feed_member_extra(f, extra, json_object_get(object, extra), why);
}

static enum err feed_members(struct feed *f, json_t *object)
{
	struct feed_member best[FEED_COLUMN_COUNT] = {{0}};
	enum feed_reason why = FEED_FINE;
	enum err e = ERR_OK;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		e = feed_member(f, object, key, best, &why);
		if (e || why)
			break;
	}
	if (!e && why)
		feed_refuse(f, why, buf_str(&f->about), 0);
	if (e || why)
		return e;
	for (int id = 0; id < FEED_COLUMN_COUNT; id++) {
		value = best[id].key ? json_object_get(object, best[id].key)
				     : NULL;
		if (value)
			feed_row_set(f->row, (enum feed_column_id)id,
				json_string_value(value),
				json_string_length(value));
	}
	return feed_product(f);
}

static enum err feed_object(struct feed *f)
{
	json_t *object;
	enum feed_reason why;
	size_t len;
	const char *line = feed_split_cell(f->split, 0, &len);
	enum err e = feed_json(line, len, FEED_CELLS, &object, &why);

	if (!e && why)
		feed_refuse(f, why, "", 0);
	else if (!e)
		e = feed_members(f, object);
	feed_row_clear(f->row);
	json_decref(object);
	return e;
}

static enum err feed_header(struct feed *f)
{
	enum feed_reason why;
	enum err e =
		feed_head_read(f->names, f->split, &f->head, &why, &f->about);

	if (!e && why)
		e = feed_refuse_all(f, why, feed_split_row_line(f->split));
	return e;
}

/* A line of blanks is no object. */
static bool feed_is_blank(const struct feed *f)
{
	size_t len;
	const char *line = feed_split_cell(f->split, 0, &len);

	return strspn(line, " \t") == len;
}

/* The splitter has a row. */
static enum err feed_one(struct feed *f)
{
	size_t cell;
	enum feed_reason why = feed_split_fault(f->split, &cell);
	bool lines = f->format == FEED_JSON_LINES;
	uint64_t line = feed_split_row_line(f->split);

	f->totals.lines = feed_split_line(f->split) - 1;
	if (!lines && !f->head && !why)
		return feed_header(f);
	if (!lines && !f->head)
		return feed_refuse_all(f, why, line);
	if (lines && !why && feed_is_blank(f))
		return ERR_OK;
	if (f->config.max_rows && f->totals.rows == f->config.max_rows)
		return feed_refuse_all(f, FEED_TOO_MANY, line);
	f->totals.rows++;
	feed_row_clear(f->row);
	if (!why)
		return lines ? feed_object(f) : feed_cells(f);
	feed_refuse(f, why, f->head ? feed_head_name(f->head, cell) : "", 0);
	return ERR_OK;
}

static enum err feed_rows(struct feed *f, const char *data, size_t len)
{
	enum err e = ERR_OK;
	bool row;

	for (size_t at = 0; !e && at < len;) {
		at += feed_split_bytes(f->split, data + at, len - at, &row, &e);
		if (!e && row)
			e = feed_one(f);
	}
	return e;
}

/* Sees the format in the first line, if that is there, and begins. */
static enum err feed_begin(struct feed *f, bool end)
{
	struct feed_sniff seen;
	enum err e;

	if (!feed_sniff(
		    f->first.data, f->first.len, f->config.format, end, &seen))
		return ERR_OK;
	if (seen.fault)
		return feed_refuse_all(f, seen.fault, 1);
	f->format = seen.format;
	f->split = feed_split_new(seen.separator, FEED_ROW, FEED_CELLS, 1);
	if (!f->split)
		return ERR_NOMEM;
	e = feed_rows(f, f->first.data, f->first.len);
	buf_fini(&f->first);
	buf_init(&f->first, SIZE_MAX);
	return e;
}

static enum err feed_text(struct feed *f, const char *data, size_t len)
{
	if (f->split)
		return feed_rows(f, data, len);
	if (len == 0)
		return ERR_OK;
	if (buf_add(&f->first, data, len))
		return f->first.err;
	return feed_begin(f, false);
}

static enum err feed_piece(struct feed *f, const char *data, size_t len)
{
	enum err e;

	f->totals.bytes += len;
	if (f->config.max_bytes && f->totals.bytes > f->config.max_bytes)
		return feed_refuse_all(f, FEED_TOO_LARGE, 0);
	buf_clear(&f->text);
	e = feed_decode_bytes(f->decode, data, len, &f->text);
	return e ? e : feed_text(f, buf_str(&f->text), f->text.len);
}

enum err feed_bytes(struct feed *f, const char *data, size_t len)
{
	assert(!f->ended);
	for (size_t at = 0; !f->err && at < len;) {
		size_t n = len - at < FEED_PIECE ? len - at : FEED_PIECE;

		f->err = feed_piece(f, data + at, n);
		at += n;
	}
	return f->err;
}

static enum err feed_last(struct feed *f)
{
	enum err e;
	bool row;

	buf_clear(&f->text);
	e = feed_decode_end(f->decode, &f->text);
	if (!e)
		e = feed_text(f, buf_str(&f->text), f->text.len);
	if (!e && !f->split)
		e = feed_begin(f, true);
	if (e)
		return e;
	row = feed_split_end(f->split, &e);
	if (!e && row)
		e = feed_one(f);
	return e;
}

enum err feed_end(struct feed *f)
{
	assert(!f->ended);
	f->ended = true;
	if (!f->err)
		f->err = feed_last(f);
	return f->err;
}
