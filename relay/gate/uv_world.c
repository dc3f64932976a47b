/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_world.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "relay/gate/enquiries.h"
#include "relay/gate/file_zone.h"
#include "relay/gate/uv_end.h"
#include "relay/gate/uv_turn.h"
#include "shared/times.h"

/* ---- the hub ---- */

static struct desk_now io_now(void *ctx)
{
	struct uv_state *r = ctx;

	return uv_clock_now(&r->clock);
}

static void io_random(void *ctx, void *out, size_t len)
{
	(void)ctx;
	randombytes_buf(out, len);
}

static void io_wake(void *ctx, struct caller *c)
{
	ws_server_wake(c);
	uv_turn_busy(ctx);
}

static void io_kill(void *ctx, struct caller *c)
{
	(void)ctx;
	ws_server_kill(c);
}

static int64_t io_enquire(void *ctx, struct caller *c)
{
	(void)ctx;
	return ws_server_enquire(c);
}

static void io_mail(void *ctx)
{
	struct uv_state *r = ctx;

	if (r->post)
		uv_post_look(r->post, r->store, true);
}

static void io_tried(void *ctx, const struct store_mail *m)
{
	struct uv_state *r = ctx;

	enquiries_tried(&r->hub, m);
}

static void io_busy(void *ctx)
{
	uv_turn_busy(ctx);
}

static struct tz *io_zone(void *ctx, const char *name)
{
	(void)ctx;
	return file_zone_load(name);
}

static int64_t io_wall(void *ctx)
{
	return io_now(ctx).wall;
}

static uint32_t io_random_number(void *ctx)
{
	(void)ctx;
	return randombytes_random();
}

static enum err io_verify(void *ctx, const char *hash, const char *password,
	void (*fn)(void *, bool), void *fn_ctx)
{
	struct uv_state *r = ctx;

	return uv_hash_verify(r->hash, hash, password, fn, fn_ctx);
}

static enum err io_hash(void *ctx, const char *password,
	void (*fn)(void *, const char *), void *fn_ctx)
{
	struct uv_state *r = ctx;

	return uv_hash_make(r->hash, password, fn, fn_ctx);
}

static enum err io_move_clock(void *ctx, int64_t advance, int64_t wall)
{
	struct uv_state *r = ctx;
	enum err e = uv_clock_move(&r->clock, advance, wall);

	if (e == ERR_OK) {
		hub_tick(&r->hub);
		io_mail(r);
		if (r->phase == UV_SERVING)
			feeds_look(r->feeds);
		uv_turn_busy(r);
	}
	return e;
}

/* ---- files ---- */

static enum err io_begin(void *ctx, const struct id *id, void **file)
{
	struct uv_state *r = ctx;
	struct uv_media_file *f;
	enum err e = uv_media_begin(r->media, id, &f);

	*file = f;
	return e;
}

static enum err io_write(void *ctx, void *file, const void *data, size_t len)
{
	(void)ctx;
	return uv_media_write(file, data, len);
}

static void io_clean(void *ctx, void *file, media_fn fn, void *fn_ctx)
{
	(void)ctx;
	uv_media_clean(file, fn, fn_ctx);
}

static enum err io_keep(void *ctx, void *file, const char *retailer)
{
	(void)ctx;
	return uv_media_keep(file, retailer);
}

static void io_end(void *ctx, void *file)
{
	struct uv_media_file *f = file;

	(void)ctx;
	uv_media_end(&f);
}

static void io_path(void *ctx, const char *retailer, const struct id *id,
	char out[UPLOAD_PATH])
{
	struct uv_state *r = ctx;

	static_assert(UPLOAD_PATH == FILE_MEDIA_PATH, "a path fits");
	file_media_path(r->conf->directory, retailer, id, out);
}

static void io_remove(void *ctx, const char *retailer, const struct id *id)
{
	struct uv_state *r = ctx;

	file_media_remove(r->conf->directory, retailer, id);
}

static void io_remove_all(void *ctx, const char *retailer)
{
	struct uv_state *r = ctx;

	file_media_remove_all(r->conf->directory, retailer);
	uv_catalog_remove(r->catalog, retailer);
	feeds_forget(r->feeds, retailer);
	gallery_forget(r->gallery, retailer);
}

static bool io_inside(void *ctx, const char *url)
{
	struct uv_state *r = ctx;

	return hosts_inside(r->hosts, url);
}

static bool io_fetch_picture(void *ctx, const char *url, const struct id *id,
	media_fetched_fn fn, void *fn_ctx)
{
	struct uv_state *r = ctx;

	return uv_gallery_fetch(r->pictures, url, id, fn, fn_ctx);
}

static void io_picture_path(
	void *ctx, const struct id *id, char out[GALLERY_PATH])
{
	struct uv_state *r = ctx;

	static_assert(GALLERY_PATH == FILE_MEDIA_PATH, "a path fits");
	uv_gallery_path(r->pictures, id, out);
}

static void io_remove_picture(void *ctx, const struct id *id)
{
	struct uv_state *r = ctx;

	uv_gallery_remove(r->pictures, id);
}

static bool io_begin_fetch(void *ctx, const struct intake_order *order,
	intake_fetched_fn fn, void *fn_ctx)
{
	struct uv_state *r = ctx;

	return uv_feed_begin(r->feed, order, fn, fn_ctx);
}

static void io_stop_fetch(void *ctx, const char *retailer)
{
	struct uv_state *r = ctx;

	uv_feed_stop(r->feed, retailer);
}

static enum fetch_end io_allowed(void *ctx, const char *url)
{
	struct uv_state *r = ctx;
	const struct host *host;

	return hosts_find(r->hosts, url, &host);
}

static void *io_begin_feed(void *ctx, const struct intake_config *config)
{
	struct uv_state *r = ctx;

	return uv_intake_begin(r->intake, config);
}

static void io_read_feed(void *ctx, void *feed, const char *data, size_t len,
	void (*fn)(void *), void *fn_ctx)
{
	(void)ctx;
	uv_intake_read(feed, data, len, fn, fn_ctx);
}

static const struct intake_state *io_feed_state(void *ctx, void *feed)
{
	(void)ctx;
	return uv_intake_state(feed);
}

static void io_end_feed(void *ctx, void *feed)
{
	struct uv_intake_feed *f = feed;

	(void)ctx;
	uv_intake_end(&f);
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct uv_state *r = ctx;

	uv_catalog_ask(r->catalog, what, fn, fn_ctx);
}

/* ---- the admin ---- */

static struct admin_status io_status(void *ctx)
{
	struct uv_state *r = ctx;
	size_t memory = 0;

	uv_resident_set_memory(&memory);
	return (struct admin_status){
		.connections = r->server.n_conns,
		.refused = r->server.refused,
		.uptime_us = uv_clock_now(&r->clock).steady - r->started,
		.memory_bytes = (int64_t)memory,
		.draining = r->phase >= UV_DRAINING,
	};
}

/* backup/noren-20261122T093000Z.db; two in one second would be one too many */
static enum err io_backup_path(void *ctx, char *out, size_t size)
{
	struct uv_state *r = ctx;
	time_t now = (time_t)(uv_clock_now(&r->clock).wall / TIMES_SECOND);
	char stamp[32];
	struct tm tm;
	int n;

	n = snprintf(out, size, "%s/backup", r->conf->directory);
	if (n < 0 || (size_t)n + 64 > size)
		return ERR_IO;
	if (mkdir(out, 0700) < 0 && errno != EEXIST)
		return ERR_IO;
	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", &tm);
	snprintf(out + n, size - (size_t)n, "/noren-%s.db", stamp);
	return ERR_OK;
}

void uv_world_handle(void *ctx, enum ws_door door, const struct request *q,
	struct reply *reply)
{
	struct uv_state *r = ctx;

	if (door == WS_DOOR_PUBLIC)
		site_handle(&r->site, q, reply);
	else
		admin_handle(r->admin, q, reply);
}

static void io_stop(void *ctx)
{
	uv_end_drain(ctx, "control");
}

struct hub_io uv_world_hub(struct uv_state *r)
{
	return (struct hub_io){
		.ctx = r,
		.now = io_now,
		.random = io_random,
		.wake = io_wake,
		.kill = io_kill,
		.enquire = io_enquire,
		.mail = io_mail,
		.busy = io_busy,
		.zone = io_zone,
	};
}

struct signin_io uv_world_signin(struct uv_state *r)
{
	return (struct signin_io){.ctx = r, .verify = io_verify};
}

struct codes_io uv_world_codes(struct uv_state *r)
{
	return (struct codes_io){
		.ctx = r, .verify = io_verify, .hash = io_hash};
}

struct upload_io uv_world_uploads(struct uv_state *r)
{
	return (struct upload_io){
		.ctx = r,
		.begin = io_begin,
		.write = io_write,
		.clean = io_clean,
		.keep = io_keep,
		.end = io_end,
		.path = io_path,
		.remove = io_remove,
	};
}

struct find_io uv_world_finds(struct uv_state *r)
{
	return (struct find_io){.ctx = r, .ask = io_ask};
}

struct import_io uv_world_imports(struct uv_state *r)
{
	return (struct import_io){
		.ctx = r,
		.begin = io_begin_feed,
		.read = io_read_feed,
		.state = io_feed_state,
		.end = io_end_feed,
		.remove = io_remove_all,
	};
}

struct feeds_io uv_world_feeds(struct uv_state *r)
{
	return (struct feeds_io){
		.ctx = r,
		.begin = io_begin_fetch,
		.stop = io_stop_fetch,
		.allowed = io_allowed,
		.remove = io_remove_all,
	};
}

struct gallery_io uv_world_gallery(struct uv_state *r)
{
	return (struct gallery_io){
		.ctx = r,
		.inside = io_inside,
		.fetch = io_fetch_picture,
		.path = io_picture_path,
		.remove = io_remove_picture,
	};
}

struct admin_io uv_world_admin(struct uv_state *r)
{
	return (struct admin_io){
		.ctx = r,
		.hash = io_hash,
		.move_clock = io_move_clock,
		.stop = io_stop,
		.status = io_status,
		.backup_path = io_backup_path,
		.forget_files = io_remove_all,
	};
}

struct uv_post_io uv_world_post(struct uv_state *r)
{
	return (struct uv_post_io){
		.ctx = r,
		.wall = io_wall,
		.random = io_random_number,
		.tried = io_tried,
	};
}

/* ---- connections ---- */

static bool has_room(void *ctx)
{
	struct uv_state *r = ctx;

	return ws_server_room(&r->server);
}

void uv_world_room(void *ctx)
{
	struct uv_state *r = ctx;

	if (r->phase == UV_SERVING)
		uv_listen_start(r->public);
}

static void on_public(void *ctx, int fd, const struct peer *peer)
{
	struct uv_state *r = ctx;

	ws_server_adopt(&r->server, WS_DOOR_PUBLIC, fd, peer);
}

static bool always_room(void *ctx)
{
	(void)ctx;
	return true;
}

static void on_control(void *ctx, int fd, const struct peer *peer)
{
	struct uv_state *r = ctx;

	ws_server_adopt(&r->server, WS_DOOR_CONTROL, fd, peer);
}

struct uv_listen_io uv_world_public(struct uv_state *r)
{
	return (struct uv_listen_io){r, has_room, on_public};
}

/* Who may open the socket's file is not turned away. */
struct uv_listen_io uv_world_control(struct uv_state *r)
{
	return (struct uv_listen_io){r, always_room, on_control};
}
