/* SPDX-License-Identifier: MIT */
/*
 * Two lists between two threads: what is asked goes one way, what is answered
 * comes back.  The store's thread takes all that waits at once; while it is
 * in the disk the next lot gathers, which is what groups commits.
 */
#include "relay/store/db_thread.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "relay/store/db_backup.h"
#include "relay/store/db_open.h"
#include "relay/store/db_room.h"
#include "relay/store/db_work.h"
#include "relay/store/store_job.h"
#include "shared/mem.h"

#define DB_THREAD_MAGIC 0x64627468u
#define DB_THREAD_TURN 256 /* jobs that are done together at most */

struct list {
	struct store_job *first, **end;
};

struct db_thread {
	unsigned magic;
	struct db *db; /* the thread's while there is one */
	void (*wake)(void *ctx);
	void *ctx;
	pthread_t thread;
	/* both's */
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

/* ---- on the thread ---- */

/* With the lock held.  False: it is time to look after the log. */
static bool wait_for_work(struct db_thread *t)
{
	struct timespec until;
	int rc = 0;

	if (!db_room_untidy(t->db)) {
		pthread_cond_wait(&t->asking, &t->lock);
		return true;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += DB_ROOM_QUIET_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	while (rc == 0 && !t->asked.first && !t->closing)
		rc = pthread_cond_timedwait(&t->asking, &t->lock, &until);
	return rc == 0;
}

/* The next jobs, or NULL when there is something else to do, or it is over. */
static struct store_job *take(struct db_thread *t, bool *over)
{
	bool busy = db_backup_runs(t->db);
	struct store_job *jobs, **end;

	pthread_mutex_lock(&t->lock);
	while (!t->asked.first && !t->closing && !busy)
		busy = !wait_for_work(t);
	jobs = t->asked.first;
	*over = !jobs && t->closing && !db_backup_runs(t->db);
	end = &t->asked.first;
	for (int n = 0; *end && n < DB_THREAD_TURN; n++)
		end = &(*end)->next;
	t->asked.first = *end;
	if (!*end)
		t->asked.end = &t->asked.first;
	*end = NULL;
	pthread_mutex_unlock(&t->lock);
	return jobs;
}

/* Hands answers to the loop. */
static void give(struct db_thread *t, struct store_job *jobs)
{
	struct store_job *next;
	bool first;

	pthread_mutex_lock(&t->lock);
	first = !t->done.first;
	for (struct store_job *job = jobs; job; job = next) {
		next = job->next;
		if (!db_backup_has(t->db, job))
			list_add(&t->done, job);
	}
	first = first && t->done.first;
	pthread_cond_signal(&t->answered);
	pthread_mutex_unlock(&t->lock);
	if (first && t->wake)
		t->wake(t->ctx);
}

static void *work(void *arg)
{
	struct db_thread *t = arg;
	struct store_job *jobs;
	bool over = false;

	assert(t->magic == DB_THREAD_MAGIC);
	while (!over) {
		jobs = take(t, &over);
		if (jobs) {
			db_work(t->db, jobs);
			give(t, jobs);
			db_room_tidy(t->db);
		}
		if (db_backup_runs(t->db))
			give(t, db_backup_step(t->db));
		else if (!jobs && !over)
			db_room_rest(t->db);
	}
	return NULL;
}

/* ---- on the loop's ---- */

/* Signals are the loop's. */
static bool start(struct db_thread *t)
{
	sigset_t all, before;
	bool started;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	started = pthread_create(&t->thread, NULL, work, t) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static void init_locks(struct db_thread *t)
{
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->asking, &monotonic);
	pthread_cond_init(&t->answered, NULL);
	pthread_condattr_destroy(&monotonic);
}

static void free_thread(struct db_thread *t)
{
	db_close(&t->db);
	pthread_cond_destroy(&t->answered);
	pthread_cond_destroy(&t->asking);
	pthread_mutex_destroy(&t->lock);
	t->magic = 0;
	mem_free(t);
}

enum err db_thread_new(const struct store_config *c, bool reads,
	struct db_thread **out, char why[256])
{
	struct db_thread *t = mem_zero(sizeof(*t));
	enum err e;

	*out = NULL;
	if (!t) {
		snprintf(why, 256, "%s", err_text(ERR_NOMEM));
		return ERR_NOMEM;
	}
	t->magic = DB_THREAD_MAGIC;
	t->wake = c->wake;
	t->ctx = c->ctx;
	list_init(&t->asked);
	list_init(&t->done);
	init_locks(t);
	e = reads ? db_open_reader(c, &t->db, why) : db_open(c, &t->db, why);
	if (!e && !start(t)) {
		snprintf(why, 256, "there can be no further thread");
		e = ERR_NOMEM;
	}
	if (e)
		free_thread(t);
	else
		*out = t;
	return e;
}

void db_thread_destroy(struct db_thread **tp)
{
	struct db_thread *t = *tp;

	if (!t)
		return;
	assert(t->magic == DB_THREAD_MAGIC);
	*tp = NULL;
	pthread_mutex_lock(&t->lock);
	t->closing = true;
	pthread_cond_signal(&t->asking);
	pthread_mutex_unlock(&t->lock);
	pthread_join(t->thread, NULL);
	assert(!t->done.first);
	free_thread(t);
}

void db_thread_ask(struct db_thread *t, struct store_job *job)
{
	pthread_mutex_lock(&t->lock);
	list_add(&t->asked, job);
	pthread_cond_signal(&t->asking);
	pthread_mutex_unlock(&t->lock);
}

struct store_job *db_thread_answers(struct db_thread *t, bool wait)
{
	struct store_job *jobs;

	pthread_mutex_lock(&t->lock);
	while (wait && !t->done.first)
		pthread_cond_wait(&t->answered, &t->lock);
	jobs = t->done.first;
	list_init(&t->done);
	pthread_mutex_unlock(&t->lock);
	return jobs;
}
