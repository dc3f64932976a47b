/* SPDX-License-Identifier: MIT */
#include "relay/store/db_row.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_room.h"
#include "shared/norm.h"

static const char digits[] = "0123456789abcdef";

enum err db_row_change(struct db *db, sqlite3_stmt *st, enum err none)
{
	int rc = db_run(db, st);

	db_room_note(db, rc);
	if (rc != SQLITE_OK)
		return db_err(rc);
	return sqlite3_changes(db->sqlite) > 0 ? ERR_OK : none;
}

const char *db_row_text(struct store_job *job, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	if (!s)
		job->found.out = true;
	return store_mem_str(&job->found, s);
}

enum err db_row_id(
	struct store_job *job, sqlite3_stmt *st, int column, struct id *out)
{
	const char *s = db_row_text(job, st, column);

	if (job->found.out)
		return ERR_NOMEM;
	if (!id_valid(s))
		return ERR_IO;
	*out = id_from_str(s);
	return ERR_OK;
}

enum err db_row_list(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, size_t each, struct store_job_list *out)
{
	enum err e = ERR_OK;
	char *rows = NULL;
	int n = 0, rc;

	while (!e && (rc = db_step(db, st)) != SQLITE_DONE) {
		e = db_err(rc);
		if (e)
			break;
		rows = store_mem_more(&job->found, rows, n, each);
		e = rows ? read_one(job, st, rows + (size_t)n * each)
			 : ERR_NOMEM;
		n++;
	}
	db_done(st);
	*out = (struct store_job_list){.rows = rows, .n = n};
	return e;
}

enum err db_row_first(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, void *row, enum err none)
{
	int rc = db_step(db, st);
	enum err e = rc == SQLITE_DONE ? none : db_err(rc);

	if (rc == SQLITE_ROW)
		e = read_one(job, st, row);
	db_done(st);
	return e;
}

enum err db_row_fold(const char *address, struct buf *folded)
{
	enum err e = norm_fold(address, strlen(address), folded);

	return e == ERR_UTF8 || e == ERR_SIZE ? ERR_FIELD : e;
}

void db_row_write_hash(const uint8_t hash[32], char out[DB_ROW_HASH])
{
	for (int i = 0; i < 32; i++) {
		out[2 * i] = digits[hash[i] >> 4];
		out[2 * i + 1] = digits[hash[i] & 15];
	}
	out[DB_ROW_HASH - 1] = '\0';
}

bool db_row_read_hash(const char *hex, uint8_t out[32])
{
	if (!hex || strlen(hex) != DB_ROW_HASH - 1 ||
		strspn(hex, digits) != DB_ROW_HASH - 1)
		return false;
	for (int i = 0; i < 32; i++) {
		int high = (int)(strchr(digits, hex[2 * i]) - digits);
		int low = (int)(strchr(digits, hex[2 * i + 1]) - digits);

		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}
