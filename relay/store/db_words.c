/* SPDX-License-Identifier: MIT */
#include "relay/store/db_words.h"

#include <stdio.h>
#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_room.h"
#include "relay/store/db_row.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "shared/word.h"

#define CHATS 20 /* of a turn: a few milliseconds */
#define CHAT_TEXT \
	(8 * 1024 * 1024) /* bytes of a chat; the rest is unsought \
			   */
#define WHO 4096

/* ---- text as it is indexed ---- */

/* The letters of a run with blanks between them. */
static void add_run(struct buf *out, const char *s, size_t len)
{
	uint32_t cp;

	while (len > 0) {
		size_t n = utf8_decode(s, len, &cp);

		buf_add(out, s, n);
		buf_add_char(out, ' ');
		s += n;
		len -= n;
	}
}

/* Gives the folded text (mem_free). */
static enum err fold_text(const char *text, char **out)
{
	size_t len = strlen(text);

	*out = NULL;
	if (!utf8_valid(text, len))
		return ERR_UTF8;
	*out = fold(text, len);
	return *out ? ERR_OK : ERR_NOMEM;
}

/* Text that is no UTF-8 cannot have been typed, and is not looked for. */
static enum err add_text(struct buf *out, const char *text)
{
	struct word_scan scan;
	struct word w;
	char *folded;
	enum err e = fold_text(text, &folded);

	if (e)
		return e == ERR_UTF8 ? ERR_OK : e;
	word_scan(&scan, folded, strlen(folded));
	while (word_next(&scan, &w)) {
		if (w.kind == WORD_RUN)
			add_run(out, w.s, w.len);
		else if (w.kind == WORD_LETTERS)
			buf_addf(out, "%.*s ", (int)w.len, w.s);
	}
	mem_free(folded);
	return out->err;
}

/* ---- the index ---- */

/* One chat's: `who` has it, and what was said. */
struct said {
	struct buf who, text;
};

static enum err add_row(struct said *said, sqlite3_stmt *st)
{
	const char *s = (const char *)sqlite3_column_text(st, 1);

	if (!s)
		return ERR_NOMEM;
	if (sqlite3_column_int(st, 0))
		return buf_addf(&said->who, " %s", s);
	/* The text of one entry is far shorter than what is left then. */
	return said->text.len < CHAT_TEXT ? add_text(&said->text, s) : ERR_OK;
}

static enum err read_words(struct db *db, enum db_query q, const char *retailer,
	const char *chat, struct said *said)
{
	sqlite3_stmt *st = db_query(db, q);
	enum err e = buf_addf(&said->who, "%s %s", retailer, chat);
	int rc = SQLITE_DONE;

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":chat", chat);
	while (!e && (rc = db_step(db, st)) == SQLITE_ROW)
		e = add_row(said, st);
	db_done(st);
	return e || rc == SQLITE_DONE ? e : db_err(rc);
}

/* Its words have been written last. */
static int note_sought(struct db *db, const char *retailer, const char *chat)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SOUGHT);
	int64_t place = sqlite3_last_insert_rowid(db->sqlite);

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":chat", chat);
	db_bind_int(st, ":place", place);
	return db_run(db, st);
}

/* Its row anew, behind all others. */
static int write_words(struct db *db, const char *retailer, const char *chat,
	const struct said *said)
{
	char match[2 * LIMIT_KEY];
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_WORDS);
	int rc;

	snprintf(match, sizeof(match), "who : \"%s\"", chat);
	db_bind_str(st, ":match", match);
	rc = db_run(db, st);
	if (rc != SQLITE_OK)
		return rc;
	st = db_query(db, DB_Q_PUT_WORDS);
	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":chat", chat);
	db_bind_str(st, ":who", buf_str(&said->who));
	db_bind_str(st, ":text", buf_str(&said->text));
	return db_run(db, st);
}

/* What that statement says of it. */
static enum err index_one(struct db *db, enum db_query q, const char *more,
	const char *retailer, const char *chat)
{
	struct said said;
	enum err e;
	int rc;

	buf_init(&said.who, WHO);
	buf_init(&said.text, 2 * CHAT_TEXT);
	e = read_words(db, q, retailer, chat, &said);
	if (!e)
		e = buf_add_str(&said.who, more);
	if (!e) {
		rc = write_words(db, retailer, chat, &said);
		db_room_note(db, rc);
		e = db_err(rc);
	}
	buf_fini(&said.who);
	buf_fini(&said.text);
	return e;
}

static enum err index_chat(
	struct db *db, const char *retailer, const char *chat)
{
	enum err e = index_one(db, DB_Q_CHAT_WORDS, "", retailer, chat);

	return e ? e : db_err(note_sought(db, retailer, chat));
}

enum err db_words_enquiry(
	struct db *db, const char *retailer, const char *enquiry)
{
	return index_one(db, DB_Q_ENQUIRY_WORDS, " " DB_WORDS_ENQUIRIES,
		retailer, enquiry);
}

static enum err index_enquiry(
	struct db *db, const char *retailer, const char *enquiry)
{
	enum err e = db_words_enquiry(db, retailer, enquiry);
	sqlite3_stmt *st;

	if (e)
		return e;
	st = db_query(db, DB_Q_ENQUIRY_SOUGHT);
	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":chat", enquiry);
	return db_err(db_run(db, st));
}

struct unsought {
	const char *retailer, *chat;
};

static enum err read_unsought(
	struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct unsought *)row = (struct unsought){
		.retailer = db_row_text(job, st, 0),
		.chat = db_row_text(job, st, 1),
	};
	return ERR_OK;
}

/* Those that the question names, by `index`. */
static enum err index_some(struct db *db, struct store_job *job,
	enum db_query which,
	enum err (*index)(struct db *db, const char *retailer, const char *one))
{
	sqlite3_stmt *st = db_query(db, which);
	const struct unsought *rows;
	enum err e;

	db_bind_int(st, ":limit", CHATS);
	e = db_row_list(db, job, st, read_unsought, sizeof(*rows), &job->list);
	rows = job->list.rows;
	for (int i = 0; i < job->list.n && !e; i++)
		e = index(db, rows[i].retailer, rows[i].chat);
	job->more = job->list.n == CHATS;
	return e;
}

enum err db_words_index(struct db *db, struct store_job *job)
{
	enum err e = index_some(db, job, DB_Q_UNSOUGHT, index_chat);

	if (e || job->list.n > 0)
		return e;
	return index_some(db, job, DB_Q_ENQUIRY_UNSOUGHT, index_enquiry);
}

/* ---- the question ---- */

enum err db_words_match(const char *retailer, const struct id *associate,
	const char *text, struct buf *out)
{
	struct word_scan scan;
	struct word w;
	char *folded;
	int n = 0;
	enum err e = fold_text(text, &folded);

	if (e)
		return e;
	word_scan(&scan, folded, strlen(folded));
	while (word_next(&scan, &w)) {
		if (w.kind == WORD_JOINED)
			continue;
		if (n++ == 0) {
			buf_addf(out, "who : \"%s\"", retailer);
			if (id_is(associate))
				buf_addf(out,
					" AND who : (\"%s\" OR \"nobody\")",
					associate->s);
		}
		buf_add_str(out, " AND text : \"");
		if (w.kind == WORD_RUN)
			add_run(out, w.s, w.len);
		else
			buf_add(out, w.s, w.len);
		buf_add_str(out, w.kind == WORD_RUN ? "\"" : "\" *");
	}
	mem_free(folded);
	return n > STORE_SEARCH_WORDS ? ERR_SIZE : out->err;
}
