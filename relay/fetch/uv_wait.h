/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_UV_WAIT_H
#define RELAY_FETCH_UV_WAIT_H

/*
 * A few threads for what nobody waits for: others' servers, and feeds.  Those
 * of libuv's pool have passwords and searches to do, and must not stand still
 * for a minute; and these give way where chats need the processor.
 */
#include <stdbool.h>
#include <uv.h>

struct uv_wait; /* opaque */

/* In the caller's memory, until done has been called. */
struct uv_wait_job {
	struct uv_wait_job *next; /* ours */
	/* On the thread of that number, from 0. */
	void (*work)(struct uv_wait_job *job, int thread);
	/* Out of the loop. */
	void (*done)(struct uv_wait_job *job);
};

/* The loop is lent for its life.  Threads are made as they are needed.  NULL:
 * no memory. */
struct uv_wait *uv_wait_new(uv_loop_t *loop, int threads);
/* Nothing may be pending.  The loop has to run once more. */
void uv_wait_destroy(struct uv_wait **w);

/* Queues it. */
void uv_wait_do(struct uv_wait *w, struct uv_wait_job *job);
/* Jobs that are not done. */
int uv_wait_pending(const struct uv_wait *w);

#endif
