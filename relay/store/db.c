/* SPDX-License-Identifier: MIT */
#include "relay/store/db.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum err db_err(int rc)
{
	switch (rc) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_IOERR_NOMEM:
		return ERR_NOMEM;
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
		return ERR_EXISTS;
	}
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_FULL:
		return ERR_NOT_KEPT;
	}
	return ERR_IO;
}

void db_why(struct db *db, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(db->why, sizeof(db->why), format, args);
	va_end(args);
}

void db_say(struct db *db, const char *format, ...)
{
	char line[512];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (db->log)
		db->log(db->ctx, line);
	else
		fprintf(stderr, "norend: %s\n", line);
}

enum err db_prepare(struct db *db, const char *sql, sqlite3_stmt **out)
{
	const char *tail = "";
	int rc = sqlite3_prepare_v3(
		db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, out, &tail);

	if (rc != SQLITE_OK) {
		db_why(db, "preparing: %s", sqlite3_errmsg(db->sqlite));
		return db_err(rc);
	}
	assert(*out && *tail == '\0');
	return ERR_OK;
}

enum err db_prepare_all(struct db *db)
{
	static const char *const texts[DB_Q_COUNT] = {
#define DB_QUERY_TEXT(name, sql) [DB_Q_##name] = sql,
		DB_QUERIES(DB_QUERY_TEXT)
#undef DB_QUERY_TEXT
	};
	enum err e = ERR_OK;

	for (int i = 0; i < DB_Q_COUNT && !e; i++)
		e = db_prepare(db, texts[i], &db->query[i]);
	return e;
}

sqlite3_stmt *db_query(struct db *db, enum db_query q)
{
	assert(db->query[q]);
	return db->query[q];
}

static int parameter(sqlite3_stmt *st, const char *name)
{
	int i = sqlite3_bind_parameter_index(st, name);

	assert(i > 0);
	return i;
}

void db_bind_str(sqlite3_stmt *st, const char *name, const char *s)
{
	int rc = sqlite3_bind_text(
		st, parameter(st, name), s ? s : "", -1, SQLITE_STATIC);

	assert(rc == SQLITE_OK);
	(void)rc;
}

void db_bind_int(sqlite3_stmt *st, const char *name, int64_t i)
{
	int rc = sqlite3_bind_int64(st, parameter(st, name), i);

	assert(rc == SQLITE_OK);
	(void)rc;
}

int db_step(struct db *db, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		db_why(db, "%s", sqlite3_errmsg(db->sqlite));
	return rc;
}

void db_done(sqlite3_stmt *st)
{
	/* The reset repeats what the last step said, which is known. */
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
}

int db_run(struct db *db, sqlite3_stmt *st)
{
	int rc;

	do
		rc = db_step(db, st);
	while (rc == SQLITE_ROW);
	db_done(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int db_do(struct db *db, enum db_query q)
{
	return db_run(db, db_query(db, q));
}

int db_exec(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		db_why(db, "%s", sqlite3_errmsg(db->sqlite));
	return rc;
}
