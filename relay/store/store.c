/* SPDX-License-Identifier: MIT */
/*
 * Two threads and two lists between them: what is asked goes one way, what is
 * answered comes back.  The store's thread takes all that waits at once; while
 * it is in the disk the next lot gathers, which is what groups commits.
 */
#include "relay/store/store.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "relay/store/db_backup.h"
#include "relay/store/db_open.h"
#include "relay/store/db_room.h"
#include "relay/store/db_work.h"
#include "relay/store/store_job.h"
#include "shared/mem.h"

#define STORE_MAGIC 0x53746f72u
#define STORE_TURN 256 /* jobs that are done together at most */

struct list {
	struct store_job *first, **end;
};

struct store {
	unsigned magic;
	struct db *db; /* the thread's while there is one */
	void (*wake)(void *ctx);
	void *ctx;
	/* the loop's */
	int pending;
	bool answering;
	struct store_job spares[STORE_SPARE];
	struct store_job *spare; /* those that are free */
	/* both's */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t asking, answered;
	struct list asked, done;
	bool closing;
};

static void list_init(struct list *l)
{
	l->first = NULL;
	l->end = &l->first;
}

static void list_add(struct list *l, struct store_job *job)
{
	job->next = NULL;
	*l->end = job;
	l->end = &job->next;
}

/* ---- the store's thread ---- */

/* With the lock held.  False: it is time to look after the log. */
static bool wait_for_work(struct store *s)
{
	struct timespec until;
	int rc = 0;

	if (!db_room_untidy(s->db)) {
		pthread_cond_wait(&s->asking, &s->lock);
		return true;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += DB_ROOM_QUIET_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	while (rc == 0 && !s->asked.first && !s->closing)
		rc = pthread_cond_timedwait(&s->asking, &s->lock, &until);
	return rc == 0;
}

/* The next jobs, or NULL when there is something else to do, or it is over. */
static struct store_job *take(struct store *s, bool *over)
{
	bool busy = db_backup_runs(s->db);
	struct store_job *jobs, **end;

	pthread_mutex_lock(&s->lock);
	while (!s->asked.first && !s->closing && !busy)
		busy = !wait_for_work(s);
	jobs = s->asked.first;
	*over = !jobs && s->closing && !db_backup_runs(s->db);
	end = &s->asked.first;
	for (int n = 0; *end && n < STORE_TURN; n++)
		end = &(*end)->next;
	s->asked.first = *end;
	if (!*end)
		s->asked.end = &s->asked.first;
	*end = NULL;
	pthread_mutex_unlock(&s->lock);
	return jobs;
}

/* Hands answers to the loop. */
static void give(struct store *s, struct store_job *jobs)
{
	struct store_job *next;
	bool first;

	pthread_mutex_lock(&s->lock);
	first = !s->done.first;
	for (struct store_job *job = jobs; job; job = next) {
		next = job->next;
		if (!db_backup_has(s->db, job))
			list_add(&s->done, job);
	}
	first = first && s->done.first;
	pthread_cond_signal(&s->answered);
	pthread_mutex_unlock(&s->lock);
	if (first && s->wake)
		s->wake(s->ctx);
}

static void *work(void *arg)
{
	struct store *s = arg;
	struct store_job *jobs;
	bool over = false;

	assert(s->magic == STORE_MAGIC);
	while (!over) {
		jobs = take(s, &over);
		if (jobs) {
			db_work(s->db, jobs);
			give(s, jobs);
			db_room_tidy(s->db);
		}
		if (db_backup_runs(s->db))
			give(s, db_backup_step(s->db));
		else if (!jobs && !over)
			db_room_rest(s->db);
	}
	return NULL;
}

/* ---- opening and closing ---- */

static void free_store(struct store **sp)
{
	struct store *s = *sp;

	*sp = NULL;
	db_close(&s->db);
	pthread_cond_destroy(&s->answered);
	pthread_cond_destroy(&s->asking);
	pthread_mutex_destroy(&s->lock);
	s->magic = 0;
	mem_free(s);
}

static void init_lists(struct store *s)
{
	list_init(&s->asked);
	list_init(&s->done);
	for (int i = 0; i < STORE_SPARE; i++) {
		s->spares[i].next = s->spare;
		s->spare = &s->spares[i];
	}
}

static void init_locks(struct store *s)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->asking, &monotonic);
	pthread_cond_init(&s->answered, NULL);
	pthread_condattr_destroy(&monotonic);
}

/* Signals are the loop's. */
static bool start(struct store *s)
{
	sigset_t all, before;
	bool started;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = pthread_create(&s->thread, NULL, work, s) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

enum err store_open(
	const struct store_config *c, struct store **out, char why[256])
{
	struct store *s = mem_zero(sizeof(*s));
	enum err e;

	*out = NULL;
	if (!s) {
		snprintf(why, 256, "%s", err_text(ERR_NOMEM));
		return ERR_NOMEM;
	}
	s->magic = STORE_MAGIC;
	s->wake = c->wake;
	s->ctx = c->ctx;
	init_lists(s);
	init_locks(s);
	e = db_open(c, &s->db, why);
	if (!e && !start(s)) {
		snprintf(why, 256, "there can be no further thread");
		e = ERR_NOMEM;
	}
	if (e)
		free_store(&s);
	*out = s;
	return e;
}

void store_close(struct store **sp)
{
	struct store *s = *sp;

	if (!s)
		return;
	assert(s->magic == STORE_MAGIC && !s->answering);
	while (s->pending > 0) {
		pthread_mutex_lock(&s->lock);
		while (!s->done.first)
			pthread_cond_wait(&s->answered, &s->lock);
		pthread_mutex_unlock(&s->lock);
		store_answers(s);
	}
	pthread_mutex_lock(&s->lock);
	s->closing = true;
	pthread_cond_signal(&s->asking);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	free_store(sp);
}

int store_pending(const struct store *s)
{
	return s->pending;
}

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

static void answer(struct store_job *job)
{
	switch (job->kind) {
	case STORE_J_COMMIT:
		job->fn.commit(job->ctx, commit_result(job));
		break;
	case STORE_J_LOAD:
	case STORE_J_REPLAY:
	case STORE_J_SHOPPER:
		answer_rows(job);
		break;
	case STORE_J_TENANTS:
		job->tenants.err = job->err;
		job->fn.tenants(job->ctx, &job->tenants);
		break;
	case STORE_J_FIND_ADDRESS:
	case STORE_J_FIND_SESSION:
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

void store_answers(struct store *s)
{
	struct store_job *jobs, *next;

	assert(s->magic == STORE_MAGIC && !s->answering);
	pthread_mutex_lock(&s->lock);
	jobs = s->done.first;
	list_init(&s->done);
	pthread_mutex_unlock(&s->lock);
	s->answering = true;
	for (struct store_job *job = jobs; job; job = next) {
		next = job->next;
		s->pending--;
		answer(job);
		free_job(s, job);
	}
	s->answering = false;
}

/* ---- requests ---- */

/* A job to fill in and send; where memory is out, one that only answers so. */
static struct store_job *ask(struct store *s, enum store_job_kind kind,
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

static const char *copy(struct store_job *job, const char *s)
{
	return job->settled ? "" : store_mem_str(&job->asked, s);
}

static void send(struct store *s, struct store_job *job)
{
	if (job->asked.out) {
		job->settled = true;
		job->err = ERR_NOMEM;
	}
	s->pending++;
	pthread_mutex_lock(&s->lock);
	list_add(&s->asked, job);
	pthread_cond_signal(&s->asking);
	pthread_mutex_unlock(&s->lock);
}

void store_commit(struct store *s, const char *retailer, int64_t turn,
	const struct rec *recs, int n, store_commit_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_COMMIT, retailer, ctx);

	job->fn.commit = fn;
	job->commit = (struct store_job_commit){turn, recs, n};
	send(s, job);
}

void store_load(
	struct store *s, const char *retailer, store_rows_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_LOAD, retailer, ctx);

	job->fn.rows = fn;
	send(s, job);
}

void store_replay(struct store *s, const char *retailer, const struct id *chat,
	int64_t after, enum wire_who who, const struct id *viewer,
	store_rows_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_REPLAY, retailer, ctx);

	job->fn.rows = fn;
	job->replay = (struct store_job_replay){
		.chat = *chat, .viewer = *viewer, .who = who, .after = after};
	send(s, job);
}

void store_shopper(struct store *s, const char *retailer,
	const struct id *shopper, store_rows_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_SHOPPER, retailer, ctx);

	job->fn.rows = fn;
	job->id = *shopper;
	send(s, job);
}

void store_tenants(struct store *s, store_tenants_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_TENANTS, "", ctx);

	job->fn.tenants = fn;
	send(s, job);
}

void store_put_retailer(struct store *s, const struct store_retailer *r,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_PUT_RETAILER, "", ctx);

	job->fn.done = fn;
	job->put_retailer = (struct store_retailer){
		.retailer = copy(job, r->retailer),
		.name = copy(job, r->name),
		.zone = copy(job, r->zone),
		.currency = copy(job, r->currency),
		.accent = copy(job, r->accent),
		.origins = copy(job, r->origins),
		.hours = copy(job, r->hours),
	};
	send(s, job);
}

void store_put_group(struct store *s, const struct store_group *g,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_PUT_GROUP, "", ctx);

	job->fn.done = fn;
	job->put_group = (struct store_group){
		.retailer = copy(job, g->retailer),
		.group = copy(job, g->group),
		.name = copy(job, g->name),
		.hours = copy(job, g->hours),
	};
	send(s, job);
}

void store_put_associate(struct store *s, const struct store_associate *a,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_PUT_ASSOCIATE, "", ctx);

	job->fn.done = fn;
	job->put_associate = (struct store_associate){
		.id = a->id,
		.retailer = copy(job, a->retailer),
		.address = copy(job, a->address),
		.name = copy(job, a->name),
		.hash = copy(job, a->hash),
		.groups = copy(job, a->groups),
		.manager = a->manager,
	};
	send(s, job);
}

void store_drop_associate(struct store *s, const struct id *associate,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_DROP_ASSOCIATE, "", ctx);

	job->fn.done = fn;
	job->id = *associate;
	send(s, job);
}

void store_find_address(
	struct store *s, const char *address, store_associate_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_FIND_ADDRESS, "", ctx);

	job->fn.account = fn;
	job->text = copy(job, address);
	send(s, job);
}

void store_find_session(struct store *s, const uint8_t hash[32], int64_t now,
	store_associate_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_FIND_SESSION, "", ctx);

	job->fn.account = fn;
	memcpy(job->token.hash, hash, sizeof(job->token.hash));
	job->token.now = now;
	send(s, job);
}

void store_put_session(struct store *s, const struct store_session *session,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_PUT_SESSION, "", ctx);

	job->fn.done = fn;
	job->put_session = *session;
	job->put_session.retailer = copy(job, session->retailer);
	job->put_session.device = copy(job, session->device);
	send(s, job);
}

void store_drop_session(
	struct store *s, const uint8_t hash[32], store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_DROP_SESSION, "", ctx);

	job->fn.done = fn;
	memcpy(job->token.hash, hash, sizeof(job->token.hash));
	send(s, job);
}

void store_backup(
	struct store *s, const char *path, store_done_fn fn, void *ctx)
{
	struct store_job *job = ask(s, STORE_J_BACKUP, "", ctx);

	job->fn.done = fn;
	job->text = copy(job, path);
	send(s, job);
}
