/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_end.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DRAIN_MS 20        /* how often a relay that ends looks around */
#define DRAIN_KEEP 3000000 /* us for what was said to be kept */
#define DRAIN_BYE 5000000  /* us in all */

static void close_handles(struct uv_state *r)
{
	uv_handle_t *const all[] = {
		(uv_handle_t *)&r->prepare,
		(uv_handle_t *)&r->check,
		(uv_handle_t *)&r->idle,
		(uv_handle_t *)&r->tick,
		(uv_handle_t *)&r->second,
		(uv_handle_t *)&r->drain,
		(uv_handle_t *)&r->kept,
		(uv_handle_t *)&r->term,
		(uv_handle_t *)&r->interrupt,
		(uv_handle_t *)&r->hangup,
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		uv_close(all[i], NULL);
}

/* Everything is kept, or time is up: the loop has nothing more to do. */
static void finish(struct uv_state *r)
{
	if (r->phase == UV_OVER)
		return;
	r->phase = UV_OVER;
	if (r->post)
		uv_post_stop(r->post);
	hub_drain(&r->hub);
	uv_listen_close(&r->public);
	uv_listen_close(&r->control);
	store_close(&r->store); /* answers what it was asked */
	ws_server_close(&r->server);
	close_handles(r);
}

/* On a thread of the pool: cannot be left behind. */
static bool at_work(const struct uv_state *r)
{
	return uv_hash_pending(r->hash) > 0 || uv_media_pending(r->media) > 0 ||
		uv_catalog_busy(r->catalog) || uv_intake_busy(r->intake) ||
		uv_renew_busy(r->renew) || find_pending(r->finds) > 0 ||
		feeds_pending(r->feeds) > 0 ||
		uv_gallery_pending(r->pictures) > 0 ||
		(r->post && uv_post_pending(r->post) > 0);
}

static bool nothing_asked(const struct uv_state *r)
{
	return !at_work(r) && signin_pending(r->signin) == 0 &&
		codes_pending(r->codes) == 0 && r->server.n_replies == 0;
}

static void on_drain(uv_timer_t *timer)
{
	struct uv_state *r = timer->data;
	int64_t spent = uv_clock_now(&r->clock).steady - r->drain_began;

	if (r->phase == UV_DRAINING &&
		((hub_idle(&r->hub) && nothing_asked(r)) ||
			spent > DRAIN_KEEP)) {
		r->phase = UV_BYE;
		hub_bye(&r->hub);
	}
	if (r->phase == UV_BYE &&
		((r->hub.callers.n == 0 && nothing_asked(r)) ||
			(spent > DRAIN_BYE && !at_work(r))))
		finish(r);
}

void uv_end_drain(struct uv_state *r, const char *because)
{
	if (r->phase >= UV_DRAINING)
		return;
	log_event(
		r->config->log, LOG_INFO, "stopping", "because", because, NULL);
	r->phase = UV_DRAINING;
	r->drain_began = uv_clock_now(&r->clock).steady;
	r->server.draining = true;
	hub_drain(&r->hub);
	uv_media_stop(r->media);
	uv_intake_stop(r->intake);
	uv_renew_stop(r->renew);
	uv_feed_stop(r->feed, NULL);
	uv_gallery_stop(r->pictures);
	if (r->post)
		uv_post_stop(r->post);
	uv_listen_close(&r->public);
	uv_timer_start(&r->drain, on_drain, 0, DRAIN_MS);
}

void uv_end_on_signal(uv_signal_t *signal, int number)
{
	struct uv_state *r = signal->data;

	if (number == SIGHUP) {
		ws_server_reload(&r->server);
		return;
	}
	/* Twice means now; what was acknowledged is on disk anyway. */
	if (r->phase >= UV_DRAINING)
		_exit(EXIT_FAILURE);
	uv_end_drain(r, number == SIGTERM ? "SIGTERM" : "SIGINT");
}

void uv_end_fail(struct uv_state *r, enum err e, const char *why)
{
	if (r->err == ERR_OK) {
		r->err = e;
		if (why != r->why)
			snprintf(r->why, CONF_WHY, "%s", why);
	}
	finish(r);
}
