/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_DESK_H
#define RELAY_STORE_DB_DESK_H

/* A desk's requests (see store.h), done.  Each leaves what it found in the
 * job; db_work.c holds the transaction around it. */
#include "relay/store/store_job.h"

struct db;

/* ERR_FENCED, or ERR_NOT_KEPT and why in the log. */
enum err db_desk_commit(struct db *db, struct store_job *job);
enum err db_desk_load(struct db *db, struct store_job *job);
enum err db_desk_replay(struct db *db, struct store_job *job);
enum err db_desk_sale(struct db *db, struct store_job *job);
enum err db_desk_sold(struct db *db, struct store_job *job);
enum err db_desk_shopper(struct db *db, struct store_job *job);

/* The sales of a chat (see store_sold), read where that is asked for as a part
 * of more. */
struct db_rec_rows;
enum err db_desk_sold_of(struct db *db, const char *retailer,
	const struct id *chat, const struct id *associate,
	struct db_rec_rows *rows);

#endif
