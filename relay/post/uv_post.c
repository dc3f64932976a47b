/* SPDX-License-Identifier: MIT */
#include "relay/post/uv_post.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "relay/post/post.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/wire.h"

enum phase {
	IDLE,
	ASKING,   /* the store, for the next one */
	SENDING,  /* the thread has `mail` */
	SENT,     /* the store has not kept yet what became of it */
	SETTLING, /* it is asked to */
};

struct uv_post {
	uv_loop_t *loop;
	const struct http_smtp *server;
	struct uv_post_io io;
	const struct log *log;
	struct store *store; /* lent by the last look */
	enum phase phase;
	bool fresh;       /* the queue changed while the store was asked */
	int64_t next_due; /* by what the store said last; 0: ask it */
	atomic_bool stop;
	uv_work_t work;
	struct store_mail mail; /* owns address and text; lends the rest */
	char retailer[LIMIT_SLUG + 1];
	struct http_smtp_result result;
};

struct uv_post *uv_post_new(uv_loop_t *loop, const struct http_smtp *server,
	const struct uv_post_io *io, const struct log *log)
{
	struct uv_post *p = mem_zero(sizeof(*p));

	if (!p)
		return NULL;
	p->loop = loop;
	p->server = server;
	p->io = *io;
	p->log = log;
	p->work.data = p;
	atomic_init(&p->stop, false);
	return p;
}

static void forget(struct uv_post *p)
{
	mem_free((char *)p->mail.address);
	mem_free((char *)p->mail.text);
	mem_free((char *)p->mail.name);
	p->mail = (struct store_mail){.due = 0};
	p->phase = IDLE;
}

void uv_post_destroy(struct uv_post **p)
{
	if (!*p)
		return;
	assert((*p)->phase != SENDING);
	forget(*p);
	mem_free(*p);
	*p = NULL;
}

/* ---- what became of it ---- */

static void on_settled(void *ctx, enum err e)
{
	struct uv_post *p = ctx;

	/* Not kept: the next look tries again, rather than to send again. */
	p->phase = SENT;
	if (e != ERR_OK && e != ERR_UNKNOWN && !atomic_load(&p->stop))
		return;
	if (e == ERR_OK && !atomic_load(&p->stop))
		p->io.tried(p->io.ctx, &p->mail);
	forget(p);
	p->next_due = 0;
	if (!atomic_load(&p->stop))
		uv_post_look(p, p->store, true);
}

static void settle(struct uv_post *p)
{
	p->phase = SETTLING;
	store_tried_mail(p->store, &p->mail, on_settled, p);
}

static void judge(struct uv_post *p)
{
	const struct post_try t = {
		.accepted = p->result.accepted,
		.code = p->result.code,
		.tries = p->mail.tries + 1,
		.made = p->mail.made,
		.now = p->io.wall(p->io.ctx),
		.random = p->io.random(p->io.ctx),
	};
	enum post_verdict v;
	char tries[16];

	p->mail.due = 0;
	v = post_judge(&t, &p->mail.due);
	p->mail.tries = t.tries;
	p->mail.outcome = v == POST_SENT ? WIRE_OUTCOME_SENT
		: v == POST_LATER        ? WIRE_OUTCOME_QUEUED
					 : WIRE_OUTCOME_FAILED;
	p->mail.why = p->result.why;
	snprintf(tries, sizeof(tries), "%d", t.tries);
	log_event(p->log, v == POST_SENT ? LOG_INFO : LOG_WARN, "mail",
		"retailer", p->retailer, "mail", p->mail.id.s, "result",
		post_verdict_word(v), "tries", tries, "because",
		v == POST_SENT ? NULL : p->result.why, NULL);
}

static void on_sent(uv_work_t *work, int status)
{
	struct uv_post *p = work->data;

	(void)status; /* nobody cancels it */
	p->phase = SENT;
	/* Given up only because the relay ends: as if it had not been tried. */
	if (!p->result.accepted && atomic_load(&p->stop)) {
		forget(p);
		return;
	}
	judge(p);
	settle(p);
}

/* On a thread of the pool. */
static void do_send(uv_work_t *work)
{
	struct uv_post *p = work->data;

	http_smtp_send(p->server, p->mail.address, p->mail.text,
		strlen(p->mail.text), &p->stop, &p->result);
}

/* ---- the next one ---- */

static void begin(struct uv_post *p, const struct store_mail *m)
{
	int status;

	p->mail = *m;
	p->mail.address = mem_strdup(m->address);
	p->mail.text = mem_strdup(m->text);
	p->mail.name = mem_strdup(m->name);
	snprintf(p->retailer, sizeof(p->retailer), "%s", m->retailer);
	p->mail.retailer = p->retailer;
	p->mail.why = "";
	if (!p->mail.address || !p->mail.text || !p->mail.name) {
		forget(p);
		return;
	}
	p->phase = SENDING;
	status = uv_queue_work(p->loop, &p->work, do_send, on_sent);
	assert(status == 0); /* only a missing callback makes it fail */
	(void)status;
}

static void on_next(void *ctx, enum err e, const struct store_mail *rows, int n)
{
	struct uv_post *p = ctx;
	int64_t now = p->io.wall(p->io.ctx);

	p->phase = IDLE;
	if (atomic_load(&p->stop))
		return;
	if (e != ERR_OK)
		p->next_due = now + TIMES_MINUTE;
	else if (n == 0)
		p->next_due = INT64_MAX;
	else if (rows[0].due > now)
		p->next_due = rows[0].due;
	else
		begin(p, &rows[0]);
	if (p->phase == IDLE && p->fresh)
		uv_post_look(p, p->store, true);
}

void uv_post_look(struct uv_post *p, struct store *store, bool fresh)
{
	p->store = store;
	p->fresh = p->phase != IDLE && (fresh || p->fresh);
	if (atomic_load(&p->stop))
		return;
	if (p->phase == SENT)
		settle(p);
	if (p->phase != IDLE || (!fresh && p->next_due > p->io.wall(p->io.ctx)))
		return;
	p->phase = ASKING;
	store_next_mail(store, on_next, p);
}

void uv_post_stop(struct uv_post *p)
{
	atomic_store(&p->stop, true);
	if (p->phase == SENT)
		forget(p);
}

int uv_post_pending(const struct uv_post *p)
{
	return p->phase == SENDING || p->phase == SETTLING;
}
