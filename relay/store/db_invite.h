/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_INVITE_H
#define RELAY_STORE_DB_INVITE_H

/* Invite codes (see store_account.h), done; db_work.c holds the transaction
 * around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_invite_put(struct db *db, struct store_job *job);
enum err db_invite_withdraw(struct db *db, struct store_job *job);
enum err db_invite_list(struct db *db, struct store_job *job);

/* What speaks against that code, of any retailer, at `at`: *because is ERR_OK
 * or an ERR_INVITE…; *out is empty for ERR_INVITE. */
enum err db_invite_judge(struct db *db, struct store_job *job, const char *code,
	int64_t at, struct store_invite *out, enum err *because);

#endif
