/* SPDX-License-Identifier: MIT */
#include "relay/store/store_audit.h"

#include "relay/store/store_ask.h"

void store_audit_put(struct store *s, const struct store_audit *row,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_AUDIT, row->retailer, ctx);

	job->fn.done = fn;
	job->put_audit = (struct store_audit){
		.at = row->at,
		.what = store_copy(job, row->what),
		.who = store_copy(job, row->who),
		.name = store_copy(job, row->name),
		.origin = store_copy(job, row->origin),
		.about = store_copy(job, row->about),
		.chat = store_copy(job, row->chat),
	};
	store_send(s, job);
}

void store_audit_read(struct store *s, const struct store_audit_ask *ask,
	store_audit_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_AUDIT, ask->retailer, ctx);

	job->fn.audit = fn;
	job->audit = (struct store_audit_ask){
		.what = store_copy(job, ask->what),
		.who = store_copy(job, ask->who),
		.after = ask->after,
		.before = ask->before,
		.since = ask->since,
	};
	store_send(s, job);
}

void store_audit_sweep(
	struct store *s, int64_t before, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SWEEP_AUDIT, "", ctx);

	job->fn.done = fn;
	job->audit.since = before;
	store_send(s, job);
}
