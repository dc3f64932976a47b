/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_WS_LOOP_H
#define CLIENT_LINK_WS_LOOP_H

/*
 * The client's one loop: libwebsockets' poll loop, with the terminal and the
 * signals adopted as plain descriptors.  One turn: whatever is ready calls
 * its handler, then `turn` is called once, which draws.  Nothing is awake
 * when nothing happens.
 */
#include <stdint.h>

#include "shared/err.h"

struct ws_loop;
struct lws_context;

typedef void (*ws_loop_fn)(void *ctx);
typedef void (*ws_loop_fd_fn)(void *ctx, int fd);

/* Gives *out.  `turn` is called after every turn that called a handler. */
enum err ws_loop_new(ws_loop_fn turn, void *ctx, struct ws_loop **out);
/* The same, with room for so many descriptors at once (else 32). */
enum err ws_loop_new_wide(
	unsigned fds, ws_loop_fn turn, void *ctx, struct ws_loop **out);
void ws_loop_destroy(struct ws_loop **l);

/* Calls fn whenever fd can be read, or has hung up (then read says so).  The
 * loop closes fd in the end.  fd is made non-blocking: hand in a description
 * of your own (open /dev/tty again), never a shared one. */
enum err ws_loop_read(struct ws_loop *l, int fd, ws_loop_fd_fn fn, void *ctx);

/* Calls fn once after ms; again with the same fn and ctx moves it, a negative
 * ms calls it off.  At most 16 at a time. */
void ws_loop_after(struct ws_loop *l, int64_t ms, ws_loop_fn fn, void *ctx);

/* Calls fn on the loop's thread soon.  The one call that any thread may
 * make; fn must stay valid. */
void ws_loop_wake(struct ws_loop *l);
void ws_loop_on_wake(struct ws_loop *l, ws_loop_fn fn, void *ctx);

/* Runs until ws_loop_stop. */
void ws_loop_run(struct ws_loop *l);
void ws_loop_stop(struct ws_loop *l);

/* Milliseconds of a monotonic clock; microseconds UTC. */
int64_t ws_loop_now_ms(void);
int64_t ws_loop_wall_us(void);

/* For the link alone: the context, and "a handler was called in this turn". */
struct lws_context *ws_loop_lws(struct ws_loop *l);
void ws_loop_touch(struct ws_loop *l);

#endif
