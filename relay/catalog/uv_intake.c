/* SPDX-License-Identifier: MIT */
#include "relay/catalog/uv_intake.h"

#include <assert.h>
#include <stdio.h>
#include <utlist.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_intake.h"
#include "relay/fetch/uv_wait.h"
#include "shared/mem.h"

#define THREADS 2 /* feeds that are read at once; others wait */

struct uv_intake_feed {
	struct uv_wait_job job; /* first: a job is cast to us */
	struct uv_intake_feed *next, *prev;
	struct uv_intake *all;
	struct db_intake *intake;
	bool busy, over;  /* over: nobody waits any more */
	const char *data; /* NULL: that was all */
	size_t len;
	void (*fn)(void *ctx);
	void *ctx;
	struct intake_state state; /* as it was when it was last at rest */
};

struct uv_intake {
	struct uv_wait *wait;
	char directory[DB_CATALOG_BUILD_PATH];
	struct uv_intake_feed *first;
	int pending;
};

struct uv_intake *uv_intake_new(uv_loop_t *loop, const char *directory)
{
	struct uv_intake *u = mem_zero(sizeof(*u));

	if (!u)
		return NULL;
	snprintf(u->directory, sizeof(u->directory), "%s/catalog", directory);
	u->wait = uv_wait_new(loop, THREADS);
	if (!u->wait)
		uv_intake_destroy(&u);
	return u;
}

void uv_intake_destroy(struct uv_intake **u)
{
	if (*u) {
		assert(!(*u)->first);
		uv_wait_destroy(&(*u)->wait);
		mem_free(*u);
	}
	*u = NULL;
}

void uv_intake_stop(struct uv_intake *u)
{
	struct uv_intake_feed *f;

	DL_FOREACH (u->first, f)
		db_intake_stop(f->intake);
}

bool uv_intake_busy(const struct uv_intake *u)
{
	return u->pending > 0;
}

struct uv_intake_feed *uv_intake_begin(
	struct uv_intake *u, const struct intake_config *config)
{
	struct uv_intake_feed *f = mem_zero(sizeof(*f));

	if (f)
		f->intake = db_intake_new(u->directory, config);
	if (!f || !f->intake) {
		mem_free(f);
		return NULL;
	}
	f->all = u;
	f->state = *db_intake_state(f->intake);
	DL_APPEND(u->first, f);
	return f;
}

static void destroy(struct uv_intake_feed *f)
{
	DL_DELETE(f->all->first, f);
	db_intake_destroy(&f->intake);
	mem_free(f);
}

void uv_intake_end(struct uv_intake_feed **fp)
{
	struct uv_intake_feed *f = *fp;

	*fp = NULL;
	if (!f)
		return;
	f->over = true;
	db_intake_stop(f->intake);
	if (!f->busy)
		destroy(f);
}

/* On one of its threads. */
static void do_work(struct uv_wait_job *job, int thread)
{
	struct uv_intake_feed *f = (struct uv_intake_feed *)job;

	(void)thread;
	if (f->data)
		db_intake_piece(f->intake, f->data, f->len);
	else
		db_intake_finish(f->intake);
}

static void on_done(struct uv_wait_job *job)
{
	struct uv_intake_feed *f = (struct uv_intake_feed *)job;

	f->all->pending--;
	f->busy = false;
	f->state = *db_intake_state(f->intake);
	if (f->over)
		destroy(f);
	else
		f->fn(f->ctx);
}

void uv_intake_read(struct uv_intake_feed *f, const char *data, size_t len,
	void (*fn)(void *ctx), void *ctx)
{
	assert(!f->busy);
	f->busy = true;
	f->data = data;
	f->len = len;
	f->fn = fn;
	f->ctx = ctx;
	if (!data)
		f->state.phase = INTAKE_INDEXING;
	f->all->pending++;
	f->job = (struct uv_wait_job){.work = do_work, .done = on_done};
	uv_wait_do(f->all->wait, &f->job);
}

const struct intake_state *uv_intake_state(struct uv_intake_feed *f)
{
	if (f->busy)
		db_intake_progress(f->intake, &f->state.done, &f->state.of);
	return &f->state;
}
