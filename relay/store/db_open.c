/* SPDX-License-Identifier: MIT */
/*
 * The order matters: nothing in the directory is changed before it is locked,
 * and nothing in a database before it is known to be ours and not too new.
 */
#include "relay/store/db_open.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "relay/store/db_backup.h"
#include "relay/store/db_migrate.h"
#include "relay/store/db_rec.h"
#include "relay/store/db_room.h"
#include "relay/store/db_sql.h"
#include "shared/buf.h"
#include "shared/mem.h"

#define DB_OPEN_PATH 4096

/* What kind of clock its times came from: "nore" and "nort" in the header. */
#define DB_OPEN_REAL 0x6e6f7265
#define DB_OPEN_TEST 0x6e6f7274

static enum err world(struct db *db, const char *doing, const char *path)
{
	db_why(db, "%s %s: %s", doing, path, strerror(errno));
	return ERR_IO;
}

/* So that what was made in it is there after a power cut. */
static enum err sync_directory(struct db *db, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err e = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		e = world(db, "syncing", path);
	if (fd >= 0)
		close(fd);
	return e;
}

/* Two relays would overwrite each other's pages; the fence is for later, when
 * the database is not a file. */
static enum err lock(struct db *db, const char *path)
{
	char other[24] = "";
	ssize_t n;

	db->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (db->lock < 0)
		return world(db, "opening", path);
	if (flock(db->lock, LOCK_EX | LOCK_NB) != 0) {
		n = pread(db->lock, other, sizeof(other) - 1, 0);
		other[n > 0 ? n : 0] = '\0';
		other[strcspn(other, "\n")] = '\0';
		db_why(db, "another relay (process %s) has %s", other, path);
		return ERR_CONFIG;
	}
	/* For the words above only: that it fails is no harm. */
	n = snprintf(other, sizeof(other), "%ld\n", (long)getpid());
	if (ftruncate(db->lock, 0) != 0 ||
		pwrite(db->lock, other, (size_t)n, 0) != n)
		db_say(db, "writing %s: %s", path, strerror(errno));
	return ERR_OK;
}

/* Makes the file, if it is not there, for nobody else to read: SQLite gives
 * the files beside it the same rights. */
static enum err make_file(struct db *db, const char *dir, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return world(db, "opening", path);
	close(fd);
	return sync_directory(db, dir);
}

static enum err connect(struct db *db, const char *path)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;
	int rc = sqlite3_open_v2(path, &db->sqlite, flags, NULL);

	if (rc != SQLITE_OK) {
		db_why(db, "opening %s: %s", path, sqlite3_errstr(rc));
		return db_err(rc);
	}
	sqlite3_busy_timeout(db->sqlite, DB_BUSY_MS);
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return ERR_OK;
}

/* Is it new, or made by us, under such a clock? */
static enum err identify(struct db *db, int application)
{
	int64_t id = 0, tables = 0;
	enum err e = db_migrate_number(db, "PRAGMA application_id", &id);

	if (!e)
		e = db_migrate_number(
			db, "SELECT count(*) FROM sqlite_schema", &tables);
	if (e && sqlite3_errcode(db->sqlite) == SQLITE_NOTADB)
		id = -1;
	else if (e || id == application || (id == 0 && tables == 0))
		return e;
	if (id == DB_OPEN_REAL)
		db_why(db, "the database is a real one: no test clock");
	else if (id == DB_OPEN_TEST)
		db_why(db, "the database was made under a test clock");
	else
		db_why(db, "the database is not one of noren's");
	return ERR_CONFIG;
}

static enum err set_up(struct db *db)
{
	/* Checkpoints are db_room's.  What is deleted is overwritten: a
	 * shopper whose data were erased (J1) is in no file afterwards. */
	static const char pragmas[] = "PRAGMA synchronous = FULL;"
				      "PRAGMA secure_delete = ON;"
				      "PRAGMA wal_autocheckpoint = 0;"
				      "PRAGMA journal_size_limit = 16777216;"
				      "PRAGMA cache_size = -16000;"
				      "PRAGMA temp_store = MEMORY";
	sqlite3_stmt *st = NULL;
	enum err e = db_prepare(db, "PRAGMA journal_mode = WAL", &st);
	const unsigned char *mode;
	int rc;

	if (e)
		return e;
	rc = db_step(db, st);
	mode = rc == SQLITE_ROW ? sqlite3_column_text(st, 0) : NULL;
	e = db_err(rc);
	if (!e && (!mode || strcmp((const char *)mode, "wal") != 0)) {
		db_why(db, "this file system cannot hold a write-ahead log");
		e = ERR_IO;
	}
	sqlite3_finalize(st);
	return e ? e : db_err(db_exec(db, pragmas));
}

static enum err prepare(struct db *db, const struct store_config *c)
{
	enum err e = db_prepare_all(db);

	db->session_idle = c->session_idle;
	db->session_life = c->session_life;
	return e ? e : db_rec_open(db);
}

static enum err open_reader(struct db *db, const struct store_config *c)
{
	static const char pragmas[] = "PRAGMA query_only = ON;"
				      "PRAGMA cache_size = -16000;"
				      "PRAGMA temp_store = MEMORY";
	char path[DB_OPEN_PATH];
	enum err e;

	snprintf(path, sizeof(path), "%s/noren.db", c->directory);
	e = connect(db, path);
	if (!e)
		e = db_err(db_exec(db, pragmas));
	return e ? e : prepare(db, c);
}

static enum err open_all(struct db *db, const struct store_config *c)
{
	int application = c->test_clock ? DB_OPEN_TEST : DB_OPEN_REAL;
	char path[DB_OPEN_PATH];
	const struct db_migration *list;
	int n;
	enum err e;

	if (snprintf(path, sizeof(path), "%s/noren.lock", c->directory) >=
		(int)sizeof(path)) {
		db_why(db, "the state directory's name is too long");
		return ERR_CONFIG;
	}
	if (mkdir(c->directory, 0700) != 0 && errno != EEXIST)
		return world(db, "making", c->directory);
	if ((e = lock(db, path)) != ERR_OK)
		return e;
	snprintf(path, sizeof(path), "%s/noren.db", c->directory);
	list = db_sql(&n);
	if ((e = make_file(db, c->directory, path)) ||
		(e = connect(db, path)) || (e = identify(db, application)) ||
		(e = db_migrate_check(db, n)) || (e = set_up(db)) ||
		(e = db_migrate(db, application, list, n)) ||
		(e = prepare(db, c)))
		return e;
	return db_room_open(db, c->directory, c->reserve_kib);
}

static enum err open_by(
	enum err (*fn)(struct db *db, const struct store_config *c),
	const struct store_config *c, struct db **out, char why[256])
{
	struct db *db = mem_zero(sizeof(*db));
	enum err e = ERR_NOMEM;

	*out = NULL;
	snprintf(why, 256, "%s", err_text(ERR_NOMEM));
	if (!db)
		return ERR_NOMEM;
	db->lock = -1;
	db->log = c->log;
	db->ctx = c->ctx;
	db->owner = mem_strdup(c->owner);
	if (db->owner)
		e = fn(db, c);
	if (e == ERR_OK) {
		why[0] = '\0';
		*out = db;
		return ERR_OK;
	}
	if (db->why[0])
		snprintf(why, 256, "%s", db->why);
	db_close(&db);
	return e;
}

enum err db_open(const struct store_config *c, struct db **out, char why[256])
{
	return open_by(open_all, c, out, why);
}

enum err db_open_reader(
	const struct store_config *c, struct db **out, char why[256])
{
	return open_by(open_reader, c, out, why);
}

void db_close(struct db **dbp)
{
	struct db *db = *dbp;

	if (!db)
		return;
	*dbp = NULL;
	db_backup_close(db);
	db_rec_close(db);
	for (int i = 0; i < DB_Q_COUNT; i++)
		sqlite3_finalize(db->query[i]);
	/* The last connection out empties the log. */
	if (sqlite3_close(db->sqlite) != SQLITE_OK)
		assert(!"a statement was left behind");
	db_room_close(db);
	if (db->lock >= 0)
		close(db->lock);
	mem_free(db->owner);
	mem_free(db);
}
