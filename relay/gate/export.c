/* SPDX-License-Identifier: MIT */
/*
 * A part is one answer, and the next is asked for with what came last: so the
 * relay keeps nothing of an export, and whoever takes it sets its pace.
 */
#include "relay/gate/export.h"

#include <stdio.h>
#include <string.h>

#include "relay/desk/entry.h"
#include "relay/gate/archive.h"
#include "relay/gate/bearer.h"
#include "relay/gate/chat_sales.h"
#include "relay/gate/enquiries.h"
#include "relay/gate/token.h"
#include "relay/gate/trail.h"
#include "relay/store/store_export.h"
#include "shared/mem.h"
#include "shared/times.h"

/* Bytes of an answer after which no further line is begun; the longest line
 * has room behind it.  An enquiry comes with all its letters: each of those 21
 * texts is 16 KB, as JSON twice that at most. */
#define ENOUGH (LIMIT_HTTP_LIST / 2)
#define ENOUGH_ENQUIRIES (LIMIT_HTTP_LIST / 4)

struct exporting {
	struct hub *hub;
	struct reply *reply;
	struct wire_msg msg; /* owns its strings */
	struct trail_kept by;
	struct peer peer;
};

static void finish(struct exporting *x, enum err e, const char *why)
{
	if (e != ERR_OK)
		answer_error(x->reply, e, why ? why : err_text(e),
			e == ERR_FULL ? TIMES_SECOND : 0);
	wire_fini(&x->msg);
	x->hub->exports--;
	mem_free(x);
}

/* ---- the answer ---- */

static void add(struct buf *out, const struct wire_msg *m)
{
	wire_encode(m, out);
	buf_add_char(out, '\n');
}

static void add_head(struct exporting *x, struct buf *out)
{
	const struct tenant *t = hub_tenant(x->hub, x->by.retailer);
	struct wire_msg m = {.type = WIRE_T_EXPORTING};

	m.exporting.name = t ? t->rules->name : "";
	m.exporting.zone = t ? t->rules->zone : "";
	m.exporting.now = hub_now(x->hub).wall;
	add(out, &m);
}

static const struct rec_attach *attach_of(
	const struct store_exported *part, int64_t seq, int *at)
{
	while (*at < part->n_attached && part->attached[*at].attach.seq < seq)
		++*at;
	if (*at == part->n_attached || part->attached[*at].attach.seq != seq)
		return NULL;
	return &part->attached[*at].attach;
}

/* False: it is enough for one answer. */
static bool add_part(
	const struct store_exported *part, bool orders, struct buf *out)
{
	char text[LIMIT_TITLE + 1];
	struct wire_msg m = {.type = WIRE_T_FILED};
	int at = 0;

	if (part->is_new) {
		m.filed = archive_filed(&part->filed, text);
		add(out, &m);
	}
	m.type = WIRE_T_SALE;
	for (int i = 0; orders && i < part->n_sales; i++) {
		m.sale = chat_sales_told(&part->sales[i].sale);
		add(out, &m);
	}
	m.type = WIRE_T_ENTRY;
	for (int i = 0; i < part->n_entries; i++) {
		const struct rec_entry *e = &part->entries[i].entry;

		if (out->len > ENOUGH)
			return false;
		m.entry = entry_told(
			e, attach_of(part, e->seq, &at), WIRE_WHO_ASSOCIATE);
		add(out, &m);
	}
	return out->len <= ENOUGH;
}

static void add_enquiry(const struct store_enquired *r, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_ENQUIRY};

	m.enquiry = enquiries_told(&r->enquiry);
	add(out, &m);
	for (int i = 0; i < r->n_letters; i++) {
		m = (struct wire_msg){.type = WIRE_T_LETTER};
		m.letter = enquiries_told_letter(&r->letters[i]);
		add(out, &m);
	}
}

/* What was exported, for the audit log: never what was searched for. */
static void trail(const struct exporting *x)
{
	const struct wire_export *m = &x->msg.export;
	char about[LIMIT_ADDRESS + 1];

	if (id_is(&m->last)) /* it goes on */
		return;
	if (id_is(&m->chat))
		snprintf(about, sizeof(about), "%s", m->chat.s);
	else if (m->enquiries)
		snprintf(about, sizeof(about), "enquiries");
	else
		snprintf(about, sizeof(about), "%s %s",
			m->team ? "team" : "own",
			wire_pick_word((enum wire_pick)m->pick));
	trail_write(x->hub, &x->by.who, AUDIT_ARCHIVE_EXPORTED, about);
}

/* False: there is none, and that is answered. */
static bool begin_answer(struct exporting *x, enum err e, struct buf *out)
{
	if (e == ERR_SIZE || e == ERR_UTF8)
		finish(x, ERR_FIELD, "The field text is no search.");
	else if (e != ERR_OK)
		finish(x, ERR_FULL, NULL);
	if (e != ERR_OK)
		return false;
	buf_init(out, LIMIT_HTTP_LIST);
	add_head(x, out);
	return true;
}

static void end_answer(struct exporting *x, struct buf *out, bool more)
{
	struct wire_msg last = {.type = WIRE_T_ARCHIVED};

	last.archived.more = more;
	add(out, &last);
	if (!out->err) {
		trail(x);
		x->reply->send(x->reply,
			&(struct answer){
				.status = 200,
				.type = "application/jsonl",
				.body = buf_str(out),
				.len = out->len,
			});
	}
	finish(x, out->err ? ERR_FULL : ERR_OK, NULL);
	buf_fini(out);
}

static void on_parts(void *ctx, enum err e, const struct store_exported *parts,
	int n, bool more)
{
	struct exporting *x = ctx;
	struct buf out;
	int i = 0;

	if (!begin_answer(x, e, &out))
		return;
	while (i < n && add_part(&parts[i], x->msg.export.orders, &out))
		i++;
	end_answer(x, &out, more || i < n);
}

static void on_enquired(void *ctx, enum err e,
	const struct store_enquired *rows, int n, bool more)
{
	struct exporting *x = ctx;
	struct buf out;
	int i = 0;

	if (!begin_answer(x, e, &out))
		return;
	while (i < n && out.len <= ENOUGH_ENQUIRIES)
		add_enquiry(&rows[i++], &out);
	end_answer(x, &out, more || i < n);
}

/* ---- the question ---- */

static void ask(struct exporting *x, const struct id *who)
{
	static const enum store_pick picks[WIRE_PICK_COUNT] = {
		[WIRE_PICK_ALL] = STORE_ALL,
		[WIRE_PICK_SALES] = STORE_SALES,
		[WIRE_PICK_MISSED] = STORE_NOBODYS,
	};
	const struct wire_export *m = &x->msg.export;
	struct store_export_ask what = {
		.archive =
			{
				.retailer = x->by.retailer,
				.pick = picks[m->pick],
				.text = m->text ? m->text : "",
				.only = m->chat,
				.before = m->before,
				.chat = m->last,
				.whose = m->associate,
			},
		.after = m->after,
		.since = m->since,
	};

	if (m->enquiries) { /* they are everybody's */
		store_export_enquiries(x->hub->store, &what, on_enquired, x);
		return;
	}
	if (!m->team)
		what.archive.associate = *who;
	store_export(x->hub->store, &what, on_parts, x);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct exporting *x = ctx;
	struct trail_who by;

	if (e != ERR_OK) {
		finish(x, e == ERR_TOKEN ? e : ERR_FULL, NULL);
		return;
	}
	if (x->msg.export.team && !account->manager) {
		finish(x, ERR_FORBIDDEN, NULL);
		return;
	}
	by = (struct trail_who){
		.retailer = account->retailer,
		.id = account->id.s,
		.name = account->name,
		.peer = &x->peer,
	};
	trail_keep(&x->by, &by);
	ask(x, &account->id);
}

void export_take(struct hub *hub, const struct request *q, struct reply *r)
{
	struct exporting *x;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	x = hub->exports < EXPORT_AT_ONCE &&
			store_pending(hub->store) <= HUB_STORE_MOST
		? mem_zero(sizeof(*x))
		: NULL;
	if (!x) {
		answer_error(r, ERR_FULL, err_text(ERR_FULL), TIMES_SECOND);
		return;
	}
	if (answer_read(q, r, WIRE_T_EXPORT, &x->msg) != ERR_OK) {
		mem_free(x);
		return;
	}
	x->hub = hub;
	x->reply = r;
	x->peer = q->peer;
	hub->exports++;
	bearer_find(hub, q, on_session, x);
}
