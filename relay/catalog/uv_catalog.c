/* SPDX-License-Identifier: MIT */
#include "relay/catalog/uv_catalog.h"

#include <assert.h>
#include <stdio.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_reader.h"
#include "shared/mem.h"

struct uv_catalog {
	uv_work_t work;
	uv_loop_t *loop;
	char directory[DB_CATALOG_BUILD_PATH];
	struct db_reader *reader;
	bool busy;
	const struct lookup *what;
	struct lookup_answer answer;
	lookup_fn fn;
	void *ctx;
};

struct uv_catalog *uv_catalog_new(uv_loop_t *loop, const char *directory)
{
	struct uv_catalog *c = mem_zero(sizeof(*c));

	if (!c)
		return NULL;
	c->loop = loop;
	c->work.data = c;
	snprintf(c->directory, sizeof(c->directory), "%s/catalog", directory);
	c->reader = db_reader_new(c->directory);
	if (!c->reader)
		uv_catalog_destroy(&c);
	return c;
}

void uv_catalog_destroy(struct uv_catalog **c)
{
	if (*c) {
		assert(!(*c)->busy);
		db_reader_destroy(&(*c)->reader);
		mem_free(*c);
	}
	*c = NULL;
}

bool uv_catalog_busy(const struct uv_catalog *c)
{
	return c->busy;
}

/* On a thread of the pool. */
static void do_work(uv_work_t *work)
{
	struct uv_catalog *c = work->data;

	db_reader_ask(c->reader, c->what, &c->answer);
}

/* Whoever is told may ask the next one at once. */
static void on_done(uv_work_t *work, int status)
{
	struct uv_catalog *c = work->data;
	struct lookup_answer answer = c->answer;

	assert(status == 0); /* nothing cancels it */
	(void)status;
	c->busy = false;
	c->fn(c->ctx, &answer);
	lookup_answer_fini(&answer);
}

void uv_catalog_ask(struct uv_catalog *c, const struct lookup *what,
	lookup_fn fn, void *ctx)
{
	int status;

	assert(!c->busy);
	c->busy = true;
	c->what = what;
	c->fn = fn;
	c->ctx = ctx;
	status = uv_queue_work(c->loop, &c->work, do_work, on_done);
	assert(status == 0); /* only a missing callback makes it fail */
	(void)status;
}

void uv_catalog_remove(const struct uv_catalog *c, const char *retailer)
{
	db_catalog_build_remove(c->directory, retailer);
}

void uv_catalog_sweep(const struct uv_catalog *c,
	bool (*known)(void *ctx, const char *retailer), void *ctx)
{
	db_catalog_build_sweep(c->directory, known, ctx);
}
