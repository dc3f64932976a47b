/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_ROOM_H
#define RELAY_STORE_DB_ROOM_H

/*
 * Room on the disk.  A file is held in reserve: on a full disk deleting and
 * checkpointing fail too, so the reserve is let go of for them, what makes
 * the database grow is refused, and once there is room the reserve is taken
 * again.  And the write-ahead log: it is folded into the database between
 * turns, when their answers are out, once it has grown or all is quiet.  A
 * connection that only reads has nothing of this, and all is well with it.
 */
#include "relay/store/db.h"

#define DB_ROOM_QUIET_MS 500 /* without a request: a quiet moment */

/* Takes the reserve in `directory`, if there is room. */
enum err db_room_open(struct db *db, const char *directory, int reserve_kib);
void db_room_close(struct db *db);

/* SQLite said so: the disk may be full.  Lets go of the reserve. */
void db_room_note(struct db *db, int rc);
/* May the database grow?  On a full disk, looks whether it still is one. */
bool db_room_left(struct db *db);

/* Something in the log is to be nowhere any more: after the turn it is folded
 * in and cut off, as soon as nobody reads from it. */
void db_room_shed(struct db *db);

/* After a turn: folds the log in when it has grown. */
void db_room_tidy(struct db *db);
/* Is there something in it to fold in at a quiet moment?  Does so. */
bool db_room_untidy(const struct db *db);
void db_room_rest(struct db *db);

#endif
