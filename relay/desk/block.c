/* SPDX-License-Identifier: MIT */
#include "relay/desk/block.h"

#include <string.h>

#include "relay/desk/amend.h"
#include "relay/desk/chat.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/shopper.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"
#include "shared/buf.h"
#include "shared/tz.h"

/* What a list of blocks may hold, so that it fits in an outbox: the latest come
 * first, and lifting them uncovers the next. */
#define LIST_MOST 200
#define LIST_BYTES (64 * 1024)
#define PAGES_BYTES ((LIMIT_SESSIONS + 2) * (LIMIT_URL + 1))

struct list {
	int n;
	size_t bytes;
};

/* ---- what there is ---- */

static void block_destroy(struct block *b)
{
	mem_free(b->name);
	mem_free(b->blocker);
	mem_free(b->reason);
	mem_free(b->pages);
	mem_free(b);
}

void block_free(struct desk *d)
{
	struct block *b, *next;

	HASH_ITER (by_shopper, d->standing, b, next)
		HASH_DELETE(by_shopper, d->standing, b);
	HASH_ITER (hh, d->blocks, b, next) {
		HASH_DEL(d->blocks, b);
		block_destroy(b);
	}
}

struct block *block_of(const struct desk *d, const struct id *shopper)
{
	struct block *b;

	HASH_FIND(by_shopper, d->standing, shopper, sizeof(*shopper), b);
	return b;
}

/* Puts it among those that stand; false: no memory. */
static bool block_stand(struct desk *d, struct block *b)
{
	HASH_ADD(by_shopper, d->standing, shopper, sizeof(b->shopper), b);
	return b->by_shopper.tbl;
}

static bool block_copy(struct block *b, const struct rec_block *r)
{
	b->name = mem_strdup(r->name ? r->name : "");
	b->blocker = mem_strdup(r->blocker ? r->blocker : "");
	b->reason = mem_strdup(r->reason ? r->reason : "");
	b->pages = mem_strdup(r->pages ? r->pages : "");
	b->id = r->chat;
	b->shopper = r->shopper;
	b->associate = r->associate;
	b->seq = r->seq;
	b->at = r->at;
	b->hidden = r->hidden;
	b->lifted = r->lifted;
	return b->name && b->blocker && b->reason && b->pages;
}

static struct block *block_new(struct desk *d, const struct rec_block *r)
{
	struct block *b = mem_zero(sizeof(*b));
	bool added = false;

	if (!b || !block_copy(b, r))
		goto fail;
	MAP_ADD_ID(d->blocks, b, added);
	if (!added)
		goto fail;
	if (b->lifted || block_stand(d, b))
		return b;
	HASH_DEL(d->blocks, b);
fail:
	d->nomem = true;
	if (b)
		block_destroy(b);
	return NULL;
}

void block_load(struct desk *d, const struct rec_block *r)
{
	struct block *b = NULL;
	struct shopper *s = shopper_find(d, &r->shopper);

	if (r->lifted || !block_of(d, &r->shopper))
		b = block_new(d, r);
	if (b && s && !b->lifted)
		s->block = b;
}

void block_join(struct block *b, struct chat *c)
{
	b->behind = c;
	c->block = b;
}

bool block_hides(const struct shopper *s)
{
	return s->block && s->block->hidden;
}

/* ---- pages ---- */

/* The length of an address without its fragment: a link within a page leads to
 * no other. */
static size_t block_address(const char *url)
{
	return strcspn(url, "#");
}

static bool block_same_page(const char *a, const char *b)
{
	size_t len = block_address(a);

	return len == block_address(b) && memcmp(a, b, len) == 0;
}

/* Was that page open when the shopper was blocked? */
static bool block_knows(const struct block *b, const char *url)
{
	size_t len = block_address(url);

	for (const char *line = b->pages; *line;) {
		size_t n = strcspn(line, "\n");

		if (n == len && memcmp(line, url, len) == 0)
			return true;
		line += n + (line[n] == '\n');
	}
	return false;
}

static void block_add_page(struct buf *pages, const char *url)
{
	if (!*url)
		return;
	buf_add(pages, url, block_address(url));
	buf_add_char(pages, '\n');
}

/* The pages of all tabs; a tab that is loaded again shows one of them. */
static void block_take_pages(const struct chat *c, struct buf *pages)
{
	const struct session *s;

	block_add_page(pages, c->view.page.url);
	DL_FOREACH (c->shopper->person.sessions, s)
		block_add_page(pages, s->view.page.url);
}

/* The chat that seemed to live is over for the shopper, too, and its log says
 * so to whoever of their tabs catches up. */
static void block_part(struct desk *d, struct block *b)
{
	struct chat *c = b->behind;
	struct chat_event ended = {
		.kind = WIRE_KIND_ENDED,
		.who = WIRE_WHO_RELAY,
		.reason = WIRE_REASON_ENDED,
	};

	if (!c)
		return;
	chat_append(d, c, &ended);
	b->behind = NULL;
	c->block = NULL;
	chat_schedule(d, c);
	shopper_ended(d, c->shopper, c);
}

static void block_tell_shops(struct desk *d, const struct shopper *s)
{
	const struct session *tab;

	DL_FOREACH (s->person.sessions, tab)
		tell_shop(d, tab);
}

void block_hide(struct desk *d, struct block *b)
{
	const struct shopper *s = shopper_find(d, &b->shopper);

	b->hidden = true;
	*b->pages = '\0';
	keep_block(d, b);
	if (s)
		block_tell_shops(d, s);
	block_part(d, b);
}

void block_views(
	struct desk *d, struct session *s, const struct wire_page *page)
{
	struct block *b = s->shopper->block;
	const char *was = s->view.page.url, *is = page->url ? page->url : "";
	bool same;

	if (!b || b->hidden || !*is || MUTANT(blocked_sees_the_widget))
		return;
	same = *was ? block_same_page(was, is) : block_knows(b, is);
	if (!same)
		block_hide(d, b);
}

/* ---- telling ---- */

static struct wire_msg *block_msg(
	struct desk *d, const struct block *b, bool fresh)
{
	struct wire_msg *m = tell_new(d, WIRE_T_BLOCKED);

	m->blocked.shopper = b->shopper;
	m->blocked.name = tell_str(d, b->name);
	m->blocked.by = tell_str(d, b->blocker);
	m->blocked.at = b->at;
	m->blocked.text = tell_str(d, b->reason);
	m->blocked.fresh = fresh;
	m->blocked.lifted = b->lifted;
	return m;
}

static void block_tell_managers(
	struct desk *d, const struct block *b, bool fresh)
{
	struct wire_msg *m = block_msg(d, b, fresh);

	for (struct associate *a = d->staff; a; a = a->hh.next)
		if (a->manager && !MUTANT(managers_are_not_told))
			tell_person(d, &a->person, m);
}

/* One of a list, if it still fits in. */
static bool block_tell_one(struct desk *d, const struct session *to,
	const struct block *b, struct list *sent)
{
	sent->bytes += strlen(b->reason);
	if (sent->n == LIST_MOST || (sent->n && sent->bytes > LIST_BYTES))
		return false;
	sent->n++;
	tell_session(d, to, block_msg(d, b, false));
	return true;
}

void block_tell_today(struct desk *d, const struct session *s)
{
	const struct block *b = d->blocks
		? ELMT_FROM_HH(d->blocks->hh.tbl, d->blocks->hh.tbl->tail)
		: NULL;
	struct list sent = {0};

	for (; b; b = b->hh.prev)
		if (tz_day(d->settings.tz, b->at) == d->today &&
			!block_tell_one(d, s, b, &sent))
			break;
}

/* ---- beginning and end ---- */

/* The row of a block that is just being made; strings are lent. */
static struct rec_block block_row(const struct desk *d, const struct chat *c,
	const struct associate *by, const char *reason)
{
	return (struct rec_block){
		.chat = c->id,
		.shopper = c->shopper->id,
		.seq = c->seq,
		.at = d->now.wall,
		.associate = by->id,
		.blocker = by->name,
		.reason = reason,
	};
}

static void block_begin(struct desk *d, struct chat *c,
	const struct associate *by, const char *reason)
{
	struct rec_block r = block_row(d, c, by, reason);
	struct shopper *s = c->shopper;
	char name[TELL_NAME];
	struct buf pages;
	struct block *b;

	buf_init(&pages, PAGES_BYTES);
	block_take_pages(c, &pages);
	r.name = tell_shopper_name(s, name);
	r.pages = buf_str(&pages);
	b = pages.err ? NULL : block_new(d, &r);
	buf_fini(&pages);
	if (!b) {
		d->nomem = true;
		return;
	}
	s->block = b;
	s->chat = NULL;
	block_join(b, c);
	keep_block(d, b);
	block_tell_managers(d, b, true);
}

/* The shopper sees the entry as a page that was viewed, and nothing else. */
static void block_do(struct desk *d, struct chat *c, const char *reason)
{
	struct associate *a = c->associate;
	struct chat_event blocked = {
		.kind = WIRE_KIND_BLOCKED,
		.who = WIRE_WHO_ASSOCIATE,
		.actor = a->id,
		.name = a->name,
		.text = reason,
	};

	chat_append(d, c, &blocked);
	chat_finish(d, c, WIRE_REASON_BLOCKED);
	block_begin(d, c, a, reason);
	chat_schedule(d, c);
}

enum err block_lift(struct desk *d, const struct id *shopper)
{
	struct block *b = block_of(d, shopper);
	struct shopper *s = shopper_find(d, shopper);
	struct chat *c = b ? b->behind : NULL;

	if (!b)
		return ERR_UNKNOWN;
	b->lifted = d->now.wall > 0 ? d->now.wall : 1;
	*b->pages = '\0';
	HASH_DELETE(by_shopper, d->standing, b);
	if (s)
		s->block = NULL;
	keep_block(d, b);
	block_part(d, b);
	if (c)
		tell_chat_shopper(d, c);
	if (s)
		block_tell_shops(d, s);
	block_tell_managers(d, b, false);
	return ERR_OK;
}

/* ---- what is kept of a shopper ---- */

/* The chat behind it is over without a word: it has no log any more. */
static void block_end(struct desk *d, struct block *b)
{
	struct shopper *s = shopper_find(d, &b->shopper);
	struct chat *c = b->behind;

	HASH_DELETE(by_shopper, d->standing, b);
	if (s)
		s->block = NULL;
	if (c) {
		c->block = NULL;
		chat_forget(d, c);
	}
	b->lifted = d->now.wall;
	block_tell_managers(d, b, false);
}

void block_erase(struct desk *d, const struct id *shopper)
{
	struct block *b, *next;

	HASH_ITER (hh, d->blocks, b, next) {
		if (!id_same(&b->shopper, shopper))
			continue;
		*b->name = *b->reason = '\0';
		if (!b->lifted)
			block_end(d, b);
		HASH_DEL(d->blocks, b);
		block_destroy(b);
	}
}

void block_correct(struct desk *d, const struct desk_correct *c)
{
	for (struct block *b = d->blocks; b && c->name; b = b->hh.next) {
		if (!id_same(&b->shopper, &c->shopper))
			continue;
		amend_text(d, &b->name, c->name);
		block_tell_managers(d, b, false);
	}
}

void block_expire(struct desk *d, int64_t before)
{
	for (struct block *b = d->blocks; b; b = b->hh.next) {
		if (b->at >= before || !(*b->name || *b->reason || *b->pages))
			continue;
		*b->name = *b->reason = *b->pages = '\0';
		keep_block(d, b);
	}
}

/* ---- handlers ---- */

void block_on_block(struct desk *d, const struct ask *k)
{
	struct chat *c = k->chat;
	enum err e = chat_refusal(c, k->from->associate);

	if (e == ERR_OVER && c->reason == WIRE_REASON_BLOCKED) {
		tell_ok(d, k); /* said twice */
	} else if (e) {
		tell_error(d, k, e, NULL);
	} else {
		tell_ok(d, k);
		block_do(d, c, k->msg->block.text);
	}
}

/* Those that stand, the latest first. */
void block_on_blocks(struct desk *d, const struct ask *k)
{
	const struct block *b = d->standing
		? ELMT_FROM_HH(d->standing->by_shopper.tbl,
			  d->standing->by_shopper.tbl->tail)
		: NULL;
	struct list sent = {0};

	while (b && block_tell_one(d, k->from, b, &sent))
		b = b->by_shopper.prev;
	tell_ok(d, k);
}

void block_on_unblock(struct desk *d, const struct ask *k)
{
	enum err e = block_lift(d, &k->msg->unblock.shopper);

	if (e)
		tell_error(d, k, e, NULL);
	else
		tell_ok(d, k);
}
