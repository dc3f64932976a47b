/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_ARCHIVE_H
#define RELAY_STORE_DB_ARCHIVE_H

/* The archive's rows, newest first; see store_archive.h. */
#include "relay/store/store_job.h"

struct db;

/* STORE_J_ARCHIVE. */
enum err db_archive_read(struct db *db, struct store_job *job);

#endif
