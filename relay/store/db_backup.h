/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_BACKUP_H
#define RELAY_STORE_DB_BACKUP_H

/*
 * One consistent copy at a time, made step by step between the turns of the
 * store, by SQLite's online backup: what the store writes meanwhile goes into
 * the copy too.  It appears under its name only when it is whole.
 */
#include "relay/store/store_job.h"

struct db;

/* Begins the copy at job->text; the job is then the backup's until it comes
 * out of db_backup_step.  ERR_EXISTS, ERR_FULL, ERR_IO, ERR_NOMEM: did not
 * begin.  Called again for the same job, does nothing. */
enum err db_backup_begin(struct db *db, struct store_job *job);

/* Is a copy being made?  By this job? */
bool db_backup_runs(const struct db *db);
bool db_backup_has(const struct db *db, const struct store_job *job);

/* Copies some pages.  The job, with its answer, once it is over; else NULL. */
struct store_job *db_backup_step(struct db *db);

/* Gives up what is being made. */
void db_backup_close(struct db *db);

#endif
