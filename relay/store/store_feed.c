/* SPDX-License-Identifier: MIT */
#include "relay/store/store_feed.h"

#include "relay/store/store_ask.h"

void store_put_feed(struct store *s, const struct store_feed *f,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_FEED, f->retailer, ctx);

	job->fn.done = fn;
	job->feed = *f;
	job->feed.retailer = NULL; /* it is the job's */
	job->feed.url = store_copy(job, f->url);
	job->feed.format = store_copy(job, f->format);
	job->feed.encoding = store_copy(job, f->encoding);
	job->feed.etag = store_copy(job, f->etag);
	job->feed.modified = store_copy(job, f->modified);
	job->feed.result = store_copy(job, f->result);
	job->feed.why = store_copy(job, f->why);
	job->feed.rows = store_copy(job, f->rows);
	job->feed.hash = store_copy(job, f->hash);
	store_send(s, job);
}

void store_drop_feed(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_DROP_FEED, retailer, ctx);

	job->fn.done = fn;
	store_send(s, job);
}

void store_feeds(struct store *s, store_feeds_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_FEEDS, "", ctx);

	job->fn.feeds = fn;
	store_send(s, job);
}

void store_popular(struct store *s, const char *retailer, int64_t since,
	store_popular_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_POPULAR, retailer, ctx);

	job->fn.popular = fn;
	job->since = since;
	store_send(s, job);
}
