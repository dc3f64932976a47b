/* SPDX-License-Identifier: MIT */
/*
 * While the bytes of a file come in the store is asked whose they are; when
 * both are there the file is checked and cleaned, then its row is kept, and
 * only then does it get its place: what has no row is never served.
 */
#include "relay/gate/upload.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/gate/backoff.h"
#include "relay/gate/bearer.h"
#include "relay/gate/token.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/wire.h"

/* A file every few seconds is as much as anybody has to show; each costs a
 * child process and up to LIMIT_MEDIA bytes. */
static const struct backoff_policy by_peer = {
	.free = 60,
	.first = TIMES_SECOND,
	.most = TIMES_MINUTE,
	.forget = 10 * TIMES_MINUTE,
};
#define PEERS 4096 /* that are remembered */
#define LOOK_EVERY TIMES_HOUR
#define KEEP_SECONDS (365 * 24 * 3600) /* a file never changes */

struct uploads {
	struct hub *hub;
	struct upload_io io;
	struct backoff *peers;
	uint8_t secret[crypto_shorthash_KEYBYTES];
	struct upload *first;
	int n;
	int64_t look; /* steady us: the next time */
	bool looking;
};

/* Who asks: an associate by a session, a shopper by what their browser keeps.
 */
struct viewer {
	enum wire_who who;
	struct id id;
	char retailer[LIMIT_SLUG + 1];
};

struct upload {
	struct upload *next, *prev;
	struct uploads *all;
	struct reply *reply; /* NULL: nobody waits for an answer */
	void *file;
	struct id id;
	struct peer peer;
	struct viewer viewer;
	size_t bytes;  /* that have come */
	bool asking;   /* whose session it is */
	bool complete; /* all has come */
	struct media_clean clean;
};

struct uploads *upload_all_new(struct hub *hub, const struct upload_io *io)
{
	struct uploads *all = mem_zero(sizeof(*all));

	if (!all)
		return NULL;
	all->hub = hub;
	all->io = *io;
	all->peers = backoff_new(&by_peer, PEERS);
	hub->io.random(hub->io.ctx, all->secret, sizeof(all->secret));
	if (!all->peers)
		upload_all_destroy(&all);
	return all;
}

void upload_all_destroy(struct uploads **all)
{
	if (*all) {
		assert(!(*all)->first);
		backoff_destroy(&(*all)->peers);
		mem_free(*all);
	}
	*all = NULL;
}

/* ---- who asks ---- */

/* Is this a shopper's request?  They say at which retailer. */
static bool by_shopper(const struct request *q, struct viewer *v)
{
	return answer_query(q, "retailer", v->retailer, sizeof(v->retailer))[0];
}

static enum err shopper(
	const struct hub *hub, const struct request *q, struct viewer *v)
{
	if (!hub_tenant(hub, v->retailer))
		return ERR_RETAILER;
	if (!token_valid(q->bearer))
		return ERR_TOKEN;
	v->who = WIRE_WHO_SHOPPER;
	v->id = token_shopper(v->retailer, q->bearer);
	return ERR_OK;
}

static void associate(struct viewer *v, const struct store_associate *account)
{
	v->who = WIRE_WHO_ASSOCIATE;
	v->id = account->id;
	snprintf(v->retailer, sizeof(v->retailer), "%s", account->retailer);
}

/* Anybody can make up a shopper's token, but not without saying hello. */
static bool is_here(const struct hub *hub, const struct viewer *v)
{
	for (struct caller *s = hub->callers.first; s; s = s->next) {
		if (s->kind == CALLER_SHOPPER && s->state == CALLER_ATTACHED &&
			s->tenant && id_same(&s->who, &v->id) &&
			strcmp(s->tenant->rules->retailer, v->retailer) == 0)
			return true;
	}
	return false;
}

static enum err ask_session(struct hub *hub, const struct request *q,
	store_associate_fn fn, void *ctx)
{
	if (!token_valid(q->bearer))
		return ERR_TOKEN;
	bearer_find(hub, q, fn, ctx);
	return ERR_OK;
}

/* ---- the end of an upload ---- */

static void forget(struct upload *u)
{
	u->all->io.end(u->all->io.ctx, u->file);
	u->file = NULL;
	u->reply = NULL;
	if (u->asking)
		return; /* the store's answer ends it */
	DL_DELETE(u->all->first, u);
	u->all->n--;
	mem_free(u);
}

static void fail(struct upload *u, enum err e)
{
	char peer[PEER_TEXT];

	if (u->all->hub->draining)
		e = ERR_RESTART; /* cleaning was ended, not the file's fault */
	log_event(u->all->hub->log, e == ERR_IO ? LOG_ERROR : LOG_INFO,
		"upload_refused", "peer", peer_text(&u->peer, peer), "error",
		err_name(e), NULL);
	if (u->reply)
		answer_error(u->reply, e == ERR_IO ? ERR_FULL : e,
			err_text(e == ERR_IO ? ERR_FULL : e),
			e == ERR_FULL || e == ERR_IO ? TIMES_SECOND : 0);
	forget(u);
}

void upload_cut(struct upload *u)
{
	assert(!u->complete);
	forget(u);
}

/* ---- its middle ---- */

static void on_kept(void *ctx, enum err e)
{
	struct upload *u = ctx;
	struct wire_msg m = {.type = WIRE_T_MEDIA};

	if (e == ERR_OK)
		e = u->all->io.keep(
			u->all->io.ctx, u->file, u->viewer.retailer);
	if (e != ERR_OK) {
		fail(u, e);
		return;
	}
	m.media.media = u->id;
	m.media.mime = (int)u->clean.mime;
	m.media.width = u->clean.width;
	m.media.height = u->clean.height;
	m.media.bytes = (int64_t)u->clean.bytes;
	answer_msg(u->reply, &m);
	forget(u);
}

static void on_clean(void *ctx, const struct media_clean *what)
{
	struct upload *u = ctx;
	struct hub *hub = u->all->hub;
	const struct store_media row = {
		.id = u->id,
		.owner = u->viewer.id,
		.retailer = u->viewer.retailer,
		.who = (int)u->viewer.who,
		.mime = (int)what->mime,
		.width = what->width,
		.height = what->height,
		.bytes = (int64_t)what->bytes,
		.at = hub_now(hub).wall,
	};

	u->clean = *what;
	if (what->err == ERR_OK)
		store_put_media(hub->store, &row, on_kept, u);
	else
		fail(u, what->err);
}

static void go_on(struct upload *u)
{
	if (!u->asking && u->complete)
		u->all->io.clean(u->all->io.ctx, u->file, on_clean, u);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct upload *u = ctx;

	u->asking = false;
	if (!u->file) {
		forget(u);
		return;
	}
	if (e != ERR_OK) {
		fail(u, e == ERR_TOKEN ? e : ERR_FULL);
		return;
	}
	associate(&u->viewer, account);
	go_on(u);
}

void upload_write(struct upload *u, const void *data, size_t len)
{
	enum err e = ERR_MEDIA;

	u->bytes += len;
	if (u->bytes <= LIMIT_MEDIA)
		e = u->all->io.write(u->all->io.ctx, u->file, data, len);
	if (e != ERR_OK)
		fail(u, e);
}

void upload_complete(struct upload *u)
{
	u->complete = true;
	go_on(u);
}

/* ---- its beginning ---- */

/* May one more come from there?  ERR_FULL, ERR_RATE with the time to wait. */
static enum err admit(
	struct uploads *all, const struct peer *peer, int64_t *wait)
{
	struct peer from = peer_customer(peer);
	const struct upload *u;
	uint64_t key;
	int same = 0;

	*wait = TIMES_SECOND;
	DL_FOREACH (all->first, u) {
		same += memcmp(u->peer.b, peer->b, sizeof(peer->b)) == 0;
	}
	if (all->n >= UPLOAD_MOST || all->hub->draining)
		return ERR_FULL;
	if (same >= UPLOAD_MOST_EACH)
		return ERR_RATE;
	crypto_shorthash(
		(unsigned char *)&key, from.b, sizeof(from.b), all->secret);
	*wait = backoff_try(all->peers, key, hub_now(all->hub).steady);
	return *wait ? ERR_RATE : ERR_OK;
}

static enum err identify(struct upload *u, const struct request *q)
{
	struct hub *hub = u->all->hub;
	enum err e;

	if (by_shopper(q, &u->viewer)) {
		e = shopper(hub, q, &u->viewer);
		return e || is_here(hub, &u->viewer) ? e : ERR_FULL;
	}
	u->asking = true;
	e = ask_session(hub, q, on_session, u);
	if (e != ERR_OK)
		u->asking = false;
	return e;
}

struct upload *upload_begin(
	struct uploads *all, const struct request *q, struct reply *r)
{
	struct upload *u = NULL;
	int64_t wait = 0;
	enum err e = admit(all, &q->peer, &wait);

	if (e != ERR_OK) {
		answer_error(r, e, err_text(e), wait);
		return NULL;
	}
	u = mem_zero(sizeof(*u));
	if (!u) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	u->all = all;
	u->reply = r;
	u->peer = q->peer;
	u->id = hub_id(all->hub);
	DL_APPEND(all->first, u);
	all->n++;
	e = all->io.begin(all->io.ctx, &u->id, &u->file);
	if (e == ERR_OK)
		e = identify(u, q);
	if (e != ERR_OK) {
		fail(u, e);
		return NULL;
	}
	return u;
}

/* ---- going out ---- */

struct getting {
	struct uploads *all;
	struct reply *reply;
	struct id media;
	struct viewer viewer;
};

static void refuse(struct getting *g, enum err e)
{
	answer_fail(g->reply, e);
	mem_free(g);
}

static void on_media(
	void *ctx, enum err e, const struct store_media *rows, int n)
{
	static const char *const ends[] = {
		[WIRE_MIME_NONE] = "",
		[WIRE_MIME_JPEG] = ".jpg",
		[WIRE_MIME_PNG] = ".png",
		[WIRE_MIME_GIF] = ".gif",
		[WIRE_MIME_WEBP] = ".webp",
		[WIRE_MIME_MP4] = ".mp4",
	};
	struct getting *g = ctx;
	struct answer a = {.status = 200, .max_age = KEEP_SECONDS};
	char path[UPLOAD_PATH], name[64];

	if (e != ERR_OK || n != 1 || rows->mime <= WIRE_MIME_NONE ||
		rows->mime > WIRE_MIME_MP4) {
		refuse(g, e == ERR_UNKNOWN ? ERR_UNKNOWN : ERR_FULL);
		return;
	}
	g->all->io.path(g->all->io.ctx, g->viewer.retailer, &g->media, path);
	snprintf(name, sizeof(name), "%s%s", g->media.s, ends[rows->mime]);
	a.type = wire_mime_word((enum wire_mime)rows->mime);
	a.len = (size_t)rows->bytes;
	a.file = path;
	a.file_name = name;
	g->reply->send(g->reply, &a);
	mem_free(g);
}

static void look_up(struct getting *g)
{
	store_find_media(g->all->hub->store, g->viewer.retailer, &g->media,
		g->viewer.who, &g->viewer.id, on_media, g);
}

static void on_viewer(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct getting *g = ctx;

	if (e != ERR_OK) {
		refuse(g, e == ERR_TOKEN ? e : ERR_FULL);
		return;
	}
	associate(&g->viewer, account);
	look_up(g);
}

void upload_get(struct uploads *all, const struct request *q, struct reply *r,
	const char *id)
{
	struct getting *g;
	enum err e;

	if (!id_valid(id)) {
		answer_fail(r, ERR_UNKNOWN);
		return;
	}
	g = mem_zero(sizeof(*g));
	if (!g) {
		answer_fail(r, ERR_FULL);
		return;
	}
	g->all = all;
	g->reply = r;
	g->media = id_from_str(id);
	if (by_shopper(q, &g->viewer)) {
		e = shopper(all->hub, q, &g->viewer);
		if (e == ERR_OK)
			look_up(g);
	} else {
		e = ask_session(all->hub, q, on_viewer, g);
	}
	if (e != ERR_OK)
		refuse(g, e);
}

/* ---- what nobody showed ---- */

static void on_swept(
	void *ctx, enum err e, const struct store_media *rows, int n)
{
	struct uploads *all = ctx;

	all->looking = false;
	for (int i = 0; i < n; i++)
		all->io.remove(all->io.ctx, rows[i].retailer, &rows[i].id);
	/* As many as could be: there may be more. */
	if (e == ERR_OK && n == STORE_SWEEP)
		all->look = 0;
}

void upload_all_look(struct uploads *all)
{
	struct desk_now now = hub_now(all->hub);

	if (all->hub->files_gone)
		all->look = 0;
	if (all->looking || now.steady < all->look || all->hub->draining)
		return;
	all->hub->files_gone = false;
	all->looking = true;
	all->look = now.steady + LOOK_EVERY;
	store_sweep_media(
		all->hub->store, now.wall - UPLOAD_UNSENT, on_swept, all);
}
