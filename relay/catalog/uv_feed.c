/* SPDX-License-Identifier: MIT */
#include "relay/catalog/uv_feed.h"

#include <assert.h>
#include <stdio.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_intake.h"
#include "relay/fetch/http_fetch.h"
#include "relay/fetch/uv_wait.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define ACCEPT \
	"text/csv, text/tab-separated-values, application/x-ndjson, " \
	"application/gzip, text/plain, */*;q=0.5"

struct uv_feed {
	struct uv_wait_job job; /* first: a job is cast to us */
	struct uv_wait *wait;
	char directory[DB_CATALOG_BUILD_PATH];
	const struct hosts *hosts;
	const char *ca;
	struct http_fetch *http;
	/* What goes on; intake NULL: nothing. */
	struct db_intake *intake;
	char *url, *etag, *modified, *hash;
	atomic_bool stop;
	struct fetch_result result;
	intake_fetched_fn fn;
	void *ctx;
};

struct uv_feed *uv_feed_new(uv_loop_t *loop, const char *directory,
	const struct hosts *hosts, const char *ca)
{
	struct uv_feed *u = mem_zero(sizeof(*u));

	if (!u)
		return NULL;
	snprintf(u->directory, sizeof(u->directory), "%s/catalog", directory);
	u->hosts = hosts;
	u->ca = ca;
	u->wait = uv_wait_new(loop, 1);
	if (!u->wait)
		uv_feed_destroy(&u);
	return u;
}

void uv_feed_destroy(struct uv_feed **u)
{
	if (*u) {
		assert(!(*u)->intake);
		uv_wait_destroy(&(*u)->wait);
		http_fetch_destroy(&(*u)->http);
		mem_free(*u);
	}
	*u = NULL;
}

bool uv_feed_busy(const struct uv_feed *u)
{
	return u->intake != NULL;
}

void uv_feed_stop(struct uv_feed *u)
{
	atomic_store(&u->stop, true);
	if (u->intake)
		db_intake_stop(u->intake);
}

/* ---- on its thread ---- */

static bool take(void *ctx, const char *data, size_t len)
{
	struct uv_feed *u = ctx;

	return db_intake_piece(u->intake, data, len);
}

static void work(struct uv_wait_job *job, int thread)
{
	struct uv_feed *u = (struct uv_feed *)job;
	const struct http_fetch_ask ask = {
		.url = u->url,
		.etag = u->etag,
		.modified = u->modified,
		.hash = u->hash,
		.accept = ACCEPT,
		.most = LIMIT_FEED,
		.seconds = LIMIT_FEED_SECONDS,
		.stop = &u->stop,
		.take = take,
		.ctx = u,
	};

	(void)thread;
	u->result = (struct fetch_result){.end = FETCH_NOMEM};
	if (!u->http)
		u->http = http_fetch_new(u->hosts, u->ca);
	if (u->http)
		http_fetch_get(u->http, &ask, &u->result);
	if (u->result.end == FETCH_FINE)
		db_intake_finish(u->intake);
}

/* ---- on the loop ---- */

static void forget(struct uv_feed *u)
{
	db_intake_destroy(&u->intake);
	mem_free(u->url);
	mem_free(u->etag);
	mem_free(u->modified);
	mem_free(u->hash);
	u->url = u->etag = u->modified = u->hash = NULL;
}

static void done(struct uv_wait_job *job)
{
	struct uv_feed *u = (struct uv_feed *)job;

	u->fn(u->ctx, &u->result, db_intake_state(u->intake));
	forget(u);
}

bool uv_feed_begin(struct uv_feed *u, const struct intake_order *order,
	intake_fetched_fn fn, void *ctx)
{
	assert(!u->intake);
	u->intake = db_intake_new(u->directory, &order->config);
	u->url = mem_strdup(order->url);
	u->etag = mem_strdup(order->etag);
	u->modified = mem_strdup(order->modified);
	u->hash = mem_strdup(order->hash);
	if (!u->intake || !u->url || !u->etag || !u->modified || !u->hash) {
		forget(u);
		return false;
	}
	atomic_store(&u->stop, false);
	u->job = (struct uv_wait_job){.work = work, .done = done};
	u->fn = fn;
	u->ctx = ctx;
	uv_wait_do(u->wait, &u->job);
	return true;
}
