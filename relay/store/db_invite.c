/* SPDX-License-Identifier: MIT */
#include "relay/store/db_invite.h"

#include "relay/store/db.h"
#include "relay/store/db_row.h"

static enum err read_invite(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct store_invite *)row = (struct store_invite){
		.code = db_row_text(job, st, 0),
		.retailer = db_row_text(job, st, 1),
		.by = db_row_text(job, st, 2),
		.groups = db_row_text(job, st, 3),
		.made = sqlite3_column_int64(st, 4),
		.expires = sqlite3_column_int64(st, 5),
		.withdrawn = sqlite3_column_int64(st, 6),
		.uses = sqlite3_column_int64(st, 7),
		.used = sqlite3_column_int64(st, 8),
	};
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

/* The retailer's code, "" for all of them, into the job's list. */
static enum err list(struct db *db, struct store_job *job, const char *code)
{
	sqlite3_stmt *st = db_query(db, DB_Q_INVITES);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":code", code);
	return db_row_list(db, job, st, read_invite,
		sizeof(struct store_invite), &job->list);
}

static enum err withdraw(
	struct db *db, const char *retailer, const char *code, int64_t now)
{
	sqlite3_stmt *st = db_query(db, DB_Q_WITHDRAW_INVITE);

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":code", code);
	db_bind_int(st, ":now", now);
	return db_row_change(db, st, ERR_UNKNOWN);
}

static enum err insert(struct db *db, const struct store_job *job)
{
	const struct store_invite *row = &job->invite.row;
	bool copy = job->invite.old[0];
	sqlite3_stmt *st =
		db_query(db, copy ? DB_Q_COPY_INVITE : DB_Q_PUT_INVITE);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":code", row->code);
	db_bind_str(st, ":author", row->by);
	db_bind_int(st, ":made", row->made);
	if (copy) {
		db_bind_str(st, ":old", job->invite.old);
	} else {
		db_bind_int(st, ":expires", row->expires);
		db_bind_int(st, ":uses", row->uses);
		db_bind_str(st, ":groups", row->groups);
	}
	return db_row_change(db, st, ERR_UNKNOWN);
}

static enum err read_count(struct store_job *job, sqlite3_stmt *st, void *row)
{
	(void)job;
	*(int64_t *)row = sqlite3_column_int64(st, 0);
	return ERR_OK;
}

/* ERR_FULL: there is none that could be forgotten. */
static enum err make_room(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_COUNT_INVITES);
	int64_t n = 0;
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	e = db_row_first(db, job, st, read_count, &n, ERR_IO);
	if (e || n <= LIMIT_INVITES)
		return e;
	st = db_query(db, DB_Q_FORGET_INVITE);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":now", job->invite.row.made);
	return db_row_change(db, st, ERR_FULL);
}

enum err db_invite_put(struct db *db, struct store_job *job)
{
	const struct store_job_invite *i = &job->invite;
	enum err e = insert(db, job);

	if (!e && i->old[0])
		e = withdraw(db, job->retailer, i->old, i->row.made);
	if (!e)
		e = make_room(db, job);
	return e ? e : list(db, job, i->row.code);
}

enum err db_invite_withdraw(struct db *db, struct store_job *job)
{
	const char *code = job->invite.row.code;
	enum err e = withdraw(db, job->retailer, code, job->invite.now);

	return e ? e : list(db, job, code);
}

enum err db_invite_list(struct db *db, struct store_job *job)
{
	return list(db, job, "");
}

static enum err judge(const struct store_invite *i, int64_t at)
{
	if (i->withdrawn)
		return ERR_INVITE_WITHDRAWN;
	if (i->used >= i->uses)
		return ERR_INVITE_USED;
	return i->expires <= at ? ERR_INVITE_EXPIRED : ERR_OK;
}

enum err db_invite_judge(struct db *db, struct store_job *job, const char *code,
	int64_t at, struct store_invite *out, enum err *because)
{
	sqlite3_stmt *st = db_query(db, DB_Q_INVITE);
	enum err e;

	*out = (struct store_invite){
		.code = "", .retailer = "", .by = "", .groups = ""};
	db_bind_str(st, ":code", code);
	e = db_row_first(db, job, st, read_invite, out, ERR_INVITE);
	*because = e == ERR_OK ? judge(out, at) : ERR_INVITE;
	return e == ERR_INVITE ? ERR_OK : e;
}
