/* SPDX-License-Identifier: MIT */
#include "relay/store/db_extra.h"

#include "relay/store/db.h"
#include "relay/store/db_room.h"

/* Runs a statement that should have changed a row; `none` if it did not. */
static enum err change(struct db *db, sqlite3_stmt *st, enum err none)
{
	int rc = db_run(db, st);

	db_room_note(db, rc);
	if (rc != SQLITE_OK)
		return db_err(rc);
	return sqlite3_changes(db->sqlite) > 0 ? ERR_OK : none;
}

static const char *text(struct store_job *job, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	if (!s)
		job->found.out = true; /* no column here can be NULL */
	return store_mem_str(&job->found, s);
}

/* ERR_IO: what is there is no id. */
static enum err read_id(
	struct store_job *job, sqlite3_stmt *st, int column, struct id *out)
{
	const char *s = text(job, st, column);

	if (job->found.out)
		return ERR_NOMEM;
	if (!id_valid(s))
		return ERR_IO;
	*out = id_from_str(s);
	return ERR_OK;
}

typedef enum err (*read_fn)(struct store_job *job, sqlite3_stmt *st, void *row);

/* All rows of the statement, `each` bytes long, into the job's list. */
static enum err list(struct db *db, struct store_job *job, sqlite3_stmt *st,
	read_fn read_one, size_t each)
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
	job->list = (struct store_job_list){.rows = rows, .n = n};
	return e;
}

/* ---- greetings ---- */

enum err db_extra_template(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct store_template *)row = (struct store_template){
		.retailer = text(job, st, 0),
		.template = text(job, st, 1),
		.title = text(job, st, 2),
		.text = text(job, st, 3),
		.pages = text(job, st, 4),
		.use = sqlite3_column_int(st, 5),
		.lang = sqlite3_column_int(st, 6),
		.from = sqlite3_column_int64(st, 7),
		.until = sqlite3_column_int64(st, 8),
	};
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_extra_put_template(struct db *db, struct store_job *job)
{
	const struct store_template *t = &job->put_template;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_TEMPLATE);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":template", t->template);
	db_bind_str(st, ":title", t->title);
	db_bind_str(st, ":text", t->text);
	db_bind_str(st, ":pages", t->pages);
	db_bind_int(st, ":use", t->use);
	db_bind_int(st, ":lang", t->lang);
	db_bind_int(st, ":from", t->from);
	db_bind_int(st, ":until", t->until);
	return change(db, st, ERR_UNKNOWN);
}

enum err db_extra_drop_template(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_TEMPLATE);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":template", job->text);
	return change(db, st, ERR_UNKNOWN);
}

enum err db_extra_drop_group(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_GROUP);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":group", job->text);
	return change(db, st, ERR_UNKNOWN);
}

/* ---- files ---- */

/* What FIND_MEDIA and SWEEP_MEDIA give. */
static enum err read_media(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_media *m = row;
	enum err e = read_id(job, st, 0, &m->id);

	if (!e)
		e = read_id(job, st, 1, &m->owner);
	m->retailer = text(job, st, 2);
	m->who = sqlite3_column_int(st, 3);
	m->mime = sqlite3_column_int(st, 4);
	m->width = sqlite3_column_int64(st, 5);
	m->height = sqlite3_column_int64(st, 6);
	m->bytes = sqlite3_column_int64(st, 7);
	m->at = sqlite3_column_int64(st, 8);
	return job->found.out ? ERR_NOMEM : e;
}

enum err db_extra_put_media(struct db *db, struct store_job *job)
{
	const struct store_media *m = &job->put_media;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_MEDIA);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":media", m->id.s);
	db_bind_str(st, ":owner", m->owner.s);
	db_bind_int(st, ":who", m->who);
	db_bind_int(st, ":mime", m->mime);
	db_bind_int(st, ":width", m->width);
	db_bind_int(st, ":height", m->height);
	db_bind_int(st, ":bytes", m->bytes);
	db_bind_int(st, ":at", m->at);
	return change(db, st, ERR_UNKNOWN);
}

enum err db_extra_find_media(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_MEDIA);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":media", job->media.media.s);
	db_bind_str(st, ":viewer", job->media.viewer.s);
	db_bind_int(st, ":who", (int64_t)job->media.who);
	e = list(db, job, st, read_media, sizeof(struct store_media));
	return e || job->list.n ? e : ERR_UNKNOWN;
}

enum err db_extra_sweep_media(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SWEEP_MEDIA);

	db_bind_int(st, ":before", job->media.before);
	db_bind_int(st, ":limit", STORE_SWEEP);
	return list(db, job, st, read_media, sizeof(struct store_media));
}

/* ---- mails ---- */

enum err db_extra_mail(
	struct db *db, const char *retailer, const struct store_mail *m)
{
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_MAIL);

	db_bind_str(st, ":retailer", retailer);
	db_bind_str(st, ":mail", m->id.s);
	db_bind_str(st, ":address", m->address);
	db_bind_str(st, ":text", m->text);
	db_bind_int(st, ":made", m->made);
	db_bind_int(st, ":due", m->due);
	db_bind_int(st, ":most", STORE_MAILS);
	return change(db, st, ERR_FULL);
}

enum err db_extra_put_mail(struct db *db, struct store_job *job)
{
	return db_extra_mail(db, job->retailer, &job->mail);
}

static enum err read_mail(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_mail *m = row;
	enum err e = read_id(job, st, 0, &m->id);

	m->retailer = text(job, st, 1);
	m->address = text(job, st, 2);
	m->text = text(job, st, 3);
	m->why = text(job, st, 4);
	m->tries = sqlite3_column_int(st, 5);
	m->made = sqlite3_column_int64(st, 6);
	m->due = sqlite3_column_int64(st, 7);
	return job->found.out ? ERR_NOMEM : e;
}

enum err db_extra_mails(struct db *db, struct store_job *job)
{
	bool next = !job->retailer[0];
	sqlite3_stmt *st = db_query(db, next ? DB_Q_NEXT_MAIL : DB_Q_MAILS);

	if (!next)
		db_bind_str(st, ":retailer", job->retailer);
	return list(db, job, st, read_mail, sizeof(struct store_mail));
}

enum err db_extra_tried_mail(struct db *db, struct store_job *job)
{
	const struct store_mail *m = &job->mail;
	sqlite3_stmt *st =
		db_query(db, m->due ? DB_Q_TRIED_MAIL : DB_Q_DROP_MAIL);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":mail", m->id.s);
	if (m->due) {
		db_bind_int(st, ":due", m->due);
		db_bind_int(st, ":tries", m->tries);
		db_bind_str(st, ":why", m->why);
	}
	return change(db, st, ERR_UNKNOWN);
}

/* ---- reports ---- */

enum err db_extra_put_report(struct db *db, struct store_job *job)
{
	const struct store_report *r = &job->report.row;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_REPORT);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":report", r->id.s);
	db_bind_str(st, ":associate", r->associate.s);
	db_bind_int(st, ":at", r->at);
	db_bind_str(st, ":text", r->text);
	db_bind_int(st, ":since", job->report.since);
	db_bind_int(st, ":most", job->report.most);
	e = change(db, st, ERR_RATE);
	if (!e && job->report.mailed)
		e = db_extra_mail(db, job->retailer, &job->report.mail);
	if (e == ERR_FULL) {
		db_say(db, "too many mails wait: a report is not mailed");
		e = ERR_OK;
	}
	return e;
}

static enum err read_report(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_report *r = row;
	enum err e = read_id(job, st, 0, &r->id);

	if (!e)
		e = read_id(job, st, 1, &r->associate);
	r->retailer = text(job, st, 2);
	r->name = text(job, st, 3);
	r->text = text(job, st, 4);
	r->at = sqlite3_column_int64(st, 5);
	return job->found.out ? ERR_NOMEM : e;
}

enum err db_extra_reports(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_REPORTS);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":report", job->id.s);
	db_bind_int(st, ":limit", STORE_REPORTS);
	return list(db, job, st, read_report, sizeof(struct store_report));
}

/* ---- blocks ---- */

static enum err read_block(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_block *b = row;
	enum err e = read_id(job, st, 0, &b->shopper);

	b->name = text(job, st, 1);
	b->by = text(job, st, 2);
	b->reason = text(job, st, 3);
	b->at = sqlite3_column_int64(st, 4);
	return job->found.out ? ERR_NOMEM : e;
}

enum err db_extra_blocks(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_BLOCKS);

	db_bind_str(st, ":retailer", job->retailer);
	return list(db, job, st, read_block, sizeof(struct store_block));
}
