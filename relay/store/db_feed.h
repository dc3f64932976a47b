/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_FEED_H
#define RELAY_STORE_DB_FEED_H

/* Feeds (see store_feed.h), done; db_work.c holds the transaction around it. */
#include "relay/store/store_job.h"

struct db;

enum err db_feed_put(struct db *db, struct store_job *job);
enum err db_feed_drop(struct db *db, struct store_job *job);
enum err db_feed_list(struct db *db, struct store_job *job);
enum err db_feed_popular(struct db *db, struct store_job *job);

#endif
