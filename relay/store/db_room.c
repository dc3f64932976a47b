/* SPDX-License-Identifier: MIT */
/*
 * SQLite would checkpoint inside the COMMIT that made the log long, and its
 * sender would wait for that: so its own checkpoints are off.  Ours do what
 * they can and wait for no reader.  The log keeps its length (up to
 * journal_size_limit), because writing over blocks that the file has already
 * is a third faster than making it grow; only a full disk has it cut off.
 */
#include "relay/store/db_room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "shared/buf.h"
#include "shared/mem.h"

#define DB_ROOM_PATH 4096
#define DB_ROOM_FRAMES 1000 /* of 4 KiB: the log's growth until tidied */
#define DB_ROOM_LEAST (1024 * 1024) /* bytes left, or the disk is full */

struct db_room {
	struct buf directory, reserve; /* paths */
	int64_t bytes;                 /* of the reserve */
	bool full;                     /* the reserve is let go of */
	int frames;                    /* in the log now */
	int tidied;                    /* of them when it was last folded in */
	bool untidy; /* written since it was last folded in, or tried to */
	bool hurry;  /* empty it as soon as may be */
	bool shed;   /* cut it off: see db_room_shed */
};

static int on_frames(void *ctx, sqlite3 *sqlite, const char *name, int frames)
{
	struct db_room *room = ctx;

	(void)sqlite;
	(void)name;
	room->frames = frames;
	room->untidy = true;
	return SQLITE_OK;
}

/* 0, or an errno. */
static int take_reserve(struct db_room *room)
{
	const char *path = buf_str(&room->reserve);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	int failed;

	if (fd < 0)
		return errno;
	failed = room->bytes ? posix_fallocate(fd, 0, room->bytes) : 0;
	close(fd);
	if (failed)
		unlink(path);
	return failed;
}

enum err db_room_open(struct db *db, const char *directory, int reserve_kib)
{
	struct db_room *room = mem_zero(sizeof(*room));
	int failed;

	if (!room)
		return ERR_NOMEM;
	db->room = room;
	buf_init(&room->directory, DB_ROOM_PATH);
	buf_init(&room->reserve, DB_ROOM_PATH);
	buf_add_str(&room->directory, directory);
	buf_addf(&room->reserve, "%s/noren.reserve", directory);
	if (room->directory.err || room->reserve.err)
		return ERR_NOMEM;
	room->bytes = (int64_t)reserve_kib * 1024;
	failed = take_reserve(room);
	if (failed)
		db_say(db, "no reserve for a full disk: %s", strerror(failed));
	room->full = failed == ENOSPC || failed == EDQUOT;
	room->shed = true; /* it may have died before it came to that */
	sqlite3_wal_hook(db->sqlite, on_frames, room);
	return ERR_OK;
}

void db_room_close(struct db *db)
{
	if (!db->room)
		return;
	buf_fini(&db->room->directory);
	buf_fini(&db->room->reserve);
	mem_free(db->room);
	db->room = NULL;
}

/* False: somebody reads from it. */
static bool checkpoint(struct db *db, int mode)
{
	int rc = sqlite3_wal_checkpoint_v2(
		db->sqlite, NULL, mode, &db->room->frames, NULL);

	db->room->tidied = db->room->frames;
	db->room->untidy = false;
	if (rc != SQLITE_OK && rc != SQLITE_BUSY)
		db_say(db, "checkpoint: %s", sqlite3_errmsg(db->sqlite));
	return rc != SQLITE_BUSY;
}

/* For the room that it takes, or for what is in it.  Waits for nobody. */
static void empty(struct db *db)
{
	sqlite3_busy_timeout(db->sqlite, 0);
	if (checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE))
		db->room->shed = false;
	sqlite3_busy_timeout(db->sqlite, DB_BUSY_MS);
	db->room->hurry = false;
}

void db_room_shed(struct db *db)
{
	if (db->room)
		db->room->shed = true;
}

void db_room_note(struct db *db, int rc)
{
	struct db_room *room = db->room;

	if (!room || (rc & 0xff) != SQLITE_FULL || room->full)
		return;
	room->full = true;
	unlink(buf_str(&room->reserve));
	room->hurry = true; /* not now: a transaction may be open */
	db_say(db, "the disk is full: nothing new is kept until there is room");
}

bool db_room_left(struct db *db)
{
	struct db_room *room = db->room;
	/* As much again, or it would be full at once. */
	uint64_t need = 2 * (uint64_t)room->bytes + DB_ROOM_LEAST;
	struct statvfs fs;

	if (!room->full)
		return true;
	if (statvfs(buf_str(&room->directory), &fs) != 0 ||
		fs.f_bavail * fs.f_frsize < need || take_reserve(room) != 0)
		return false;
	room->full = false;
	db_say(db, "there is room on the disk again");
	return true;
}

void db_room_tidy(struct db *db)
{
	int grown;

	if (!db->room)
		return;
	grown = db->room->frames - db->room->tidied;
	if (grown < 0) /* the log has begun anew */
		grown = db->room->frames;
	if (db->room->hurry || db->room->shed)
		empty(db);
	else if (grown >= DB_ROOM_FRAMES)
		checkpoint(db, SQLITE_CHECKPOINT_PASSIVE);
}

bool db_room_untidy(const struct db *db)
{
	return db->room && (db->room->untidy || db->room->shed);
}

void db_room_rest(struct db *db)
{
	if (db->room && db->room->shed)
		empty(db);
	else if (db_room_untidy(db))
		checkpoint(db, SQLITE_CHECKPOINT_PASSIVE);
}
