/* SPDX-License-Identifier: MIT */
#include "relay/store/store_letter.h"

#include "relay/store/store_ask.h"

void store_enquiry(struct store *s, const char *retailer, const struct id *id,
	store_enquiries_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_ENQUIRY, retailer, ctx);

	job->fn.enquiries = fn;
	job->id = *id;
	store_send(s, job);
}

void store_answered(struct store *s, const struct store_answered_ask *ask,
	store_enquiries_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_ANSWERED, ask->retailer, ctx);

	job->fn.enquiries = fn;
	job->answered = *ask;
	job->answered.retailer = NULL; /* it is the job's */
	job->answered.text = store_copy(job, ask->text);
	store_send(s, job);
}

void store_put_letter(struct store *s, const struct store_letter *l,
	const struct store_mail *mail, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_LETTER, l->retailer, ctx);
	struct store_letter *row = &job->letter.row;

	job->fn.done = fn;
	*row = *l;
	row->retailer = NULL; /* it is the job's */
	row->key = store_copy(job, l->key);
	row->name = store_copy(job, l->name);
	row->text = store_copy(job, l->text);
	row->why = NULL;
	job->letter.mailed = mail;
	if (mail)
		job->letter.mail = store_mail_copy(job, mail);
	store_send(s, job);
}

void store_letters(struct store *s, const char *retailer,
	const struct id *enquiry, store_letters_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_LETTERS, retailer, ctx);

	job->fn.letters = fn;
	job->id = *enquiry;
	store_send(s, job);
}
