/* SPDX-License-Identifier: MIT */
#include "relay/store/store_code.h"

#include "relay/store/store_ask.h"

void store_copy_code(struct store_job *job, const struct store_code *row)
{
	job->code = (struct store_job_code){.row = *row, .now = row->made};
	job->code.row.retailer = NULL; /* it is the job's */
	job->code.row.address = store_copy(job, row->address);
}

void store_copy_mail(
	struct store_job *job, const struct store_mail *m, bool decoy)
{
	if (!m)
		return;
	job->code.mailed = true;
	job->code.decoy = decoy;
	job->code.mail = *m;
	job->code.mail.retailer = NULL; /* it is the job's */
	job->code.mail.address = store_copy(job, m->address);
	job->code.mail.text = store_copy(job, m->text);
	job->code.mail.why = NULL;
}

void store_ask_code(struct store *s, const struct store_code *code,
	const struct store_mail *mail, bool decoy, store_wait_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_ASK_CODE, code->retailer, ctx);

	job->fn.wait = fn;
	store_copy_code(job, code);
	store_copy_mail(job, mail, decoy);
	store_send(s, job);
}

void store_try_code(struct store *s, enum store_code_kind kind,
	const char *address, const struct id *associate, int64_t now,
	store_tried_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_TRY_CODE, "", ctx);

	job->fn.tried = fn;
	job->code = (struct store_job_code){
		.row.kind = kind,
		.row.address = store_copy(job, address),
		.now = now,
	};
	if (associate)
		job->code.row.associate = *associate;
	store_send(s, job);
}

void store_spare_code(
	struct store *s, const struct id *code, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SPARE_CODE, "", ctx);

	job->fn.done = fn;
	job->code = (struct store_job_code){.row.id = *code};
	store_send(s, job);
}

void store_hand_code(struct store *s, const struct store_code *row,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_HAND_CODE, row->retailer, ctx);

	job->fn.done = fn;
	store_copy_code(job, row);
	store_send(s, job);
}

void store_unlock_codes(struct store *s, const char *retailer,
	const char *address, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_UNLOCK_CODES, retailer, ctx);

	job->fn.done = fn;
	job->code = (struct store_job_code){
		.row.address = store_copy(job, address)};
	store_send(s, job);
}

void store_sweep_codes(
	struct store *s, int64_t now, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_SWEEP_CODES, "", ctx);

	job->fn.done = fn;
	job->token.now = now;
	store_send(s, job);
}
