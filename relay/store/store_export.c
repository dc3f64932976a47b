/* SPDX-License-Identifier: MIT */
#include "relay/store/store_export.h"

#include "relay/store/store_ask.h"

void store_export(struct store *s, const struct store_export_ask *ask,
	store_export_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_EXPORT, ask->archive.retailer, ctx);

	job->fn.exported = fn;
	job->export = *ask;
	job->export.archive.retailer = NULL; /* it is the job's */
	job->export.archive.text = store_copy(job, ask->archive.text);
	store_send(s, job);
}
