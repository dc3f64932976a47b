/* SPDX-License-Identifier: MIT */
#include "client/export/export.h"

#include <assert.h>
#include <string.h>

#include "client/export/export_csv.h"
#include "client/export/export_json.h"
#include "client/export/export_text.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"

#define ORDERS_MOST (64 * 1024) /* bytes of a cell: 100 orders and more */

struct export
{
	struct export_want want;
	char *text;
	struct tz *tz;
	bool begun; /* the first answer has come */
	bool open;  /* a chat or an enquiry has begun, and not ended */
	int64_t at; /* of the last one */
	struct id chat, whose;
	int64_t seq;  /* its last entry */
	int64_t said; /* entries that somebody wrote; letters */
	int64_t sold; /* orders that have come */
	bool logged;  /* its log has begun */
	int64_t chats;
	struct wire_msg head; /* CSV: the row, until its entries are counted */
	struct wire_msg last; /* CSV: an enquiry's last letter */
	struct buf orders;    /* CSV: the cell of them */
};

struct export *export_new(const struct export_want *want)
{
	struct export *x = mem_zero(sizeof(*x));

	assert(x);
	x->want = *want;
	buf_init(&x->orders, ORDERS_MOST);
	x->text = mem_strdup(want->text ? want->text : "");
	assert(x->text);
	return x;
}

void export_destroy(struct export **x)
{
	if (!*x)
		return;
	wire_fini(&(*x)->head);
	wire_fini(&(*x)->last);
	buf_fini(&(*x)->orders);
	tz_destroy(&(*x)->tz);
	mem_free((*x)->text);
	mem_free(*x);
	*x = NULL;
}

int64_t export_chats(const struct export *x)
{
	return x->chats;
}

int64_t export_reached(const struct export *x)
{
	return x->at;
}

enum err export_ask(struct export *x, int64_t now, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_EXPORT};

	m.export = (struct wire_export){
		.pick = x->want.pick,
		.text = x->text[0] ? x->text : NULL,
		.team = x->want.team,
		.chat = x->want.chat,
		.before = x->at,
		.last = x->chat,
		.associate = x->at ? x->whose : x->want.whose,
		.after = x->want.enquiries ? 0 : x->seq,
		.enquiries = x->want.enquiries,
		.orders = !x->want.enquiries,
	};
	if (x->want.days > 0 && now > x->want.days * TIMES_DAY)
		m.export.since = now - x->want.days * TIMES_DAY;
	return wire_encode(&m, out);
}

/* ---- what comes ---- */

/* Behind the orders, of which an enquiry has none. */
static void begin_log(struct export *x, struct buf *out)
{
	if (x->want.form == EXPORT_JSON && !x->want.enquiries && !x->logged)
		export_json_list("entries", out);
	x->logged = true;
}

static void end_chat(struct export *x, struct buf *out)
{
	if (!x->open)
		return;
	begin_log(x, out);
	x->open = false;
	if (x->want.form == EXPORT_JSON)
		export_json_end(out);
	else if (x->want.form == EXPORT_TEXT)
		buf_add_char(out, '\n');
	else if (x->want.enquiries)
		export_csv_enquiry(&x->head.enquiry, x->said,
			x->said > 0 ? &x->last.letter : NULL, out);
	else
		export_csv_row(
			&x->head.filed, x->said, buf_str(&x->orders), out);
}

/* It is kept, and what was there is not. */
static void take_over(struct wire_msg *kept, struct wire_msg *m)
{
	wire_fini(kept);
	*kept = *m;
	*m = (struct wire_msg){.mem = NULL};
}

/* The next one begins, with the one before ended. */
static void begin_one(
	struct export *x, const struct id *id, int64_t at, struct buf *out)
{
	end_chat(x, out);
	x->open = true;
	x->at = at;
	x->chat = *id;
	x->whose = (struct id){""};
	x->seq = x->said = x->sold = 0;
	x->logged = false;
	buf_clear(&x->orders);
	x->chats++;
}

static void begin_chat(struct export *x, struct wire_msg *m, struct buf *out)
{
	const struct wire_filed *f = &m->filed;

	begin_one(x, &f->chat, f->at, out);
	x->whose = f->associate;
	if (x->want.form == EXPORT_JSON)
		export_json_begin(m, "orders", out);
	else if (x->want.form == EXPORT_TEXT)
		export_text_head(f, x->tz, x->want.japanese, out);
	else
		take_over(&x->head, m);
}

static void begin_enquiry(struct export *x, struct wire_msg *m, struct buf *out)
{
	const struct wire_enquiry *q = &m->enquiry;

	begin_one(x, &q->enquiry, q->at, out);
	if (x->want.form == EXPORT_JSON)
		export_json_begin(m, "letters", out);
	else if (x->want.form == EXPORT_TEXT)
		export_text_enquiry(q, x->tz, x->want.japanese, out);
	else
		take_over(&x->head, m);
}

static void add_sale(
	struct export *x, const struct wire_msg *m, struct buf *out)
{
	if (x->want.form == EXPORT_JSON)
		export_json_entry(m, x->sold == 0, out);
	else if (x->want.form == EXPORT_TEXT)
		export_text_sale(&m->sale, x->want.japanese, out);
	else
		export_csv_order(&m->sale, &x->orders);
	x->sold++;
}

static void add_letter(struct export *x, struct wire_msg *m, struct buf *out)
{
	if (x->want.form == EXPORT_JSON)
		export_json_entry(m, x->said == 0, out);
	else if (x->want.form == EXPORT_TEXT)
		export_text_letter(&m->letter, x->tz, out);
	else
		take_over(&x->last, m);
	x->said++;
}

static void add_entry(
	struct export *x, const struct wire_msg *m, struct buf *out)
{
	const struct wire_entry *e = &m->entry;

	begin_log(x, out);
	if (x->want.form == EXPORT_JSON)
		export_json_entry(m, x->seq == 0, out);
	else if (x->want.form == EXPORT_TEXT)
		export_text_entry(e, x->tz, x->want.japanese, out);
	x->seq = e->seq;
	x->said += e->kind == WIRE_KIND_TEXT || e->kind == WIRE_KIND_CARD ||
		e->kind == WIRE_KIND_FILE;
}

static void begin(
	struct export *x, const struct wire_exporting *m, struct buf *out)
{
	if (x->begun)
		return;
	x->begun = true;
	if (x->want.form == EXPORT_TEXT && x->want.zone)
		x->tz = x->want.zone(x->want.ctx, m->zone);
	if (x->want.form == EXPORT_CSV)
		export_csv_begin(x->want.bom, x->want.enquiries, out);
}

/* One line.  *last: nothing comes behind it. */
static enum err take(struct export *x, struct wire_msg *m, bool *last,
	bool *more, struct buf *out)
{
	switch (m->type) {
	case WIRE_T_EXPORTING:
		begin(x, &m->exporting, out);
		return ERR_OK;
	case WIRE_T_FILED:
		if (x->want.enquiries)
			return ERR_JSON;
		begin_chat(x, m, out);
		return ERR_OK;
	case WIRE_T_ENQUIRY:
		if (!x->want.enquiries)
			return ERR_JSON;
		begin_enquiry(x, m, out);
		return ERR_OK;
	case WIRE_T_SALE:
		if (x->want.enquiries || !x->open || x->logged ||
			!id_same(&m->sale.chat, &x->chat))
			return ERR_JSON;
		add_sale(x, m, out);
		return ERR_OK;
	case WIRE_T_LETTER:
		if (!x->want.enquiries || !x->open)
			return ERR_JSON;
		add_letter(x, m, out);
		return ERR_OK;
	case WIRE_T_ENTRY:
		if (x->want.enquiries || !x->open ||
			!id_same(&m->entry.chat, &x->chat) ||
			m->entry.seq <= x->seq)
			return ERR_JSON;
		add_entry(x, m, out);
		return ERR_OK;
	case WIRE_T_ARCHIVED:
		*last = true;
		*more = m->archived.more;
		if (!*more)
			end_chat(x, out);
		return ERR_OK;
	default:
		return ERR_JSON;
	}
}

enum err export_take(struct export *x, const char *body, size_t len, bool *more,
	struct buf *out)
{
	const char *end = body + len, *line = body;
	bool last = false;
	enum err e = ERR_OK;

	*more = false;
	while (!e && line < end && !last) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		struct wire_msg m = {.mem = NULL};

		if (!stop)
			return ERR_JSON;
		e = wire_decode(line, (size_t)(stop - line), LIMIT_HTTP_LIST,
			WIRE_FROM_H | WIRE_FROM_RA, &m, NULL);
		if (!e)
			e = take(x, &m, &last, more, out);
		else if (e != ERR_NOMEM)
			e = ERR_JSON;
		wire_fini(&m);
		line = stop + 1;
	}
	if (!e && (!last || line != end))
		e = ERR_JSON;
	return e ? e : out->err;
}
