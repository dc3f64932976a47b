/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_SQL_H
#define RELAY_STORE_DB_SQL_H

/* The migrations of relay/store/sql, as they were when this was built. */
#include "relay/store/db_migrate.h"

/* All n of them, in order.  Lends constants. */
const struct db_migration *db_sql(int *n);

#endif
