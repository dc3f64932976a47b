/* SPDX-License-Identifier: MIT */
#include "relay/store/db_desk.h"

#include "relay/store/db_forget.h"
#include "relay/store/db_rec.h"
#include "relay/store/db_room.h"

/* Moves the turn on, if it is where the owner believes. */
static int fence(struct db *db, const struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FENCE);
	int rc;

	db_bind_int(st, ":turn", job->commit.turn);
	db_bind_str(st, ":owner", db->owner);
	db_bind_str(st, ":retailer", job->retailer);
	rc = db_run(db, st);
	if (rc == SQLITE_OK && sqlite3_changes(db->sqlite) == 0)
		return SQLITE_CONSTRAINT_NOTNULL; /* nobody has claimed it */
	return rc;
}

static int put(struct db *db, const char *retailer, const struct rec *rec)
{
	return rec->kind < REC_K_ROWS ? db_rec_put(db, retailer, rec)
				      : db_forget_deed(db, retailer, rec);
}

enum err db_desk_commit(struct db *db, struct store_job *job)
{
	const char *what = "desk";
	int rc = fence(db, job);

	if (rc == SQLITE_CONSTRAINT_NOTNULL)
		return ERR_FENCED;
	for (int i = 0; i < job->commit.n && rc == SQLITE_OK; i++) {
		what = rec_table(job->commit.recs[i].kind)->name;
		rc = put(db, job->retailer, &job->commit.recs[i]);
	}
	/* A broken constraint is a fault of the rules, which come first. */
	if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_FULL)
		db_say(db, "retailer %s: a batch is refused at its %s: %s",
			job->retailer, what, db->why);
	db_room_note(db, rc);
	return db_err(rc);
}

/* The turn from the one row that the statement gives, or ERR_UNKNOWN. */
static enum err take_turn(
	struct db *db, struct store_job *job, sqlite3_stmt *st)
{
	enum err e = ERR_UNKNOWN;
	int rc;

	db_bind_str(st, ":owner", db->owner);
	db_bind_str(st, ":retailer", job->retailer);
	rc = db_step(db, st);
	if (rc == SQLITE_ROW) {
		job->rows.turn = sqlite3_column_int64(st, 0);
		rc = db_step(db, st);
		e = ERR_OK;
	}
	db_done(st);
	db_room_note(db, rc);
	return rc == SQLITE_DONE ? e : db_err(rc);
}

/* A desk whose batch was refused is rebuilt while the disk is full.  What is
 * ours needs no claim then: whatever we asked for before has been answered. */
static enum err claim(struct db *db, struct store_job *job)
{
	enum err e = ERR_UNKNOWN;

	if (!db_room_left(db))
		e = take_turn(db, job, db_query(db, DB_Q_OWNED));
	if (e == ERR_UNKNOWN)
		e = take_turn(db, job, db_query(db, DB_Q_CLAIM));
	return e;
}

static void give_rows(struct store_job *job, const struct db_rec_rows *rows)
{
	job->rows.recs = rows->recs;
	job->rows.n = rows->n;
}

enum err db_desk_load(struct db *db, struct store_job *job)
{
	struct db_rec_rows rows = {.mem = &job->found};
	enum err e = claim(db, job);

	for (int q = 0; q < DB_REC_LOADED && !e; q++) {
		db_rec_query(db, (enum db_rec_query)q, job->retailer);
		e = db_rec_read(db, (enum db_rec_query)q, &rows);
	}
	give_rows(job, &rows);
	return e;
}

/* ERR_CHAT unless the chat is the viewer's. */
static enum err owns(struct db *db, const struct store_job *job)
{
	const struct store_job_replay *ask = &job->replay;
	sqlite3_stmt *st;
	int rc;

	if (ask->who == WIRE_WHO_SHOPPER)
		st = db_query(db, DB_Q_CHAT_OF_SHOPPER);
	else if (ask->who == WIRE_WHO_ASSOCIATE)
		st = db_query(db, DB_Q_CHAT_OF_ASSOCIATE);
	else
		return ERR_CHAT;
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":chat", ask->chat.s);
	db_bind_str(st, ":viewer", ask->viewer.s);
	rc = db_step(db, st);
	db_done(st);
	return rc == SQLITE_DONE ? ERR_CHAT : db_err(rc);
}

/* What there is to the entries that were found, beside their text. */
static enum err attached(struct db *db, struct store_job *job)
{
	struct db_rec_rows rows = {.mem = &job->found};
	sqlite3_stmt *st;
	enum err e;

	if (job->rows.n == 0)
		return ERR_OK;
	st = db_rec_query(db, DB_REC_ATTACHED, job->retailer);
	db_bind_str(st, ":chat", job->replay.chat.s);
	db_bind_int(st, ":after", job->replay.after);
	db_bind_int(st, ":upto", job->rows.recs[job->rows.n - 1].entry.seq);
	e = db_rec_read(db, DB_REC_ATTACHED, &rows);
	job->rows.attached = rows.recs;
	job->rows.n_attached = rows.n;
	return e;
}

enum err db_desk_replay(struct db *db, struct store_job *job)
{
	const struct store_job_replay *ask = &job->replay;
	struct db_rec_rows rows = {.mem = &job->found};
	enum db_rec_query q = ask->who == WIRE_WHO_ASSOCIATE
		? DB_REC_REPLAY_ASSOCIATE
		: DB_REC_REPLAY;
	sqlite3_stmt *st;
	enum err e = owns(db, job);

	if (e)
		return e;
	st = db_rec_query(db, q, job->retailer);
	db_bind_str(st, ":chat", ask->chat.s);
	db_bind_int(st, ":after", ask->after);
	db_bind_int(st, ":limit", LIMIT_REPLAY + 1); /* one to see more */
	e = db_rec_read(db, q, &rows);
	job->rows.more = rows.n > LIMIT_REPLAY;
	if (job->rows.more)
		rows.n = LIMIT_REPLAY;
	give_rows(job, &rows);
	return e ? e : attached(db, job);
}

enum err db_desk_shopper(struct db *db, struct store_job *job)
{
	struct db_rec_rows rows = {.mem = &job->found};
	sqlite3_stmt *st = db_rec_query(db, DB_REC_SHOPPER, job->retailer);
	enum err e;

	db_bind_str(st, ":shopper", job->id.s);
	e = db_rec_read(db, DB_REC_SHOPPER, &rows);
	give_rows(job, &rows);
	return !e && rows.n == 0 ? ERR_UNKNOWN : e;
}

/* E2: what they chatted last before that was sold. */
static enum err read_earlier(
	struct db *db, const struct store_job *job, struct db_rec_rows *rows)
{
	sqlite3_stmt *st = db_rec_query(db, DB_REC_EARLIER, job->retailer);

	db_bind_str(st, ":shopper", job->sale.shopper.s);
	db_bind_int(st, ":at", rows->recs[0].sale.at);
	return db_rec_read(db, DB_REC_EARLIER, rows);
}

enum err db_desk_sale(struct db *db, struct store_job *job)
{
	struct db_rec_rows rows = {.mem = &job->found};
	sqlite3_stmt *st = db_rec_query(db, DB_REC_SALE, job->retailer);
	enum err e;

	db_bind_str(st, ":order", job->sale.order);
	e = db_rec_read(db, DB_REC_SALE, &rows);
	if (!e && rows.n == 1 && id_is(&job->sale.shopper) &&
		!id_is(&rows.recs[0].sale.shopper))
		e = read_earlier(db, job, &rows);
	give_rows(job, &rows);
	return !e && rows.n == 0 ? ERR_UNKNOWN : e;
}

enum err db_desk_sold_of(struct db *db, const char *retailer,
	const struct id *chat, const struct id *associate,
	struct db_rec_rows *rows)
{
	sqlite3_stmt *st = db_rec_query(db, DB_REC_SOLD, retailer);

	db_bind_str(st, ":chat", chat->s);
	db_bind_str(st, ":whose", associate->s);
	db_bind_int(st, ":limit", LIMIT_CHAT_SALES);
	return db_rec_read(db, DB_REC_SOLD, rows);
}

enum err db_desk_sold(struct db *db, struct store_job *job)
{
	struct db_rec_rows rows = {.mem = &job->found};
	enum err e = db_desk_sold_of(db, job->retailer, &job->archive.only,
		&job->archive.associate, &rows);

	give_rows(job, &rows);
	return e;
}
