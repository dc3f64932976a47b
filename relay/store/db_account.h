/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_ACCOUNT_H
#define RELAY_STORE_DB_ACCOUNT_H

/* Accounts that people make and change themselves (see store_account.h), done;
 * db_work.c holds the transaction around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_account_admit(struct db *db, struct store_job *job);
enum err db_account_sign_up(struct db *db, struct store_job *job);
enum err db_account_confirm(struct db *db, struct store_job *job);
enum err db_account_set_password(struct db *db, struct store_job *job);
enum err db_account_change(struct db *db, struct store_job *job);
enum err db_account_set_address(struct db *db, struct store_job *job);
enum err db_account_find_known(struct db *db, struct store_job *job);

/* Who signs up from that address, into known and who, if somebody does. */
enum err db_account_waiting(struct db *db, struct store_job *job,
	const char *folded, struct store_tried *out);

/* What a sign-in says beside the session: language and device. */
enum err db_account_signed_in(
	struct db *db, const struct store_session *session);

#endif
