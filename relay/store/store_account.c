/* SPDX-License-Identifier: MIT */
#include "relay/store/store_account.h"

#include <assert.h>
#include <string.h>

#include "relay/store/store_ask.h"

void store_account_answer(struct store_job *job)
{
	const void *rows = job->err ? NULL : job->list.rows;
	int n = job->err ? 0 : job->list.n;

	switch (job->kind) {
	case STORE_J_ASK_CODE:
	case STORE_J_SIGN_UP:
		job->fn.wait(job->ctx, job->err, job->wait);
		break;
	case STORE_J_TRY_CODE:
		job->fn.tried(
			job->ctx, job->err, job->err ? NULL : &job->tried);
		break;
	case STORE_J_ADMIT:
		job->fn.admission(
			job->ctx, job->err, job->err ? NULL : &job->admission);
		break;
	case STORE_J_ACCOUNTS:
		job->fn.accounts(job->ctx, job->err, rows, n);
		break;
	default:
		assert(job->kind == STORE_J_PUT_INVITE ||
			job->kind == STORE_J_WITHDRAW_INVITE ||
			job->kind == STORE_J_INVITES);
		job->fn.invites(job->ctx, job->err, rows, n);
	}
}

/* ---- invite codes ---- */

void store_put_invite(struct store *s, const struct store_invite *row,
	const char *old, store_invites_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_PUT_INVITE, row->retailer, ctx);

	job->fn.invites = fn;
	job->invite = (struct store_job_invite){
		.row = *row, .old = store_copy(job, old)};
	job->invite.row.retailer = NULL; /* it is the job's */
	job->invite.row.code = store_copy(job, row->code);
	job->invite.row.by = store_copy(job, row->by);
	job->invite.row.groups = store_copy(job, row->groups);
	store_send(s, job);
}

void store_withdraw_invite(struct store *s, const char *retailer,
	const char *code, int64_t now, store_invites_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_WITHDRAW_INVITE, retailer, ctx);

	job->fn.invites = fn;
	job->invite = (struct store_job_invite){
		.row.code = store_copy(job, code), .now = now};
	store_send(s, job);
}

void store_invites(
	struct store *s, const char *retailer, store_invites_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_INVITES, retailer, ctx);

	job->fn.invites = fn;
	store_send(s, job);
}

/* ---- accounts ---- */

void store_accounts(struct store *s, const char *retailer,
	const struct id *associate, int64_t now, store_accounts_fn fn,
	void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_ACCOUNTS, retailer, ctx);

	job->fn.accounts = fn;
	job->sessions = (struct store_job_sessions){.now = now};
	if (associate)
		job->sessions.associate = *associate;
	store_send(s, job);
}

/* ---- what a right code, or a password, does ---- */

void store_admit(struct store *s, const char *invite, const char *address,
	int64_t now, store_admission_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_ADMIT, "", ctx);

	job->fn.admission = fn;
	job->code = (struct store_job_code){
		.sign_up.invite = store_copy(job, invite),
		.sign_up.address = store_copy(job, address),
		.now = now,
	};
	store_send(s, job);
}

void store_sign_up(struct store *s, const struct store_sign_up *row,
	const struct store_code *code, const struct store_mail *mail,
	store_wait_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_SIGN_UP, code->retailer, ctx);

	job->fn.wait = fn;
	store_copy_code(job, code);
	store_copy_mail(job, mail, false);
	job->code.sign_up = (struct store_sign_up){
		.invite = store_copy(job, row->invite),
		.address = store_copy(job, row->address),
		.name = store_copy(job, row->name),
		.hash = store_copy(job, row->hash),
		.lang = row->lang,
	};
	store_send(s, job);
}

void store_confirm(struct store *s, const struct id *code,
	const struct id *associate, int64_t now, store_done_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_CONFIRM, "", ctx);

	job->fn.done = fn;
	job->code = (struct store_job_code){
		.row.id = *code, .row.associate = *associate, .now = now};
	store_send(s, job);
}

void store_set_password(struct store *s, const struct store_password *row,
	const struct store_mail *mail, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_SET_PASSWORD, row->retailer, ctx);

	job->fn.done = fn;
	job->code =
		(struct store_job_code){.row.id = row->code, .password = *row};
	job->code.password.retailer = NULL; /* it is the job's */
	job->code.password.hash = store_copy(job, row->hash);
	job->code.password.judged = store_copy(job, row->judged);
	store_copy_mail(job, mail, false);
	store_send(s, job);
}

void store_change_account(struct store *s, const struct store_change *c,
	store_associate_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_CHANGE_ACCOUNT, c->retailer, ctx);

	job->fn.account = fn;
	job->change = *c;
	job->change.retailer = NULL; /* it is the job's */
	job->change.name = store_copy(job, c->name);
	job->change.hash = store_copy(job, c->hash);
	if (c->groups)
		job->change.groups = store_copy(job, c->groups);
	store_send(s, job);
}

void store_set_address(struct store *s, const char *retailer,
	const struct id *associate, const struct id *code,
	const struct store_mail *mail, store_associate_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_SET_ADDRESS, retailer, ctx);

	job->fn.account = fn;
	job->code = (struct store_job_code){
		.row.id = *code, .row.associate = *associate};
	store_copy_mail(job, mail, false);
	store_send(s, job);
}

void store_find_known(struct store *s, const char *address,
	const uint8_t device[32], store_associate_fn fn, void *ctx)
{
	struct store_job *job = store_ask(s, STORE_J_FIND_KNOWN, "", ctx);

	job->fn.account = fn;
	job->known =
		(struct store_job_known){.address = store_copy(job, address)};
	memcpy(job->known.device, device, sizeof(job->known.device));
	store_send(s, job);
}
