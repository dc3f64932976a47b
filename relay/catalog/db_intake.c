/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_intake.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "relay/catalog/db_catalog_build.h"
#include "shared/mem.h"

#define LINES_MOST (2 * 1024 * 1024) /* 4 bytes each */
#define LINES_STEP (64 * 1024)

struct db_intake {
	char *directory, *retailer, *hosts;
	char currency[4];
	bool force;
	int64_t now;
	struct feed *feed;
	struct db_catalog_build *build; /* NULL: not begun, or over */
	struct intake_refusal *refusals;
	struct db_catalog_popular *popular; /* their SKUs are its own */
	int n_popular;
	uint32_t *lines; /* where the products stand, as far as it is known */
	int64_t n_lines, room;
	bool gap; /* they were not noted any more */
	struct intake_state state;
	atomic_bool stop;
	atomic_llong done, of;
};

static void fail(struct db_intake *i, enum err e)
{
	i->state.phase = INTAKE_FAILED;
	i->state.err = e;
	if (!i->state.why[0])
		snprintf(i->state.why, sizeof(i->state.why), "%s", err_text(e));
	db_catalog_build_abandon(&i->build);
}

/* ---- what the feed says ---- */

/* Of those behind a gap it is not known where they stand. */
static void note_line(struct db_intake *i, uint64_t line)
{
	uint32_t *more = NULL;

	if (!i->gap && i->n_lines == i->room && i->room < LINES_MOST)
		more = mem_resize(i->lines,
			(size_t)(i->room + LINES_STEP) * sizeof(*more));
	if (more) {
		i->lines = more;
		i->room += LINES_STEP;
	}
	i->gap = i->gap || i->n_lines == i->room || line > UINT32_MAX;
	if (!i->gap)
		i->lines[i->n_lines++] = (uint32_t)line;
}

static enum err on_product(
	void *ctx, const struct product *p, uint64_t line, uint64_t *first)
{
	struct db_intake *i = ctx;
	enum err e = db_catalog_build_add(i->build, p);
	int64_t before;

	if (e == ERR_OK) {
		note_line(i, line);
	} else if (e == ERR_EXISTS) {
		before = db_catalog_build_find(i->build, p->sku);
		*first = before > 0 && before <= i->n_lines
			? i->lines[before - 1]
			: 0;
	}
	return e;
}

static void keep(struct intake_refusal *out, const struct feed_refusal *r)
{
	*out = (struct intake_refusal){
		.line = r->line, .first = r->first, .reason = r->reason};
	snprintf(out->column, sizeof(out->column), "%s", r->column);
	snprintf(out->sku, sizeof(out->sku), "%s", r->sku);
}

static void on_refused(void *ctx, const struct feed_refusal *r)
{
	struct db_intake *i = ctx;

	if (i->state.n_refusals < FEED_DETAILED)
		keep(&i->refusals[i->state.n_refusals++], r);
}

static bool on_host(void *ctx, const char *host)
{
	const struct db_intake *i = ctx;
	size_t len = strlen(host);

	for (const char *at = i->hosts; *at; at += strcspn(at, "\n")) {
		at += *at == '\n';
		if (strcspn(at, "\n") == len && memcmp(at, host, len) == 0)
			return true;
	}
	return false;
}

/* ---- its life ---- */

/* False: no memory. */
static bool copy_popular(
	struct db_intake *i, const struct intake_config *config)
{
	if (config->n_popular == 0)
		return true;
	i->popular =
		mem_zero((size_t)config->n_popular * sizeof(*config->popular));
	while (i->popular && i->n_popular < config->n_popular) {
		struct db_catalog_popular *p = &i->popular[i->n_popular];

		*p = config->popular[i->n_popular];
		p->sku = mem_strdup(p->sku);
		if (!p->sku)
			return false;
		i->n_popular++;
	}
	return i->popular != NULL;
}

struct db_intake *db_intake_new(
	const char *directory, const struct intake_config *config)
{
	struct db_intake *i = mem_zero(sizeof(*i));
	struct feed_config feed = {
		.format = config->format,
		.encoding = config->encoding,
		.product = on_product,
		.refused = on_refused,
		.private_host = on_host,
		.ctx = i,
	};

	if (!i)
		return NULL;
	memcpy(feed.currency, config->currency, sizeof(feed.currency));
	memcpy(i->currency, config->currency, sizeof(i->currency));
	i->directory = mem_strdup(directory);
	i->retailer = mem_strdup(config->retailer);
	i->hosts = mem_strdup(config->hosts);
	i->force = config->force;
	i->now = config->now;
	i->refusals = mem_zero(FEED_DETAILED * sizeof(*i->refusals));
	i->state.refusals = i->refusals;
	i->feed = feed_new(&feed);
	if (!i->directory || !i->retailer || !i->hosts || !i->refusals ||
		!i->feed || !copy_popular(i, config))
		db_intake_destroy(&i);
	return i;
}

void db_intake_destroy(struct db_intake **ip)
{
	struct db_intake *i = *ip;

	if (i) {
		db_catalog_build_abandon(&i->build);
		feed_destroy(&i->feed);
		for (int n = 0; n < i->n_popular; n++)
			mem_free((char *)i->popular[n].sku);
		mem_free(i->popular);
		mem_free(i->lines);
		mem_free(i->refusals);
		mem_free(i->directory);
		mem_free(i->retailer);
		mem_free(i->hosts);
		mem_free(i);
	}
	*ip = NULL;
}

const struct intake_state *db_intake_state(const struct db_intake *i)
{
	return &i->state;
}

static bool begin(struct db_intake *i)
{
	enum err e;

	if (i->state.phase != INTAKE_READING)
		return false;
	if (i->build)
		return true;
	e = db_catalog_build_begin(
		i->directory, i->retailer, &i->build, i->state.why);
	if (e != ERR_OK)
		fail(i, e);
	return e == ERR_OK;
}

/* What came of reading on. */
static bool read_so(struct db_intake *i, enum err e)
{
	i->state.totals = *feed_totals(i->feed);
	if (e == ERR_FIELD && feed_fault(i->feed)->reason != FEED_FINE) {
		keep(&i->state.fault, feed_fault(i->feed));
		snprintf(i->state.why, sizeof(i->state.why), "%s",
			feed_reason_text(i->state.fault.reason));
	}
	if (e != ERR_OK)
		fail(i, e);
	return e == ERR_OK;
}

bool db_intake_piece(struct db_intake *i, const char *data, size_t len)
{
	return begin(i) && read_so(i, feed_bytes(i->feed, data, len));
}

static enum err on_progress(void *ctx, int64_t done, int64_t of)
{
	struct db_intake *i = ctx;

	atomic_store(&i->done, done);
	atomic_store(&i->of, of);
	return atomic_load(&i->stop) ? ERR_RESTART : ERR_OK;
}

void db_intake_finish(struct db_intake *i)
{
	struct db_catalog_build_end end = {
		.now = i->now,
		.popular = i->popular,
		.n = i->n_popular,
		.force = i->force,
		.progress = on_progress,
		.ctx = i,
	};
	enum err e;

	if (!begin(i) || !read_so(i, feed_end(i->feed)))
		return;
	memcpy(end.currency, i->currency, sizeof(end.currency));
	i->state.phase = INTAKE_INDEXING;
	e = db_catalog_build_finish(&i->build, &end, i->state.why);
	if (e != ERR_OK) {
		fail(i, e);
		return;
	}
	i->state.phase = INTAKE_DONE;
	i->state.products = end.products;
	i->state.before = end.before;
	i->state.gone = end.gone;
	i->state.held = end.held;
}

void db_intake_stop(struct db_intake *i)
{
	atomic_store(&i->stop, true);
}

void db_intake_progress(struct db_intake *i, int64_t *done, int64_t *of)
{
	*done = atomic_load(&i->done);
	*of = atomic_load(&i->of);
}
