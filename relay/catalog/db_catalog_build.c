/* SPDX-License-Identifier: MIT */
/*
 * The file has no journal and is not synced while it is made: nobody reads it,
 * and a part that was left behind is thrown away.  It is synced once, closed,
 * and then renamed; and its directory synced, so that the name stays.
 */
#include "relay/catalog/db_catalog_build.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "relay/catalog/db_catalog_gone.h"
#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/db_catalog_index.h"
#include "shared/mem.h"
#include "shared/utf8.h"

struct db_catalog_build {
	char directory[DB_CATALOG_BUILD_PATH];
	char live[DB_CATALOG_BUILD_PATH], part[DB_CATALOG_BUILD_PATH];
	char held[DB_CATALOG_BUILD_PATH], runs[DB_CATALOG_BUILD_PATH];
	char lock_path[DB_CATALOG_BUILD_PATH];
	int lock;
	bool begun; /* the part is ours to remove */
	sqlite3 *sqlite;
	sqlite3_stmt *insert, *find;
	int64_t products, bytes;
	char why[256];
};

static enum err why(struct db_catalog_build *b, enum err e, const char *format,
	...) __attribute__((format(printf, 3, 4)));
static enum err why(
	struct db_catalog_build *b, enum err e, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(b->why, sizeof(b->why), format, args);
	va_end(args);
	return e;
}

static enum err world(
	struct db_catalog_build *b, const char *doing, const char *path)
{
	enum err e = errno == ENOSPC || errno == EDQUOT ? ERR_NOT_KEPT : ERR_IO;

	return why(b, e, "%s %s: %s", doing, path, strerror(errno));
}

static enum err sqlite_failed(struct db_catalog_build *b, const char *doing)
{
	return why(b, db_catalog_err(sqlite3_extended_errcode(b->sqlite)),
		"%s: %s", doing, sqlite3_errmsg(b->sqlite));
}

/* ---- files ---- */

static bool path_of(const char *directory, const char *retailer,
	const char *tail, char out[DB_CATALOG_BUILD_PATH])
{
	return snprintf(out, DB_CATALOG_BUILD_PATH, "%s/%s.%s", directory,
		       retailer, tail) < DB_CATALOG_BUILD_PATH;
}

bool db_catalog_build_path(const char *directory, const char *retailer,
	char out[DB_CATALOG_BUILD_PATH])
{
	return path_of(directory, retailer, "catalog", out);
}

bool db_catalog_build_held(const char *directory, const char *retailer,
	char out[DB_CATALOG_BUILD_PATH])
{
	return path_of(directory, retailer, "held", out);
}

static struct db_catalog_build *make(
	const char *directory, const char *retailer)
{
	struct db_catalog_build *b = mem_zero(sizeof(*b));

	if (!b)
		return NULL;
	b->lock = -1;
	snprintf(b->directory, sizeof(b->directory), "%s", directory);
	if (!path_of(directory, retailer, "catalog", b->live) ||
		!path_of(directory, retailer, "part", b->part) ||
		!path_of(directory, retailer, "held", b->held) ||
		!path_of(directory, retailer, "runs", b->runs) ||
		!path_of(directory, retailer, "lock", b->lock_path))
		why(b, ERR_CONFIG, "the directory's name is too long");
	return b;
}

static enum err sync_path(struct db_catalog_build *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		e = world(b, "syncing", path);
	if (fd >= 0)
		close(fd);
	return e;
}

static enum err lock(struct db_catalog_build *b)
{
	if (mkdir(b->directory, 0700) != 0 && errno != EEXIST)
		return world(b, "making", b->directory);
	b->lock = open(b->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (b->lock < 0)
		return world(b, "opening", b->lock_path);
	if (flock(b->lock, LOCK_EX | LOCK_NB) != 0)
		return why(b, ERR_FULL,
			"another import of this catalogue is running");
	return ERR_OK;
}

/* Empty, for nobody else to read. */
static enum err make_part(struct db_catalog_build *b)
{
	int fd;

	if (unlink(b->part) != 0 && errno != ENOENT)
		return world(b, "removing", b->part);
	fd = open(b->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return world(b, "making", b->part);
	close(fd);
	b->begun = true;
	return ERR_OK;
}

/* ---- beginning ---- */

static const char pragmas[] = "PRAGMA page_size = 8192;"
			      "PRAGMA journal_mode = OFF;"
			      "PRAGMA synchronous = OFF;"
			      "PRAGMA locking_mode = EXCLUSIVE;"
			      "PRAGMA cache_size = -24000;";

static const char tables[] =
	"BEGIN;"
	"CREATE TABLE about (made INTEGER NOT NULL,"
	" products INTEGER NOT NULL, bytes INTEGER NOT NULL);"
	"CREATE TABLE product (id INTEGER PRIMARY KEY,"
	" sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
	" description TEXT NOT NULL, url TEXT NOT NULL,"
	" image TEXT NOT NULL, brand TEXT NOT NULL,"
	" category TEXT NOT NULL, keywords TEXT NOT NULL,"
	" gtin TEXT NOT NULL, mpn TEXT NOT NULL,"
	" item_group TEXT NOT NULL, color TEXT NOT NULL,"
	" size TEXT NOT NULL, extra TEXT NOT NULL,"
	" price INTEGER NOT NULL, sale INTEGER NOT NULL,"
	" currency TEXT NOT NULL, stock INTEGER NOT NULL,"
	" count INTEGER NOT NULL);"
	"CREATE TABLE list (key BLOB PRIMARY KEY, n INTEGER NOT NULL,"
	" first INTEGER NOT NULL, data BLOB NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE block (id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
	"CREATE TABLE place (id INTEGER PRIMARY KEY, data BLOB NOT NULL);";

static enum err run_sql(struct db_catalog_build *b, const char *sql)
{
	if (sqlite3_exec(b->sqlite, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_failed(b, "writing a catalogue");
	return ERR_OK;
}

static enum err set_up(struct db_catalog_build *b)
{
	static const char insert[] =
		"INSERT INTO product (" DB_CATALOG_COLUMNS ") VALUES"
		" (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	char mark[100];
	enum err e = run_sql(b, pragmas);

	snprintf(mark, sizeof(mark),
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		DB_CATALOG_MARK, DB_CATALOG_FORMAT);
	if (!e)
		e = run_sql(b, mark);
	if (!e)
		e = run_sql(b, tables);
	if (!e &&
		sqlite3_prepare_v3(b->sqlite, insert, -1,
			SQLITE_PREPARE_PERSISTENT, &b->insert,
			NULL) != SQLITE_OK)
		e = sqlite_failed(b, "writing a catalogue");
	if (!e &&
		sqlite3_prepare_v3(b->sqlite,
			"SELECT id FROM product WHERE sku = ?", -1,
			SQLITE_PREPARE_PERSISTENT, &b->find, NULL) != SQLITE_OK)
		e = sqlite_failed(b, "writing a catalogue");
	return e;
}

static enum err begin(struct db_catalog_build *b)
{
	enum err e = b->why[0] ? ERR_CONFIG : lock(b);
	int rc;

	if (!e)
		e = make_part(b);
	if (e)
		return e;
	rc = sqlite3_open_v2(b->part, &b->sqlite,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
			SQLITE_OPEN_EXRESCODE,
		NULL);
	if (rc != SQLITE_OK)
		return why(b, db_catalog_err(rc), "opening %s: %s", b->part,
			sqlite3_errstr(rc));
	return set_up(b);
}

enum err db_catalog_build_begin(const char *directory, const char *retailer,
	struct db_catalog_build **out, char reason[256])
{
	struct db_catalog_build *b = make(directory, retailer);
	enum err e = b ? begin(b) : ERR_NOMEM;

	*out = NULL;
	snprintf(reason, 256, "%s", e ? err_text(e) : "");
	if (!e) {
		*out = b;
		return ERR_OK;
	}
	if (b && b->why[0])
		snprintf(reason, 256, "%s", b->why);
	db_catalog_build_abandon(&b);
	return e;
}

static void close_sqlite(struct db_catalog_build *b)
{
	sqlite3_finalize(b->insert);
	sqlite3_finalize(b->find);
	b->insert = b->find = NULL;
	sqlite3_close(b->sqlite);
	b->sqlite = NULL;
}

void db_catalog_build_abandon(struct db_catalog_build **bp)
{
	struct db_catalog_build *b = *bp;

	*bp = NULL;
	if (!b)
		return;
	close_sqlite(b);
	if (b->begun)
		unlink(b->part);
	if (b->lock >= 0)
		close(b->lock);
	mem_free(b);
}

/* ---- adding ---- */

enum err db_catalog_build_add(
	struct db_catalog_build *b, const struct product *p)
{
	const char *texts[DB_CATALOG_TEXTS] = {p->sku, p->name, p->description,
		p->url, p->image, p->brand, p->category, p->keywords, p->gtin,
		p->mpn, p->item_group, p->color, p->size, p->extra};
	sqlite3_stmt *st = b->insert;
	int64_t bytes = 0;
	int rc;

	if (!p->sku[0] || !p->name[0])
		return ERR_FIELD;
	for (int i = 0; i < DB_CATALOG_TEXTS; i++) {
		size_t len = strlen(texts[i]);

		if (!utf8_valid(texts[i], len))
			return ERR_FIELD;
		sqlite3_bind_text(st, i + 1, texts[i], (int)len, SQLITE_STATIC);
		bytes += (int64_t)len;
	}
	sqlite3_bind_int64(st, 15, p->price);
	sqlite3_bind_int64(st, 16, p->sale);
	sqlite3_bind_text(st, 17, p->currency, -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 18, (int)p->stock);
	sqlite3_bind_int64(st, 19, p->count);
	rc = sqlite3_step(st);
	sqlite3_reset(st);
	if (rc == SQLITE_DONE) {
		b->products++;
		b->bytes += bytes;
		return ERR_OK;
	}
	return sqlite_failed(b, "adding a product");
}

/* Ids are given in the order in which products come. */
int64_t db_catalog_build_find(struct db_catalog_build *b, const char *sku)
{
	int64_t id = 0;

	sqlite3_bind_text(b->find, 1, sku, -1, SQLITE_STATIC);
	if (sqlite3_step(b->find) == SQLITE_ROW)
		id = sqlite3_column_int64(b->find, 0);
	sqlite3_reset(b->find);
	return id;
}

/* ---- finishing ---- */

/* Whoever decides on it is told how much it loses. */
static enum err note_gone(
	struct db_catalog_build *b, const struct db_catalog_build_end *end)
{
	char sql[100];

	snprintf(sql, sizeof(sql),
		"CREATE TABLE lost (gone INTEGER NOT NULL);"
		"INSERT INTO lost VALUES (%lld)",
		(long long)end->gone);
	return run_sql(b, sql);
}

static enum err complete(
	struct db_catalog_build *b, const struct db_catalog_build_end *end)
{
	char about[200];
	enum err e = db_catalog_index(b->sqlite, b->runs, b->products, end);

	if (e)
		return b->why[0]
			? e
			: why(b, e, "making the index: %s", err_text(e));
	if (end->held)
		e = note_gone(b, end);
	if (e)
		return e;
	snprintf(about, sizeof(about),
		"CREATE INDEX product_group ON product (item_group, id)"
		" WHERE item_group <> '';"
		"INSERT INTO about VALUES (%lld, %lld, %lld);"
		"COMMIT",
		(long long)end->now, (long long)b->products,
		(long long)b->bytes);
	e = run_sql(b, about);
	if (e)
		return e;
	close_sqlite(b);
	return sync_path(b, b->part);
}

static enum err take_place(
	struct db_catalog_build *b, const char *from, const char *to)
{
	if (rename(from, to) != 0)
		return world(b, "renaming", from);
	b->begun = false;
	return sync_path(b, b->directory);
}

static enum err finish_same(
	struct db_catalog_build *b, struct db_catalog_build_end *end)
{
	enum err e;

	end->products = b->products;
	end->held = end->as == DB_CATALOG_BUILD_SAME_HELD;
	e = complete(b, end);
	return e ? e : take_place(b, b->part, end->held ? b->held : b->live);
}

static enum err finish(
	struct db_catalog_build *b, struct db_catalog_build_end *end)
{
	enum err e;

	if (end->as != DB_CATALOG_BUILD_NEW)
		return finish_same(b, end);
	end->products = b->products;
	e = db_catalog_gone(b->sqlite, b->live, end);
	if (e)
		return why(b, e, "comparing it with the one before: %s",
			err_text(e));
	end->held = !end->force && catalog_shrunk(end->before, end->gone);
	e = complete(b, end);
	if (!e)
		e = take_place(b, b->part, end->held ? b->held : b->live);
	/* What waited is out of date now. */
	if (!e && !end->held && unlink(b->held) != 0 && errno != ENOENT)
		e = world(b, "removing", b->held);
	return e;
}

/* Says what went wrong and ends it. */
static enum err end_with(
	struct db_catalog_build **b, enum err e, char reason[256])
{
	snprintf(reason, 256, "%s", e ? err_text(e) : "");
	if (e && *b && (*b)->why[0])
		snprintf(reason, 256, "%s", (*b)->why);
	db_catalog_build_abandon(b);
	return e;
}

enum err db_catalog_build_finish(struct db_catalog_build **b,
	struct db_catalog_build_end *end, char reason[256])
{
	return end_with(b, finish(*b, end), reason);
}

static enum err decide(struct db_catalog_build *b, bool release)
{
	enum err e = b->why[0] ? ERR_CONFIG : lock(b);

	if (e)
		return e;
	if (access(b->held, F_OK) != 0)
		return why(b, ERR_UNKNOWN, "no catalogue is held back");
	if (release)
		return take_place(b, b->held, b->live);
	if (unlink(b->held) != 0)
		return world(b, "removing", b->held);
	return sync_path(b, b->directory);
}

static enum err decide_on(const char *directory, const char *retailer,
	bool release, char reason[256])
{
	struct db_catalog_build *b = make(directory, retailer);

	return end_with(&b, b ? decide(b, release) : ERR_NOMEM, reason);
}

enum err db_catalog_build_release(
	const char *directory, const char *retailer, char reason[256])
{
	return decide_on(directory, retailer, true, reason);
}

enum err db_catalog_build_refuse(
	const char *directory, const char *retailer, char reason[256])
{
	return decide_on(directory, retailer, false, reason);
}

void db_catalog_build_remove(const char *directory, const char *retailer)
{
	static const char *const tails[] = {
		"catalog", "part", "held", "runs", "lock"};
	char path[DB_CATALOG_BUILD_PATH];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if (path_of(directory, retailer, tails[i], path))
			unlink(path);
	}
}

void db_catalog_build_sweep(const char *directory,
	bool (*known)(void *ctx, const char *retailer), void *ctx)
{
	DIR *dir = opendir(directory);
	struct dirent *entry;
	char name[256];

	/* A key has no dots; what follows the first one is the tail. */
	while (dir && (entry = readdir(dir)) != NULL) {
		snprintf(name, sizeof(name), "%s", entry->d_name);
		name[strcspn(name, ".")] = '\0';
		if (name[0] && !known(ctx, name))
			db_catalog_build_remove(directory, name);
	}
	if (dir)
		closedir(dir);
}
