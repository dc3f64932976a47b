/* SPDX-License-Identifier: MIT */
#include "relay/store/db_rec.h"

#include <assert.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define DB_REC_COLUMNS 24 /* of the widest table, and some */
#define DB_REC_SQL 4096   /* bytes of a statement */
#define DB_REC_RETAILER 1 /* its place among every statement's parameters */

/* The statements and their conditions say these numbers. */
_Static_assert(WIRE_PHASE_RINGING == 0 && WIRE_PHASE_LIVE == 1 &&
		WIRE_PHASE_ENDED == 2,
	"see sql/0001_start.sql");
_Static_assert(WIRE_KIND_CARD == 11, "see DB_REC_CARDS");
_Static_assert(WIRE_WHO_ASSOCIATE == 1, "see db_query.h");

struct db_rec_upsert {
	sqlite3_stmt *st;
	int place[DB_REC_COLUMNS]; /* of each column's parameter */
};

struct db_rec {
	struct db_rec_upsert upsert[REC_K_ROWS];
	sqlite3_stmt *query[DB_REC_COUNT];
};

/* The chats that are not over for their shopper: those of a block that stands
 * seem to live until it hides them. */
#define DB_REC_SEEMING \
	"SELECT chat FROM block WHERE retailer = :retailer" \
	" AND hidden = 0 AND lifted = 0"
#define DB_REC_OPEN \
	"(SELECT chat FROM chat WHERE retailer = :retailer AND phase < 2" \
	" UNION ALL " DB_REC_SEEMING ")"

static const struct {
	enum rec_kind kind;
	bool bare; /* without the body */
	const char *where;
} queries[DB_REC_COUNT] = {
	[DB_REC_PRESENCE] = {.kind = REC_K_PRESENCE, .where = ""},
	[DB_REC_TALLY] = {.kind = REC_K_TALLY, .where = ""},
	[DB_REC_BLOCKS] = {.kind = REC_K_BLOCK, .where = " ORDER BY at, chat"},
	[DB_REC_SHOPPERS] = {.kind = REC_K_SHOPPER,
		.where = " AND shopper IN (SELECT shopper FROM chat"
			 " WHERE retailer = :retailer AND phase < 2"
			 " UNION ALL SELECT shopper FROM block"
			 " WHERE retailer = :retailer"
			 " AND hidden = 0 AND lifted = 0)"},
	/* By their keys: with OR, SQLite would look at all there ever were. */
	[DB_REC_CHATS] = {.kind = REC_K_CHAT,
		.where = " AND chat IN " DB_REC_OPEN},
	[DB_REC_RINGS] = {.kind = REC_K_RING,
		.where = " AND chat IN " DB_REC_OPEN},
	[DB_REC_MARKS] = {.kind = REC_K_MARK,
		.where = " AND chat IN " DB_REC_OPEN},
	[DB_REC_ENTRIES] = {.kind = REC_K_ENTRY,
		.bare = true,
		.where = " AND chat IN " DB_REC_OPEN " ORDER BY chat, seq"},
	[DB_REC_CARDS] = {.kind = REC_K_ATTACH,
		.where = " AND chat IN " DB_REC_OPEN
			 " AND kind = 11 ORDER BY chat, seq"},
	[DB_REC_ENQUIRIES] = {.kind = REC_K_ENQUIRY,
		.where = " AND done = 0 ORDER BY at, enquiry"},
	[DB_REC_SALES] = {.kind = REC_K_SALE,
		.where = " AND viewed = 0 AND associate <> ''"
			 " ORDER BY at, orderno"},
	[DB_REC_REPLAY] = {.kind = REC_K_ENTRY,
		.where = " AND chat = :chat AND seq > :after"
			 " ORDER BY seq LIMIT :limit"},
	[DB_REC_REPLAY_ASSOCIATE] = {.kind = REC_K_ENTRY,
		.where = " AND chat = :chat AND seq > :after AND NOT EXISTS"
			 " (SELECT 1 FROM block"
			 " WHERE block.retailer = :retailer"
			 " AND block.chat = :chat AND entry.seq > block.seq)"
			 " ORDER BY seq LIMIT :limit"},
	[DB_REC_ATTACHED] = {.kind = REC_K_ATTACH,
		.where = " AND chat = :chat AND seq > :after AND seq <= :upto"
			 " ORDER BY seq"},
	[DB_REC_SALE] = {.kind = REC_K_SALE, .where = " AND orderno = :order"},
	[DB_REC_SOLD] = {.kind = REC_K_SALE,
		.where = " AND rowid IN (SELECT rowid FROM sale"
			 " WHERE retailer = :retailer AND chat = :chat"
			 " AND chat <> ''"
			 " AND (:whose = '' OR associate = :whose)"
			 " ORDER BY at DESC, orderno DESC LIMIT :limit)"
			 " ORDER BY at, orderno"},
	/* By the order in which they were kept: clocks jump. */
	[DB_REC_EARLIER] = {.kind = REC_K_CHAT,
		.where = " AND shopper = :shopper AND phase = 2"
			 " AND accepted > 0 AND opened <= :at"
			 " ORDER BY rowid DESC LIMIT 1"},
	[DB_REC_SHOPPER] = {.kind = REC_K_SHOPPER,
		.where = " AND shopper = :shopper"},
};

/* INSERT INTO mark (retailer, chat, …) VALUES (:retailer, :chat, …)
 * ON CONFLICT (retailer, chat, …) DO UPDATE SET read = excluded.read, … */
static void write_upsert(
	const struct rec_table *t, bool only_add, struct buf *sql)
{
	const char *comma = "";

	buf_addf(sql, "INSERT INTO %s (retailer", t->name);
	for (int i = 0; i < t->n_columns; i++)
		buf_addf(sql, ", %s", t->columns[i].name);
	buf_add_str(sql, ") VALUES (:retailer");
	for (int i = 0; i < t->n_columns; i++)
		buf_addf(sql, ", :%s", t->columns[i].name);
	buf_add_str(sql, ")");
	if (only_add)
		return;
	buf_add_str(sql, " ON CONFLICT (retailer");
	for (int i = 0; i < t->n_columns; i++)
		if (t->columns[i].key)
			buf_addf(sql, ", %s", t->columns[i].name);
	buf_add_str(sql, ") DO UPDATE SET ");
	for (int i = 0; i < t->n_columns; i++) {
		const char *name = t->columns[i].name;

		if (t->columns[i].key)
			continue;
		buf_addf(sql, "%s%s = excluded.%s", comma, name, name);
		comma = ", ";
	}
}

static void write_query(enum db_rec_query q, struct buf *sql)
{
	const struct rec_table *t = rec_table(queries[q].kind);

	for (int i = 0; i < t->n_columns; i++) {
		const char *name = t->columns[i].name;
		bool without = queries[q].bare && strcmp(name, "body") == 0;

		buf_addf(sql, "%s%s", i ? ", " : "SELECT ",
			without ? "NULL" : name);
	}
	buf_addf(sql, " FROM %s WHERE retailer = :retailer%s", t->name,
		queries[q].where);
}

static enum err prepare(struct db *db, struct buf *sql, sqlite3_stmt **out)
{
	enum err e = sql->err ? sql->err : db_prepare(db, buf_str(sql), out);

	buf_clear(sql);
	return e;
}

static enum err open_upsert(struct db *db, enum rec_kind kind, struct buf *sql)
{
	struct db_rec_upsert *u = &db->rec->upsert[kind];
	const struct rec_table *t = rec_table(kind);
	enum err e;

	assert(t->n_columns <= DB_REC_COLUMNS);
	write_upsert(t, kind == REC_K_ENTRY, sql);
	e = prepare(db, sql, &u->st);
	if (e)
		return e;
	assert(sqlite3_bind_parameter_index(u->st, ":retailer") ==
		DB_REC_RETAILER);
	for (int i = 0; i < t->n_columns; i++) {
		char name[64] = ":";

		strncat(name, t->columns[i].name, sizeof(name) - 2);
		u->place[i] = sqlite3_bind_parameter_index(u->st, name);
		assert(u->place[i] > 0);
	}
	return ERR_OK;
}

enum err db_rec_open(struct db *db)
{
	struct buf sql;
	enum err e = ERR_OK;

	db->rec = mem_zero(sizeof(*db->rec));
	if (!db->rec)
		return ERR_NOMEM;
	buf_init(&sql, DB_REC_SQL);
	for (int i = 0; i < REC_K_ROWS && !e; i++)
		e = open_upsert(db, (enum rec_kind)i, &sql);
	for (int i = 0; i < DB_REC_COUNT && !e; i++) {
		write_query((enum db_rec_query)i, &sql);
		e = prepare(db, &sql, &db->rec->query[i]);
	}
	buf_fini(&sql);
	return e;
}

void db_rec_close(struct db *db)
{
	if (!db->rec)
		return;
	for (int i = 0; i < REC_K_ROWS; i++)
		sqlite3_finalize(db->rec->upsert[i].st);
	for (int i = 0; i < DB_REC_COUNT; i++)
		sqlite3_finalize(db->rec->query[i]);
	mem_free(db->rec);
	db->rec = NULL;
}

int db_rec_put(struct db *db, const char *retailer, const struct rec *rec)
{
	struct db_rec_upsert *u = &db->rec->upsert[rec->kind];
	const struct rec_table *t = rec_table(rec->kind);
	int rc = sqlite3_bind_text(
		u->st, DB_REC_RETAILER, retailer, -1, SQLITE_STATIC);

	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];

		if (c->kind == REC_COL_INT)
			rc |= sqlite3_bind_int64(
				u->st, u->place[i], rec_int(rec, c));
		else
			rc |= sqlite3_bind_text(u->st, u->place[i],
				rec_str(rec, c), -1, SQLITE_STATIC);
	}
	assert(rc == SQLITE_OK);
	return db_run(db, u->st);
}

sqlite3_stmt *db_rec_query(
	struct db *db, enum db_rec_query q, const char *retailer)
{
	db_bind_str(db->rec->query[q], ":retailer", retailer);
	return db->rec->query[q];
}

/* One column's value into its place in the record. */
static enum err read_column(sqlite3_stmt *st, int i, const struct rec_column *c,
	struct store_mem *mem, struct rec *rec)
{
	char *place = (char *)rec + c->offset;
	const char *s;
	bool null;

	if (c->kind == REC_COL_INT) {
		*(int64_t *)(void *)place = sqlite3_column_int64(st, i);
		return ERR_OK;
	}
	null = sqlite3_column_type(st, i) == SQLITE_NULL;
	s = null ? "" : (const char *)sqlite3_column_text(st, i);
	if (!s)
		return ERR_NOMEM;
	if (c->kind == REC_COL_STR) {
		*(const char **)(void *)place =
			null ? NULL : store_mem_str(mem, s);
		return ERR_OK;
	}
	if (*s && !id_valid(s))
		return ERR_IO;
	*(struct id *)place = *s ? id_from_str(s) : (struct id){""};
	return ERR_OK;
}

static enum err read_row(
	sqlite3_stmt *st, enum rec_kind kind, struct db_rec_rows *rows)
{
	const struct rec_table *t = rec_table(kind);
	struct rec *recs =
		store_mem_more(rows->mem, rows->recs, rows->n, sizeof(*recs));
	enum err e = ERR_OK;

	if (!recs)
		return ERR_NOMEM;
	rows->recs = recs;
	recs[rows->n] = (struct rec){.kind = kind};
	for (int i = 0; i < t->n_columns && !e; i++)
		e = read_column(
			st, i, &t->columns[i], rows->mem, &recs[rows->n]);
	rows->n++;
	return e;
}

enum err db_rec_read(
	struct db *db, enum db_rec_query q, struct db_rec_rows *rows)
{
	sqlite3_stmt *st = db->rec->query[q];
	enum err e = ERR_OK;
	int rc;

	while (!e && (rc = db_step(db, st)) != SQLITE_DONE)
		e = rc == SQLITE_ROW ? read_row(st, queries[q].kind, rows)
				     : db_err(rc);
	db_done(st);
	return !e && rows->mem->out ? ERR_NOMEM : e;
}
