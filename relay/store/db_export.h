/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_EXPORT_H
#define RELAY_STORE_DB_EXPORT_H

/* The archive's chats with what is in them; see store_export.h. */
#include "relay/store/store_job.h"

struct db;

/* STORE_J_EXPORT. */
enum err db_export_read(struct db *db, struct store_job *job);

#endif
