/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_CODE_H
#define RELAY_STORE_DB_CODE_H

/* Codes by mail, and what guards them (see store_account.h), done; db_work.c
 * holds the transaction around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_code_hand(struct db *db, struct store_job *job);
enum err db_code_unlock(struct db *db, struct store_job *job);
enum err db_code_sweep(struct db *db, struct store_job *job);

#endif
