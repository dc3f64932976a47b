/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_head.h"

#include <assert.h>
#include <string.h>

#include "relay/catalog/feed_plain.h"
#include "relay/catalog/feed_split.h"
#include "shared/mem.h"

struct feed_head_column {
	enum feed_column_id id;
	int rank;
	size_t name; /* where in `names` */
};

struct feed_head {
	size_t n;
	struct feed_head_column *columns;
	int cells[FEED_COLUMN_COUNT]; /* which is which; -1: none */
	struct buf names;             /* a NUL behind each */
};

void feed_head_destroy(struct feed_head **h)
{
	if (!*h)
		return;
	mem_free((*h)->columns);
	buf_fini(&(*h)->names);
	mem_free(*h);
	*h = NULL;
}

size_t feed_head_cells(const struct feed_head *h)
{
	return h->n;
}

enum feed_column_id feed_head_column(const struct feed_head *h, size_t cell)
{
	assert(cell < h->n);
	return h->columns[cell].id;
}

const char *feed_head_name(const struct feed_head *h, size_t cell)
{
	return cell < h->n ? h->names.data + h->columns[cell].name : "";
}

const char *feed_head_known(const struct feed_head *h, enum feed_column_id id)
{
	int cell = h->cells[id];

	return cell < 0 ? feed_column(id)->name
			: feed_head_name(h, (size_t)cell);
}

/* How many columns before have that name. */
static size_t feed_head_same(const struct feed_head *h, size_t cell)
{
	size_t same = 0;

	for (size_t i = 0; i < cell; i++)
		same += strcmp(feed_head_name(h, i), feed_head_name(h, cell)) ==
			0;
	return same;
}

/* Keeps a column's name, cleaned. */
static enum err feed_head_add_name(
	struct feed_head *h, size_t cell, const char *name, size_t len)
{
	enum err e;

	h->columns[cell].name = h->names.len;
	e = feed_plain(name, len, FEED_PLAIN_EXACT, LIMIT_NAME, &h->names);
	if (!e && h->names.len == h->columns[cell].name)
		e = buf_addf(&h->names, "column %zu", cell + 1);
	return e ? e : buf_add_char(&h->names, '\0');
}

/* Numbers a name that is only kept and was there before. */
static enum err feed_head_number(struct feed_head *h, size_t cell)
{
	size_t same = feed_head_same(h, cell);

	if (same == 0)
		return ERR_OK;
	h->names.len--;
	buf_addf(&h->names, " %zu", same + 1);
	return buf_add_char(&h->names, '\0');
}

/* Gives a column its meaning, unless a better name has it. */
static enum feed_reason feed_head_claim(struct feed_head *h, size_t cell)
{
	struct feed_head_column *c = &h->columns[cell], *other;
	int has = c->id == FEED_COLUMN_NONE ? -1 : h->cells[c->id];

	if (c->id == FEED_COLUMN_NONE)
		return FEED_FINE;
	if (has < 0) {
		h->cells[c->id] = (int)cell;
		return FEED_FINE;
	}
	other = &h->columns[has];
	if (other->rank == c->rank)
		return FEED_SAME_NAME;
	if (other->rank < c->rank) {
		c->id = FEED_COLUMN_NONE;
	} else {
		h->cells[c->id] = (int)cell;
		other->id = FEED_COLUMN_NONE;
	}
	return FEED_FINE;
}

static enum err feed_head_add(struct feed_head *h,
	const struct feed_names *names, const char *name, size_t len,
	enum feed_reason *why)
{
	struct feed_head_column *c = &h->columns[h->n];
	enum err e = feed_names_find(names, name, len, &c->id, &c->rank);

	if (!e)
		e = feed_head_add_name(h, h->n, name, len);
	if (e) {
		*why = e == ERR_UTF8 ? FEED_ENCODING : FEED_FINE;
		return e == ERR_UTF8 ? ERR_OK : e;
	}
	h->n++;
	*why = feed_head_claim(h, h->n - 1);
	if (!*why && c->id == FEED_COLUMN_NONE)
		e = feed_head_number(h, h->n - 1);
	return e;
}

/* Names the columns that are needed and not there. */
static enum feed_reason feed_head_missing(
	const struct feed_head *h, struct buf *about)
{
	enum feed_reason why = FEED_FINE;

	for (int id = 0; id < FEED_COLUMN_COUNT; id++) {
		const struct feed_column *c =
			feed_column((enum feed_column_id)id);

		if (c->need == FEED_NEED_NONE || h->cells[id] >= 0)
			continue;
		buf_addf(about, "%s%s", why ? ", " : "", c->name);
		why = FEED_NO_COLUMN;
	}
	return why;
}

static enum err feed_head_fill(struct feed_head *h,
	const struct feed_names *names, const struct feed_split *row,
	enum feed_reason *why, struct buf *about)
{
	enum err e = ERR_OK;

	for (size_t i = 0; !e && !*why && i < feed_split_cells(row); i++) {
		size_t len;
		const char *name = feed_split_cell(row, i, &len);

		e = feed_head_add(h, names, name, len, why);
		if (*why == FEED_SAME_NAME)
			buf_add_str(about, feed_head_name(h, i));
		else if (*why)
			buf_addf(about, "column %zu", i + 1);
	}
	if (!e && !*why)
		*why = feed_head_missing(h, about);
	return e ? e : about->err;
}

enum err feed_head_read(const struct feed_names *names,
	const struct feed_split *row, struct feed_head **out,
	enum feed_reason *why, struct buf *about)
{
	struct feed_head *h = mem_zero(sizeof(*h));
	enum err e = h ? ERR_OK : ERR_NOMEM;

	*why = FEED_FINE;
	*out = h;
	if (e)
		return e;
	buf_init(&h->names, SIZE_MAX);
	for (int id = 0; id < FEED_COLUMN_COUNT; id++)
		h->cells[id] = -1;
	h->columns =
		mem_zero((feed_split_cells(row) + 1) * sizeof(h->columns[0]));
	if (!h->columns)
		e = ERR_NOMEM;
	if (!e)
		e = feed_head_fill(h, names, row, why, about);
	if (e || *why)
		feed_head_destroy(out);
	return e;
}
