/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_CROWD_H
#define CLIENT_FLOW_CROWD_H

/*
 * Many who play by themselves, shoppers and associates, for the demo and for
 * load: each is a number.  What they do is pure (demo.h, load.h): it hears
 * what happens and wants things of the world; ws_crowd.h is that world.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/wire.h"

/* What they want.  Nothing of it answers from within. */
struct crowd_io {
	void *ctx;
	/* Connects and says hello, which is lent until crowd_play.up follows;
	 * without a version or a client, those are added. */
	void (*join)(void *ctx, int who, bool associate,
		const struct wire_hello *hello);
	void (*leave)(void *ctx, int who);
	/* ERR_CLOSE: not up; ERR_FULL: too much waits to be sent. */
	enum err (*send)(void *ctx, int who, const struct wire_msg *msg);
	uint64_t (*random)(void *ctx);
	/* Something happened that people may want to read. */
	void (*tell)(void *ctx, const char *text);
};

/* What happens to them.  now: us of a monotonic clock. */
struct crowd_play {
	void *self;
	/* The session has heard all that is true (ready), or was lost, or never
	 * came about. */
	void (*up)(void *self, int who, bool up, enum err why, int64_t now);
	void (*heard)(
		void *self, int who, const struct wire_msg *msg, int64_t now);
	void (*tick)(void *self, int64_t now);
	int64_t (*deadline)(const void *self); /* INT64_MAX: none */
};

#endif
