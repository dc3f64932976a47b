/* SPDX-License-Identifier: MIT */
#include "relay/store/db_letter.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_extra.h"
#include "relay/store/db_room.h"
#include "relay/store/db_row.h"
#include "relay/store/db_words.h"

#define LATER "~" /* behind every id */

static enum err read_enquiry(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_enquiry *q = row;
	enum err e;

	*q = (struct store_enquiry){
		.at = sqlite3_column_int64(st, 1),
		.name = db_row_text(job, st, 2),
		.address = db_row_text(job, st, 3),
		.body = db_row_text(job, st, 4),
		.lang = sqlite3_column_int(st, 5),
		.done = sqlite3_column_int64(st, 7),
		.holder = db_row_text(job, st, 8),
		.state = sqlite3_column_int(st, 9),
		.why = db_row_text(job, st, 10),
	};
	e = db_row_id(job, st, 0, &q->id);
	if (!e && sqlite3_column_bytes(st, 6) > 0)
		e = db_row_id(job, st, 6, &q->taken);
	return e;
}

enum err db_letter_enquiry(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ENQUIRY);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":enquiry", job->id.s);
	e = db_row_list(db, job, st, read_enquiry, sizeof(struct store_enquiry),
		&job->list);
	return e || job->list.n == 1 ? e : ERR_UNKNOWN;
}

/* STORE_ANSWERED of them, behind that one, with these words if there are any;
 * `match` is lent until they are read. */
static void bind_page(sqlite3_stmt *st, const struct store_job *job, int64_t at,
	const struct id *enquiry, const struct buf *match)
{
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_int(st, ":at", at ? at : INT64_MAX);
	db_bind_str(st, ":enquiry", id_is(enquiry) ? enquiry->s : LATER);
	db_bind_int(st, ":limit", STORE_ANSWERED);
	if (match->len > 0)
		db_bind_str(st, ":match", buf_str(match));
}

enum err db_letter_answered(struct db *db, struct store_job *job)
{
	const struct store_answered_ask *ask = &job->answered;
	const struct id enquiries = {DB_WORDS_ENQUIRIES};
	struct buf match;
	sqlite3_stmt *st;
	enum err e;

	buf_init(&match, LIMIT_TEXT);
	e = db_words_match(job->retailer, &enquiries, ask->text, &match);
	if (e)
		goto out;
	st = db_query(db, match.len > 0 ? DB_Q_ANSWERED_FOUND : DB_Q_ANSWERED);
	bind_page(st, job, ask->before, &ask->enquiry, &match);
	e = db_row_list(db, job, st, read_enquiry, sizeof(struct store_enquiry),
		&job->list);
out:
	buf_fini(&match);
	return e;
}

/* ---- answers ---- */

static void bind_key(sqlite3_stmt *st, const struct store_job *job,
	const struct store_letter *l)
{
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":enquiry", l->enquiry.s);
	db_bind_str(st, ":associate", l->associate.s);
	db_bind_str(st, ":key", l->key);
}

/* Was it kept before?  Else it is one too many, or not for that associate to
 * answer. */
static enum err find(struct db *db, const struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_HAS_LETTER);
	enum err e;
	int rc;

	bind_key(st, job, &job->letter.row);
	rc = db_step(db, st);
	if (rc != SQLITE_ROW)
		e = db_err(rc);
	else if (sqlite3_column_int(st, 0) > 0)
		e = ERR_EXISTS;
	else
		e = sqlite3_column_int(st, 1) >= STORE_LETTERS ? ERR_RATE
							       : ERR_TAKEN;
	db_done(st);
	return e;
}

static enum err enquiry_done(struct db *db, const struct store_job *job,
	const struct store_letter *l)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ENQUIRY_DONE);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":enquiry", l->enquiry.s);
	db_bind_int(st, ":at", l->at);
	return db_err(db_run(db, st));
}

enum err db_letter_put(struct db *db, struct store_job *job)
{
	const struct store_letter *l = &job->letter.row;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_LETTER);
	enum err e;

	bind_key(st, job, l);
	db_bind_str(st, ":letter", l->id.s);
	db_bind_int(st, ":at", l->at);
	db_bind_str(st, ":name", l->name);
	db_bind_str(st, ":text", l->text);
	db_bind_int(st, ":state", l->state);
	db_bind_int(st, ":most", STORE_LETTERS);
	e = db_row_change(db, st, ERR_TAKEN);
	if (e == ERR_TAKEN)
		return find(db, job);
	if (!e)
		e = enquiry_done(db, job, l);
	if (!e && job->letter.mailed)
		e = db_extra_mail(db, job->retailer, &job->letter.mail);
	return e ? e : db_words_enquiry(db, job->retailer, l->enquiry.s);
}

static enum err read_letter(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_letter *l = row;

	*l = (struct store_letter){
		.at = sqlite3_column_int64(st, 1),
		.name = db_row_text(job, st, 2),
		.text = db_row_text(job, st, 3),
		.state = sqlite3_column_int(st, 4),
		.why = db_row_text(job, st, 5),
	};
	return db_row_id(job, st, 0, &l->id);
}

static enum err letters_of(struct db *db, struct store_job *job,
	const struct id *enquiry, struct store_job_list *out)
{
	sqlite3_stmt *st = db_query(db, DB_Q_LETTERS);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":enquiry", enquiry->s);
	db_bind_int(st, ":limit", STORE_LETTERS);
	return db_row_list(
		db, job, st, read_letter, sizeof(struct store_letter), out);
}

enum err db_letter_list(struct db *db, struct store_job *job)
{
	return letters_of(db, job, &job->id, &job->list);
}

/* ---- to be saved ---- */

static enum err read_enquired(
	struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_enquired *r = row;

	r->letters = NULL;
	r->n_letters = 0;
	return read_enquiry(job, st, &r->enquiry);
}

static enum err enquired(struct db *db, struct store_job *job)
{
	const struct store_archive_ask *ask = &job->export.archive;
	const struct id enquiries = {DB_WORDS_ENQUIRIES};
	const char *text = id_is(&ask->only) ? "" : ask->text;
	enum db_query query = DB_Q_ENQUIRED;
	sqlite3_stmt *st;
	struct buf match;
	enum err e;

	buf_init(&match, LIMIT_TEXT);
	e = db_words_match(job->retailer, &enquiries, text, &match);
	if (!e) {
		if (id_is(&ask->only))
			query = DB_Q_ENQUIRED_ONE;
		else if (match.len > 0)
			query = DB_Q_ENQUIRED_FOUND;
		st = db_query(db, query);
		bind_page(st, job, ask->before, &ask->chat, &match);
		db_bind_int(st, ":since", job->export.since);
		if (id_is(&ask->only))
			db_bind_str(st, ":only", ask->only.s);
		e = db_row_list(db, job, st, read_enquired,
			sizeof(struct store_enquired), &job->list);
	}
	buf_fini(&match);
	return e;
}

enum err db_letter_export(struct db *db, struct store_job *job)
{
	enum err e = enquired(db, job);
	struct store_enquired *rows =
		(struct store_enquired *)(uintptr_t)job->list.rows;
	size_t bytes = 0;
	int n = 0;

	job->more = !e && job->list.n == STORE_ANSWERED;
	for (; !e && n < job->list.n && bytes < STORE_EXPORT_BYTES; n++) {
		struct store_enquired *r = &rows[n];
		struct store_job_list letters;

		e = letters_of(db, job, &r->enquiry.id, &letters);
		r->letters = letters.rows;
		r->n_letters = letters.n;
		bytes += strlen(r->enquiry.body);
		for (int i = 0; !e && i < r->n_letters; i++)
			bytes += strlen(r->letters[i].text);
	}
	if (n < job->list.n)
		job->more = true;
	job->list.n = n;
	return e;
}

enum err db_letter_tried(
	struct db *db, const char *retailer, const struct store_mail *m)
{
	sqlite3_stmt *st = db_query(db, DB_Q_TRIED_LETTER);
	int rc;

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":mail", m->id.s);
	db_bind_int(st, ":state", m->outcome);
	db_bind_str(st, ":why", m->why);
	rc = db_run(db, st);
	db_room_note(db, rc);
	return db_err(rc);
}
