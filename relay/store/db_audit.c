/* SPDX-License-Identifier: MIT */
#include "relay/store/db_audit.h"

#include "relay/store/db.h"
#include "relay/store/db_room.h"

static enum err run(struct db *db, sqlite3_stmt *st)
{
	int rc = db_run(db, st);

	db_room_note(db, rc);
	return db_err(rc);
}

enum err db_audit_put(struct db *db, struct store_job *job)
{
	const struct store_audit *a = &job->put_audit;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_AUDIT);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":at", a->at);
	db_bind_str(st, ":what", a->what);
	db_bind_str(st, ":who", a->who);
	db_bind_str(st, ":name", a->name);
	db_bind_str(st, ":origin", a->origin);
	db_bind_str(st, ":about", a->about);
	db_bind_str(st, ":chat", a->chat);
	e = run(db, st);
	return e || sqlite3_changes(db->sqlite) ? e : ERR_UNKNOWN;
}

static const char *text(struct store_job *job, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	if (!s)
		job->found.out = true; /* no column here can be NULL */
	return store_mem_str(&job->found, s);
}

static void read_row(
	struct store_job *job, sqlite3_stmt *st, struct store_audit *row)
{
	*row = (struct store_audit){
		.seq = sqlite3_column_int64(st, 0),
		.at = sqlite3_column_int64(st, 1),
		.what = text(job, st, 2),
		.who = text(job, st, 3),
		.name = text(job, st, 4),
		.origin = text(job, st, 5),
		.about = text(job, st, 6),
	};
}

enum err db_audit_read(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_AUDIT);
	struct store_audit *rows = NULL;
	int n = 0, rc;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":what", job->audit.what);
	db_bind_str(st, ":who", job->audit.who);
	db_bind_int(st, ":after", job->audit.after);
	db_bind_int(st, ":before", job->audit.before);
	db_bind_int(st, ":since", job->audit.since);
	db_bind_int(st, ":limit", STORE_AUDIT);
	while ((rc = db_step(db, st)) == SQLITE_ROW) {
		rows = store_mem_more(&job->found, rows, n, sizeof(*rows));
		if (!rows)
			break;
		read_row(job, st, &rows[n++]);
	}
	db_done(st);
	job->list = (struct store_job_list){.rows = rows, .n = n};
	if (job->found.out)
		return ERR_NOMEM;
	return rc == SQLITE_DONE ? ERR_OK : db_err(rc);
}

enum err db_audit_sweep(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SWEEP_AUDIT);

	db_bind_int(st, ":before", job->audit.since);
	return run(db, st);
}
