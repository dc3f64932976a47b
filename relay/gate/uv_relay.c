/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_relay.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "relay/gate/file_web.h"
#include "relay/gate/uv_end.h"
#include "relay/gate/uv_state.h"
#include "relay/gate/uv_turn.h"
#include "relay/gate/uv_world.h"
#include "relay/post/post.h"
#include "shared/mem.h"
#include "shared/times.h"

#define SPARE_FILES 256 /* descriptors beside those of connections */

static bool is_tenant(void *ctx, const char *retailer)
{
	const struct uv_state *r = ctx;

	return hub_tenant(&r->hub, retailer) != NULL;
}

static void on_feeds(void *ctx, enum err e)
{
	struct uv_state *r = ctx;

	r->told = true;
	if (e != ERR_OK)
		uv_end_fail(r, e, "the feeds cannot be loaded, see the log");
	uv_turn_busy(r);
}

static void on_renewed(void *ctx, const struct db_catalog_renew *what)
{
	const struct uv_state *r = ctx;
	char n[24];

	snprintf(n, sizeof(n), "%d", what->renewed);
	if (what->renewed > 0)
		log_event(r->config->log, LOG_INFO, "catalogs_renewed",
			"catalogs", n, NULL);
	if (what->err != ERR_OK)
		log_event(r->config->log, LOG_ERROR, "catalog_not_renewed",
			"retailer", what->name, "why", what->why, NULL);
}

static void look_at_files(struct uv_state *r)
{
	file_media_sweep(r->conf->directory, is_tenant, r);
	uv_catalog_sweep(r->catalog, is_tenant, r);
	uv_renew_begin(r->renew, on_renewed, r);
}

static void on_tenants(void *ctx, const struct store_tenants *rows)
{
	struct uv_state *r = ctx;
	enum err e = hub_start(&r->hub, rows);

	if (e == ERR_OK)
		feeds_load(r->feeds, on_feeds, r);
	if (e == ERR_OK)
		look_at_files(r);
	else
		uv_end_fail(
			r, e, "the retailers cannot be loaded, see the log");
	uv_turn_busy(r);
}

/* The library sizes its tables by the limit, so it comes first.  Where it
 * cannot be raised, fewer connections are taken. */
static int max_connections(const struct uv_state *r)
{
	rlim_t want = (rlim_t)r->conf->max_connections + SPARE_FILES;
	struct rlimit limit;
	char text[16];

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return r->conf->max_connections;
	limit.rlim_cur =
		limit.rlim_max == RLIM_INFINITY || want < limit.rlim_max
		? want
		: limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	getrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_cur >= want)
		return r->conf->max_connections;
	want = limit.rlim_cur > 2 * SPARE_FILES ? limit.rlim_cur - SPARE_FILES
						: limit.rlim_cur / 2;
	snprintf(text, sizeof(text), "%d", (int)want);
	log_event(r->config->log, LOG_WARN, "fewer_connections", "most", text,
		"because", "limit on open files", NULL);
	return (int)want;
}

static enum err load_web(struct uv_state *r, char *why)
{
	char standard[UV_PATH_MOST];
	const char *directory = r->conf->web;
	enum err e;

	r->web = web_new();
	if (!r->web)
		return ERR_NOMEM;
	if (!directory[0])
		directory = file_web_directory(standard, sizeof(standard));
	e = file_web_load(r->web, directory);
	if (e == ERR_IO) {
		snprintf(why, CONF_WHY, "web: %.160s: %s", directory,
			strerror(errno));
		return ERR_CONFIG;
	}
	return e;
}

static void log_store(void *ctx, const char *line)
{
	struct uv_state *r = ctx;

	log_event(r->config->log, LOG_WARN, "store", "line", line, NULL);
}

static enum err open_store(struct uv_state *r, char *why)
{
	const struct store_config config = {
		.directory = r->conf->directory,
		.owner = r->owner,
		.test_clock = r->config->test_clock,
		.reserve_kib = r->conf->reserve,
		.session_idle = r->conf->session_idle * TIMES_DAY,
		.session_life = r->conf->session_days * TIMES_DAY,
		.wake = uv_turn_kept,
		.log = log_store,
		.ctx = r,
	};

	return store_open(&config, &r->store, why);
}

static enum err open_sockets(struct uv_state *r, char *why)
{
	struct uv_listen_io public = uv_world_public(r);
	struct uv_listen_io control = uv_world_control(r);
	enum err e;

	e = uv_listen_tcp(&r->loop, r->conf->listen, r->conf->port, &public,
		&r->public, why);
	if (e == ERR_OK)
		e = uv_listen_unix(
			&r->loop, r->control_path, &control, &r->control, why);
	return e;
}

static enum err open_server(struct uv_state *r, int most, char *why)
{
	const struct ws_server_config config = {
		.loop = &r->loop,
		.hub = &r->hub,
		.uploads = r->uploads,
		.tls_certificate = r->conf->tls_certificate,
		.tls_key = r->conf->tls_key,
		.public_url = r->conf->public_url,
		.trust_proxy = r->conf->trust_proxy,
		.max_connections = most,
		.max_per_address = r->conf->max_per_address,
		.handle = uv_world_handle,
		.room = uv_world_room,
		.lws_log = r->config->lws_log,
		.ctx = r,
	};
	enum err e = ws_server_init(&r->server, &config);

	if (e == ERR_CONFIG)
		snprintf(why, CONF_WHY,
			"tls_certificate or tls_key cannot be used");
	return e;
}

static enum err make_post(struct uv_state *r)
{
	const struct conf *c = r->conf;
	struct uv_post_io io = uv_world_post(r);

	if (!c->smtp_url[0])
		return ERR_OK;
	r->smtp = (struct http_smtp){
		.url = c->smtp_url,
		.from = c->smtp_from,
		.user = c->smtp_user,
		.password_file = c->smtp_password_file,
		.ca = c->smtp_ca,
		.tls = c->smtp_tls == 0 && !post_url_local(c->smtp_url),
	};
	r->post = uv_post_new(&r->loop, &r->smtp, &io, r->config->log);
	return r->post ? ERR_OK : ERR_NOMEM;
}

static enum err make_catalog(struct uv_state *r)
{
	struct find_io finds = uv_world_finds(r);
	struct import_io imports = uv_world_imports(r);
	struct feeds_io feeds = uv_world_feeds(r);
	struct gallery_io gallery = uv_world_gallery(r);
	const struct conf *c = r->conf;
	char why[HOSTS_WHY];
	enum err e = hosts_new(c->feed_hosts, &r->hosts, why);

	if (e != ERR_OK)
		return e;
	r->catalog = uv_catalog_new(&r->loop, c->directory);
	r->finds = r->hub.finds = find_all_new(&r->hub, &finds);
	r->intake = uv_intake_new(&r->loop, c->directory);
	r->renew = uv_renew_new(&r->loop, c->directory);
	r->imports = r->hub.imports = import_all_new(&r->hub, &imports);
	r->feed = uv_feed_new(&r->loop, c->directory, r->hosts, c->feed_ca);
	r->feeds = r->hub.feeds = feeds_new(&r->hub, &feeds);
	r->pictures =
		uv_gallery_new(&r->loop, c->directory, r->hosts, c->feed_ca);
	r->gallery = gallery_new(&r->hub, &gallery);
	return r->catalog && r->finds && r->intake && r->renew && r->imports &&
			r->feed && r->feeds && r->pictures && r->gallery
		? ERR_OK
		: ERR_NOMEM;
}

/* The parts that only need memory. */
static enum err make_parts(struct uv_state *r)
{
	struct signin_io signin = uv_world_signin(r);
	struct codes_io codes = uv_world_codes(r);
	struct admin_io admin = uv_world_admin(r);
	struct upload_io files = uv_world_uploads(r);
	const struct hub_io hub = uv_world_hub(r);
	const struct hub_config config = {
		.public_url = r->conf->public_url,
		.flows = r->conf->flows,
		.least_client = r->conf->least_client,
		.mail_from = r->conf->smtp_url[0] ? r->conf->smtp_from : NULL,
		.audit_days = r->conf->audit_days,
		.code_digits = r->conf->code_digits,
		.silence = r->conf->silence,
		.rate.rate = r->conf->message_rate * INT64_C(1) * BUCKET_POINT,
		.rate.burst = r->conf->message_rate * INT64_C(4) * BUCKET_POINT,
	};
	uint8_t bytes[48];
	enum err e;

	hub_init(&r->hub, &hub, &config, r->config->log);
	randombytes_buf(bytes, sizeof(bytes));
	uv_hash_nobody(bytes, r->nobody);
	randombytes_buf(bytes, sizeof(bytes));
	strcpy(r->owner, id_from_bytes(bytes).s);
	r->hash = uv_hash_new(&r->loop);
	r->signin = signin_new(&r->hub, &signin, r->nobody);
	r->codes = codes_new(&r->hub, &codes);
	r->media = uv_media_new(&r->loop, r->conf->directory);
	r->uploads = upload_all_new(&r->hub, &files);
	r->admin = admin_new(&r->hub, &admin, r->codes);
	r->manage = manage_new(&r->hub, r->admin);
	if (!r->hash || !r->signin || !r->codes || !r->media || !r->uploads ||
		!r->admin || !r->manage)
		return ERR_NOMEM;
	e = make_catalog(r);
	return e ? e : make_post(r);
}

static void name_files(struct uv_state *r)
{
	snprintf(r->clock_file, sizeof(r->clock_file), "%s/test-clock",
		r->conf->directory);
	if (r->conf->control[0])
		snprintf(r->control_path, sizeof(r->control_path), "%s",
			r->conf->control);
	else
		snprintf(r->control_path, sizeof(r->control_path),
			"%s/control.sock", r->conf->directory);
}

/* The database comes before the sockets: its directory may have to be made,
 * and two relays on one are found out there. */
static enum err start(struct uv_state *r, char *why)
{
	int most = max_connections(r);
	enum err e = make_parts(r);

	if (e == ERR_OK)
		e = load_web(r, why);
	r->site = (struct site){&r->hub, r->signin, r->codes, r->web,
		r->uploads, r->gallery, r->manage, r->hosts};
	if (e == ERR_OK)
		e = open_store(r, why);
	r->hub.store = r->store;
	if (e == ERR_OK)
		e = uv_media_init(r->media);
	if (e == ERR_OK)
		uv_gallery_init(r->pictures);
	if (e == ERR_OK)
		e = uv_clock_init(&r->clock,
			r->config->test_clock ? r->clock_file : NULL);
	r->started = uv_clock_now(&r->clock).steady;
	if (e == ERR_OK)
		e = open_sockets(r, why);
	if (e == ERR_OK)
		e = open_server(r, most, why);
	if (e == ERR_OK)
		store_tenants(r->store, on_tenants, r);
	return e;
}

static void free_parts(struct uv_state *r)
{
	ws_server_fini(&r->server);
	manage_destroy(&r->manage);
	admin_destroy(&r->admin);
	gallery_destroy(&r->gallery);
	uv_gallery_destroy(&r->pictures);
	feeds_destroy(&r->feeds);
	uv_feed_destroy(&r->feed);
	hosts_destroy(&r->hosts);
	import_all_destroy(&r->imports);
	uv_renew_destroy(&r->renew);
	uv_intake_destroy(&r->intake);
	find_all_destroy(&r->finds);
	uv_catalog_destroy(&r->catalog);
	upload_all_destroy(&r->uploads);
	uv_media_destroy(&r->media);
	uv_post_destroy(&r->post);
	codes_destroy(&r->codes);
	signin_destroy(&r->signin);
	uv_hash_destroy(&r->hash);
	hub_fini(&r->hub);
	web_destroy(&r->web);
}

enum err uv_relay_run(const struct uv_relay_config *config, char why[CONF_WHY])
{
	struct uv_state *r = mem_zero(sizeof(*r));
	enum err e;

	why[0] = '\0';
	if (!r)
		return ERR_NOMEM;
	r->config = config;
	r->conf = config->conf;
	r->why = why;
	name_files(r);
	if (uv_loop_init(&r->loop) < 0) {
		mem_free(r);
		return ERR_NOMEM;
	}
	uv_turn_init(r);
	e = start(r, why);
	if (e != ERR_OK)
		uv_end_fail(r, e, why[0] ? why : err_text(e));
	uv_run(&r->loop, UV_RUN_DEFAULT);
	free_parts(r);
	uv_run(&r->loop, UV_RUN_DEFAULT);
	uv_loop_close(&r->loop);
	e = r->err;
	log_event(config->log, LOG_INFO, "stopped", NULL);
	mem_free(r);
	return e;
}
