/* SPDX-License-Identifier: MIT */
#include "relay/store/db_code.h"

#include "relay/store/db.h"
#include "relay/store/db_row.h"
#include "shared/times.h"

/* ---- what guards an address ---- */

struct guard {
	int64_t asked; /* the last but two; 0: not as often */
	int64_t wrong; /* in a row */
};

static enum err read_guard(struct store_job *job, sqlite3_stmt *st, void *row)
{
	(void)job;
	*(struct guard *)row = (struct guard){
		sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
	return ERR_OK;
}

/* All zero for an address that was never heard of. */
static enum err find_guard(struct db *db, struct store_job *job,
	const char *folded, struct guard *out)
{
	sqlite3_stmt *st = db_query(db, DB_Q_GUARD);
	enum err e;

	*out = (struct guard){0, 0};
	db_bind_str(st, ":folded", folded);
	e = db_row_first(db, job, st, read_guard, out, ERR_UNKNOWN);
	return e == ERR_UNKNOWN ? ERR_OK : e;
}

/* ---- codes ---- */

static enum err put_code(
	struct db *db, const struct store_code *c, const char *folded)
{
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_CODE);
	char hash[DB_ROW_HASH];

	db_row_write_hash(c->hash, hash);
	db_bind_str(st, ":folded", folded);
	db_bind_int(st, ":kind", (int64_t)c->kind);
	db_bind_str(st, ":associate", c->associate.s);
	db_bind_str(st, ":retailer", c->retailer);
	db_bind_str(st, ":code", c->id.s);
	db_bind_str(st, ":address", c->address);
	db_bind_str(st, ":hash", hash);
	db_bind_int(st, ":made", c->made);
	db_bind_int(st, ":expires", c->expires);
	return db_row_change(db, st, ERR_IO);
}

static enum err read_waits(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_code *c = row;
	const char *associate = db_row_text(job, st, 1);

	c->kind = (enum store_code_kind)sqlite3_column_int(st, 0);
	if (id_valid(associate))
		c->associate = id_from_str(associate);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

/* What the address waits for at the job's retailer, into kind and associate. */
static enum err find_waits(struct db *db, struct store_job *job,
	const char *folded, struct store_code *out)
{
	sqlite3_stmt *st = db_query(db, DB_Q_WAITS);

	db_bind_str(st, ":folded", folded);
	db_bind_str(st, ":retailer", job->retailer);
	return db_row_first(db, job, st, read_waits, out, ERR_UNKNOWN);
}

static enum err hand(struct db *db, struct store_job *job, const char *folded)
{
	struct store_code code = job->code;
	struct guard guard;
	enum err e = find_waits(db, job, folded, &code);

	if (!e)
		e = find_guard(db, job, folded, &guard);
	if (!e && guard.wrong >= STORE_CODE_TRIES)
		e = ERR_LOCKED;
	code.retailer = job->retailer;
	return e ? e : put_code(db, &code, folded);
}

static enum err unlock(struct db *db, struct store_job *job, const char *folded)
{
	struct store_code code;
	enum err e = find_waits(db, job, folded, &code);
	sqlite3_stmt *st;

	if (e)
		return e;
	st = db_query(db, DB_Q_UNLOCK_GUARD);
	db_bind_str(st, ":folded", folded);
	return db_row_change(db, st, ERR_OK);
}

/* Does it with the folded address of the job. */
static enum err with_folded(struct db *db, struct store_job *job,
	enum err (*fn)(struct db *, struct store_job *, const char *))
{
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(job->code.address, &folded);
	if (e == ERR_FIELD)
		e = ERR_UNKNOWN;
	if (!e)
		e = fn(db, job, buf_str(&folded));
	buf_fini(&folded);
	return e;
}

enum err db_code_hand(struct db *db, struct store_job *job)
{
	return with_folded(db, job, hand);
}

enum err db_code_unlock(struct db *db, struct store_job *job)
{
	return with_folded(db, job, unlock);
}

/* ---- forgetting ---- */

enum err db_code_sweep(struct db *db, struct store_job *job)
{
	int64_t now = job->token.now;
	sqlite3_stmt *st = db_query(db, DB_Q_SWEEP_CODE);
	enum err e;

	db_bind_int(st, ":now", now);
	e = db_row_change(db, st, ERR_OK);
	if (e)
		return e;
	st = db_query(db, DB_Q_SWEEP_SIGN_UP);
	db_bind_int(st, ":day", now - TIMES_DAY);
	e = db_row_change(db, st, ERR_OK);
	if (e)
		return e;
	st = db_query(db, DB_Q_SWEEP_GUARD);
	db_bind_int(st, ":day", now - TIMES_DAY);
	db_bind_int(st, ":month", now - STORE_GUARD_DAYS * TIMES_DAY);
	return db_row_change(db, st, ERR_OK);
}
