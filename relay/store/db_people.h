/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_PEOPLE_H
#define RELAY_STORE_DB_PEOPLE_H

/* Retailers, groups, accounts and sessions (see store.h), done.  Each leaves
 * what it found in the job; db_work.c holds the transaction around it. */
#include <sqlite3.h>

#include "relay/store/store_job.h"

struct db;

enum err db_people_tenants(struct db *db, struct store_job *job);
enum err db_people_put_retailer(struct db *db, struct store_job *job);
enum err db_people_drop_retailer(struct db *db, struct store_job *job);
enum err db_people_put_group(struct db *db, struct store_job *job);
enum err db_people_put_associate(struct db *db, struct store_job *job);
enum err db_people_drop_associate(struct db *db, struct store_job *job);
enum err db_people_find_address(struct db *db, struct store_job *job);
enum err db_people_find_session(struct db *db, struct store_job *job);
enum err db_people_put_session(struct db *db, struct store_job *job);
enum err db_people_drop_session(struct db *db, struct store_job *job);
enum err db_people_sessions(struct db *db, struct store_job *job);
enum err db_people_end_session(struct db *db, struct store_job *job);
enum err db_people_accounts(struct db *db, struct store_job *job);
enum err db_people_sweep_sessions(struct db *db, struct store_job *job);

/* Reads a row as FIND_ADDRESS selects it into a struct store_associate; the
 * second passes over the id. */
enum err db_people_account(struct store_job *job, sqlite3_stmt *st, void *row);
enum err db_people_nameless(struct store_job *job, sqlite3_stmt *st, void *row);
/* A4: a new password ends every session that the old one began; "" is none. */
enum err db_people_drop_stale(struct db *db, const char *retailer,
	const struct id *associate, const char *hash);
/* Adds an account, or replaces it whole. */
enum err db_people_put(struct db *db, const struct store_associate *a);

#endif
