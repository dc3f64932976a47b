/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_turn.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/uv_end.h"

/* A page whose own name leads to this address (DNS rebinding) would be taken
 * for one of the relay's. */
static void warn_of_names(const struct uv_state *r)
{
	struct peer own;

	if (r->conf->public_url[0] ||
		peer_parse(r->conf->listen, &own) != ERR_OK ||
		peer_loopback(&own))
		return;
	log_event(r->config->log, LOG_WARN, "public_url_empty", "because",
		"every name that leads here is taken for the relay's own",
		NULL);
}

static void open_doors(struct uv_state *r)
{
	const char *scheme = r->conf->tls_certificate[0] ? "https" : "http";
	bool six = strchr(r->conf->listen, ':') != NULL;
	char url[128];

	if (uv_listen_start(r->public) != ERR_OK ||
		uv_listen_start(r->control) != ERR_OK) {
		uv_end_fail(r, ERR_IO, "cannot listen");
		return;
	}
	r->phase = UV_SERVING;
	snprintf(url, sizeof(url), "%s://%s%s%s:%d", scheme, six ? "[" : "",
		r->conf->listen, six ? "]" : "", uv_listen_port(r->public));
	log_event(r->config->log, LOG_INFO, "listening", "url", url, NULL);
	warn_of_names(r);
	if (!r->post)
		log_event(r->config->log, LOG_INFO, "no_mail", "because",
			"smtp_url is empty: no mail goes out", NULL);
	r->config->listening(url);
}

static void on_tick(uv_timer_t *timer)
{
	struct uv_state *r = timer->data;

	hub_tick(&r->hub);
	uv_turn_busy(r);
}

static void set_timer(struct uv_state *r)
{
	int64_t deadline = hub_deadline(&r->hub);
	int64_t left = deadline - uv_clock_now(&r->clock).steady;

	if (deadline == INT64_MAX)
		uv_timer_stop(&r->tick);
	else
		uv_timer_start(&r->tick, on_tick,
			left > 0 ? (uint64_t)(left + 999) / 1000 : 0, 0);
}

static void on_check(uv_check_t *check)
{
	struct uv_state *r = check->data;

	hub_turn(&r->hub);
	ws_server_send(&r->server);
	uv_idle_stop(&r->idle);
	if (r->phase == UV_LOADING && r->told && hub_settled(&r->hub))
		open_doors(r);
	if (r->phase != UV_OVER)
		set_timer(r);
	uv_clock_turn(&r->clock);
}

static void on_prepare(uv_prepare_t *prepare)
{
	struct uv_state *r = prepare->data;

	uv_clock_turn(&r->clock);
}

static void on_second(uv_timer_t *timer)
{
	struct uv_state *r = timer->data;

	hub_sweep(&r->hub);
	ws_server_sweep(&r->server);
	import_all_look(r->imports);
	if (r->phase == UV_SERVING)
		feeds_look(r->feeds);
	if (r->phase == UV_SERVING)
		upload_all_look(r->uploads);
	if (r->phase == UV_SERVING && r->post)
		uv_post_look(r->post, r->store, false);
	for (struct tenant *t = r->hub.tenants; t; t = t->next)
		tenant_look(t);
}

static void on_kept(uv_async_t *async)
{
	struct uv_state *r = async->data;

	if (r->store)
		store_answers(r->store);
}

/* On the store's thread. */
void uv_turn_kept(void *ctx)
{
	struct uv_state *r = ctx;

	uv_async_send(&r->kept);
}

static void on_idle(uv_idle_t *idle)
{
	(void)idle; /* that it is there keeps the loop from sleeping */
}

void uv_turn_busy(struct uv_state *r)
{
	if (r->phase != UV_OVER)
		uv_idle_start(&r->idle, on_idle);
}

void uv_turn_init(struct uv_state *r)
{
	uv_loop_t *loop = &r->loop;

	uv_prepare_init(loop, &r->prepare);
	uv_check_init(loop, &r->check);
	uv_idle_init(loop, &r->idle);
	uv_timer_init(loop, &r->tick);
	uv_timer_init(loop, &r->second);
	uv_timer_init(loop, &r->drain);
	uv_async_init(loop, &r->kept, on_kept);
	uv_signal_init(loop, &r->term);
	uv_signal_init(loop, &r->interrupt);
	uv_signal_init(loop, &r->hangup);
	r->prepare.data = r->check.data = r->idle.data = r;
	r->tick.data = r->second.data = r->drain.data = r;
	r->kept.data = r;
	r->term.data = r->interrupt.data = r->hangup.data = r;
	uv_prepare_start(&r->prepare, on_prepare);
	uv_check_start(&r->check, on_check);
	uv_timer_start(&r->second, on_second, 1000, 1000);
	uv_signal_start(&r->term, uv_end_on_signal, SIGTERM);
	uv_signal_start(&r->interrupt, uv_end_on_signal, SIGINT);
	uv_signal_start(&r->hangup, uv_end_on_signal, SIGHUP);
}
