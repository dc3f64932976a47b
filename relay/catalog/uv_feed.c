/* SPDX-License-Identifier: MIT */
#include "relay/catalog/uv_feed.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_intake.h"
#include "relay/fetch/http_fetch.h"
#include "relay/fetch/uv_wait.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define ACCEPT \
	"text/csv, text/tab-separated-values, application/x-ndjson, " \
	"application/gzip, text/plain, */*;q=0.5"

struct slot {
	struct uv_wait_job job; /* first: a job is cast to us */
	struct uv_feed *all;
	struct http_fetch *http; /* kept for the next one */
	/* What goes on; intake NULL: nothing. */
	struct db_intake *intake;
	char retailer[LIMIT_SLUG + 1];
	char *url, *etag, *modified, *hash;
	atomic_bool stop;
	struct fetch_result result;
	intake_fetched_fn fn;
	void *ctx;
};

struct uv_feed {
	struct uv_wait *wait;
	char directory[DB_CATALOG_BUILD_PATH];
	const struct hosts *hosts;
	const char *ca;
	uv_mutex_t index; /* who makes one has it */
	struct slot slots[LIMIT_FEEDS_AT_ONCE];
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
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		u->slots[i].all = u;
	u->wait = uv_wait_new(loop, LIMIT_FEEDS_AT_ONCE);
	if (!u->wait || uv_mutex_init(&u->index) != 0) {
		uv_wait_destroy(&u->wait);
		mem_free(u);
		return NULL;
	}
	return u;
}

void uv_feed_destroy(struct uv_feed **u)
{
	if (*u) {
		assert(!uv_feed_busy(*u));
		uv_wait_destroy(&(*u)->wait);
		for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
			http_fetch_destroy(&(*u)->slots[i].http);
		uv_mutex_destroy(&(*u)->index);
		mem_free(*u);
	}
	*u = NULL;
}

bool uv_feed_busy(const struct uv_feed *u)
{
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		if (u->slots[i].intake)
			return true;
	return false;
}

void uv_feed_stop(struct uv_feed *u, const char *retailer)
{
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++) {
		struct slot *s = &u->slots[i];

		if (!s->intake ||
			(retailer && strcmp(retailer, s->retailer) != 0))
			continue;
		atomic_store(&s->stop, true);
		db_intake_stop(s->intake);
	}
}

/* ---- on its thread ---- */

static bool take(void *ctx, const char *data, size_t len)
{
	struct slot *s = ctx;

	return db_intake_piece(s->intake, data, len);
}

/* Whoever was told to stop while it waited for the others does. */
static void finish(struct slot *s)
{
	uv_mutex_lock(&s->all->index);
	if (atomic_load(&s->stop))
		s->result.end = FETCH_STOPPED;
	else
		db_intake_finish(s->intake);
	uv_mutex_unlock(&s->all->index);
}

static void work(struct uv_wait_job *job, int thread)
{
	struct slot *s = (struct slot *)job;
	const struct http_fetch_ask ask = {
		.url = s->url,
		.etag = s->etag,
		.modified = s->modified,
		.hash = s->hash,
		.accept = ACCEPT,
		.most = LIMIT_FEED,
		.seconds = LIMIT_FEED_SECONDS,
		.stop = &s->stop,
		.take = take,
		.ctx = s,
	};

	(void)thread;
	s->result = (struct fetch_result){.end = FETCH_NOMEM};
	if (!s->http)
		s->http = http_fetch_new(s->all->hosts, s->all->ca);
	if (s->http)
		http_fetch_get(s->http, &ask, &s->result);
	if (s->result.end == FETCH_FINE)
		finish(s);
}

/* ---- on the loop ---- */

static void forget(struct slot *s)
{
	db_intake_destroy(&s->intake);
	mem_free(s->url);
	mem_free(s->etag);
	mem_free(s->modified);
	mem_free(s->hash);
	s->url = s->etag = s->modified = s->hash = NULL;
}

static void done(struct uv_wait_job *job)
{
	struct slot *s = (struct slot *)job;

	s->fn(s->ctx, &s->result, db_intake_state(s->intake));
	forget(s);
}

static struct slot *free_slot(struct uv_feed *u)
{
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		if (!u->slots[i].intake)
			return &u->slots[i];
	return NULL;
}

bool uv_feed_begin(struct uv_feed *u, const struct intake_order *order,
	intake_fetched_fn fn, void *ctx)
{
	struct slot *s = free_slot(u);

	assert(s);
	s->intake = db_intake_new(u->directory, &order->config);
	s->url = mem_strdup(order->url);
	s->etag = mem_strdup(order->etag);
	s->modified = mem_strdup(order->modified);
	s->hash = mem_strdup(order->hash);
	if (!s->intake || !s->url || !s->etag || !s->modified || !s->hash) {
		forget(s);
		return false;
	}
	snprintf(
		s->retailer, sizeof(s->retailer), "%s", order->config.retailer);
	atomic_store(&s->stop, false);
	s->job = (struct uv_wait_job){.work = work, .done = done};
	s->fn = fn;
	s->ctx = ctx;
	uv_wait_do(u->wait, &s->job);
	return true;
}
