/* SPDX-License-Identifier: MIT */
#include "relay/store/db_extra.h"

#include "relay/store/db.h"
#include "relay/store/db_letter.h"
#include "relay/store/db_row.h"

/* All rows of the statement, into the job's list. */
static enum err list(struct db *db, struct store_job *job, sqlite3_stmt *st,
	db_row_fn read_one, size_t each)
{
	return db_row_list(db, job, st, read_one, each, &job->list);
}

/* ---- greetings ---- */

enum err db_extra_template(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(struct store_template *)row = (struct store_template){
		.retailer = db_row_text(job, st, 0),
		.template = db_row_text(job, st, 1),
		.title = db_row_text(job, st, 2),
		.text = db_row_text(job, st, 3),
		.pages = db_row_text(job, st, 4),
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
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_extra_drop_template(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_TEMPLATE);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":template", job->text);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_extra_drop_group(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_GROUP);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":group", job->text);
	return db_row_change(db, st, ERR_UNKNOWN);
}

enum err db_extra_prove(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_PROVE);

	db_bind_str(st, ":retailer", job->retailer);
	return db_row_change(db, st, ERR_UNKNOWN);
}

/* ---- orders ---- */

enum err db_extra_put_order_key(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_ORDER_KEY);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":secret", job->put_secret.secret);
	db_bind_int(st, ":made", job->put_secret.made);
	return db_row_change(db, st, ERR_UNKNOWN);
}

static enum err read_secret(struct store_job *job, sqlite3_stmt *st, void *row)
{
	*(const char **)row = db_row_text(job, st, 0);
	return job->found.out ? ERR_NOMEM : ERR_OK;
}

enum err db_extra_order_key(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ORDER_KEY);

	db_bind_str(st, ":retailer", job->retailer);
	return db_row_first(
		db, job, st, read_secret, &job->secret, ERR_UNKNOWN);
}

/* ---- files ---- */

/* What FIND_MEDIA and SWEEP_MEDIA give. */
static enum err read_media(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_media *m = row;
	enum err e = db_row_id(job, st, 0, &m->id);

	if (!e)
		e = db_row_id(job, st, 1, &m->owner);
	m->retailer = db_row_text(job, st, 2);
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
	return db_row_change(db, st, ERR_UNKNOWN);
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
	return db_row_change(db, st, ERR_FULL);
}

enum err db_extra_put_mail(struct db *db, struct store_job *job)
{
	return db_extra_mail(db, job->retailer, &job->mail);
}

static enum err read_mail(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_mail *m = row;
	enum err e = db_row_id(job, st, 0, &m->id);

	m->retailer = db_row_text(job, st, 1);
	m->address = db_row_text(job, st, 2);
	m->text = db_row_text(job, st, 3);
	m->why = db_row_text(job, st, 4);
	m->tries = sqlite3_column_int(st, 5);
	m->made = sqlite3_column_int64(st, 6);
	m->due = sqlite3_column_int64(st, 7);
	m->name = db_row_text(job, st, 10);
	if (!e && sqlite3_column_bytes(st, 8) > 0)
		e = db_row_id(job, st, 8, &m->enquiry);
	if (!e && sqlite3_column_bytes(st, 9) > 0)
		e = db_row_id(job, st, 9, &m->author);
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
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":mail", m->id.s);
	if (m->due) {
		db_bind_int(st, ":due", m->due);
		db_bind_int(st, ":tries", m->tries);
		db_bind_str(st, ":why", m->why);
	}
	e = db_row_change(db, st, ERR_UNKNOWN);
	return e ? e : db_letter_tried(db, job->retailer, m);
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
	e = db_row_change(db, st, ERR_RATE);
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
	enum err e = db_row_id(job, st, 0, &r->id);

	if (!e)
		e = db_row_id(job, st, 1, &r->associate);
	r->retailer = db_row_text(job, st, 2);
	r->name = db_row_text(job, st, 3);
	r->text = db_row_text(job, st, 4);
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
	enum err e = db_row_id(job, st, 0, &b->shopper);

	b->name = db_row_text(job, st, 1);
	b->by = db_row_text(job, st, 2);
	b->reason = db_row_text(job, st, 3);
	b->at = sqlite3_column_int64(st, 4);
	return job->found.out ? ERR_NOMEM : e;
}

enum err db_extra_blocks(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_BLOCKS);

	db_bind_str(st, ":retailer", job->retailer);
	return list(db, job, st, read_block, sizeof(struct store_block));
}
