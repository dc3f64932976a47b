/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_CLOCK_H
#define RELAY_GATE_UV_CLOCK_H

/*
 * The time, one for each turn of the loop: what clocks show, and a count that
 * never goes back.  Under --test-clock both can be moved on from outside; how
 * far is kept in a file, so that a restarted relay does not fall back.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/desk_io.h"
#include "shared/err.h"

struct uv_clock {
	int64_t start;  /* wall, us */
	uint64_t begin; /* of the monotonic clock, ns */
	int64_t moved;  /* us, by hand */
	bool known;     /* `now` is of this turn */
	struct desk_now now;
	const char *file; /* NULL: this clock cannot be moved; lent */
};

/* `file` is read when it is there.  ERR_IO. */
enum err uv_clock_init(struct uv_clock *c, const char *file);

struct desk_now uv_clock_now(struct uv_clock *c);

/* A turn of the loop begins or ends: the time is to be asked anew. */
void uv_clock_turn(struct uv_clock *c);

/* Moves it on by so much, or to that time (0: not).  ERR_FORBIDDEN: it cannot
 * be moved; ERR_FIELD: not backwards, nor past the year 9999; ERR_IO. */
enum err uv_clock_move(struct uv_clock *c, int64_t advance, int64_t wall);

#endif
