/* SPDX-License-Identifier: MIT */
#include "relay/store/store_archive.h"

#include "relay/store/store_ask.h"

void store_archive(struct store *s, const struct store_archive_ask *ask,
	store_archive_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_ARCHIVE, ask->retailer, ctx);

	job->fn.archive = fn;
	job->archive = *ask;
	job->archive.retailer = NULL; /* it is the job's */
	job->archive.text = store_copy(job, ask->text);
	store_send(s, job);
}

void store_sold(struct store *s, const char *retailer, const struct id *chat,
	const struct id *associate, store_rows_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SOLD, retailer, ctx);

	job->fn.rows = fn;
	job->archive = (struct store_archive_ask){
		.associate = *associate, .only = *chat};
	store_send(s, job);
}

void store_index_archive(struct store *s, store_indexed_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_INDEX, "", ctx);

	job->fn.indexed = fn;
	store_send(s, job);
}
