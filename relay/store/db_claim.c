/* SPDX-License-Identifier: MIT */
#include "relay/store/db_claim.h"

#include "relay/store/db.h"
#include "relay/store/db_row.h"

static enum err read_id(
	struct store_job *job, sqlite3_stmt *st, int column, struct id *out)
{
	return sqlite3_column_bytes(st, column) > 0
		? db_row_id(job, st, column, out)
		: ERR_OK;
}

static enum err read_claim(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_claim *c = row;
	enum err e;

	*c = (struct store_claim){
		.at = sqlite3_column_int64(st, 2),
		.author = db_row_text(job, st, 3),
		.order = db_row_text(job, st, 4),
		.name = db_row_text(job, st, 5),
		.title = db_row_text(job, st, 6),
		.amount = sqlite3_column_int64(st, 7),
		.currency = db_row_text(job, st, 8),
		.bought = sqlite3_column_int64(st, 9),
		.evidence = db_row_text(job, st, 10),
		.state = sqlite3_column_int(st, 12),
		.decider = db_row_text(job, st, 13),
		.decided = sqlite3_column_int64(st, 14),
		.reason = db_row_text(job, st, 15),
		.known = sqlite3_column_int64(st, 18),
		.known_in = db_row_text(job, st, 19),
		.owner = db_row_text(job, st, 20),
	};
	e = db_row_id(job, st, 0, &c->id);
	if (!e)
		e = db_row_id(job, st, 1, &c->associate);
	if (!e)
		e = read_id(job, st, 11, &c->chat);
	if (!e)
		e = read_id(job, st, 16, &c->credited);
	return e ? e : read_id(job, st, 17, &c->sold_by);
}

static enum err list(struct db *db, struct store_job *job, sqlite3_stmt *st)
{
	return db_row_list(db, job, st, read_claim, sizeof(struct store_claim),
		&job->list);
}

/* ---- a new one ---- */

static enum err of_key(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_CLAIM_OF_KEY);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", job->claim.associate.s);
	db_bind_str(st, ":key", job->claim.key);
	return list(db, job, st);
}

/* Does one of that order wait already? */
static enum err again(struct db *db, const struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_CLAIM_AGAIN);
	int rc;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", job->claim.associate.s);
	db_bind_str(st, ":order", job->claim.order);
	rc = db_step(db, st);
	db_done(st);
	if (rc == SQLITE_ROW)
		return ERR_EXISTS;
	return rc == SQLITE_DONE ? ERR_OK : db_err(rc);
}

static enum err put(struct db *db, const struct store_job *job)
{
	const struct store_claim *c = &job->claim;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_CLAIM);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":claim", c->id.s);
	db_bind_str(st, ":associate", c->associate.s);
	db_bind_str(st, ":key", c->key);
	db_bind_int(st, ":at", c->at);
	db_bind_str(st, ":author", c->author);
	db_bind_str(st, ":order", c->order);
	db_bind_str(st, ":name", c->name);
	db_bind_str(st, ":title", c->title);
	db_bind_int(st, ":amount", c->amount);
	db_bind_str(st, ":currency", c->currency);
	db_bind_int(st, ":bought", c->bought);
	db_bind_str(st, ":evidence", c->evidence);
	db_bind_str(st, ":chat", c->chat.s);
	db_bind_int(st, ":most", LIMIT_OWN_CLAIMS);
	return db_row_change(db, st, ERR_RATE);
}

enum err db_claim_put(struct db *db, struct store_job *job)
{
	enum err e = of_key(db, job);

	if (e || job->list.n > 0)
		return e;
	e = again(db, job);
	if (!e)
		e = put(db, job);
	return e ? e : of_key(db, job);
}

/* ---- those that there are ---- */

enum err db_claim_list(struct db *db, struct store_job *job)
{
	bool one = id_is(&job->claim.id);
	sqlite3_stmt *st = db_query(db, one ? DB_Q_ONE_CLAIM : DB_Q_CLAIMS);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	if (one) {
		db_bind_str(st, ":claim", job->claim.id.s);
	} else {
		db_bind_str(st, ":associate", job->claim.associate.s);
		db_bind_int(st, ":limit", STORE_CLAIMS);
	}
	e = list(db, job, st);
	return e || !one || job->list.n == 1 ? e : ERR_UNKNOWN;
}

enum err db_claim_decide(struct db *db, struct store_job *job)
{
	const struct store_claim *c = &job->claim;
	sqlite3_stmt *st = db_query(db, DB_Q_DECIDE_CLAIM);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":claim", c->id.s);
	db_bind_int(st, ":state", c->state);
	db_bind_str(st, ":decider", c->decider);
	db_bind_int(st, ":decided", c->decided);
	db_bind_str(st, ":reason", c->reason);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_claim_wait(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_CLAIMS_WAIT);
	int rc;

	db_bind_str(st, ":retailer", job->retailer);
	rc = db_step(db, st);
	if (rc == SQLITE_ROW)
		job->wait = sqlite3_column_int64(st, 0);
	db_done(st);
	return rc == SQLITE_ROW ? ERR_OK : db_err(rc);
}
