/* SPDX-License-Identifier: MIT */
#include "relay/gate/enquiries.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/bearer.h"
#include "relay/gate/letter.h"
#include "relay/gate/letter_answer.h"
#include "relay/gate/trail.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/times.h"
#include "shared/wire.h"

/* Bytes of a list of letters: each is 16 KB, as JSON a little more. */
#define LETTERS_ANSWER ((size_t)STORE_LETTERS * 40 * 1024)

/* A request until its answer. */
struct asking {
	struct hub *hub;
	struct reply *reply;
	const struct request *request; /* lent until it is answered */
	struct wire_msg msg;           /* an answer's; owns its strings */
	struct id enquiry;
	struct peer peer;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1]; /* the author's */
	struct id associate;
	bool mailed;
};

static void finish(struct asking *a, enum err e, const char *text)
{
	if (e == ERR_NOMEM || e == ERR_IO)
		e = ERR_FULL;
	if (e == ERR_OK)
		answer_done(a->reply);
	else
		answer_error(a->reply, e, text ? text : err_text(e), 0);
	wire_fini(&a->msg);
	mem_free(a);
}

static struct asking *begin(
	struct hub *hub, const struct request *q, struct reply *r)
{
	struct asking *a = mem_zero(sizeof(*a));

	if (!a || store_pending(hub->store) > HUB_STORE_MOST) {
		mem_free(a);
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	a->hub = hub;
	a->reply = r;
	a->request = q;
	a->peer = q->peer;
	return a;
}

/* False: there is no such session, and that is answered. */
static bool is_author(
	struct asking *a, enum err e, const struct store_associate *account)
{
	if (e != ERR_OK) {
		finish(a, e == ERR_TOKEN ? e : ERR_FULL, NULL);
		return false;
	}
	snprintf(a->retailer, sizeof(a->retailer), "%s", account->retailer);
	snprintf(a->name, sizeof(a->name), "%s", account->name);
	a->associate = account->id;
	return true;
}

/* ---- an answer ---- */

static void tell_desk(const struct asking *a, struct tenant *t)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_ANSWERED, 0);

	cmd.enquiry = a->enquiry;
	tenant_do(t, &cmd);
}

static void on_kept(void *ctx, enum err e)
{
	struct asking *a = ctx;
	struct tenant *t = hub_tenant(a->hub, a->retailer);
	const struct trail_who who = {
		.retailer = a->retailer,
		.id = a->associate.s,
		.name = a->name,
		.peer = &a->peer,
	};

	if ((e == ERR_OK || e == ERR_EXISTS) && t)
		tell_desk(a, t);
	if (e == ERR_OK) {
		trail_write(a->hub, &who, AUDIT_ENQUIRY_ANSWERED, a->enquiry.s);
		if (a->mailed)
			a->hub->io.mail(a->hub->io.ctx);
	}
	finish(a, e == ERR_EXISTS ? ERR_OK : e, NULL);
}

static bool is_blank(const char *s)
{
	return !s || text_blank(s, strlen(s));
}

/* Keeps it, with the mail that bears it. */
static void keep(struct asking *a, const struct tenant *t,
	const struct store_enquiry *to)
{
	const struct wire_answer *m = &a->msg.answer;
	struct store_letter l = {
		.id = hub_id(a->hub),
		.enquiry = a->enquiry,
		.associate = a->associate,
		.retailer = a->retailer,
		.key = m->key,
		.name = a->name,
		.text = m->text ? m->text : "",
		.at = hub_now(a->hub).wall,
		.state =
			m->by_hand ? WIRE_OUTCOME_BY_HAND : WIRE_OUTCOME_QUEUED,
	};
	struct store_mail mail;
	struct buf text;
	enum err e = ERR_OK;

	buf_init(&text, LETTER_MOST);
	if (!m->by_hand)
		e = letter_answer_write(a->hub, t, to, &l, &text, &mail);
	a->mailed = !m->by_hand;
	if (e == ERR_OK)
		store_put_letter(a->hub->store, &l, m->by_hand ? NULL : &mail,
			on_kept, a);
	buf_fini(&text);
	if (e != ERR_OK)
		finish(a, e == ERR_FIELD ? ERR_ADDRESS : e, NULL);
}

static void on_enquiry(
	void *ctx, enum err e, const struct store_enquiry *rows, int n)
{
	struct asking *a = ctx;
	const struct tenant *t = hub_tenant(a->hub, a->retailer);
	char text[LIMIT_NAME + 40];

	(void)n;
	if (e != ERR_OK || !t) {
		finish(a, e ? e : ERR_RETAILER, NULL);
	} else if (!rows->done && !id_same(&rows->taken, &a->associate)) {
		snprintf(text, sizeof(text), "%s works on that enquiry.",
			rows->holder);
		finish(a, ERR_TAKEN,
			id_is(&rows->taken)
				? text
				: "Take the enquiry up before you answer it.");
	} else {
		keep(a, t, rows);
	}
}

static void on_answer(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	const struct wire_answer *m = &a->msg.answer;

	if (!is_author(a, e, account))
		return;
	if (answer_read(a->request, a->reply, WIRE_T_ANSWER, &a->msg) !=
		ERR_OK) {
		mem_free(a); /* it is answered */
		return;
	}
	a->enquiry = m->enquiry;
	if (!m->by_hand && is_blank(m->text))
		finish(a, ERR_FIELD, "The field text is empty.");
	else
		store_enquiry(
			a->hub->store, a->retailer, &a->enquiry, on_enquiry, a);
}

void enquiries_answer(struct hub *hub, const struct request *q, struct reply *r)
{
	struct asking *a = begin(hub, q, r);

	if (a)
		bearer_find(hub, q, on_answer, a);
}

/* ---- what was answered before ---- */

static const char *or_none(const char *s)
{
	return *s ? s : NULL;
}

struct wire_letter enquiries_told_letter(const struct store_letter *l)
{
	return (struct wire_letter){
		.letter = l->id,
		.at = l->at,
		.name = or_none(l->name),
		.text = or_none(l->text),
		.state = (enum wire_outcome)l->state,
		.why = or_none(l->why),
	};
}

static void on_letters(
	void *ctx, enum err e, const struct store_letter *rows, int n)
{
	struct asking *a = ctx;
	struct answer_list l;

	if (e != ERR_OK) {
		finish(a, e, NULL);
		return;
	}
	answer_list_begin(&l, "letters", LETTERS_ANSWER);
	for (int i = 0; i < n; i++) {
		struct wire_msg m = {.type = WIRE_T_LETTER};

		m.letter = enquiries_told_letter(&rows[i]);
		answer_list_add(&l, &m);
	}
	answer_list_send(&l, a->reply);
	mem_free(a);
}

static void on_reader(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;

	if (!is_author(a, e, account))
		return;
	if (id_is(&a->enquiry))
		store_letters(
			a->hub->store, a->retailer, &a->enquiry, on_letters, a);
	else
		finish(a, ERR_UNKNOWN, NULL);
}

void enquiries_letters(struct hub *hub, const struct request *q,
	const char *arg, struct reply *r)
{
	struct asking *a = begin(hub, q, r);

	if (!a)
		return;
	a->enquiry = answer_arg_id(arg);
	bearer_find(hub, q, on_reader, a);
}

/* ---- those that were answered ---- */

struct reading {
	struct hub *hub;
	uint64_t session;
	char ref[LIMIT_REF + 1]; /* "": none */
};

static const char *ref_of(const struct reading *r)
{
	return r->ref[0] ? r->ref : NULL;
}

struct wire_enquiry enquiries_told(const struct store_enquiry *q)
{
	return (struct wire_enquiry){
		.enquiry = q->id,
		.at = q->at,
		.name = or_none(q->name),
		.address = q->address,
		.text = q->body,
		.taken = or_none(q->holder),
		.holder = q->taken,
		.lang = (enum wire_lang)q->lang,
		.done = q->done,
		.state = (enum wire_outcome)q->state,
		.why = or_none(q->why),
	};
}

static void tell(struct caller *s, const struct reading *r,
	const struct store_enquiry *q)
{
	struct wire_msg m = {.type = WIRE_T_ENQUIRY, .ref = ref_of(r)};

	m.enquiry = enquiries_told(q);
	caller_say(s, &m);
}

/* As many as a reader can have unread beside all else; the rest is `more`. */
static int tell_some(struct caller *s, const struct reading *r,
	const struct store_enquiry *rows, int n)
{
	size_t bytes = 0;
	int i = 0;

	for (; i < n; i++) {
		bytes += strlen(rows[i].body);
		if (i > 0 && bytes > LIMIT_OUTBOX / 4)
			break;
		tell(s, r, &rows[i]);
	}
	return i;
}

static void on_answered(
	void *ctx, enum err e, const struct store_enquiry *rows, int n)
{
	struct reading *r = ctx;
	struct caller *s = callers_find(&r->hub->callers, r->session);
	struct wire_msg m = {.type = WIRE_T_ARCHIVED, .ref = ref_of(r)};

	if (s && s->state != CALLER_CLOSING) {
		if (e == ERR_OK) {
			m.archived.more = tell_some(s, r, rows, n) < n ||
				n == STORE_ANSWERED;
			caller_say(s, &m);
		} else if (e == ERR_SIZE || e == ERR_UTF8) {
			caller_refuse(s, ref_of(r), ERR_FIELD, "text");
		} else {
			caller_fail(s, ref_of(r), ERR_FULL, TIMES_SECOND);
		}
	}
	mem_free(r);
}

void enquiries_answered(struct caller *s, const struct wire_msg *msg)
{
	const struct wire_answered *m = &msg->answered;
	const struct store_answered_ask ask = {
		.retailer = s->tenant->rules->retailer,
		.text = m->text ? m->text : "",
		.before = m->before,
		.enquiry = m->enquiry,
	};
	struct reading *r = mem_zero(sizeof(*r));

	if (!r || store_pending(s->hub->store) > HUB_STORE_MOST) {
		mem_free(r);
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
		return;
	}
	r->hub = s->hub;
	r->session = s->id;
	snprintf(r->ref, sizeof(r->ref), "%s", msg->ref ? msg->ref : "");
	store_answered(s->hub->store, &ask, on_answered, r);
}

/* ---- delivery ---- */

void enquiries_tried(struct hub *hub, const struct store_mail *m)
{
	const struct tenant *t = hub_tenant(hub, m->retailer);
	struct wire_msg msg = {.type = WIRE_T_DELIVERY};

	if (!t || !id_is(&m->enquiry))
		return;
	msg.delivery.enquiry = m->enquiry;
	msg.delivery.letter = m->id;
	msg.delivery.associate = m->author;
	msg.delivery.name = or_none(m->name);
	msg.delivery.state = (enum wire_outcome)m->outcome;
	msg.delivery.why = or_none(m->why);
	tenant_tell_staff(t, &msg, false);
}
