/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_ROW_H
#define RELAY_STORE_DB_ROW_H

/* What the files that do requests have in common: changing a row, reading
 * rows, folding an address, hashes as text. */
#include <sqlite3.h>

#include "relay/store/store_job.h"
#include "shared/buf.h"

struct db;

#define DB_ROW_FOLDED (4 * LIMIT_ADDRESS) /* folding may lengthen */
#define DB_ROW_HASH 65                    /* 32 bytes in hex, and NUL */

/* Runs a statement that should have changed a row; `none` if it did not. */
enum err db_row_change(struct db *db, sqlite3_stmt *st, enum err none);

/* A column, copied into what the job found; NULL in the database is an error
 * (job->found.out), since no column of ours can be. */
const char *db_row_text(struct store_job *job, sqlite3_stmt *st, int column);
/* ERR_IO: what is there is no id.  ERR_NOMEM. */
enum err db_row_id(
	struct store_job *job, sqlite3_stmt *st, int column, struct id *out);

/* Reads the present row into `row`. */
typedef enum err (*db_row_fn)(
	struct store_job *job, sqlite3_stmt *st, void *row);
/* All rows of the statement, `each` bytes long; they live with the job. */
enum err db_row_list(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, size_t each, struct store_job_list *out);
/* The first one into `row`; `none` if there is none. */
enum err db_row_first(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, void *row, enum err none);

/* Appends the address as addresses are compared.  ERR_FIELD: not UTF-8, or far
 * too long; ERR_NOMEM. */
enum err db_row_fold(const char *address, struct buf *folded);

void db_row_write_hash(const uint8_t hash[32], char out[DB_ROW_HASH]);
/* False: it was not written by that. */
bool db_row_read_hash(const char *hex, uint8_t out[32]);

#endif
