/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_SHOPPER_H
#define RELAY_STORE_DB_SHOPPER_H

/* Whom a shopper's data are of, and all of it (J1); see store_shopper.h. */
#include "relay/store/store_job.h"

struct db;

/* STORE_J_FIND_SHOPPERS, STORE_J_SHOPPER_LINES. */
enum err db_shopper_find(struct db *db, struct store_job *job);
enum err db_shopper_lines(struct db *db, struct store_job *job);

#endif
