/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_WS_CROWD_H
#define CLIENT_FLOW_WS_CROWD_H

/*
 * The world of a crowd: a socket for each of them, all on one loop and one
 * thread, and a clock.
 */
#include "client/flow/crowd.h"
#include "shared/err.h"

struct ws_crowd; /* opaque */
struct ws_loop;

/* For so many people, numbered from 0, at the relay of that url; `ca` as
 * ws_net_new.  `tell` and its context go into the crowd_io; NULL: nobody
 * reads.  ERR_CONFIG, ERR_IO, ERR_NOMEM. */
enum err ws_crowd_new(struct ws_loop *loop, const char *url, const char *ca,
	int people, struct ws_crowd **out);
void ws_crowd_destroy(struct ws_crowd **c);

/* What players want goes here.  Lent for the crowd's life. */
const struct crowd_io *ws_crowd_io(struct ws_crowd *c);
void ws_crowd_tell(struct ws_crowd *c,
	void (*tell)(void *ctx, const char *text), void *ctx);

/* Who plays, from now on; copied.  Call ws_crowd_turn after every turn of the
 * loop. */
void ws_crowd_play(struct ws_crowd *c, const struct crowd_play *play);
void ws_crowd_turn(struct ws_crowd *c);

/* us of a monotonic clock. */
int64_t ws_crowd_now(void);

#endif
