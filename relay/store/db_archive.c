/* SPDX-License-Identifier: MIT */
#include "relay/store/db_archive.h"

#include "relay/store/db.h"
#include "relay/store/db_row.h"
#include "relay/store/db_words.h"
#include "shared/money.h"

#define LATER "~" /* behind every id */

/* Whichever of the questions is the quickest to answer. */
static enum db_query query_of(const struct store_archive_ask *ask, bool words)
{
	if (id_is(&ask->only))
		return DB_Q_ARCHIVE_ONE;
	if (words)
		return DB_Q_ARCHIVE_FOUND;
	if (ask->pick == STORE_NOBODYS)
		return DB_Q_ARCHIVE_NOBODYS;
	if (ask->pick == STORE_SALES)
		return DB_Q_ARCHIVE_SALES;
	return id_is(&ask->associate) ? DB_Q_ARCHIVE_OWN : DB_Q_ARCHIVE_TEAM;
}

static enum err read_row(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_filed *f = row;
	enum err e;

	*f = (struct store_filed){
		.at = sqlite3_column_int64(st, 2),
		.reason = sqlite3_column_int(st, 3),
		.name = db_row_text(job, st, 4),
		.lang = sqlite3_column_int(st, 5),
		.opened = sqlite3_column_int64(st, 6),
		.accepted = sqlite3_column_int64(st, 7),
		.holder = db_row_text(job, st, 8),
		.text = db_row_text(job, st, 9),
		.currency = db_row_text(job, st, 10),
		.stars = sqlite3_column_int(st, 11),
		.opinion = db_row_text(job, st, 12),
		.rated = sqlite3_column_int64(st, 13),
	};
	e = db_row_id(job, st, 0, &f->chat);
	if (!e && sqlite3_column_bytes(st, 1) > 0)
		e = db_row_id(job, st, 1, &f->associate);
	return e;
}

/* What the row's sales come to; SQLite's own sum can be too large for it. */
static enum err weigh(
	struct db *db, const struct store_job *job, struct store_filed *f)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ARCHIVE_WORTH);
	int rc;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":chat", f->chat.s);
	db_bind_str(st, ":associate", f->associate.s);
	db_bind_str(st, ":currency", f->currency);
	while ((rc = db_step(db, st)) == SQLITE_ROW) {
		bool counts = sqlite3_column_int(st, 0);

		f->sales += counts;
		if (counts && sqlite3_column_int(st, 1))
			money_add(&f->worth, sqlite3_column_int64(st, 2));
		f->fresh = f->fresh || sqlite3_column_int(st, 3);
	}
	db_done(st);
	return rc == SQLITE_DONE ? ERR_OK : db_err(rc);
}

static void bind(sqlite3_stmt *st, const struct store_job *job, enum db_query q)
{
	const struct store_archive_ask *ask = &job->archive;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":at", ask->before ? ask->before : INT64_MAX);
	db_bind_str(st, ":chat", id_is(&ask->chat) ? ask->chat.s : LATER);
	db_bind_int(st, ":limit", STORE_FILED);
	if (q != DB_Q_ARCHIVE_TEAM && q != DB_Q_ARCHIVE_NOBODYS)
		db_bind_str(st, ":associate", ask->associate.s);
	if (q == DB_Q_ARCHIVE_ONE)
		db_bind_str(st, ":only", ask->only.s);
	if (q == DB_Q_ARCHIVE_FOUND) {
		db_bind_int(st, ":pick", ask->pick);
		db_bind_int(st, ":most", STORE_SOUGHT);
	}
}

enum err db_archive_read(struct db *db, struct store_job *job)
{
	const struct store_archive_ask *ask = &job->archive;
	struct store_filed *rows;
	struct buf match;
	enum db_query q;
	sqlite3_stmt *st;
	enum err e;

	buf_init(&match, LIMIT_TEXT);
	e = db_words_match(job->retailer, &ask->associate, ask->text, &match);
	if (e)
		goto out;
	q = query_of(ask, match.len > 0);
	st = db_query(db, q);
	bind(st, job, q);
	if (q == DB_Q_ARCHIVE_FOUND)
		db_bind_str(st, ":match", buf_str(&match));
	e = db_row_list(db, job, st, read_row, sizeof(*rows), &job->list);
	rows = (struct store_filed *)(uintptr_t)job->list.rows;
	for (int i = 0; i < job->list.n && !e; i++)
		e = weigh(db, job, &rows[i]);
out:
	buf_fini(&match);
	return e;
}
