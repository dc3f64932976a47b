/* SPDX-License-Identifier: MIT */
#include "relay/store/store_export.h"

#include "relay/store/store_ask.h"

static struct store_job *export_job(struct store *s, enum store_job_kind kind,
	const struct store_export_ask *ask, void *ctx)
{
	struct store_job *job = store_ask(s, kind, ask->archive.retailer, ctx);

	job->export = *ask;
	job->export.archive.retailer = NULL; /* it is the job's */
	job->export.archive.text = store_copy(job, ask->archive.text);
	return job;
}

void store_export(struct store *s, const struct store_export_ask *ask,
	store_export_fn fn, void *ctx)
{
	struct store_job *job = export_job(s, STORE_J_EXPORT, ask, ctx);

	job->fn.exported = fn;
	store_send(s, job);
}

void store_export_enquiries(struct store *s, const struct store_export_ask *ask,
	store_enquired_fn fn, void *ctx)
{
	struct store_job *job = export_job(s, STORE_J_ENQUIRED, ask, ctx);

	job->fn.enquired = fn;
	store_send(s, job);
}
