/* SPDX-License-Identifier: MIT */
/*
 * All that is kept, one line a row, sorted.  Rows are those of keep.h, so that
 * what is compared is what was kept; of entries a desk only knows their number
 * and their keys.
 */
#include <stdlib.h>
#include <string.h>

#include "relay/desk/desk.h"
#include "relay/desk/keep.h"

#define DUMP_MOST (64 * 1024 * 1024)

static void dump_row(struct buf *b, const struct rec *r)
{
	const struct rec_table *t = rec_table(r->kind);

	buf_add_str(b, t->name);
	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];

		if (c->kind == REC_COL_INT) {
			buf_addf(b, " %lld", (long long)rec_int(r, c));
			continue;
		}
		buf_add_char(b, ' ');
		for (const char *s = rec_str(r, c); *s; s++)
			buf_add_char(b, *s == '\n' ? ' ' : *s);
	}
	buf_add_char(b, '\n');
}

#define DUMP_ROW(b, code, member, row) \
	dump_row(b, &(struct rec){.kind = REC_K_##code, .member = (row)})

static void dump_log(struct buf *b, const struct chat *c)
{
	buf_addf(b, "entries %s %lld %lld\n", c->id.s, (long long)c->seq,
		(long long)c->last_at);
	for (const struct said *s = c->said; s; s = s->hh.next)
		buf_addf(b, "said %s %s %lld %lld\n", c->id.s, s->name,
			(long long)s->seq, (long long)s->at);
}

static void dump_chat(struct buf *b, const struct chat *c)
{
	if (c->phase == WIRE_PHASE_ENDED && !c->block)
		return;
	DUMP_ROW(b, CHAT, chat, keep_as_chat(c));
	DUMP_ROW(b, SHOPPER, shopper, keep_as_shopper(c->shopper));
	for (int i = 0; i < c->n_rings; i++)
		DUMP_ROW(b, RING, ring, keep_as_ring(c, &c->rings[i]));
	DUMP_ROW(b, MARK, mark, keep_as_mark(c, WIRE_WHO_SHOPPER));
	DUMP_ROW(b, MARK, mark, keep_as_mark(c, WIRE_WHO_ASSOCIATE));
	dump_log(b, c);
}

static void dump_rows(const struct desk *d, struct buf *b)
{
	const struct enquiry *e;

	for (const struct block *x = d->blocks; x; x = x->hh.next)
		DUMP_ROW(b, BLOCK, block, keep_as_block(x));
	for (const struct associate *a = d->staff; a; a = a->hh.next)
		DUMP_ROW(b, PRESENCE, presence, keep_as_presence(a));
	for (const struct chat *c = d->chats; c; c = c->hh.next)
		dump_chat(b, c);
	DL_FOREACH (d->enquiry_list, e)
		if (!e->done)
			DUMP_ROW(b, ENQUIRY, enquiry, keep_as_enquiry(e));
	for (const struct sale *x = d->sales; x; x = x->hh.next)
		if (id_is(&x->associate) && !x->viewed)
			DUMP_ROW(b, SALE, sale, keep_as_sale(x));
	buf_addf(b, "guests %lld\n", (long long)d->guests);
}

static int dump_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum err dump_sorted(char *text, struct buf *out)
{
	size_t n = 0, i = 0;
	const char **lines;
	enum err e = ERR_OK;

	for (const char *s = text; (s = strchr(s, '\n')); s++)
		n++;
	lines = mem_alloc(n * sizeof(*lines));
	if (!lines)
		return ERR_NOMEM;
	for (char *end; (end = strchr(text, '\n')); text = end + 1) {
		*end = '\0';
		lines[i++] = text;
	}
	qsort(lines, n, sizeof(*lines), dump_order);
	for (i = 0; i < n; i++)
		e = buf_addf(out, "%s\n", lines[i]);
	mem_free(lines);
	return e;
}

enum err desk_dump(const struct desk *d, struct buf *out)
{
	struct buf rows;
	enum err e;

	buf_init(&rows, DUMP_MOST);
	dump_rows(d, &rows);
	e = rows.err;
	if (!e)
		e = dump_sorted(rows.data, out);
	buf_fini(&rows);
	return e;
}
