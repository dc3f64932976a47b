/* SPDX-License-Identifier: MIT */
#include "relay/store/db_backup.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "relay/store/db.h"
#include "shared/buf.h"
#include "shared/mem.h"

#define DB_BACKUP_PATH 4096
#define DB_BACKUP_PAGES 256 /* a step: a few milliseconds */

struct db_backup {
	struct store_job *job;
	sqlite3 *to;
	sqlite3_backup *run;
	struct buf part; /* the path while it is not whole */
};

static void release(struct db *db)
{
	struct db_backup *b = db->backup;

	db->backup = NULL;
	sqlite3_backup_finish(b->run);
	sqlite3_close(b->to);
	unlink(buf_str(&b->part));
	buf_fini(&b->part);
	mem_free(b);
}

/* An empty file that nobody else can read; a killed relay may have left one
 * behind. */
static enum err make_part(const char *path)
{
	int fd;

	unlink(path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_IO;
	close(fd);
	return ERR_OK;
}

static enum err start(struct db *db, struct db_backup *b)
{
	const char *path = buf_str(&b->part);
	/* It is synced once, when it is whole, and not used before. */
	static const char pragmas[] = "PRAGMA journal_mode = OFF;"
				      "PRAGMA synchronous = OFF";
	int rc;

	if (make_part(path))
		return ERR_IO;
	rc = sqlite3_open_v2(path, &b->to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(b->to, pragmas, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return db_err(rc);
	b->run = sqlite3_backup_init(b->to, "main", db->sqlite, "main");
	return b->run ? ERR_OK : db_err(sqlite3_errcode(b->to));
}

enum err db_backup_begin(struct db *db, struct store_job *job)
{
	struct db_backup *b = db->backup;
	enum err e;

	if (b)
		return b->job == job ? ERR_OK : ERR_FULL;
	if (access(job->text, F_OK) == 0)
		return ERR_EXISTS;
	b = mem_zero(sizeof(*b));
	if (!b)
		return ERR_NOMEM;
	db->backup = b;
	b->job = job;
	buf_init(&b->part, DB_BACKUP_PATH);
	e = buf_addf(&b->part, "%s.part", job->text);
	if (!e)
		e = start(db, b);
	if (e)
		release(db);
	return e == ERR_SIZE ? ERR_IO : e;
}

bool db_backup_runs(const struct db *db)
{
	return db->backup != NULL;
}

bool db_backup_has(const struct db *db, const struct store_job *job)
{
	return db->backup && db->backup->job == job;
}

static enum err sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced ? ERR_OK : ERR_IO;
}

/* Gives the whole copy its name, unless a file has got it meanwhile. */
static enum err finish(struct db_backup *b)
{
	char directory[DB_BACKUP_PATH];
	const char *path = b->job->text;
	const char *slash = strrchr(path, '/');
	int rc = sqlite3_backup_finish(b->run);

	b->run = NULL;
	if (rc == SQLITE_OK)
		rc = sqlite3_close(b->to);
	if (rc != SQLITE_OK)
		return ERR_IO;
	b->to = NULL;
	if (sync_path(buf_str(&b->part)))
		return ERR_IO;
	if (link(buf_str(&b->part), path) != 0)
		return errno == EEXIST ? ERR_EXISTS : ERR_IO;
	snprintf(directory, sizeof(directory), "%.*s",
		slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
	return sync_path(directory);
}

struct store_job *db_backup_step(struct db *db)
{
	struct db_backup *b = db->backup;
	struct store_job *job = b->job;
	int rc = sqlite3_backup_step(b->run, DB_BACKUP_PAGES);

	if (rc == SQLITE_OK)
		return NULL;
	job->err = rc == SQLITE_DONE ? finish(b) : db_err(rc);
	if (job->err)
		db_say(db, "the copy failed: %s", err_text(job->err));
	release(db);
	job->next = NULL; /* its neighbours are long answered */
	return job;
}

void db_backup_close(struct db *db)
{
	if (db->backup)
		release(db);
}
