/* SPDX-License-Identifier: MIT */
/*
 * Addresses are compared as norm_fold leaves them: more alike than mail
 * systems hold them to be, so that no two accounts look the same to people.
 */
#include "relay/store/db_people.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_account.h"
#include "relay/store/db_extra.h"
#include "relay/store/db_room.h"
#include "relay/store/db_row.h"
#include "shared/buf.h"

#define DB_PEOPLE_SQL 256 /* bytes of a statement */

/* What FIND_ADDRESS, FIND_SESSION and ASSOCIATES select. */
enum err db_people_nameless(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_associate *a = row;

	a->retailer = db_row_text(job, st, 1);
	a->address = db_row_text(job, st, 2);
	a->name = db_row_text(job, st, 3);
	a->hash = db_row_text(job, st, 4);
	a->groups = db_row_text(job, st, 5);
	a->manager = sqlite3_column_int64(st, 6) != 0;
	a->lang = sqlite3_column_int(st, 7);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_people_account(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_associate *a = row;
	enum err e = db_people_nameless(job, st, row);

	return e ? e : db_row_id(job, st, 0, &a->id);
}

static enum err read_retailer(
	struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_retailer *r = row;

	r->retailer = db_row_text(job, st, 0);
	r->name = db_row_text(job, st, 1);
	r->zone = db_row_text(job, st, 2);
	r->currency = db_row_text(job, st, 3);
	r->accent = db_row_text(job, st, 4);
	r->origins = db_row_text(job, st, 5);
	r->hours = db_row_text(job, st, 6);
	r->numbers = (struct store_numbers){
		.at_once = sqlite3_column_int64(st, 7),
		.more_every = sqlite3_column_int64(st, 8),
		.ring_for = sqlite3_column_int64(st, 9),
		.keep_state = sqlite3_column_int64(st, 10),
		.take_over = sqlite3_column_int64(st, 11),
		.left_after = sqlite3_column_int64(st, 12),
		.window_days = sqlite3_column_int64(st, 13),
		.scan = sqlite3_column_int64(st, 15),
		.retention = sqlite3_column_int64(st, 16),
		.largest_order = sqlite3_column_int64(st, 17),
	};
	r->support = db_row_text(job, st, 14);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

static enum err read_group(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_group *g = row;

	g->retailer = db_row_text(job, st, 0);
	g->group = db_row_text(job, st, 1);
	g->name = db_row_text(job, st, 2);
	g->hours = db_row_text(job, st, 3);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

/* All rows of the statement, `each` bytes long, as an array: NULL on error. */
static void *read_all(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, size_t each, int *n)
{
	struct store_job_list found = {.rows = NULL};

	if (!job->err)
		job->err = db_row_list(db, job, st, read_one, each, &found);
	*n = job->err ? 0 : found.n;
	return job->err ? NULL : (void *)found.rows;
}

enum err db_people_tenants(struct db *db, struct store_job *job)
{
	struct store_tenants *t = &job->tenants;

	t->retailers = read_all(db, job, db_query(db, DB_Q_RETAILERS),
		read_retailer, sizeof(*t->retailers), &t->n_retailers);
	t->groups = read_all(db, job, db_query(db, DB_Q_GROUPS), read_group,
		sizeof(*t->groups), &t->n_groups);
	t->associates = read_all(db, job, db_query(db, DB_Q_ASSOCIATES),
		db_people_account, sizeof(*t->associates), &t->n_associates);
	t->templates = read_all(db, job, db_query(db, DB_Q_TEMPLATES),
		db_extra_template, sizeof(*t->templates), &t->n_templates);
	if (job->err)
		*t = (struct store_tenants){0};
	return job->err;
}

enum err db_people_put_retailer(struct db *db, struct store_job *job)
{
	const struct store_retailer *r = &job->put_retailer;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_RETAILER);

	db_bind_str(st, ":retailer", r->retailer);
	db_bind_str(st, ":name", r->name);
	db_bind_str(st, ":zone", r->zone);
	db_bind_str(st, ":currency", r->currency);
	db_bind_str(st, ":accent", r->accent);
	db_bind_str(st, ":origins", r->origins);
	db_bind_str(st, ":hours", r->hours);
	db_bind_int(st, ":at_once", r->numbers.at_once);
	db_bind_int(st, ":more_every", r->numbers.more_every);
	db_bind_int(st, ":ring_for", r->numbers.ring_for);
	db_bind_int(st, ":keep_state", r->numbers.keep_state);
	db_bind_int(st, ":take_over", r->numbers.take_over);
	db_bind_int(st, ":left_after", r->numbers.left_after);
	db_bind_int(st, ":window_days", r->numbers.window_days);
	db_bind_str(st, ":support", r->support);
	db_bind_int(st, ":scan", r->numbers.scan);
	db_bind_int(st, ":retention", r->numbers.retention);
	db_bind_int(st, ":largest_order", r->numbers.largest_order);
	return db_row_change(db, st, ERR_IO);
}

static enum err drop_rows(
	struct db *db, const char *table, const char *retailer)
{
	sqlite3_stmt *st = NULL;
	struct buf sql;
	enum err e;

	buf_init(&sql, DB_PEOPLE_SQL);
	buf_addf(&sql, "DELETE FROM %s WHERE retailer = :retailer", table);
	e = sql.err ? sql.err : db_prepare(db, buf_str(&sql), &st);
	if (!e) {
		db_bind_str(st, ":retailer", retailer);
		e = db_row_change(db, st, ERR_OK);
	}
	sqlite3_finalize(st);
	buf_fini(&sql);
	return e;
}

enum err db_people_drop_retailer(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_TENANT_TABLES);
	enum err e = ERR_OK;
	int rc = SQLITE_OK;

	while (!e && (rc = db_step(db, st)) == SQLITE_ROW)
		e = drop_rows(db, (const char *)sqlite3_column_text(st, 0),
			job->retailer);
	db_done(st);
	if (!e && rc != SQLITE_DONE)
		e = db_err(rc);
	if (e)
		return e;
	st = db_query(db, DB_Q_DROP_RETAILER);
	db_bind_str(st, ":retailer", job->retailer);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_people_put_group(struct db *db, struct store_job *job)
{
	const struct store_group *g = &job->put_group;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_GROUP);

	db_bind_str(st, ":retailer", g->retailer);
	db_bind_str(st, ":group", g->group);
	db_bind_str(st, ":name", g->name);
	db_bind_str(st, ":hours", g->hours);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_people_drop_stale(struct db *db, const char *retailer,
	const struct id *associate, const char *hash)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_STALE_SESSIONS);

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":associate", associate->s);
	db_bind_str(st, ":hash", hash);
	return db_row_change(db, st, ERR_OK);
}

enum err db_people_put(struct db *db, const struct store_associate *a)
{
	struct buf folded;
	sqlite3_stmt *st;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(a->address, &folded);
	if (!e)
		e = db_people_drop_stale(db, a->retailer, &a->id, a->hash);
	if (!e) {
		st = db_query(db, DB_Q_PUT_ASSOCIATE);
		db_bind_str(st, ":retailer", a->retailer);
		db_bind_str(st, ":associate", a->id.s);
		db_bind_str(st, ":address", a->address);
		db_bind_str(st, ":folded", buf_str(&folded));
		db_bind_str(st, ":name", a->name);
		db_bind_str(st, ":hash", a->hash);
		db_bind_str(st, ":groups", a->groups);
		db_bind_int(st, ":manager", a->manager);
		db_bind_int(st, ":lang", a->lang);
		e = db_row_change(db, st, ERR_UNKNOWN);
	}
	buf_fini(&folded);
	return e;
}

enum err db_people_put_associate(struct db *db, struct store_job *job)
{
	return db_people_put(db, &job->put_associate);
}

enum err db_people_drop_associate(struct db *db, struct store_job *job)
{
	static const enum db_query all[] = {
		DB_Q_DROP_SESSIONS,
		DB_Q_DROP_DEVICES,
		DB_Q_DROP_MOVES,
		DB_Q_DROP_ASSOCIATE,
	};
	const int n = sizeof(all) / sizeof(all[0]);
	enum err e = ERR_OK;

	for (int i = 0; i < n && !e; i++) {
		sqlite3_stmt *st = db_query(db, all[i]);

		db_bind_str(st, ":associate", job->id.s);
		e = db_row_change(db, st, i < n - 1 ? ERR_OK : ERR_UNKNOWN);
	}
	return e;
}

enum err db_people_find_address(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_ADDRESS);
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(job->text, &folded);
	if (e == ERR_FIELD)
		e = ERR_UNKNOWN;
	if (!e) {
		db_bind_str(st, ":folded", buf_str(&folded));
		e = db_row_first(db, job, st, db_people_account, &job->account,
			ERR_UNKNOWN);
	}
	buf_fini(&folded);
	return e;
}

/* Used, or made, at these or earlier: it has expired. */
static void bind_expiry(const struct db *db, sqlite3_stmt *st, int64_t now)
{
	db_bind_int(st, ":idle",
		db->session_idle ? now - db->session_idle : INT64_MIN);
	db_bind_int(st, ":old",
		db->session_life ? now - db->session_life : INT64_MIN);
}

enum err db_people_find_session(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_SESSION);
	char hash[DB_ROW_HASH];
	enum err e;

	db_row_write_hash(job->token.hash, hash);
	db_bind_str(st, ":hash", hash);
	bind_expiry(db, st, job->token.now);
	e = db_row_first(
		db, job, st, db_people_account, &job->account, ERR_TOKEN);
	/* When it was used is not worth turning somebody away for. */
	if (e || !db_room_left(db))
		return e;
	st = db_query(db, DB_Q_USE_SESSION);
	db_bind_str(st, ":hash", hash);
	db_bind_int(st, ":now", job->token.now);
	return db_row_change(db, st, ERR_OK);
}

enum err db_people_put_session(struct db *db, struct store_job *job)
{
	const struct store_session *session = &job->put_session;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_SESSION);
	char hash[DB_ROW_HASH];
	enum err e;

	db_row_write_hash(session->hash, hash);
	db_bind_str(st, ":hash", hash);
	db_bind_str(st, ":retailer", session->retailer);
	db_bind_str(st, ":associate", session->associate.s);
	db_bind_str(st, ":session", session->id.s);
	db_bind_str(st, ":device", session->device);
	db_bind_str(st, ":judged", session->judged);
	db_bind_int(st, ":made", session->made);
	db_bind_int(st, ":used", session->used);
	e = db_row_change(db, st, ERR_UNKNOWN);
	return e || !session->signs_in ? e : db_account_signed_in(db, session);
}

enum err db_people_drop_session(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_SESSION);
	char hash[DB_ROW_HASH];

	db_row_write_hash(job->token.hash, hash);
	db_bind_str(st, ":hash", hash);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_people_sweep_sessions(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SWEEP_SESSIONS);

	bind_expiry(db, st, job->token.now);
	return db_row_change(db, st, ERR_OK);
}

/* What SESSIONS and END_SESSION give. */
static enum err read_session(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_session *s = row;
	const char *id = db_row_text(job, st, 0);
	const char *associate = db_row_text(job, st, 1);

	*s = (struct store_session){
		.retailer = job->retailer,
		.device = db_row_text(job, st, 2),
		.made = sqlite3_column_int64(st, 3),
		.used = sqlite3_column_int64(st, 4),
	};
	if (job->found.out)
		return ERR_NOMEM;
	if (!id_valid(id) || !id_valid(associate) ||
		!db_row_read_hash(
			(const char *)sqlite3_column_text(st, 5), s->hash))
		return ERR_IO;
	s->id = id_from_str(id);
	s->associate = id_from_str(associate);
	return ERR_OK;
}

/* The statement's rows into the job's list. */
static enum err list_sessions(
	struct db *db, struct store_job *job, sqlite3_stmt *st)
{
	int n;

	job->list.rows = read_all(
		db, job, st, read_session, sizeof(struct store_session), &n);
	job->list.n = n;
	return job->err;
}

enum err db_people_sessions(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SESSIONS);

	bind_expiry(db, st, job->sessions.now);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", job->sessions.associate.s);
	db_bind_int(st, ":limit", STORE_SESSIONS);
	return list_sessions(db, job, st);
}

enum err db_people_end_session(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_END_SESSION);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", job->sessions.associate.s);
	db_bind_str(st, ":session", job->sessions.session.s);
	e = list_sessions(db, job, st);
	return e || job->list.n ? e : ERR_UNKNOWN;
}

static enum err read_summary(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_account *a = row;

	*a = (struct store_account){
		.lang = sqlite3_column_int(st, 1),
		.locked = sqlite3_column_int64(st, 2) >= STORE_CODE_TRIES,
		.sessions = sqlite3_column_int64(st, 3),
		.used = sqlite3_column_int64(st, 4),
	};
	return db_row_id(job, st, 0, &a->id);
}

enum err db_people_accounts(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ACCOUNTS);

	bind_expiry(db, st, job->sessions.now);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", job->sessions.associate.s);
	return db_row_list(db, job, st, read_summary,
		sizeof(struct store_account), &job->list);
}
