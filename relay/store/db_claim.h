/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_CLAIM_H
#define RELAY_STORE_DB_CLAIM_H

/* What store_claim.h asks for. */
#include "relay/store/store_job.h"

struct db;

enum err db_claim_put(struct db *db, struct store_job *job);
enum err db_claim_list(struct db *db, struct store_job *job);
enum err db_claim_decide(struct db *db, struct store_job *job);
enum err db_claim_wait(struct db *db, struct store_job *job);

#endif
