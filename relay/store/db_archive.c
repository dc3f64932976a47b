/* SPDX-License-Identifier: MIT */
#include "relay/store/db_archive.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_row.h"
#include "relay/store/db_words.h"
#include "shared/money.h"

#define LATER "~" /* behind every id */

/* What is walked, with words that are looked for or without. */
static enum db_query walk_of(const struct store_archive_ask *ask, bool sought)
{
	if (ask->pick == STORE_NOBODYS)
		return sought ? DB_Q_SOUGHT_NOBODYS : DB_Q_ARCHIVE_NOBODYS;
	if (ask->pick == STORE_SALES)
		return sought ? DB_Q_SOUGHT_SALES : DB_Q_ARCHIVE_SALES;
	if (id_is(&ask->associate))
		return sought ? DB_Q_SOUGHT_OWN : DB_Q_ARCHIVE_OWN;
	return sought ? DB_Q_SOUGHT_TEAM : DB_Q_ARCHIVE_TEAM;
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

static bool names_associate(enum db_query q)
{
	return q != DB_Q_ARCHIVE_TEAM && q != DB_Q_ARCHIVE_NOBODYS &&
		q != DB_Q_SOUGHT_TEAM && q != DB_Q_SOUGHT_NOBODYS;
}

static enum err read_list(struct db *db, struct store_job *job, enum db_query q,
	const char *match)
{
	const struct store_archive_ask *ask = &job->archive;
	sqlite3_stmt *st = db_query(db, q);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":at", ask->before ? ask->before : INT64_MAX);
	db_bind_str(st, ":chat", id_is(&ask->chat) ? ask->chat.s : LATER);
	db_bind_str(st, ":whose", ask->whose.s);
	db_bind_int(st, ":limit", STORE_FILED);
	if (names_associate(q))
		db_bind_str(st, ":associate", ask->associate.s);
	if (q == DB_Q_ARCHIVE_ONE)
		db_bind_str(st, ":only", ask->only.s);
	else if (*match)
		db_bind_str(st, ":match", match);
	if (q == DB_Q_SOUGHT_FEW)
		db_bind_int(st, ":pick", ask->pick);
	return db_row_list(
		db, job, st, read_row, sizeof(struct store_filed), &job->list);
}

/* Have more than STORE_SOUGHT the words?  The first letter that is typed is in
 * most chats, and to count them takes as long as all the rest. */
static enum err are_many(struct db *db, const struct store_archive_ask *ask,
	const char *match, bool *many)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SOUGHT_MANY);
	int rc;

	*many = strlen(ask->text) == 1;
	if (*many)
		return ERR_OK;
	db_bind_str(st, ":match", match);
	db_bind_int(st, ":few", STORE_SOUGHT);
	rc = db_step(db, st);
	db_done(st);
	*many = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? ERR_OK : db_err(rc);
}

static enum err read_rows(
	struct db *db, struct store_job *job, const char *match)
{
	const struct store_archive_ask *ask = &job->archive;
	bool many = false;
	enum err e;

	if (id_is(&ask->only))
		return read_list(db, job, DB_Q_ARCHIVE_ONE, "");
	if (!*match)
		return read_list(db, job, walk_of(ask, false), "");
	e = are_many(db, ask, match, &many);
	return e ? e
		 : read_list(db, job,
			   many ? walk_of(ask, true) : DB_Q_SOUGHT_FEW, match);
}

enum err db_archive_read(struct db *db, struct store_job *job)
{
	const struct store_archive_ask *ask = &job->archive;
	struct store_filed *rows;
	struct buf match;
	enum err e;

	buf_init(&match, LIMIT_TEXT);
	e = db_words_match(job->retailer, &ask->associate, ask->text, &match);
	if (!e)
		e = read_rows(db, job, buf_str(&match));
	rows = (struct store_filed *)(uintptr_t)job->list.rows;
	for (int i = 0; i < job->list.n && !e; i++)
		e = weigh(db, job, &rows[i]);
	buf_fini(&match);
	return e;
}
