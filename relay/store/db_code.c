/* SPDX-License-Identifier: MIT */
#include "relay/store/db_code.h"

#include "relay/store/db.h"
#include "relay/store/db_account.h"
#include "relay/store/db_extra.h"
#include "relay/store/db_people.h"
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

/* Does it with the folded address of the job. */
static enum err with_folded(struct db *db, struct store_job *job,
	enum err (*fn)(struct db *, struct store_job *, const char *))
{
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(job->code.row.address, &folded);
	if (e == ERR_FIELD)
		e = ERR_UNKNOWN; /* nobody's */
	if (!e)
		e = fn(db, job, buf_str(&folded));
	buf_fini(&folded);
	return e;
}

/* ---- asking for one ---- */

static enum err drop_mail(
	struct db *db, const char *retailer, const struct id *mail)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_MAIL);

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":mail", mail->s);
	return db_row_change(db, st, ERR_IO);
}

static enum err put_mail(struct db *db, struct store_job *job)
{
	const struct store_mail *m = &job->code.mail;
	enum err e;

	if (!job->code.mailed)
		return ERR_OK;
	e = db_extra_mail(db, job->retailer, m);
	return e || !job->code.decoy ? e : drop_mail(db, job->retailer, &m->id);
}

static enum err count_asked(
	struct db *db, struct store_job *job, const char *folded)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ASK_GUARD);
	enum err e;

	db_bind_str(st, ":folded", folded);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":now", job->code.row.made);
	e = db_row_change(db, st, ERR_IO);
	if (e)
		return e;
	st = db_query(db, DB_Q_FEWER_GUARDS);
	db_bind_int(st, ":most", STORE_STRANGERS);
	return db_row_change(db, st, ERR_OK);
}

/* An account moves to one address at a time. */
static enum err drop_moves(struct db *db, const struct store_code *c)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_MOVES);

	db_bind_str(st, ":associate", c->associate.s);
	return db_row_change(db, st, ERR_OK);
}

static enum err ask(struct db *db, struct store_job *job, const char *folded)
{
	struct store_code code = job->code.row;
	struct guard guard;
	enum err e = find_guard(db, job, folded, &guard);
	int64_t next = guard.asked ? guard.asked + TIMES_DAY : 0;

	code.retailer = job->retailer;
	if (!e && guard.wrong >= STORE_CODE_TRIES)
		return ERR_LOCKED;
	if (!e && next > code.made) {
		job->wait = next - code.made;
		return ERR_RATE;
	}
	if (!e)
		e = count_asked(db, job, folded);
	if (!e)
		e = drop_moves(db, &code);
	if (!e)
		e = put_code(db, &code, folded);
	return e ? e : put_mail(db, job);
}

enum err db_code_ask(struct db *db, struct store_job *job)
{
	return with_folded(db, job, ask);
}

/* ---- a try ---- */

struct tried {
	struct store_tried *out;
	const char *retailer;
};

static enum err read_tried(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct tried *t = row;
	enum err e = db_row_id(job, st, 0, &t->out->code);

	if (!e &&
		!db_row_read_hash(
			(const char *)sqlite3_column_text(st, 1), t->out->hash))
		e = ERR_IO;
	t->out->who.address = db_row_text(job, st, 2);
	t->retailer = db_row_text(job, st, 3);
	return job->found.out ? ERR_NOMEM : e;
}

static enum err count_try(struct db *db, const struct store_job *job,
	const char *folded, const char *retailer)
{
	sqlite3_stmt *st = db_query(db, DB_Q_TRY_GUARD);

	db_bind_str(st, ":folded", folded);
	db_bind_str(st, ":retailer", retailer);
	db_bind_int(st, ":now", job->code.now);
	return db_row_change(db, st, ERR_IO);
}

/* Whose it is. */
static enum err find_who(struct db *db, struct store_job *job,
	const char *folded, struct store_tried *out)
{
	sqlite3_stmt *st;
	enum err e;

	if (job->code.row.kind == STORE_CODE_MOVE)
		return ERR_OK;
	if (job->code.row.kind == STORE_CODE_SIGN_UP)
		return db_account_waiting(db, job, folded, out);
	st = db_query(db, DB_Q_FIND_ADDRESS);
	db_bind_str(st, ":folded", folded);
	e = db_row_first(
		db, job, st, db_people_account, &out->who, ERR_UNKNOWN);
	out->known = e == ERR_OK;
	return e == ERR_UNKNOWN ? ERR_OK : e;
}

static enum err try_one(
	struct db *db, struct store_job *job, const char *folded)
{
	const struct store_code *c = &job->code.row;
	sqlite3_stmt *st = db_query(db, DB_Q_TRY_CODE);
	struct store_tried found = {.last = false};
	struct tried t = {&found, ""};
	struct guard guard;
	enum err e = find_guard(db, job, folded, &guard);

	if (!e && guard.wrong >= STORE_CODE_TRIES)
		return ERR_LOCKED;
	if (e)
		return e;
	db_bind_str(st, ":folded", folded);
	db_bind_int(st, ":kind", (int64_t)c->kind);
	db_bind_str(st, ":associate", c->associate.s);
	db_bind_int(st, ":now", job->code.now);
	db_bind_int(st, ":most", STORE_CODE_TRIES);
	e = db_row_first(db, job, st, read_tried, &t, ERR_CODE_OVER);
	if (!e)
		e = count_try(db, job, folded, t.retailer);
	if (!e)
		e = find_who(db, job, folded, &found);
	found.last = guard.wrong + 1 >= STORE_CODE_TRIES;
	if (!e)
		job->tried = found;
	return e;
}

static enum err read_folded(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(const char **)row = db_row_text(job, st, 0);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_code_try(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_MOVE_OF);
	const char *folded = "";
	enum err e;

	if (job->code.row.kind != STORE_CODE_MOVE) {
		e = with_folded(db, job, try_one);
		return e == ERR_UNKNOWN ? ERR_CODE_OVER : e;
	}
	db_bind_str(st, ":associate", job->code.row.associate.s);
	e = db_row_first(db, job, st, read_folded, &folded, ERR_CODE_OVER);
	return e ? e : try_one(db, job, folded);
}

enum err db_code_spare(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SPARE_CODE);
	const char *folded = "";
	enum err e;

	db_bind_str(st, ":code", job->code.row.id.s);
	e = db_row_first(db, job, st, read_folded, &folded, ERR_CODE_OVER);
	if (e)
		return e;
	st = db_query(db, DB_Q_FORGIVE_GUARD);
	db_bind_str(st, ":folded", folded);
	return db_row_change(db, st, ERR_OK);
}

static enum err read_taken(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct db_code_taken *)row = (struct db_code_taken){
		.folded = db_row_text(job, st, 0),
		.associate = db_row_text(job, st, 1),
		.address = db_row_text(job, st, 2),
	};
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_code_take(struct db *db, struct store_job *job,
	enum store_code_kind kind, struct db_code_taken *out)
{
	sqlite3_stmt *st = db_query(db, DB_Q_TAKE_CODE);

	db_bind_str(st, ":code", job->code.row.id.s);
	db_bind_int(st, ":kind", (int64_t)kind);
	return db_row_first(db, job, st, read_taken, out, ERR_CODE_OVER);
}

/* ---- help ---- */

static enum err read_waits(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_code *c = row;
	const char *associate = db_row_text(job, st, 1);

	c->kind = (enum store_code_kind)sqlite3_column_int(st, 0);
	if (id_valid(associate))
		c->associate = id_from_str(associate);
	c->address = db_row_text(job, st, 2);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

/* What the address waits for at the job's retailer, into kind and associate;
 * and into address how whoever waits wrote it, which a move makes the
 * account's. */
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
	struct store_code code = job->code.row;
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
	st = db_query(db, DB_Q_DROP_GUARD);
	db_bind_str(st, ":folded", folded);
	return db_row_change(db, st, ERR_OK);
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
