/* SPDX-License-Identifier: MIT */
/*
 * Every job that writes stands in a savepoint of its own, so that a fenced or
 * refused one takes nothing with it but itself.  Some errors (a full disk, a
 * failed write, no memory) make SQLite give up the whole transaction: then
 * nothing of it was kept, and each job is done again on its own.
 *
 * When COMMIT itself fails, the log on the disk may end in this transaction
 * or not: should the relay die now, whoever reads the log next decides.  Only
 * a full disk is certain, because then the last frame was not written whole.
 */
#include "relay/store/db_work.h"

#include "relay/store/db.h"
#include "relay/store/db_account.h"
#include "relay/store/db_archive.h"
#include "relay/store/db_audit.h"
#include "relay/store/db_backup.h"
#include "relay/store/db_claim.h"
#include "relay/store/db_code.h"
#include "relay/store/db_desk.h"
#include "relay/store/db_export.h"
#include "relay/store/db_extra.h"
#include "relay/store/db_feed.h"
#include "relay/store/db_figures.h"
#include "relay/store/db_forget.h"
#include "relay/store/db_invite.h"
#include "relay/store/db_letter.h"
#include "relay/store/db_people.h"
#include "relay/store/db_room.h"
#include "relay/store/db_shopper.h"
#include "relay/store/db_words.h"

typedef enum err (*work_fn)(struct db *db, struct store_job *job);

static const struct {
	work_fn run;
	bool writes; /* so that it needs a transaction */
	bool grows;  /* the database: refused on a full disk */
} works[STORE_J_COUNT] = {
	[STORE_J_COMMIT] = {.run = db_desk_commit,
		.writes = true,
		.grows = true},
	[STORE_J_LOAD] = {.run = db_desk_load, .writes = true},
	[STORE_J_REPLAY] = {.run = db_desk_replay},
	[STORE_J_SHOPPER] = {.run = db_desk_shopper},
	[STORE_J_SALE] = {.run = db_desk_sale},
	[STORE_J_TENANTS] = {.run = db_people_tenants},
	[STORE_J_PUT_RETAILER] = {.run = db_people_put_retailer,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_RETAILER] = {.run = db_people_drop_retailer,
		.writes = true},
	[STORE_J_PUT_GROUP] = {.run = db_people_put_group,
		.writes = true,
		.grows = true},
	[STORE_J_PUT_ASSOCIATE] = {.run = db_people_put_associate,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_ASSOCIATE] = {.run = db_people_drop_associate,
		.writes = true},
	[STORE_J_FIND_ADDRESS] = {.run = db_people_find_address},
	[STORE_J_FIND_SESSION] = {.run = db_people_find_session,
		.writes = true},
	[STORE_J_PUT_SESSION] = {.run = db_people_put_session,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_SESSION] = {.run = db_people_drop_session,
		.writes = true},
	[STORE_J_SWEEP_SESSIONS] = {.run = db_people_sweep_sessions,
		.writes = true},
	[STORE_J_SESSIONS] = {.run = db_people_sessions},
	[STORE_J_END_SESSION] = {.run = db_people_end_session, .writes = true},
	[STORE_J_PUT_TEMPLATE] = {.run = db_extra_put_template,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_GROUP] = {.run = db_extra_drop_group, .writes = true},
	[STORE_J_PROVE] = {.run = db_extra_prove,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_TEMPLATE] = {.run = db_extra_drop_template,
		.writes = true},
	[STORE_J_PUT_MEDIA] = {.run = db_extra_put_media,
		.writes = true,
		.grows = true},
	[STORE_J_FIND_MEDIA] = {.run = db_extra_find_media},
	[STORE_J_SWEEP_MEDIA] = {.run = db_extra_sweep_media, .writes = true},
	[STORE_J_PUT_REPORT] = {.run = db_extra_put_report,
		.writes = true,
		.grows = true},
	[STORE_J_REPORTS] = {.run = db_extra_reports},
	[STORE_J_BLOCKS] = {.run = db_extra_blocks},
	[STORE_J_PUT_MAIL] = {.run = db_extra_put_mail,
		.writes = true,
		.grows = true},
	[STORE_J_MAILS] = {.run = db_extra_mails},
	[STORE_J_TRIED_MAIL] = {.run = db_extra_tried_mail, .writes = true},
	[STORE_J_PUT_AUDIT] = {.run = db_audit_put,
		.writes = true,
		.grows = true},
	[STORE_J_AUDIT] = {.run = db_audit_read},
	[STORE_J_SWEEP_AUDIT] = {.run = db_audit_sweep, .writes = true},
	[STORE_J_PUT_INVITE] = {.run = db_invite_put,
		.writes = true,
		.grows = true},
	[STORE_J_WITHDRAW_INVITE] = {.run = db_invite_withdraw, .writes = true},
	[STORE_J_INVITES] = {.run = db_invite_list},
	[STORE_J_ACCOUNTS] = {.run = db_people_accounts},
	[STORE_J_HAND_CODE] = {.run = db_code_hand,
		.writes = true,
		.grows = true},
	[STORE_J_UNLOCK_CODES] = {.run = db_code_unlock, .writes = true},
	[STORE_J_SWEEP_CODES] = {.run = db_code_sweep, .writes = true},
	[STORE_J_ASK_CODE] = {.run = db_code_ask,
		.writes = true,
		.grows = true},
	[STORE_J_TRY_CODE] = {.run = db_code_try,
		.writes = true,
		.grows = true},
	[STORE_J_SPARE_CODE] = {.run = db_code_spare, .writes = true},
	[STORE_J_ADMIT] = {.run = db_account_admit},
	[STORE_J_SIGN_UP] = {.run = db_account_sign_up,
		.writes = true,
		.grows = true},
	[STORE_J_CONFIRM] = {.run = db_account_confirm,
		.writes = true,
		.grows = true},
	[STORE_J_SET_PASSWORD] = {.run = db_account_set_password,
		.writes = true,
		.grows = true},
	[STORE_J_CHANGE_ACCOUNT] = {.run = db_account_change,
		.writes = true,
		.grows = true},
	[STORE_J_SET_ADDRESS] = {.run = db_account_set_address,
		.writes = true,
		.grows = true},
	[STORE_J_FIND_KNOWN] = {.run = db_account_find_known},
	[STORE_J_PUT_ORDER_KEY] = {.run = db_extra_put_order_key,
		.writes = true,
		.grows = true},
	[STORE_J_ORDER_KEY] = {.run = db_extra_order_key},
	[STORE_J_PUT_FEED] = {.run = db_feed_put,
		.writes = true,
		.grows = true},
	[STORE_J_DROP_FEED] = {.run = db_feed_drop, .writes = true},
	[STORE_J_FEEDS] = {.run = db_feed_list},
	[STORE_J_POPULAR] = {.run = db_feed_popular},
	[STORE_J_INDEX] = {.run = db_words_index,
		.writes = true,
		.grows = true},
	[STORE_J_ARCHIVE] = {.run = db_archive_read},
	[STORE_J_SOLD] = {.run = db_desk_sold},
	[STORE_J_EXPORT] = {.run = db_export_read},
	[STORE_J_ENQUIRED] = {.run = db_letter_export},
	[STORE_J_FIGURES] = {.run = db_figures_read},
	[STORE_J_ANSWERED] = {.run = db_letter_answered},
	[STORE_J_ENQUIRY] = {.run = db_letter_enquiry},
	[STORE_J_PUT_LETTER] = {.run = db_letter_put,
		.writes = true,
		.grows = true},
	[STORE_J_LETTERS] = {.run = db_letter_list},
	[STORE_J_PUT_CLAIM] = {.run = db_claim_put,
		.writes = true,
		.grows = true},
	[STORE_J_CLAIMS] = {.run = db_claim_list},
	[STORE_J_DECIDE_CLAIM] = {.run = db_claim_decide, .writes = true},
	[STORE_J_CLAIMS_WAIT] = {.run = db_claim_wait},
	[STORE_J_FIND_SHOPPERS] = {.run = db_shopper_find},
	[STORE_J_SHOPPER_LINES] = {.run = db_shopper_lines},
	[STORE_J_EXPIRE] = {.run = db_forget_expire, .writes = true},
	[STORE_J_COUNT_OLD] = {.run = db_forget_count},
	[STORE_J_SCOUR] = {.run = db_forget_scour, .writes = true},
	[STORE_J_BACKUP] = {.run = db_backup_begin},
};

/* The jobs from `from` up to, and without, `to`. */
struct lot {
	struct store_job *from, *to;
	bool alone; /* it is one job */
};

static bool writes(const struct store_job *job)
{
	return !job->settled && works[job->kind].writes;
}

static bool lot_writes(const struct lot *s)
{
	for (struct store_job *job = s->from; job != s->to; job = job->next)
		if (writes(job))
			return true;
	return false;
}

static bool lost(const struct db *db)
{
	return sqlite3_get_autocommit(db->sqlite);
}

static void roll_back(struct db *db)
{
	if (!lost(db))
		db_do(db, DB_Q_ROLLBACK);
}

static void forget(struct store_job *job)
{
	store_mem_fini(&job->found);
	job->rows = (struct store_rows){0};
	job->tenants = (struct store_tenants){0};
	job->account = (struct store_associate){0};
	job->list = (struct store_job_list){0};
	job->tried = (struct store_tried){0};
	job->expired = (struct store_expired){0};
	job->err = ERR_OK;
}

static void run(struct db *db, struct store_job *job)
{
	forget(job);
	if (works[job->kind].grows && !db_room_left(db))
		job->err = ERR_NOT_KEPT;
	else
		job->err = works[job->kind].run(db, job);
}

/* As one of several in a transaction.  False: the transaction is lost. */
static bool run_apart(struct db *db, struct store_job *job)
{
	int rc = writes(job) ? db_do(db, DB_Q_SAVE) : SQLITE_OK;

	if (rc != SQLITE_OK)
		return false;
	run(db, job);
	if (lost(db))
		return false;
	if (job->err && writes(job))
		rc = db_do(db, DB_Q_UNDO);
	if (rc == SQLITE_OK && writes(job))
		rc = db_do(db, DB_Q_RELEASE);
	return rc == SQLITE_OK;
}

/* False: lost, see above. */
static bool run_all(struct db *db, const struct lot *s, bool apart)
{
	for (struct store_job *job = s->from; job != s->to; job = job->next) {
		if (job->settled)
			continue;
		if (!apart)
			run(db, job);
		else if (!run_apart(db, job))
			return false;
	}
	return true;
}

/* What those that were about to be kept are told. */
static void tell(const struct lot *s, enum err e, bool unknown)
{
	for (struct store_job *job = s->from; job != s->to; job = job->next) {
		if (!writes(job) || job->err)
			continue;
		job->err = e;
		job->unknown = unknown;
	}
}

/* False: nothing was kept. */
static bool commit(struct db *db, const struct lot *s)
{
	int rc = db_do(db, DB_Q_COMMIT);
	bool full = (rc & 0xff) == SQLITE_FULL;

	if (rc == SQLITE_OK)
		return true;
	if (!full)
		db_say(db, "commit: %s", db->why);
	db_room_note(db, rc);
	roll_back(db);
	tell(s, full ? ERR_NOT_KEPT : ERR_IO, !full);
	return !full;
}

/* Somebody else has the database, or it cannot be read: trying one by one
 * would take as long again for each. */
static void cannot_begin(struct db *db, const struct lot *s, int rc)
{
	db_say(db, "begin: %s", db->why);
	db_room_note(db, rc);
	for (struct store_job *job = s->from; job != s->to; job = job->next) {
		if (job->settled)
			continue;
		forget(job);
		if (writes(job))
			job->err = db_err(rc);
		else
			run(db, job);
	}
}

/* False: nothing was kept, and the jobs may be tried one by one. */
static bool attempt(struct db *db, const struct lot *s)
{
	int rc;

	if (!lot_writes(s))
		return run_all(db, s, false);
	rc = db_do(db, DB_Q_BEGIN);
	if (rc != SQLITE_OK) {
		cannot_begin(db, s, rc);
		return true;
	}
	if (!run_all(db, s, !s->alone)) {
		roll_back(db);
		return false;
	}
	if (!s->alone || !s->from->err)
		return commit(db, s);
	roll_back(db);
	return true;
}

void db_work(struct db *db, struct store_job *jobs)
{
	struct lot all = {.from = jobs, .alone = !jobs->next};

	if (attempt(db, &all) || all.alone)
		return;
	for (struct store_job *job = jobs; job; job = job->next) {
		struct lot one = {.from = job, .to = job->next, .alone = true};

		attempt(db, &one);
	}
}
