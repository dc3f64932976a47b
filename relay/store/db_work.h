/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_WORK_H
#define RELAY_STORE_DB_WORK_H

/*
 * A turn of the store: requests that waited together are done together, in
 * one transaction with one wait for the disk, and yet each has its own fate.
 */
#include "relay/store/store_job.h"

struct db;

/* Does the jobs of the list, in order, unless they are settled.  Afterwards
 * each has its answer, but for one that db_backup_has. */
void db_work(struct db *db, struct store_job *jobs);

#endif
