/* SPDX-License-Identifier: MIT */
#include "relay/store/store_claim.h"

#include "relay/store/store_ask.h"

void store_put_claim(struct store *s, const struct store_claim *c,
	store_claims_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_CLAIM, c->retailer, ctx);
	struct store_claim *row = &job->claim;

	job->fn.claims = fn;
	*row = *c;
	row->retailer = NULL; /* it is the job's */
	row->key = store_copy(job, c->key);
	row->author = store_copy(job, c->author);
	row->order = store_copy(job, c->order);
	row->name = store_copy(job, c->name);
	row->title = store_copy(job, c->title);
	row->currency = store_copy(job, c->currency);
	row->evidence = store_copy(job, c->evidence);
	store_send(s, job);
}

void store_claims(struct store *s, const char *retailer,
	const struct id *associate, const struct id *claim, store_claims_fn fn,
	void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_CLAIMS, retailer, ctx);

	job->fn.claims = fn;
	job->claim =
		(struct store_claim){.id = *claim, .associate = *associate};
	store_send(s, job);
}

void store_decide_claim(struct store *s, const struct store_claim *c,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_DECIDE_CLAIM, c->retailer, ctx);

	job->fn.done = fn;
	job->claim = (struct store_claim){
		.id = c->id,
		.state = c->state,
		.decided = c->decided,
		.decider = store_copy(job, c->decider),
		.reason = store_copy(job, c->reason),
	};
	store_send(s, job);
}

void store_claims_wait(
	struct store *s, const char *retailer, store_count_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_CLAIMS_WAIT, retailer, ctx);

	job->fn.count = fn;
	store_send(s, job);
}
