/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_EXTRA_H
#define RELAY_STORE_DB_EXTRA_H

/* Greetings, files, reports, mails and blocks (see store.h), done.  Each leaves
 * what it found in the job; db_work.c holds the transaction around it. */
#include <sqlite3.h>

#include "relay/store/store_job.h"

struct db;

enum err db_extra_put_template(struct db *db, struct store_job *job);
enum err db_extra_drop_template(struct db *db, struct store_job *job);
enum err db_extra_drop_group(struct db *db, struct store_job *job);
enum err db_extra_prove(struct db *db, struct store_job *job);
enum err db_extra_put_order_key(struct db *db, struct store_job *job);
enum err db_extra_order_key(struct db *db, struct store_job *job);
enum err db_extra_put_media(struct db *db, struct store_job *job);
enum err db_extra_find_media(struct db *db, struct store_job *job);
enum err db_extra_sweep_media(struct db *db, struct store_job *job);
enum err db_extra_put_report(struct db *db, struct store_job *job);
enum err db_extra_reports(struct db *db, struct store_job *job);
enum err db_extra_put_mail(struct db *db, struct store_job *job);
enum err db_extra_mails(struct db *db, struct store_job *job);
enum err db_extra_tried_mail(struct db *db, struct store_job *job);
enum err db_extra_blocks(struct db *db, struct store_job *job);

/* Puts a mail into the queue.  ERR_FULL. */
enum err db_extra_mail(
	struct db *db, const char *retailer, const struct store_mail *m);

/* Reads a row of TEMPLATES into a struct store_template. */
enum err db_extra_template(struct store_job *job, sqlite3_stmt *st, void *row);

#endif
