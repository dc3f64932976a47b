/* SPDX-License-Identifier: MIT */
#include "tests/unit/relay/fakestore.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/memsold.h"

struct store *fakestore_new(void)
{
	struct store *s = calloc(1, sizeof(*s));

	assert(s);
	s->mem = memstore_new();
	return s;
}

void fakestore_destroy(struct store **s)
{
	memstore_destroy(&(*s)->mem);
	free(*s);
	*s = NULL;
}

void fakestore_session(struct store *s, const uint8_t hash[32],
	const struct store_associate *account)
{
	assert(s->n_sessions < FAKESTORE_SESSIONS);
	memcpy(s->sessions[s->n_sessions].hash, hash, 32);
	s->sessions[s->n_sessions++].account = *account;
}

static struct fakestore_job *add(
	struct store *s, enum fakestore_kind kind, void *ctx)
{
	struct fakestore_job *j = &s->jobs[(s->first + s->n) % FAKESTORE_JOBS];

	assert(s->n < FAKESTORE_JOBS);
	s->n++;
	*j = (struct fakestore_job){.kind = kind, .ctx = ctx};
	return j;
}

/* ---- store.h ---- */

int store_pending(const struct store *s)
{
	return s->n;
}

void store_commit(struct store *s, const char *retailer, int64_t turn,
	const struct rec *recs, int n, store_commit_fn fn, void *ctx)
{
	struct fakestore_job *j = add(s, FAKE_COMMIT, ctx);

	(void)retailer;
	j->turn = turn;
	j->recs = recs;
	j->n = n;
	j->on_commit = fn;
}

void store_load(
	struct store *s, const char *retailer, store_rows_fn fn, void *ctx)
{
	(void)retailer;
	add(s, FAKE_LOAD, ctx)->on_rows = fn;
}

void store_replay(struct store *s, const char *retailer, const struct id *chat,
	int64_t after, enum wire_who who, const struct id *viewer,
	store_rows_fn fn, void *ctx)
{
	struct fakestore_job *j = add(s, FAKE_REPLAY, ctx);

	(void)retailer;
	(void)who;
	j->chat = *chat;
	j->viewer = *viewer;
	j->after = after;
	j->on_rows = fn;
}

void store_shopper(struct store *s, const char *retailer,
	const struct id *shopper, store_rows_fn fn, void *ctx)
{
	struct fakestore_job *j = add(s, FAKE_SHOPPER, ctx);

	(void)retailer;
	j->viewer = *shopper;
	j->on_rows = fn;
}

void store_bought(struct store *s, const char *retailer, const char *order,
	const struct id *shopper, store_rows_fn fn, void *ctx)
{
	struct fakestore_job *j = add(s, FAKE_SALE, ctx);

	(void)retailer;
	strcpy(j->order, order);
	j->viewer = *shopper;
	j->on_rows = fn;
}

void store_sale(struct store *s, const char *retailer, const char *order,
	store_rows_fn fn, void *ctx)
{
	const struct id nobody = {""};

	store_bought(s, retailer, order, &nobody, fn, ctx);
}

void store_find_session(struct store *s, const uint8_t hash[32], int64_t now,
	store_associate_fn fn, void *ctx)
{
	struct fakestore_job *j = add(s, FAKE_SESSION, ctx);

	(void)now;
	memcpy(j->hash, hash, 32);
	j->on_account = fn;
}

void store_sweep_sessions(
	struct store *s, int64_t now, store_done_fn fn, void *ctx)
{
	(void)now;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

void store_sweep_codes(
	struct store *s, int64_t now, store_done_fn fn, void *ctx)
{
	(void)now;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

/* Nothing ever comes to this store's archive. */
void store_archive(struct store *s, const struct store_archive_ask *ask,
	store_archive_fn fn, void *ctx)
{
	(void)s;
	(void)ask;
	fn(ctx, ERR_OK, NULL, 0);
}

void store_figures(struct store *s, const struct store_figures_ask *ask,
	store_figures_fn fn, void *ctx)
{
	static const struct score none;

	(void)s;
	(void)ask;
	fn(ctx, ERR_OK, &none);
}

void store_index_archive(struct store *s, store_indexed_fn fn, void *ctx)
{
	(void)s;
	fn(ctx, ERR_OK, false);
}

/* Nothing is ever past its retention. */
void store_expire(struct store *s, const char *retailer, int64_t before,
	bool only_count, store_expired_fn fn, void *ctx)
{
	static const struct store_expired none;

	(void)retailer;
	(void)before;
	(void)only_count;
	s->expired++;
	fn(ctx, ERR_OK, &none);
}

void store_scour(struct store *s, store_scoured_fn fn, void *ctx)
{
	(void)s;
	fn(ctx, ERR_OK, false);
}

/* Feeds are kept, and never there. */
void store_put_feed(struct store *s, const struct store_feed *f,
	store_done_fn fn, void *ctx)
{
	(void)f;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

void store_drop_feed(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx)
{
	(void)retailer;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

void store_feeds(struct store *s, store_feeds_fn fn, void *ctx)
{
	(void)s;
	fn(ctx, ERR_OK, NULL, 0);
}

void store_answered(struct store *s, const struct store_answered_ask *ask,
	store_enquiries_fn fn, void *ctx)
{
	(void)s;
	(void)ask;
	fn(ctx, ERR_OK, NULL, 0);
}

/* Answers and claims are somebody else's tests: it knows of none. */
void store_enquiry(struct store *s, const char *retailer, const struct id *id,
	store_enquiries_fn fn, void *ctx)
{
	(void)s;
	(void)retailer;
	(void)id;
	fn(ctx, ERR_UNKNOWN, NULL, 0);
}

void store_put_letter(struct store *s, const struct store_letter *l,
	const struct store_mail *mail, store_done_fn fn, void *ctx)
{
	(void)s;
	(void)l;
	(void)mail;
	fn(ctx, ERR_TAKEN);
}

void store_letters(struct store *s, const char *retailer,
	const struct id *enquiry, store_letters_fn fn, void *ctx)
{
	(void)s;
	(void)retailer;
	(void)enquiry;
	fn(ctx, ERR_OK, NULL, 0);
}

void store_claims_wait(
	struct store *s, const char *retailer, store_count_fn fn, void *ctx)
{
	(void)s;
	(void)retailer;
	fn(ctx, ERR_UNKNOWN, 0);
}

void store_find_media(struct store *s, const char *retailer,
	const struct id *media, enum wire_who who, const struct id *viewer,
	store_media_fn fn, void *ctx)
{
	(void)retailer;
	(void)media;
	(void)who;
	(void)viewer;
	add(s, FAKE_MEDIA, ctx)->on_media = fn;
}

void store_prove(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx)
{
	(void)retailer;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

void store_audit_put(struct store *s, const struct store_audit *row,
	store_done_fn fn, void *ctx)
{
	snprintf(s->audit, sizeof(s->audit), "%s %s %s %s", row->what,
		row->name ? row->name : "", row->origin ? row->origin : "",
		row->about);
	s->audits++;
	add(s, FAKE_PUT, ctx)->on_done = fn;
}

/* Nothing of it is ever old. */
void store_audit_sweep(
	struct store *s, int64_t before, store_done_fn fn, void *ctx)
{
	(void)before;
	(void)fn;
	(void)ctx;
	s->sweeps++;
}

/* ---- answers ---- */

static bool is_open(const struct store *s, const struct id *chat)
{
	const struct rec *r = NULL;

	while ((r = memstore_open(s->mem, r)) != NULL) {
		if (id_same(&r->chat.chat, chat))
			return true;
	}
	return false;
}

/* Does a desk that is loaded want that row? */
static bool wanted(const struct store *s, const struct rec *r)
{
	switch (r->kind) {
	case REC_K_CHAT:
		return is_open(s, &r->chat.chat);
	case REC_K_RING:
		return is_open(s, &r->ring.chat);
	case REC_K_ENTRY:
		return is_open(s, &r->entry.chat);
	case REC_K_MARK:
		return is_open(s, &r->mark.chat);
	case REC_K_ATTACH:
		return r->attach.kind == WIRE_KIND_CARD &&
			is_open(s, &r->attach.chat);
	case REC_K_ENQUIRY:
		return !r->enquiry.done;
	case REC_K_SHOPPER: {
		const struct rec *c = NULL;

		while ((c = memstore_open(s->mem, c)) != NULL) {
			if (id_same(&c->chat.shopper, &r->shopper.shopper))
				return true;
		}
		return false;
	}
	default:
		return true;
	}
}

static int all_rows(struct store *s)
{
	static const enum rec_kind order[] = {REC_K_TALLY, REC_K_PRESENCE,
		REC_K_BLOCK, REC_K_SHOPPER, REC_K_CHAT, REC_K_RING, REC_K_ENTRY,
		REC_K_ATTACH, REC_K_MARK, REC_K_ENQUIRY};
	int n = 0;

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const struct rec *r = NULL;

		while ((r = memstore_next(s->mem, order[i], r)) != NULL) {
			if (wanted(s, r)) {
				assert(n < FAKESTORE_ROWS);
				s->rows[n++] = *r;
			}
		}
	}
	return n;
}

static void answer_commit(struct store *s, const struct fakestore_job *j,
	enum keeper_result result)
{
	if (result == KEEPER_COMMITTED &&
		!memstore_commit(s->mem, j->turn, j->recs, j->n))
		result = KEEPER_FENCED;
	j->on_commit(j->ctx, result);
}

static void answer_load(
	struct store *s, const struct fakestore_job *j, bool fine)
{
	struct store_rows rows = {.err = fine ? ERR_OK : ERR_IO};

	if (fine) {
		rows.turn = memstore_claim(s->mem);
		rows.n = all_rows(s);
		rows.recs = s->rows;
	}
	j->on_rows(j->ctx, &rows);
}

static void give_attached(
	struct store *s, const struct fakestore_job *j, struct store_rows *rows)
{
	const struct rec *r = NULL;

	rows->attached = &s->rows[rows->n];
	while ((r = memstore_next(s->mem, REC_K_ATTACH, r)) != NULL) {
		if (!id_same(&r->attach.chat, &j->chat) ||
			r->attach.seq <= j->after)
			continue;
		assert(rows->n + rows->n_attached < FAKESTORE_ROWS);
		s->rows[rows->n + rows->n_attached++] = *r;
	}
}

static void answer_replay(struct store *s, const struct fakestore_job *j)
{
	struct store_rows rows = {.err = ERR_OK, .recs = s->rows};
	const struct rec_entry *e;

	while (rows.n < LIMIT_REPLAY &&
		(e = memstore_entry(s->mem, &j->chat, j->after + 1 + rows.n)) !=
			NULL) {
		s->rows[rows.n].kind = REC_K_ENTRY;
		s->rows[rows.n++].entry = *e;
	}
	rows.more =
		memstore_entry(s->mem, &j->chat, j->after + 1 + rows.n) != NULL;
	give_attached(s, j, &rows);
	if (rows.n == 0 && !memstore_entry(s->mem, &j->chat, 1))
		rows.err = ERR_CHAT;
	j->on_rows(j->ctx, &rows);
}

static void answer_shopper(struct store *s, const struct fakestore_job *j)
{
	const struct rec_shopper *known = memstore_shopper(s->mem, &j->viewer);
	struct store_rows rows = {.err = ERR_UNKNOWN};

	if (known) {
		s->rows[0].kind = REC_K_SHOPPER;
		s->rows[0].shopper = *known;
		rows = (struct store_rows){.recs = s->rows, .n = 1};
	}
	j->on_rows(j->ctx, &rows);
}

static void answer_sale(struct store *s, const struct fakestore_job *j)
{
	const struct rec_sale *sale = memsold_order(s->mem, j->order);
	const struct rec_chat *earlier =
		memsold_earlier(s->mem, sale, &j->viewer);
	struct store_rows rows = {.err = ERR_UNKNOWN};

	if (sale) {
		s->rows[0] = (struct rec){.kind = REC_K_SALE, .sale = *sale};
		rows = (struct store_rows){.recs = s->rows, .n = 1};
	}
	if (earlier) {
		s->rows[1] = (struct rec){.kind = REC_K_CHAT, .chat = *earlier};
		rows.n = 2;
	}
	j->on_rows(j->ctx, &rows);
}

static void answer_session(struct store *s, const struct fakestore_job *j)
{
	for (int i = 0; i < s->n_sessions; i++) {
		if (memcmp(s->sessions[i].hash, j->hash, 32) == 0) {
			j->on_account(j->ctx, ERR_OK, &s->sessions[i].account);
			return;
		}
	}
	j->on_account(j->ctx, ERR_TOKEN, NULL);
}

bool fakestore_answer(struct store *s, enum keeper_result result)
{
	struct fakestore_job j;

	if (s->n == 0)
		return false;
	j = s->jobs[s->first];
	s->first = (s->first + 1) % FAKESTORE_JOBS;
	s->n--;
	switch (j.kind) {
	case FAKE_COMMIT:
		answer_commit(s, &j, result);
		break;
	case FAKE_LOAD:
		answer_load(s, &j, result == KEEPER_COMMITTED);
		break;
	case FAKE_REPLAY:
		answer_replay(s, &j);
		break;
	case FAKE_SHOPPER:
		answer_shopper(s, &j);
		break;
	case FAKE_SALE:
		answer_sale(s, &j);
		break;
	case FAKE_SESSION:
		answer_session(s, &j);
		break;
	case FAKE_MEDIA:
		j.on_media(j.ctx, ERR_UNKNOWN, NULL, 0);
		break;
	case FAKE_PUT:
		j.on_done(j.ctx,
			result == KEEPER_COMMITTED ? ERR_OK : ERR_NOT_KEPT);
		break;
	}
	return true;
}
