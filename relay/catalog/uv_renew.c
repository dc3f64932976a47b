/* SPDX-License-Identifier: MIT */
#include "relay/catalog/uv_renew.h"

#include <assert.h>
#include <stdio.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/fetch/uv_wait.h"
#include "shared/mem.h"

struct uv_renew {
	struct uv_wait_job job; /* first: a job is cast to us */
	struct uv_wait *wait;
	char directory[DB_CATALOG_BUILD_PATH];
	atomic_bool stop;
	bool busy;
	struct db_catalog_renew what;
	void (*fn)(void *ctx, const struct db_catalog_renew *r);
	void *ctx;
};

struct uv_renew *uv_renew_new(uv_loop_t *loop, const char *directory)
{
	struct uv_renew *u = mem_zero(sizeof(*u));

	if (!u)
		return NULL;
	snprintf(u->directory, sizeof(u->directory), "%s/catalog", directory);
	u->wait = uv_wait_new(loop, 1);
	if (!u->wait)
		uv_renew_destroy(&u);
	return u;
}

void uv_renew_destroy(struct uv_renew **u)
{
	if (*u) {
		assert(!(*u)->busy);
		uv_wait_destroy(&(*u)->wait);
		mem_free(*u);
	}
	*u = NULL;
}

static void work(struct uv_wait_job *job, int thread)
{
	struct uv_renew *u = (struct uv_renew *)job;

	(void)thread;
	db_catalog_renew(&u->what);
}

static void done(struct uv_wait_job *job)
{
	struct uv_renew *u = (struct uv_renew *)job;

	u->busy = false;
	u->fn(u->ctx, &u->what);
}

void uv_renew_begin(struct uv_renew *u,
	void (*fn)(void *ctx, const struct db_catalog_renew *r), void *ctx)
{
	assert(!u->busy);
	u->busy = true;
	u->fn = fn;
	u->ctx = ctx;
	u->what = (struct db_catalog_renew){
		.directory = u->directory, .stop = &u->stop};
	u->job = (struct uv_wait_job){.work = work, .done = done};
	uv_wait_do(u->wait, &u->job);
}

void uv_renew_stop(struct uv_renew *u)
{
	atomic_store(&u->stop, true);
}

bool uv_renew_busy(const struct uv_renew *u)
{
	return u->busy;
}
