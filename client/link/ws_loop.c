/* SPDX-License-Identifier: MIT */
/*
 * libwebsockets owns the loop from the first day: its sockets, the terminal
 * and the signals wait in one poll.  Timers are its own too (lws_sul), which
 * fire here because nobody else runs the loop.
 */
#include "client/link/ws_loop.h"

#include <assert.h>
#include <libwebsockets.h>
#include <time.h>

#include "shared/mem.h"

#define WS_LOOP_TIMERS 16
#define WS_LOOP_FDS 4
#define WS_LOOP_NARROW 32 /* keeps libwebsockets' tables small */

struct ws_loop_timer {
	lws_sorted_usec_list_t sul; /* first: the callback gets only this */
	struct ws_loop *loop;
	ws_loop_fn fn; /* NULL: a free slot */
	void *ctx;
};

struct ws_loop_source {
	struct ws_loop *loop;
	ws_loop_fd_fn fn;
	void *ctx;
	int fd;
};

struct ws_loop {
	struct lws_context *lws;
	struct lws_vhost *files;
	ws_loop_fn turn, wake;
	void *turn_ctx, *wake_ctx;
	struct ws_loop_timer timers[WS_LOOP_TIMERS];
	struct ws_loop_source sources[WS_LOOP_FDS];
	int n_sources;
	bool called; /* a handler was, in this turn */
	bool stop;
	bool ended; /* being destroyed: no handler is called any more */
};

static int ws_loop_file(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct ws_loop *l;
	struct ws_loop_source *s;

	(void)user;
	(void)in;
	(void)len;
	switch (reason) {
	case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
		l = lws_context_user(lws_get_context(wsi));
		if (l->wake)
			l->wake(l->wake_ctx);
		l->called = true;
		break;
	case LWS_CALLBACK_RAW_RX_FILE:
	case LWS_CALLBACK_RAW_CLOSE_FILE:
		s = lws_get_opaque_user_data(wsi);
		if (!s || s->loop->ended)
			break;
		s->loop->called = true;
		s->fn(s->ctx, s->fd);
		break;
	default:
		break;
	}
	return 0;
}

static const struct lws_protocols ws_loop_protocols[] = {
	{.name = "file", .callback = ws_loop_file},
	{0},
};

enum err ws_loop_new(ws_loop_fn turn, void *ctx, struct ws_loop **out)
{
	return ws_loop_new_wide(WS_LOOP_NARROW, turn, ctx, out);
}

enum err ws_loop_new_wide(
	unsigned fds, ws_loop_fn turn, void *ctx, struct ws_loop **out)
{
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.protocols = ws_loop_protocols,
		.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
			LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
			LWS_SERVER_OPTION_VALIDATE_UTF8,
		.fd_limit_per_thread = fds,
		.vhost_name = "files",
	};
	struct ws_loop *l = mem_zero(sizeof(*l));

	if (!l)
		return ERR_NOMEM;
	l->turn = turn;
	l->turn_ctx = ctx;
	lws_set_log_level(0, NULL); /* else it writes over the screen */
	info.user = l;
	l->lws = lws_create_context(&info);
	/* Files need no certificates, which would all be read here. */
	info.options &= ~(uint64_t)LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
	if (l->lws)
		l->files = lws_create_vhost(l->lws, &info);
	if (!l->files) {
		ws_loop_destroy(&l);
		return ERR_IO;
	}
	*out = l;
	return ERR_OK;
}

void ws_loop_destroy(struct ws_loop **lp)
{
	struct ws_loop *l = *lp;

	*lp = NULL;
	if (!l)
		return;
	l->ended = true;
	l->wake = NULL;
	if (l->lws)
		lws_context_destroy(l->lws);
	mem_free(l);
}

enum err ws_loop_read(struct ws_loop *l, int fd, ws_loop_fd_fn fn, void *ctx)
{
	struct ws_loop_source *s;
	lws_sock_file_fd_type what = {.filefd = fd};
	struct lws *wsi;

	assert(l->n_sources < WS_LOOP_FDS);
	wsi = lws_adopt_descriptor_vhost(
		l->files, LWS_ADOPT_RAW_FILE_DESC, what, "file", NULL);
	if (!wsi)
		return ERR_IO;
	s = &l->sources[l->n_sources++];
	*s = (struct ws_loop_source){.loop = l, .fn = fn, .ctx = ctx, .fd = fd};
	lws_set_opaque_user_data(wsi, s);
	return ERR_OK;
}

static void ws_loop_fire(lws_sorted_usec_list_t *sul)
{
	struct ws_loop_timer *t = (struct ws_loop_timer *)sul;
	ws_loop_fn fn = t->fn;

	t->fn = NULL;
	t->loop->called = true;
	fn(t->ctx);
	/* Timers fire on the way into poll, which would sleep before the turn
	 * ends: this makes it come back at once. */
	lws_cancel_service(t->loop->lws);
}

/* The timer of that fn and ctx, else a free one. */
static struct ws_loop_timer *ws_loop_timer(
	struct ws_loop *l, ws_loop_fn fn, void *ctx)
{
	struct ws_loop_timer *free = NULL;

	for (int i = 0; i < WS_LOOP_TIMERS; i++) {
		struct ws_loop_timer *t = &l->timers[i];

		if (t->fn == fn && t->ctx == ctx)
			return t;
		if (!t->fn && !free)
			free = t;
	}
	return free;
}

void ws_loop_after(struct ws_loop *l, int64_t ms, ws_loop_fn fn, void *ctx)
{
	struct ws_loop_timer *t = ws_loop_timer(l, fn, ctx);

	assert(t);
	t->loop = l;
	t->ctx = ctx;
	t->fn = ms < 0 ? NULL : fn;
	if (ms < 0)
		lws_sul_cancel(&t->sul);
	else
		lws_sul_schedule(l->lws, 0, &t->sul, ws_loop_fire,
			(lws_usec_t)ms * LWS_US_PER_MS + 1);
}

void ws_loop_wake(struct ws_loop *l)
{
	lws_cancel_service(l->lws);
}

void ws_loop_on_wake(struct ws_loop *l, ws_loop_fn fn, void *ctx)
{
	l->wake = fn;
	l->wake_ctx = ctx;
}

void ws_loop_run(struct ws_loop *l)
{
	while (!l->stop && lws_service(l->lws, 0) >= 0) {
		if (!l->called)
			continue;
		l->called = false;
		l->turn(l->turn_ctx);
	}
	l->stop = false;
}

void ws_loop_stop(struct ws_loop *l)
{
	l->stop = true;
}

void ws_loop_touch(struct ws_loop *l)
{
	l->called = true;
}

int64_t ws_loop_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t ws_loop_wall_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct lws_context *ws_loop_lws(struct ws_loop *l)
{
	return l->lws;
}
