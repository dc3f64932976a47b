/* SPDX-License-Identifier: MIT */
#include "relay/store/db_export.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_archive.h"
#include "relay/store/db_desk.h"
#include "relay/store/db_rec.h"

#define ENTRY 400 /* bytes of an entry beside its text, more or less */

/* What is being put together. */
struct export
{
	struct db *db;
	struct store_job *job;
	struct store_exported *parts;
	int n;
	size_t bytes;
	bool more;
};

static enum err read_attached(struct export *x, const struct id *chat,
	int64_t after, struct store_exported *part)
{
	struct db_rec_rows rows = {.mem = &x->job->found};
	sqlite3_stmt *st;
	enum err e;

	if (part->n_entries == 0)
		return ERR_OK;
	st = db_rec_query(x->db, DB_REC_ATTACHED, x->job->retailer);
	db_bind_str(st, ":chat", chat->s);
	db_bind_int(st, ":after", after);
	db_bind_int(st, ":upto", part->entries[part->n_entries - 1].entry.seq);
	e = db_rec_read(x->db, DB_REC_ATTACHED, &rows);
	part->attached = rows.recs;
	part->n_attached = rows.n;
	return e;
}

/* Entries of a chat, LIMIT_REPLAY at most: then there are more. */
static enum err read_entries(struct export *x, const struct id *chat,
	int64_t after, struct store_exported *part)
{
	struct db_rec_rows rows = {.mem = &x->job->found};
	sqlite3_stmt *st =
		db_rec_query(x->db, DB_REC_REPLAY_ASSOCIATE, x->job->retailer);
	enum err e;

	db_bind_str(st, ":chat", chat->s);
	db_bind_int(st, ":after", after);
	db_bind_int(st, ":limit", LIMIT_REPLAY + 1);
	e = db_rec_read(x->db, DB_REC_REPLAY_ASSOCIATE, &rows);
	x->more = rows.n > LIMIT_REPLAY;
	if (x->more)
		rows.n = LIMIT_REPLAY;
	part->entries = rows.recs;
	part->n_entries = rows.n;
	/* After an error the last one is not whole. */
	for (int i = 0; i < rows.n && !e; i++)
		x->bytes += ENTRY + strlen(rows.recs[i].entry.body);
	return e ? e : read_attached(x, chat, after, part);
}

/* Is that chat one of those that may be read? */
static enum err may(struct export *x, const struct store_archive_ask *ask)
{
	sqlite3_stmt *st = db_query(x->db, DB_Q_ARCHIVE_MAY);
	int rc;

	db_bind_str(st, ":retailer", x->job->retailer);
	db_bind_str(st, ":chat", ask->chat.s);
	db_bind_str(st, ":associate", ask->associate.s);
	rc = db_step(x->db, st);
	db_done(st);
	return rc == SQLITE_DONE ? ERR_CHAT : db_err(rc);
}

/* More of the one that came last. */
static enum err go_on(struct export *x)
{
	const struct store_export_ask *ask = &x->job->export;
	enum err e;

	if (!id_is(&ask->archive.chat))
		return ERR_OK;
	e = may(x, &ask->archive);
	if (e)
		return e == ERR_CHAT ? ERR_OK : e;
	return read_entries(
		x, &ask->archive.chat, ask->after, &x->parts[x->n++]);
}

/* What nobody had has none. */
static enum err read_sales(struct export *x, const struct store_filed *f,
	struct store_exported *part)
{
	struct db_rec_rows rows = {.mem = &x->job->found};
	enum err e;

	if (!id_is(&f->associate))
		return ERR_OK;
	e = db_desk_sold_of(
		x->db, x->job->retailer, &f->chat, &f->associate, &rows);
	part->sales = rows.recs;
	part->n_sales = rows.n;
	x->bytes += (size_t)rows.n * ENTRY;
	return e;
}

static enum err read_all(
	struct export *x, const struct store_filed *filed, int n)
{
	const struct store_export_ask *ask = &x->job->export;
	enum err e = go_on(x);

	for (int i = 0; i < n && !e && !x->more; i++) {
		struct store_exported *part = &x->parts[x->n];

		if (filed[i].at < ask->since)
			return ERR_OK;
		if (x->bytes >= STORE_EXPORT_BYTES) {
			x->more = true;
			return ERR_OK;
		}
		part->is_new = true;
		part->filed = filed[i];
		x->n++;
		e = read_sales(x, &filed[i], part);
		if (!e)
			e = read_entries(x, &filed[i].chat, 0, part);
	}
	if (n == STORE_FILED)
		x->more = true;
	return e;
}

/* Two may have had the one that is wanted, or somebody and then nobody: it is
 * one chat.  Whose row is asked for, else that of the last who had it. */
static void only_once(struct store_job *job)
{
	const struct store_archive_ask *ask = &job->export.archive;
	const struct store_filed *rows = job->list.rows;
	int n = job->list.n, had = 0, which = 0;

	while (had < n && !id_is(&rows[had].associate))
		had++;
	while (which < n && !id_same(&rows[which].associate, &ask->whose))
		which++;
	if (!id_is(&ask->whose) || which == n)
		which = had < n ? had : 0;
	job->list.rows = rows + which;
	job->list.n = n > 0 && !id_is(&ask->chat); /* else it has begun */
}

enum err db_export_read(struct db *db, struct store_job *job)
{
	struct export x = {.db = db, .job = job};
	size_t size;
	enum err e = db_archive_read(db, job);

	if (e)
		return e;
	if (id_is(&job->export.archive.only))
		only_once(job);
	size = ((size_t)job->list.n + 1) * sizeof(*x.parts);
	x.parts = store_mem_alloc(&job->found, size);
	if (!x.parts)
		return ERR_NOMEM;
	memset(x.parts, 0, size);
	e = read_all(&x, job->list.rows, job->list.n);
	job->list = (struct store_job_list){.rows = x.parts, .n = x.n};
	job->more = x.more;
	return e;
}
