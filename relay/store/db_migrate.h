/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_MIGRATE_H
#define RELAY_STORE_DB_MIGRATE_H

/*
 * Brings a database up to date: numbered SQL texts, each in a transaction of
 * its own, forwards only.  The number of the last one is in user_version, so
 * that a process killed between two goes on where it was.
 */
#include "relay/store/db.h"

struct db_migration {
	const char *name; /* of the file, for people */
	const char *sql;
};

/* ERR_NEWER, with words in db->why, when the database is past number n. */
enum err db_migrate_check(struct db *db, int n);

/* Applies those of the n that are missing, the first being number 1; each also
 * marks the database as `application`.  On error db->why says which failed,
 * and why. */
enum err db_migrate(
	struct db *db, int application, const struct db_migration *list, int n);

/* The first column of the first row of `sql`, a number.  Sets *value. */
enum err db_migrate_number(struct db *db, const char *sql, int64_t *value);

#endif
