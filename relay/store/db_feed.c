/* SPDX-License-Identifier: MIT */
#include "relay/store/db_feed.h"

#include "relay/store/db.h"
#include "relay/store/db_row.h"

enum err db_feed_put(struct db *db, struct store_job *job)
{
	const struct store_feed *f = &job->feed;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_FEED);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":url", f->url);
	db_bind_int(st, ":every", f->every);
	db_bind_str(st, ":format", f->format);
	db_bind_str(st, ":encoding", f->encoding);
	db_bind_str(st, ":etag", f->etag);
	db_bind_str(st, ":modified", f->modified);
	db_bind_int(st, ":made", f->made);
	db_bind_int(st, ":checked", f->checked);
	db_bind_int(st, ":tried", f->tried);
	db_bind_int(st, ":due", f->due);
	db_bind_int(st, ":fails", f->fails);
	db_bind_str(st, ":result", f->result);
	db_bind_str(st, ":why", f->why);
	db_bind_int(st, ":taken", f->taken);
	db_bind_int(st, ":refused", f->refused);
	db_bind_str(st, ":rows", f->rows);
	db_bind_str(st, ":hash", f->hash);
	db_bind_int(st, ":declined", f->declined);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_feed_drop(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_FEED);

	db_bind_str(st, ":retailer", job->retailer);
	return db_row_change(db, st, ERR_UNKNOWN);
}

static enum err read_feed(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct store_feed *)row = (struct store_feed){
		.retailer = db_row_text(job, st, 0),
		.url = db_row_text(job, st, 1),
		.format = db_row_text(job, st, 2),
		.encoding = db_row_text(job, st, 3),
		.etag = db_row_text(job, st, 4),
		.modified = db_row_text(job, st, 5),
		.result = db_row_text(job, st, 6),
		.why = db_row_text(job, st, 7),
		.rows = db_row_text(job, st, 8),
		.every = sqlite3_column_int64(st, 9),
		.made = sqlite3_column_int64(st, 10),
		.checked = sqlite3_column_int64(st, 11),
		.tried = sqlite3_column_int64(st, 12),
		.due = sqlite3_column_int64(st, 13),
		.fails = sqlite3_column_int64(st, 14),
		.taken = sqlite3_column_int64(st, 15),
		.refused = sqlite3_column_int64(st, 16),
		.hash = db_row_text(job, st, 17),
		.declined = sqlite3_column_int64(st, 18),
	};
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_feed_list(struct db *db, struct store_job *job)
{
	return db_row_list(db, job, db_query(db, DB_Q_FEEDS), read_feed,
		sizeof(struct store_feed), &job->list);
}

static enum err read_popular(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct store_popular *)row = (struct store_popular){
		.sku = db_row_text(job, st, 0),
		.times = sqlite3_column_int64(st, 1),
	};
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_feed_popular(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_POPULAR);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":card", WIRE_KIND_CARD);
	db_bind_int(st, ":since", job->since);
	db_bind_int(st, ":limit", STORE_POPULAR);
	return db_row_list(db, job, st, read_popular,
		sizeof(struct store_popular), &job->list);
}
