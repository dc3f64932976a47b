/* SPDX-License-Identifier: MIT */
#include "relay/gate/archive.h"

#include <stdio.h>
#include <string.h>

#include "relay/catalog/feed_plain.h"
#include "relay/gate/hub.h"
#include "relay/store/store_archive.h"
#include "shared/mem.h"
#include "shared/times.h"

struct reading {
	struct hub *hub;
	uint64_t session;
	char ref[LIMIT_REF + 1]; /* "": none */
};

static const char *ref_of(const struct reading *r)
{
	return r->ref[0] ? r->ref : NULL;
}

static const char *or_none(const char *s)
{
	return *s ? s : NULL;
}

/* Text of many lines, as one of a list. */
static const char *in_one_line(const char *text, char out[LIMIT_TITLE + 1])
{
	struct buf line;

	buf_init(&line, LIMIT_TITLE);
	if (feed_plain(text, strlen(text), FEED_PLAIN_EXACT, LIMIT_TITLE,
		    &line) != ERR_OK)
		buf_clear(&line);
	snprintf(out, LIMIT_TITLE + 1, "%s", buf_str(&line));
	buf_fini(&line);
	return or_none(out);
}

struct wire_filed archive_filed(
	const struct store_filed *f, char text[LIMIT_TITLE + 1])
{
	return (struct wire_filed){
		.chat = f->chat,
		.at = f->at,
		.reason = (enum wire_reason)f->reason,
		.name = or_none(f->name),
		.associate = f->associate,
		.holder = or_none(f->holder),
		.text = in_one_line(f->text, text),
		.lang = (enum wire_lang)f->lang,
		.opened = f->opened,
		.accepted = f->accepted,
		.sales = f->sales,
		.amount = f->worth,
		.currency = or_none(f->currency),
		.fresh = f->fresh,
		.stars = f->stars,
		.opinion = or_none(f->opinion),
		.rated = f->rated,
	};
}

static void tell(
	struct caller *s, const struct reading *r, const struct store_filed *f)
{
	char text[LIMIT_TITLE + 1];
	struct wire_msg m = {.type = WIRE_T_FILED, .ref = ref_of(r)};

	m.filed = archive_filed(f, text);
	caller_say(s, &m);
}

static void fail(struct caller *s, const struct reading *r, enum err e)
{
	if (e == ERR_SIZE || e == ERR_UTF8)
		caller_refuse(s, ref_of(r), ERR_FIELD, "text");
	else
		caller_fail(s, ref_of(r), ERR_FULL, TIMES_SECOND);
}

static void on_rows(
	void *ctx, enum err e, const struct store_filed *rows, int n)
{
	struct reading *r = ctx;
	struct caller *s = callers_find(&r->hub->callers, r->session);
	struct wire_msg m = {.type = WIRE_T_ARCHIVED, .ref = ref_of(r)};

	if (s && s->state != CALLER_CLOSING) {
		for (int i = 0; i < n; i++)
			tell(s, r, &rows[i]);
		m.archived.more = n == STORE_FILED;
		if (e == ERR_OK)
			caller_say(s, &m);
		else
			fail(s, r, e);
	}
	mem_free(r);
}

void archive_take(struct caller *s, const struct wire_msg *msg)
{
	static const enum store_pick picks[WIRE_PICK_COUNT] = {
		[WIRE_PICK_ALL] = STORE_ALL,
		[WIRE_PICK_SALES] = STORE_SALES,
		[WIRE_PICK_MISSED] = STORE_NOBODYS,
	};
	bool team = msg->type == WIRE_T_TEAM_ARCHIVE;
	/* The fields of both are the same, and so are the structs. */
	const struct wire_archive *m = &msg->archive;
	struct store_archive_ask ask = {
		.retailer = s->tenant->rules->retailer,
		.pick = picks[m->pick],
		.text = m->text ? m->text : "",
		.before = m->before,
		.chat = m->chat,
		.whose = m->associate,
	};
	struct reading *r = mem_zero(sizeof(*r));

	if (!r || store_pending(s->hub->store) > HUB_STORE_MOST) {
		mem_free(r);
		caller_fail(s, msg->ref, ERR_FULL, TIMES_SECOND);
		return;
	}
	if (!team)
		ask.associate = s->who;
	r->hub = s->hub;
	r->session = s->id;
	snprintf(r->ref, sizeof(r->ref), "%s", msg->ref ? msg->ref : "");
	store_archive(s->hub->store, &ask, on_rows, r);
}

/* ---- the index ---- */

static void on_indexed(void *ctx, enum err e, bool more)
{
	struct hub *h = ctx;

	h->indexing = false;
	if (e == ERR_OK && more && !h->draining)
		archive_sweep(h);
}

/* What cannot be indexed now is in a second. */
void archive_sweep(struct hub *h)
{
	if (h->indexing || h->draining)
		return;
	h->indexing = true;
	store_index_archive(h->store, on_indexed, h);
}
