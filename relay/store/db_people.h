/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_PEOPLE_H
#define RELAY_STORE_DB_PEOPLE_H

/* Retailers, groups, accounts and sessions (see store.h), done.  Each leaves
 * what it found in the job; db_work.c holds the transaction around it. */
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

#endif
