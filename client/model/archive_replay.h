/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ARCHIVE_REPLAY_H
#define CLIENT_MODEL_ARCHIVE_REPLAY_H

/*
 * A chat played again at the pace at which it happened, or slower or faster
 * (rule E3).  It knows no clock: whoever has one says how late it is.
 */
#include <stdbool.h>
#include <stdint.h>

struct chat;

#define ARCHIVE_REPLAY_USUAL 2 /* the speed at which it happened */
#define ARCHIVE_REPLAY_SPEEDS 9

/* Zeroed, none is played. */
struct archive_replay {
	bool on, paused;
	int speed;        /* a row of the speeds */
	int64_t shown;    /* entries that have been played */
	int64_t left_us;  /* of the chat's own time, until the next one */
	int64_t since_ms; /* left_us was true at that time */
};

/* From the first entry on, which is shown at once; keeps the speed of the last
 * time.  Nothing happens to an empty chat. */
void archive_replay_begin(
	struct archive_replay *r, const struct chat *c, int64_t now_ms);
void archive_replay_end(struct archive_replay *r);

/* Shows what is due by then. */
void archive_replay_tick(
	struct archive_replay *r, const struct chat *c, int64_t now_ms);

/* Pauses, or goes on; from the end on, from the beginning. */
void archive_replay_pause(
	struct archive_replay *r, const struct chat *c, int64_t now_ms);

/* Slower (-1) or faster (1), within reason. */
void archive_replay_pace(struct archive_replay *r, int by, int64_t now_ms);

/* When the next entry is due; INT64_MAX: none is. */
int64_t archive_replay_due(
	const struct archive_replay *r, const struct chat *c);

/* In per cent of what it was. */
int archive_replay_speed(const struct archive_replay *r);

bool archive_replay_over(const struct archive_replay *r, const struct chat *c);

#endif
