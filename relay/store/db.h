/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_H
#define RELAY_STORE_DB_H

/*
 * The one connection to the database, its statements and its last error in
 * words.  Owned by store.c, used on one thread at a time, seen by db_*.c only.
 * No line that db_say writes bears a secret, or anything that people wrote.
 */
#include <sqlite3.h>

#include "relay/store/db_query.h"
#include "relay/store/store.h"

/* The named statements.  Portable but for BEGIN; bound by name. */
enum db_query {
#define DB_QUERY_ENUM(name, sql) DB_Q_##name,
	DB_QUERIES(DB_QUERY_ENUM)
#undef DB_QUERY_ENUM
		DB_Q_COUNT
};

#define DB_BUSY_MS 2000 /* how long a tool that writes is waited for */

struct db_room;
struct db_backup;
struct db_rec;

struct db {
	sqlite3 *sqlite;
	sqlite3_stmt *query[DB_Q_COUNT];
	struct db_rec *rec;       /* statements made from rec.h's tables */
	struct db_room *room;     /* the reserve, the write-ahead log */
	struct db_backup *backup; /* the copy that is being made, or NULL */
	char *owner;
	int64_t session_idle, session_life; /* us; 0: for ever */
	int lock; /* descriptor of the file that keeps others out */
	void (*log)(void *ctx, const char *line);
	void *ctx;
	char why[256]; /* the last thing that failed */
};

/* Prepares `sql`, "" behind its last statement.  Gives *out. */
enum err db_prepare(struct db *db, const char *sql, sqlite3_stmt **out);
/* Prepares every named statement. */
enum err db_prepare_all(struct db *db);

/* The statement, ready to bind.  Lends. */
sqlite3_stmt *db_query(struct db *db, enum db_query q);

/* Bind by name, which must be there.  Strings are lent until db_done; NULL is
 * "". */
void db_bind_str(sqlite3_stmt *st, const char *name, const char *s);
void db_bind_int(sqlite3_stmt *st, const char *name, int64_t i);

/* One row more?  SQLITE_ROW, SQLITE_DONE or what went wrong (see db->why). */
int db_step(struct db *db, sqlite3_stmt *st);
/* Makes the statement ready for its next use. */
void db_done(sqlite3_stmt *st);
/* Runs it to its end, then db_done.  SQLITE_OK or what went wrong. */
int db_run(struct db *db, sqlite3_stmt *st);
/* The same for a named one without parameters, and for any text. */
int db_do(struct db *db, enum db_query q);
int db_exec(struct db *db, const char *sql);

/* A result code of SQLite's as an error: ERR_OK, ERR_NOMEM, ERR_NOT_KEPT (no
 * room), ERR_EXISTS (a unique key), else ERR_IO. */
enum err db_err(int rc);

/* Writes a line to the log, or db->why. */
void db_say(struct db *db, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void db_why(struct db *db, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
