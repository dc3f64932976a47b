/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_CODE_H
#define RELAY_STORE_DB_CODE_H

/* Codes by mail, and what guards them (see store_account.h), done; db_work.c
 * holds the transaction around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_code_ask(struct db *db, struct store_job *job);
enum err db_code_try(struct db *db, struct store_job *job);
enum err db_code_spare(struct db *db, struct store_job *job);
enum err db_code_hand(struct db *db, struct store_job *job);
enum err db_code_unlock(struct db *db, struct store_job *job);
enum err db_code_sweep(struct db *db, struct store_job *job);

/* A code that was right is used up; texts live with the job.  ERR_CODE_OVER. */
struct db_code_taken {
	const char *folded, *associate, *address;
};
enum err db_code_take(struct db *db, struct store_job *job,
	enum store_code_kind kind, struct db_code_taken *out);

#endif
