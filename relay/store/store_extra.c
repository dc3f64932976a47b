/* SPDX-License-Identifier: MIT */
#include "relay/store/store_extra.h"

#include <assert.h>

#include "relay/store/store_ask.h"

void store_extra_answer(struct store_job *job)
{
	const void *rows = job->err ? NULL : job->list.rows;
	int n = job->err ? 0 : job->list.n;

	switch (job->kind) {
	case STORE_J_FIND_MEDIA:
	case STORE_J_SWEEP_MEDIA:
		job->fn.media(job->ctx, job->err, rows, n);
		break;
	case STORE_J_REPORTS:
		job->fn.reports(job->ctx, job->err, rows, n);
		break;
	case STORE_J_MAILS:
		job->fn.mails(job->ctx, job->err, rows, n);
		break;
	case STORE_J_SESSIONS:
	case STORE_J_END_SESSION:
		job->fn.sessions(job->ctx, job->err, rows, n);
		break;
	case STORE_J_AUDIT:
		job->fn.audit(job->ctx, job->err, rows, n);
		break;
	case STORE_J_POPULAR:
		job->fn.popular(job->ctx, job->err, rows, n);
		break;
	case STORE_J_FEEDS:
		job->fn.feeds(job->ctx, job->err, rows, n);
		break;
	case STORE_J_ENQUIRY:
	case STORE_J_ANSWERED:
		job->fn.enquiries(job->ctx, job->err, rows, n);
		break;
	case STORE_J_LETTERS:
		job->fn.letters(job->ctx, job->err, rows, n);
		break;
	case STORE_J_PUT_CLAIM:
	case STORE_J_CLAIMS:
		job->fn.claims(job->ctx, job->err, rows, n);
		break;
	case STORE_J_CLAIMS_WAIT:
		job->fn.count(job->ctx, job->err, job->err ? 0 : job->wait);
		break;
	default:
		assert(job->kind == STORE_J_BLOCKS);
		job->fn.blocks(job->ctx, job->err, rows, n);
	}
}

void store_sweep_sessions(
	struct store *s, int64_t now, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SWEEP_SESSIONS, "", ctx);

	job->fn.done = fn;
	job->token.now = now;
	store_send(s, job);
}

void store_bought(struct store *s, const char *retailer, const char *order,
	const struct id *shopper, store_rows_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SALE, retailer, ctx);

	job->fn.rows = fn;
	job->sale = (struct store_job_sale){
		.order = store_copy(job, order), .shopper = *shopper};
	store_send(s, job);
}

void store_sale(struct store *s, const char *retailer, const char *order,
	store_rows_fn fn, void *ctx)
{
	const struct id nobody = {""};

	store_bought(s, retailer, order, &nobody, fn, ctx);
}

void store_put_order_key(struct store *s, const char *retailer,
	const char *secret, int64_t now, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_ORDER_KEY, retailer, ctx);

	job->fn.done = fn;
	job->put_secret = (struct store_job_secret){
		.secret = store_copy(job, secret), .made = now};
	store_send(s, job);
}

void store_order_key(
	struct store *s, const char *retailer, store_secret_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_ORDER_KEY, retailer, ctx);

	job->fn.secret = fn;
	store_send(s, job);
}

void store_sessions(struct store *s, const char *retailer,
	const struct id *associate, int64_t now, store_sessions_fn fn,
	void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SESSIONS, retailer, ctx);

	job->fn.sessions = fn;
	job->sessions = (struct store_job_sessions){
		.associate = *associate, .now = now};
	store_send(s, job);
}

void store_end_session(struct store *s, const char *retailer,
	const struct id *associate, const struct id *session,
	store_sessions_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_END_SESSION, retailer, ctx);

	job->fn.sessions = fn;
	job->sessions = (struct store_job_sessions){.session = *session};
	if (associate)
		job->sessions.associate = *associate;
	store_send(s, job);
}

void store_put_template(struct store *s, const struct store_template *t,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_TEMPLATE, t->retailer, ctx);

	job->fn.done = fn;
	job->put_template = *t;
	job->put_template.retailer = NULL; /* it is the job's */
	job->put_template.template = store_copy(job, t->template);
	job->put_template.title = store_copy(job, t->title);
	job->put_template.text = store_copy(job, t->text);
	job->put_template.pages = store_copy(job, t->pages);
	store_send(s, job);
}

void store_drop_template(struct store *s, const char *retailer, const char *key,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_DROP_TEMPLATE, retailer, ctx);

	job->fn.done = fn;
	job->text = store_copy(job, key);
	store_send(s, job);
}

void store_drop_group(struct store *s, const char *retailer, const char *key,
	store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_DROP_GROUP, retailer, ctx);

	job->fn.done = fn;
	job->text = store_copy(job, key);
	store_send(s, job);
}

void store_prove(
	struct store *s, const char *retailer, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_PROVE, retailer, ctx);

	job->fn.done = fn;
	store_send(s, job);
}

void store_put_media(struct store *s, const struct store_media *m,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_MEDIA, m->retailer, ctx);

	job->fn.done = fn;
	job->put_media = *m;
	job->put_media.retailer = NULL; /* it is the job's */
	store_send(s, job);
}

void store_find_media(struct store *s, const char *retailer,
	const struct id *media, enum wire_who who, const struct id *viewer,
	store_media_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_FIND_MEDIA, retailer, ctx);

	job->fn.media = fn;
	job->media = (struct store_job_media){
		.media = *media, .viewer = *viewer, .who = who};
	store_send(s, job);
}

void store_sweep_media(
	struct store *s, int64_t before, store_media_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SWEEP_MEDIA, "", ctx);

	job->fn.media = fn;
	job->media = (struct store_job_media){.before = before};
	store_send(s, job);
}

struct store_mail store_mail_copy(
	struct store_job *job, const struct store_mail *m)
{
	struct store_mail copy = *m;

	copy.retailer = NULL; /* it is the job's */
	copy.address = store_copy(job, m->address);
	copy.text = store_copy(job, m->text);
	copy.why = store_copy(job, m->why);
	copy.name = NULL;
	return copy;
}

void store_put_report(struct store *s, const struct store_report *r,
	const struct store_mail *mail, int64_t since, int most,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_REPORT, r->retailer, ctx);

	job->fn.done = fn;
	job->report = (struct store_job_report){
		.row = *r, .since = since, .most = most, .mailed = mail};
	if (mail)
		job->report.mail = store_mail_copy(job, mail);
	job->report.row.retailer = NULL; /* it is the job's */
	job->report.row.name = NULL;
	job->report.row.text = store_copy(job, r->text);
	store_send(s, job);
}

void store_reports(struct store *s, const char *retailer, const struct id *id,
	store_reports_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_REPORTS, retailer, ctx);

	job->fn.reports = fn;
	job->id = *id;
	store_send(s, job);
}

void store_put_mail(struct store *s, const struct store_mail *m,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_MAIL, m->retailer, ctx);

	job->fn.done = fn;
	job->mail = store_mail_copy(job, m);
	store_send(s, job);
}

void store_mails(
	struct store *s, const char *retailer, store_mails_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_MAILS, retailer, ctx);

	job->fn.mails = fn;
	store_send(s, job);
}

void store_next_mail(struct store *s, store_mails_fn fn, void *ctx)
{
	store_mails(s, "", fn, ctx);
}

void store_tried_mail(struct store *s, const struct store_mail *m,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_TRIED_MAIL, m->retailer, ctx);

	job->fn.done = fn;
	job->mail = store_mail_copy(job, m);
	store_send(s, job);
}

void store_blocks(
	struct store *s, const char *retailer, store_blocks_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_BLOCKS, retailer, ctx);

	job->fn.blocks = fn;
	store_send(s, job);
}
