/* SPDX-License-Identifier: MIT */
#include "relay/store/store_shopper.h"

#include <assert.h>

#include "relay/store/store_ask.h"

void store_shopper_answer(struct store_job *job)
{
	const void *rows = job->err ? NULL : job->list.rows;
	int n = job->err ? 0 : job->list.n;

	switch (job->kind) {
	case STORE_J_FIND_SHOPPERS:
		job->fn.shoppers(job->ctx, job->err, rows, n);
		break;
	case STORE_J_SHOPPER_LINES:
		job->fn.lines(job->ctx, job->err, rows, n,
			job->err ? 0 : job->list.at);
		break;
	case STORE_J_SCOUR:
		job->fn.scoured(job->ctx, job->err, !job->err && job->more);
		break;
	default:
		assert(job->kind == STORE_J_EXPIRE ||
			job->kind == STORE_J_COUNT_OLD);
		job->fn.expired(
			job->ctx, job->err, job->err ? NULL : &job->expired);
	}
}

void store_find_shoppers(struct store *s, const struct store_shopper_ask *ask,
	store_shoppers_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_FIND_SHOPPERS, ask->retailer, ctx);

	job->fn.shoppers = fn;
	job->shopper = *ask;
	job->shopper.retailer = NULL; /* it is the job's */
	job->shopper.address = store_copy(job, ask->address);
	job->shopper.order = store_copy(job, ask->order);
	store_send(s, job);
}

void store_shopper_lines(struct store *s, const char *retailer,
	const struct id *shopper, int64_t at, store_lines_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_SHOPPER_LINES, retailer, ctx);

	job->fn.lines = fn;
	job->lines = (struct store_job_lines){.shopper = *shopper, .at = at};
	store_send(s, job);
}

void store_expire(struct store *s, const char *retailer, int64_t before,
	bool only_count, store_expired_fn fn, void *ctx)
{
	enum store_job_kind kind =
		only_count ? STORE_J_COUNT_OLD : STORE_J_EXPIRE;
	struct store_job *job = store_ask(s, kind, retailer, ctx);

	job->fn.expired = fn;
	job->since = before;
	store_send(s, job);
}

void store_scour(struct store *s, store_scoured_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SCOUR, "", ctx);

	job->fn.scoured = fn;
	store_send(s, job);
}
