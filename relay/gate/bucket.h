/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_BUCKET_H
#define RELAY_GATE_BUCKET_H

/*
 * A token bucket: how much one session may ask for.  It fills with time up to
 * a burst.  Who takes more than there is goes into debt and is told to wait;
 * who goes on nevertheless until the debt is as large as the burst is
 * flooding.  Pure.
 */
#include <stdint.h>

#define BUCKET_POINT 1000 /* what one ordinary message costs */

struct bucket_policy {
	int64_t rate;  /* points a second */
	int64_t burst; /* points it holds, and the debt it forgives */
};

struct bucket {
	int64_t at;    /* us: when `level` was true */
	int64_t level; /* points; below 0 is debt */
};

enum bucket_answer { BUCKET_OK, BUCKET_WAIT, BUCKET_FLOOD };

/* A full one. */
void bucket_init(struct bucket *b, const struct bucket_policy *p, int64_t now);

/* Takes `cost` points, whatever the answer is. */
enum bucket_answer bucket_take(struct bucket *b, const struct bucket_policy *p,
	int64_t cost, int64_t now);

/* Microseconds until so many points can be taken; 0 when they can be now. */
int64_t bucket_wait(
	const struct bucket *b, const struct bucket_policy *p, int64_t cost);

#endif
