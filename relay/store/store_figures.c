/* SPDX-License-Identifier: MIT */
#include "relay/store/store_figures.h"

#include "relay/store/store_ask.h"

void store_figures(struct store *s, const struct store_figures_ask *ask,
	store_figures_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_FIGURES, ask->retailer, ctx);
	struct span *span = NULL;

	if (!job->settled)
		span = store_mem_alloc(&job->asked, sizeof(*span));
	if (span)
		*span = *ask->span;
	job->fn.figures = fn;
	job->figures = *ask;
	job->figures.retailer = NULL; /* it is the job's */
	job->figures.currency = store_copy(job, ask->currency);
	job->figures.span = span;
	store_send(s, job);
}
