/* SPDX-License-Identifier: MIT */
#ifndef RELAY_POST_UV_POST_H
#define RELAY_POST_UV_POST_H

/*
 * Sends what the store's queue of mails holds, one at a time, on a thread of
 * libuv's pool.  A mail leaves the queue once a server has taken it over; a
 * relay that dies between the two sends it again, with the same Message-ID.
 */
#include <uv.h>

#include "relay/gate/log.h"
#include "relay/post/http_smtp.h"
#include "relay/store/store_extra.h"

struct uv_post; /* opaque */

struct uv_post_io {
	void *ctx;
	int64_t (*wall)(void *ctx); /* us UTC */
	uint32_t (*random)(void *ctx);
	/* It was tried, and what came of that is kept; lent. */
	void (*tried)(void *ctx, const struct store_mail *m);
};

/* All lent.  NULL: no memory. */
struct uv_post *uv_post_new(uv_loop_t *loop, const struct http_smtp *server,
	const struct uv_post_io *io, const struct log *log);
/* Nothing may be going on. */
void uv_post_destroy(struct uv_post **p);

/* Is one due?  Then it is sent.  To be called once a second, and with `fresh`
 * when the queue or the clock has changed. */
void uv_post_look(struct uv_post *p, struct store *store, bool fresh);

/* The relay ends: no other mail is begun. */
void uv_post_stop(struct uv_post *p);

/* 1 while a mail is with the thread, or what became of it is being kept. */
int uv_post_pending(const struct uv_post *p);

#endif
