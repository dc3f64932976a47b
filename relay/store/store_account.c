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

/* ---- codes by mail ---- */

void store_hand_code(struct store *s, const struct store_code *row,
	store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_HAND_CODE, row->retailer, ctx);

	job->fn.done = fn;
	job->code = *row;
	job->code.retailer = NULL; /* it is the job's */
	job->code.address = store_copy(job, row->address);
	store_send(s, job);
}

void store_unlock_codes(struct store *s, const char *retailer,
	const char *address, store_done_fn fn, void *ctx)
{
	struct store_job *job =
		store_ask(s, STORE_J_UNLOCK_CODES, retailer, ctx);

	job->fn.done = fn;
	job->code = (struct store_code){.address = store_copy(job, address)};
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
