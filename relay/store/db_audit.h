/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_AUDIT_H
#define RELAY_STORE_DB_AUDIT_H

/* The audit log (see store_audit.h), done; db_work.c holds the transaction
 * around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_audit_put(struct db *db, struct store_job *job);
enum err db_audit_read(struct db *db, struct store_job *job);
enum err db_audit_sweep(struct db *db, struct store_job *job);

#endif
