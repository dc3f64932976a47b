/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_REC_H
#define RELAY_STORE_DB_REC_H

/*
 * The desk's records as rows: statements made once from rec_table, so that a
 * column is declared in rec.h and in a migration, and nowhere else.
 */
#include "relay/store/db.h"
#include "relay/store/store_mem.h"

/* What is read.  Loading reads the first ones, in this order. */
enum db_rec_query {
	DB_REC_PRESENCE,
	DB_REC_TALLY,
	DB_REC_BLOCKS,
	DB_REC_SHOPPERS, /* of the open chats */
	DB_REC_CHATS,    /* that ring or live, or seem to */
	DB_REC_RINGS,    /* of the open chats, and so on */
	DB_REC_MARKS,
	DB_REC_ENTRIES,   /* without bodies */
	DB_REC_CARDS,     /* of entries that recommend */
	DB_REC_ENQUIRIES, /* that are not answered */
	DB_REC_SALES,     /* that are new to their associate */
	DB_REC_LOADED,
	DB_REC_REPLAY = DB_REC_LOADED, /* of :chat, after :after, :limit */
	DB_REC_REPLAY_ASSOCIATE, /* the same, but nothing behind a block */
	DB_REC_ATTACHED,         /* of :chat, after :after, to :upto */
	DB_REC_SHOPPER,          /* :shopper */
	DB_REC_SALE,             /* :order */
	DB_REC_SOLD,             /* of :chat, by :whose ("": anybody), :limit */
	DB_REC_EARLIER,          /* of :shopper, begun by :at: the last one */
	DB_REC_COUNT
};

/* Rows that were read, in a request's memory. */
struct db_rec_rows {
	struct store_mem *mem;
	struct rec *recs;
	int n;
};

/* Prepares everything; needs the tables of rec.h.  On error call
 * db_rec_close all the same. */
enum err db_rec_open(struct db *db);
void db_rec_close(struct db *db);

/* Writes one row; an entry is only ever added.  SQLITE_OK or what went
 * wrong. */
int db_rec_put(struct db *db, const char *retailer, const struct rec *rec);

/* The statement, with its retailer bound.  Lends. */
sqlite3_stmt *db_rec_query(
	struct db *db, enum db_rec_query q, const char *retailer);

/* Runs it, adding its rows.  ERR_IO also when a row cannot be ours. */
enum err db_rec_read(
	struct db *db, enum db_rec_query q, struct db_rec_rows *rows);

#endif
