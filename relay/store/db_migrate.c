/* SPDX-License-Identifier: MIT */
#include "relay/store/db_migrate.h"

#include <inttypes.h>
#include <stdio.h>

enum err db_migrate_number(struct db *db, const char *sql, int64_t *value)
{
	sqlite3_stmt *st = NULL;
	enum err e = db_prepare(db, sql, &st);
	int rc;

	if (e)
		return e;
	rc = db_step(db, st);
	if (rc == SQLITE_ROW)
		*value = sqlite3_column_int64(st, 0);
	e = rc == SQLITE_DONE ? ERR_IO : db_err(rc);
	sqlite3_finalize(st);
	return e;
}

static int apply(struct db *db, int application, int number, const char *sql)
{
	char mark[80];
	int rc = db_exec(db, "BEGIN IMMEDIATE");

	if (rc != SQLITE_OK)
		return rc;
	snprintf(mark, sizeof(mark),
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		application, number);
	rc = db_exec(db, sql);
	if (rc == SQLITE_OK)
		rc = db_exec(db, mark);
	if (rc == SQLITE_OK)
		rc = db_exec(db, "COMMIT");
	/* An error may have ended the transaction by itself. */
	if (rc != SQLITE_OK && !sqlite3_get_autocommit(db->sqlite))
		sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

static enum err version_of(struct db *db, int64_t *version)
{
	return db_migrate_number(db, "PRAGMA user_version", version);
}

enum err db_migrate_check(struct db *db, int n)
{
	int64_t version = 0;
	enum err e = version_of(db, &version);

	if (e || version <= n)
		return e;
	db_why(db,
		"the database is of version %" PRId64
		", made by a newer noren; this one knows up to %d",
		version, n);
	return ERR_NEWER;
}

enum err db_migrate(
	struct db *db, int application, const struct db_migration *list, int n)
{
	int64_t version = 0;
	enum err e = db_migrate_check(db, n);

	if (!e)
		e = version_of(db, &version);
	if (e)
		return e;
	for (int i = (int)version; i < n; i++) {
		int rc = apply(db, application, i + 1, list[i].sql);
		char why[sizeof(db->why)];

		if (rc == SQLITE_OK)
			continue;
		snprintf(why, sizeof(why), "%s", db->why);
		db_why(db, "migration %s: %.200s", list[i].name, why);
		return db_err(rc);
	}
	return ERR_OK;
}
