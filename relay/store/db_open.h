/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_OPEN_H
#define RELAY_STORE_DB_OPEN_H

/* Opening and closing the state directory's database; see store_open. */
#include "relay/store/db.h"

/* Gives *out, for db_close.  On error `why` says what failed. */
enum err db_open(const struct store_config *c, struct db **out, char why[256]);
/* One connection more, which can change nothing, to what db_open has opened. */
enum err db_open_reader(
	const struct store_config *c, struct db **out, char why[256]);
void db_close(struct db **db);

#endif
