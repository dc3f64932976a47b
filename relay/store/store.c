/* SPDX-License-Identifier: MIT */
/*
 * The loop's side: requests become jobs, and done jobs answers.  What becomes
 * of a job in between is db_thread's and db_work's.
 */
#include "relay/store/store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "relay/store/db_thread.h"
#include "relay/store/store_ask.h"
#include "relay/store/store_job.h"
#include "shared/mem.h"

#define STORE_MAGIC 0x53746f72u

/* Whoever reads much has a thread of its own, so that nobody who writes
 * waits for it. */
enum lane { WRITER, READER, LANES };

struct store {
	unsigned magic;
	struct db_thread *thread[LANES];
	int pending[LANES];
	bool answering;
	struct store_job spares[STORE_SPARE];
	struct store_job *spare; /* those that are free */
};

/* ---- answers ---- */

static enum keeper_result commit_result(const struct store_job *job)
{
	if (job->unknown)
		return KEEPER_UNKNOWN;
	if (job->err == ERR_FENCED)
		return KEEPER_FENCED;
	return job->err ? KEEPER_REFUSED : KEEPER_COMMITTED;
}

static void answer_rows(struct store_job *job)
{
	if (job->err)
		job->rows = (struct store_rows){.err = job->err};
	job->fn.rows(job->ctx, &job->rows);
}

/* What the thread that only reads has found. */
static void answer_reader(struct store_job *job)
{
	if (job->kind == STORE_J_FIGURES)
		job->fn.figures(
			job->ctx, job->err, job->err ? NULL : job->score);
	else
		job->fn.archive(job->ctx, job->err,
			job->err ? NULL : job->list.rows,
			job->err ? 0 : job->list.n);
}

/* Those that other files answer. */
static bool answer_elsewhere(struct store_job *job)
{
	switch (job->kind) {
	case STORE_J_FIND_MEDIA:
	case STORE_J_SWEEP_MEDIA:
	case STORE_J_REPORTS:
	case STORE_J_BLOCKS:
	case STORE_J_MAILS:
	case STORE_J_SESSIONS:
	case STORE_J_END_SESSION:
	case STORE_J_AUDIT:
	case STORE_J_ENQUIRY:
	case STORE_J_ANSWERED:
	case STORE_J_LETTERS:
	case STORE_J_PUT_CLAIM:
	case STORE_J_CLAIMS:
	case STORE_J_CLAIMS_WAIT:
	case STORE_J_FEEDS:
	case STORE_J_POPULAR:
		store_extra_answer(job);
		return true;
	case STORE_J_PUT_INVITE:
	case STORE_J_WITHDRAW_INVITE:
	case STORE_J_INVITES:
	case STORE_J_ACCOUNTS:
	case STORE_J_ASK_CODE:
	case STORE_J_SIGN_UP:
	case STORE_J_TRY_CODE:
	case STORE_J_ADMIT:
		store_account_answer(job);
		return true;
	case STORE_J_FIND_SHOPPERS:
	case STORE_J_SHOPPER_LINES:
	case STORE_J_EXPIRE:
	case STORE_J_COUNT_OLD:
	case STORE_J_SCOUR:
		store_shopper_answer(job);
		return true;
	default:
		return false;
	}
}

static void answer(struct store_job *job)
{
	if (answer_elsewhere(job))
		return;
	switch (job->kind) {
	case STORE_J_COMMIT:
		job->fn.commit(job->ctx, commit_result(job));
		break;
	case STORE_J_LOAD:
	case STORE_J_REPLAY:
	case STORE_J_SHOPPER:
	case STORE_J_SALE:
	case STORE_J_SOLD:
		answer_rows(job);
		break;
	case STORE_J_ARCHIVE:
	case STORE_J_FIGURES:
		answer_reader(job);
		break;
	case STORE_J_EXPORT:
		job->fn.exported(job->ctx, job->err,
			job->err ? NULL : job->list.rows,
			job->err ? 0 : job->list.n, job->more);
		break;
	case STORE_J_ENQUIRED:
		job->fn.enquired(job->ctx, job->err,
			job->err ? NULL : job->list.rows,
			job->err ? 0 : job->list.n, job->more);
		break;
	case STORE_J_ORDER_KEY:
		job->fn.secret(
			job->ctx, job->err, job->err ? NULL : job->secret);
		break;
	case STORE_J_INDEX:
		job->fn.indexed(job->ctx, job->err, !job->err && job->more);
		break;
	case STORE_J_TENANTS:
		job->tenants.err = job->err;
		job->fn.tenants(job->ctx, &job->tenants);
		break;
	case STORE_J_FIND_ADDRESS:
	case STORE_J_FIND_SESSION:
	case STORE_J_FIND_KNOWN:
	case STORE_J_CHANGE_ACCOUNT:
	case STORE_J_SET_ADDRESS:
		job->fn.account(
			job->ctx, job->err, job->err ? NULL : &job->account);
		break;
	default:
		job->fn.done(job->ctx, job->err);
	}
}

static void free_job(struct store *s, struct store_job *job)
{
	store_mem_fini(&job->asked);
	store_mem_fini(&job->found);
	if (job->spare) {
		*job = (struct store_job){.next = s->spare};
		s->spare = job;
	} else {
		mem_free(job);
	}
}

static void answer_lane(struct store *s, enum lane lane, bool wait)
{
	struct store_job *next;

	assert(s->magic == STORE_MAGIC && !s->answering);
	s->answering = true;
	for (struct store_job *job = db_thread_answers(s->thread[lane], wait);
		job; job = next) {
		next = job->next;
		s->pending[lane]--;
		answer(job);
		free_job(s, job);
	}
	s->answering = false;
}

void store_answers(struct store *s)
{
	for (int i = 0; i < LANES; i++)
		answer_lane(s, (enum lane)i, false);
}

/* ---- opening and closing ---- */

enum err store_open(
	const struct store_config *c, struct store **out, char why[256])
{
	struct store *s = mem_zero(sizeof(*s));
	enum err e = ERR_NOMEM;

	*out = NULL;
	if (!s) {
		snprintf(why, 256, "%s", err_text(e));
		return e;
	}
	s->magic = STORE_MAGIC;
	for (int i = 0; i < STORE_SPARE; i++) {
		s->spares[i].next = s->spare;
		s->spare = &s->spares[i];
	}
	e = db_thread_new(c, false, &s->thread[WRITER], why);
	if (!e)
		e = db_thread_new(c, true, &s->thread[READER], why);
	if (e) {
		db_thread_destroy(&s->thread[WRITER]);
		mem_free(s);
	} else {
		*out = s;
	}
	return e;
}

void store_close(struct store **sp)
{
	struct store *s = *sp;

	if (!s)
		return;
	while (store_pending(s) > 0) /* answers may ask */
		for (int i = 0; i < LANES; i++)
			answer_lane(s, (enum lane)i, s->pending[i] > 0);
	*sp = NULL;
	db_thread_destroy(&s->thread[READER]);
	db_thread_destroy(&s->thread[WRITER]);
	s->magic = 0;
	mem_free(s);
}

int store_pending(const struct store *s)
{
	int n = 0;

	for (int i = 0; i < LANES; i++)
		n += s->pending[i];
	return n;
}

/* ---- requests ---- */

struct store_job *store_ask(struct store *s, enum store_job_kind kind,
	const char *retailer, void *ctx)
{
	struct store_job *job = mem_alloc(sizeof(*job));
	size_t len = strlen(retailer);

	assert(s->magic == STORE_MAGIC);
	if (job) {
		*job = (struct store_job){.kind = kind, .ctx = ctx};
	} else {
		assert(s->spare); /* see STORE_SPARE */
		job = s->spare;
		s->spare = job->next;
		*job = (struct store_job){.kind = kind,
			.ctx = ctx,
			.spare = true,
			.settled = true,
			.err = ERR_NOMEM};
	}
	if (len < sizeof(job->retailer)) {
		memcpy(job->retailer, retailer, len + 1);
	} else if (!job->settled) {
		job->settled = true;
		job->err = ERR_UNKNOWN; /* nobody is called that */
	}
	return job;
}

const char *store_copy(struct store_job *job, const char *s)
{
	return job->settled ? "" : store_mem_str(&job->asked, s);
}

void store_send(struct store *s, struct store_job *job)
{
	bool reads = job->kind == STORE_J_ARCHIVE ||
		job->kind == STORE_J_EXPORT || job->kind == STORE_J_ENQUIRED ||
		job->kind == STORE_J_FIGURES || job->kind == STORE_J_ANSWERED ||
		job->kind == STORE_J_POPULAR;
	enum lane lane = reads ? READER : WRITER;

	if (job->asked.out) {
		job->settled = true;
		job->err = ERR_NOMEM;
	}
	s->pending[lane]++;
	db_thread_ask(s->thread[lane], job);
}

void store_commit(struct store *s, const char *retailer, int64_t turn,
	const struct rec *recs, int n, store_commit_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_COMMIT, retailer, ctx);

	job->fn.commit = fn;
	job->commit = (struct store_job_commit){turn, recs, n};
	store_send(s, job);
}

void store_load(
	struct store *s, const char *retailer, store_rows_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_LOAD, retailer, ctx);

	job->fn.rows = fn;
	store_send(s, job);
}

void store_replay(struct store *s, const char *retailer, const struct id *chat,
	int64_t after, enum wire_who who, const struct id *viewer,
	store_rows_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_REPLAY, retailer, ctx);

	job->fn.rows = fn;
	job->replay = (struct store_job_replay){
		.chat = *chat, .viewer = *viewer, .who = who, .after = after};
	store_send(s, job);
}

void store_shopper(struct store *s, const char *retailer,
	const struct id *shopper, store_rows_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SHOPPER, retailer, ctx);

	job->fn.rows = fn;
	job->id = *shopper;
	store_send(s, job);
}

void store_tenants(struct store *s, store_tenants_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_TENANTS, "", ctx);

	job->fn.tenants = fn;
	store_send(s, job);
}

void store_put_retailer(struct store *s, const struct store_retailer *r,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_PUT_RETAILER, "", ctx);

	job->fn.done = fn;
	job->put_retailer = (struct store_retailer){
		.retailer = store_copy(job, r->retailer),
		.name = store_copy(job, r->name),
		.zone = store_copy(job, r->zone),
		.currency = store_copy(job, r->currency),
		.accent = store_copy(job, r->accent),
		.origins = store_copy(job, r->origins),
		.hours = store_copy(job, r->hours),
		.support = store_copy(job, r->support),
		.numbers = r->numbers,
	};
	store_send(s, job);
}

void store_drop_retailer(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_DROP_RETAILER, retailer, ctx);

	job->fn.done = fn;
	store_send(s, job);
}

void store_put_group(struct store *s, const struct store_group *g,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_PUT_GROUP, "", ctx);

	job->fn.done = fn;
	job->put_group = (struct store_group){
		.retailer = store_copy(job, g->retailer),
		.group = store_copy(job, g->group),
		.name = store_copy(job, g->name),
		.hours = store_copy(job, g->hours),
	};
	store_send(s, job);
}

void store_put_associate(struct store *s, const struct store_associate *a,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_PUT_ASSOCIATE, "", ctx);

	job->fn.done = fn;
	job->put_associate = (struct store_associate){
		.id = a->id,
		.retailer = store_copy(job, a->retailer),
		.address = store_copy(job, a->address),
		.name = store_copy(job, a->name),
		.hash = store_copy(job, a->hash),
		.groups = store_copy(job, a->groups),
		.manager = a->manager,
	};
	store_send(s, job);
}

void store_drop_associate(struct store *s, const struct id *associate,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_DROP_ASSOCIATE, "", ctx);

	job->fn.done = fn;
	job->id = *associate;
	store_send(s, job);
}

void store_find_address(
	struct store *s, const char *address, store_associate_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_FIND_ADDRESS, "", ctx);

	job->fn.account = fn;
	job->text = store_copy(job, address);
	store_send(s, job);
}

void store_find_session(struct store *s, const uint8_t hash[32], int64_t now,
	store_associate_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_FIND_SESSION, "", ctx);

	job->fn.account = fn;
	memcpy(job->token.hash, hash, sizeof(job->token.hash));
	job->token.now = now;
	store_send(s, job);
}

void store_put_session(struct store *s, const struct store_session *session,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_PUT_SESSION, "", ctx);

	job->fn.done = fn;
	job->put_session = *session;
	job->put_session.retailer = store_copy(job, session->retailer);
	job->put_session.device = store_copy(job, session->device);
	job->put_session.judged = store_copy(job, session->judged);
	store_send(s, job);
}

void store_drop_session(
	struct store *s, const uint8_t hash[32], store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_DROP_SESSION, "", ctx);

	job->fn.done = fn;
	memcpy(job->token.hash, hash, sizeof(job->token.hash));
	store_send(s, job);
}

void store_backup(
	struct store *s, const char *path, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_BACKUP, "", ctx);

	job->fn.done = fn;
	job->text = store_copy(job, path);
	store_send(s, job);
}
