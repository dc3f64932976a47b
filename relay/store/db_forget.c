/* SPDX-License-Identifier: MIT */
#include "relay/store/db_forget.h"

#include "relay/store/db.h"
#include "relay/store/db_room.h"
#include "relay/store/db_row.h"
#include "relay/store/db_words.h"

#define ONCE 5   /* chats of a turn, and enquiries */
#define ROWS 500 /* of what is one row each */
#define PAGES 64 /* of the index; SQLite reads them as it merges */

/* Of whom, or of what. */
struct whose {
	struct db *db;
	const char *retailer;
	const char *chat;    /* or an enquiry; NULL */
	const char *shopper; /* NULL */
	const char *anew;
};

static int run(const struct whose *w, enum db_query q)
{
	sqlite3_stmt *st = db_query(w->db, q);

	if (q != DB_Q_FORGET_WORDS)
		db_bind_str(st, ":retailer", w->retailer);
	db_bind_str(st, w->chat ? ":chat" : ":shopper",
		w->chat ? w->chat : w->shopper);
	if (q == DB_Q_ERASE_SALES || q == DB_Q_ERASE_CHATS)
		db_bind_str(st, ":anew", w->anew);
	return db_run(w->db, st);
}

static int run_all(const struct whose *w, const enum db_query *list, size_t n)
{
	int rc = SQLITE_OK;

	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = run(w, list[i]);
	return rc;
}
#define RUN_ALL(w, list) run_all(w, list, sizeof(list) / sizeof(*(list)))

/* ---- chats and enquiries ---- */

static const enum db_query of_chat[] = {DB_Q_FORGET_WORDS, DB_Q_FORGET_FILES,
	DB_Q_FORGET_ATTACHED, DB_Q_FORGET_ENTRIES, DB_Q_FORGET_MARKS,
	DB_Q_FORGET_RATED};
static const enum db_query and_itself[] = {DB_Q_FORGET_RINGS, DB_Q_FORGET_FILED,
	DB_Q_FORGET_BLOCK, DB_Q_FORGET_CHAT};
static const enum db_query of_enquiry[] = {DB_Q_FORGET_WORDS, DB_Q_FORGET_MAIL,
	DB_Q_FORGET_LETTERS, DB_Q_FORGET_ENQUIRY};

/* Its words; that it was stays. */
static int forget_words_of(struct whose w, const char *chat)
{
	w.chat = chat;
	return RUN_ALL(&w, of_chat);
}

static int forget_chat(struct whose w, const char *chat)
{
	int rc = forget_words_of(w, chat);

	w.chat = chat;
	return rc == SQLITE_OK ? RUN_ALL(&w, and_itself) : rc;
}

static int forget_enquiry(struct whose w, const char *enquiry)
{
	w.chat = enquiry;
	return RUN_ALL(&w, of_enquiry);
}

/* Does that with each id that the statement, which is bound, gives.  They are
 * read first: what is read must not be deleted from meanwhile. */
static int each(const struct whose *w, sqlite3_stmt *st,
	int (*one)(struct whose w, const char *id), int64_t *n)
{
	struct store_mem mem = {.top = NULL};
	const char **ids = NULL;
	int found = 0, rc;

	while ((rc = db_step(w->db, st)) == SQLITE_ROW) {
		ids = store_mem_more(&mem, ids, found, sizeof(*ids));
		if (!ids)
			break;
		ids[found++] = store_mem_str(
			&mem, (const char *)sqlite3_column_text(st, 0));
	}
	db_done(st);
	rc = mem.out ? SQLITE_NOMEM : rc == SQLITE_DONE ? SQLITE_OK : rc;
	for (int i = 0; i < found && rc == SQLITE_OK; i++)
		rc = one(*w, ids[i]);
	store_mem_fini(&mem);
	*n = found;
	return rc;
}

/* ---- one shopper ---- */

static int each_of_theirs(const struct whose *w, enum db_query q,
	int (*one)(struct whose w, const char *id))
{
	sqlite3_stmt *st = db_query(w->db, q);
	int64_t n;

	db_bind_str(st, ":retailer", w->retailer);
	db_bind_str(st, ":shopper", w->shopper);
	return each(w, st, one, &n);
}

static int erase(const struct whose *w)
{
	static const enum db_query rest[] = {DB_Q_ERASE_FILES, DB_Q_ERASE_FILED,
		DB_Q_ERASE_BLOCKS, DB_Q_ERASE_CLAIMS, DB_Q_ERASE_SHOPPER,
		DB_Q_ERASE_SALES, DB_Q_ERASE_CHATS};
	int rc = each_of_theirs(w, DB_Q_CHATS_OF, forget_words_of);

	if (rc == SQLITE_OK)
		rc = each_of_theirs(w, DB_Q_ENQUIRIES_OF, forget_enquiry);
	return rc == SQLITE_OK ? RUN_ALL(w, rest) : rc;
}

static int call_them(const struct whose *w, const char *name)
{
	static const enum db_query all[] = {DB_Q_CORRECT_SHOPPER,
		DB_Q_CORRECT_FILED, DB_Q_CORRECT_ENTRIES, DB_Q_CORRECT_BLOCKS,
		DB_Q_CORRECT_CLAIMS, DB_Q_CORRECT_SALES};
	int rc = SQLITE_OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && rc == SQLITE_OK;
		i++) {
		db_bind_str(db_query(w->db, all[i]), ":name", name);
		rc = run(w, all[i]);
	}
	return rc;
}

static int write_them(const struct whose *w, const char *address)
{
	db_bind_str(db_query(w->db, DB_Q_CORRECT_MAILS), ":address", address);
	return run(w, DB_Q_CORRECT_MAILS);
}

static int index_enquiry(struct whose w, const char *enquiry)
{
	enum err e = db_words_enquiry(w.db, w.retailer, enquiry);

	return e == ERR_OK ? SQLITE_OK : SQLITE_ERROR;
}

static int correct(const struct whose *w, const struct rec_corrected *to)
{
	sqlite3_stmt *st = db_query(w->db, DB_Q_CORRECT_ENQUIRIES);
	int rc;

	db_bind_str(st, ":name", to->name);
	db_bind_str(st, ":address", to->address);
	rc = run(w, DB_Q_CORRECT_ENQUIRIES);
	if (rc == SQLITE_OK && to->name && *to->name)
		rc = call_them(w, to->name);
	if (rc == SQLITE_OK && to->address && *to->address)
		rc = write_them(w, to->address);
	if (rc == SQLITE_OK)
		rc = each_of_theirs(w, DB_Q_ENQUIRIES_OF, index_enquiry);
	return rc;
}

int db_forget_deed(struct db *db, const char *retailer, const struct rec *deed)
{
	struct whose w = {.db = db, .retailer = retailer};

	if (deed->kind == REC_K_ERASED) {
		w.shopper = deed->erased.shopper.s;
		w.anew = deed->erased.anew.s;
		return erase(&w);
	}
	w.shopper = deed->corrected.shopper.s;
	return correct(&w, &deed->corrected);
}

/* ---- the retention ---- */

static sqlite3_stmt *old(const struct whose *w, enum db_query q, int64_t before)
{
	sqlite3_stmt *st = db_query(w->db, q);

	db_bind_str(st, ":retailer", w->retailer);
	db_bind_int(st, ":before", before);
	return st;
}

static int old_ones(const struct whose *w, enum db_query q, int64_t before,
	int (*one)(struct whose w, const char *id), int64_t *n)
{
	sqlite3_stmt *st = old(w, q, before);

	db_bind_int(st, ":limit", ONCE);
	return each(w, st, one, n);
}

static int old_rows(
	const struct whose *w, enum db_query q, int64_t before, int64_t *n)
{
	sqlite3_stmt *st = old(w, q, before);
	int rc;

	db_bind_int(st, ":limit", ROWS);
	rc = db_run(w->db, st);
	*n = rc == SQLITE_OK ? sqlite3_changes(w->db->sqlite) : 0;
	return rc;
}

/* Chats first: a shopper goes when the last of theirs has gone. */
enum err db_forget_expire(struct db *db, struct store_job *job)
{
	const struct whose w = {.db = db, .retailer = job->retailer};
	struct store_expired *x = &job->expired;
	int64_t before = job->since, names;
	int rc = old_ones(&w, DB_Q_OLD_CHATS, before, forget_chat, &x->chats);

	if (rc == SQLITE_OK)
		rc = old_ones(&w, DB_Q_OLD_ENQUIRIES, before, forget_enquiry,
			&x->enquiries);
	if (rc == SQLITE_OK)
		rc = old_rows(&w, DB_Q_EXPIRE_SALES, before, &x->sales);
	if (rc == SQLITE_OK)
		rc = old_rows(&w, DB_Q_EXPIRE_CLAIMS, before, &x->claims);
	x->more = x->chats == ONCE || x->enquiries == ONCE ||
		x->sales == ROWS || x->claims == ROWS;
	if (rc == SQLITE_OK && !x->more) {
		rc = old_rows(&w, DB_Q_EXPIRE_SHOPPERS, before, &x->shoppers);
		x->more = x->shoppers == ROWS;
	}
	if (rc == SQLITE_OK && !x->more)
		rc = old_rows(&w, DB_Q_EXPIRE_NAMES, before, &names);
	return db_err(rc);
}

enum err db_forget_count(struct db *db, struct store_job *job)
{
	const struct whose w = {.db = db, .retailer = job->retailer};
	sqlite3_stmt *st = old(&w, DB_Q_COUNT_OLD, job->since);
	int rc = db_step(db, st);

	if (rc == SQLITE_ROW)
		job->expired = (struct store_expired){
			.chats = sqlite3_column_int64(st, 0),
			.enquiries = sqlite3_column_int64(st, 1),
			.sales = sqlite3_column_int64(st, 2),
			.claims = sqlite3_column_int64(st, 3),
			.shoppers = sqlite3_column_int64(st, 4),
		};
	db_done(st);
	return rc == SQLITE_ROW ? ERR_OK : db_err(rc);
}

/* SQLite: a merge is over when it changes less than two rows.  The first one of
 * a negative number of pages begins with all that there is. */
enum err db_forget_scour(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SCOUR);
	int64_t before = sqlite3_total_changes64(db->sqlite);
	int rc;

	db_bind_int(st, ":pages", -PAGES);
	rc = db_run(db, st);
	job->more = sqlite3_total_changes64(db->sqlite) - before >= 2;
	if (!job->more)
		db_room_shed(db); /* the log has it all once more */
	return db_err(rc);
}
