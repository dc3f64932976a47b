/* SPDX-License-Identifier: MIT */
/*
 * Rows come as they lie in an index that has all of their columns, and are
 * counted here: an aggregate of SQLite's would have to sort them for each
 * figure.
 */
#include "relay/store/db_figures.h"

#include "relay/store/db.h"
#include "shared/times.h"

/* A sale is of a chat that was before it; what the shop's server told first
 * may be somewhat older than its chat. */
#define EARLIER (30 * TIMES_DAY)

typedef void (*row_fn)(struct score_book *b, sqlite3_stmt *st);

static const char *text(sqlite3_stmt *st, int column)
{
	const unsigned char *s = sqlite3_column_text(st, column);

	return s ? (const char *)s : "";
}

static void take_score(struct score_book *b, sqlite3_stmt *st)
{
	const char *who = text(st, 0);
	int64_t at = sqlite3_column_int64(st, 1);

	if (sqlite3_column_int(st, 2))
		score_missed(b, who, at);
	else
		score_accepted(
			b, who, text(st, 4), at, sqlite3_column_int64(st, 3));
}

static void take_sale(struct score_book *b, sqlite3_stmt *st)
{
	score_sold(b, text(st, 0), text(st, 4), sqlite3_column_int64(st, 1),
		text(st, 2), sqlite3_column_int64(st, 3));
}

static void take_rating(struct score_book *b, sqlite3_stmt *st)
{
	score_rated(b, text(st, 0), sqlite3_column_int64(st, 1),
		sqlite3_column_int64(st, 2));
}

static enum err read_rows(struct db *db, struct store_job *job,
	struct score_book *b, enum db_query q, int64_t since, row_fn take)
{
	const struct store_figures_ask *ask = &job->figures;
	sqlite3_stmt *st = db_query(db, q);
	int rc;

	db_bind_str(st, ":retailer", job->retailer);
	if (id_is(&ask->associate))
		db_bind_str(st, ":associate", ask->associate.s);
	db_bind_int(st, ":since", since);
	while ((rc = db_step(db, st)) == SQLITE_ROW)
		take(b, st);
	db_done(st);
	return rc == SQLITE_DONE ? ERR_OK : db_err(rc);
}

enum err db_figures_read(struct db *db, struct store_job *job)
{
	const struct store_figures_ask *ask = &job->figures;
	bool team = !id_is(&ask->associate);
	int64_t since = ask->span->days[0].at;
	struct score_book *b = score_book_new(ask->span, ask->currency, team);
	enum err e = b ? ERR_OK : ERR_NOMEM;

	if (!e)
		e = read_rows(db, job, b,
			team ? DB_Q_TEAM_SCORES : DB_Q_OWN_SCORES, since,
			take_score);
	if (!e)
		e = read_rows(db, job, b,
			team ? DB_Q_TEAM_SALES : DB_Q_OWN_SALES,
			since - EARLIER, take_sale);
	if (!e)
		e = read_rows(db, job, b,
			team ? DB_Q_TEAM_RATINGS : DB_Q_OWN_RATINGS, since,
			take_rating);
	if (!e)
		e = score_finish(b, &job->found, &job->score);
	score_book_destroy(&b);
	return e;
}
