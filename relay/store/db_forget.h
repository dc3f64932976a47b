/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_FORGET_H
#define RELAY_STORE_DB_FORGET_H

/*
 * The end of what is kept of shoppers: because one asks for it, or because it
 * is past the retention (J1).  What figures count stays: that there was a chat,
 * how long it rang, its stars, what an order came to.  Files lose their age
 * here, and are removed as uploads that were never sent are.
 */
#include "relay/store/store_job.h"

struct db;

/* A deed of the desk's (rec_table.h), within its batch.  A result code. */
int db_forget_deed(struct db *db, const char *retailer, const struct rec *deed);

/* STORE_J_EXPIRE, STORE_J_COUNT_OLD, STORE_J_SCOUR. */
enum err db_forget_expire(struct db *db, struct store_job *job);
enum err db_forget_count(struct db *db, struct store_job *job);
enum err db_forget_scour(struct db *db, struct store_job *job);

#endif
