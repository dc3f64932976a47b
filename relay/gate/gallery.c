/* SPDX-License-Identifier: MIT */
#include "relay/gate/gallery.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/gate/find.h"
#include "relay/gate/token.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/utf8.h"

#define KEY_BYTES 32

/* Somebody who asks. */
struct asking {
	struct asking *next, *prev;
	struct gallery *all;
	struct reply *reply;
	char retailer[LIMIT_SLUG + 1], sku[LIMIT_SKU + 1];
	char etag[64]; /* of what they have; "": nothing */
};

enum state { COMING, THERE, FAILED };

/* One address's picture, at one retailer. */
struct item {
	struct item *next, *prev;
	struct gallery *all;
	enum state state;
	uint8_t key[KEY_BYTES];
	char retailer[LIMIT_SLUG + 1];
	int64_t at; /* steady us: it came, or failed */
	struct asking *waiting;
	/* THERE */
	struct id id;
	enum wire_mime mime;
	int64_t bytes;
	/* FAILED */
	enum err err;
	char why[FETCH_WHY];
};

struct gallery {
	struct hub *hub;
	struct gallery_io io;
	struct item *first; /* the one that was asked for last */
	int n, coming;
	int64_t bytes;
	int askings;
};

struct gallery *gallery_new(struct hub *hub, const struct gallery_io *io)
{
	struct gallery *g = mem_zero(sizeof(*g));

	if (g) {
		g->hub = hub;
		g->io = *io;
	}
	return g;
}

static void drop(struct item *i)
{
	struct gallery *g = i->all;

	assert(!i->waiting);
	if (i->state == THERE) {
		g->bytes -= i->bytes;
		g->io.remove(g->io.ctx, &i->id);
	}
	g->coming -= i->state == COMING;
	g->n--;
	DL_DELETE(g->first, i);
	mem_free(i);
}

void gallery_destroy(struct gallery **g)
{
	if (*g) {
		assert((*g)->askings == 0);
		while ((*g)->first)
			drop((*g)->first);
		mem_free(*g);
	}
	*g = NULL;
}

void gallery_forget(struct gallery *g, const char *retailer)
{
	struct item *i, *next;

	/* What is coming goes when it has come. */
	DL_FOREACH_SAFE(g->first, i, next)
	{
		if (i->state != COMING && strcmp(i->retailer, retailer) == 0)
			drop(i);
	}
}

/* ---- answers ---- */

static void end(struct asking *a)
{
	a->all->askings--;
	mem_free(a);
}

static void fail(struct asking *a, enum err e, const char *why)
{
	answer_error(a->reply, e, why ? why : err_text(e),
		e == ERR_FULL ? TIMES_SECOND : 0);
	end(a);
}

static void show(struct asking *a, const struct item *i)
{
	char path[GALLERY_PATH], etag[ID_LEN + 3];
	struct answer answer = {
		.status = 200, .etag = etag, .max_age = GALLERY_AGE};

	snprintf(etag, sizeof(etag), "\"%s\"", i->id.s);
	if (strstr(a->etag, etag)) {
		answer.status = 304;
	} else {
		a->all->io.path(a->all->io.ctx, &i->id, path);
		answer.type = wire_mime_word(i->mime);
		answer.len = (size_t)i->bytes;
		answer.file = path;
	}
	a->reply->send(a->reply, &answer);
	end(a);
}

static void tell(struct asking *a, const struct item *i)
{
	if (i->state == THERE)
		show(a, i);
	else
		fail(a, i->err, i->why);
}

/* ---- fetching ---- */

/* Why there is none, as an error and in words. */
static void judge(struct item *i, const struct fetch_result *result,
	const struct media_clean *what)
{
	const char *why = result->why;

	switch (result->end) {
	case FETCH_FINE:
		i->err = what->err == ERR_MEDIA ? ERR_MEDIA : ERR_FULL;
		why = err_text(i->err);
		break;
	case FETCH_URL:
	case FETCH_HOST:
	case FETCH_PLAIN:
	case FETCH_PRIVATE:
	case FETCH_INWARD:
		i->err = ERR_FORBIDDEN;
		break;
	case FETCH_LARGE:
	case FETCH_PACKED:
	case FETCH_SPILT:
		i->err = ERR_MEDIA;
		break;
	default:
		i->err = ERR_FULL;
	}
	snprintf(i->why, sizeof(i->why), "%s", why);
	log_event(i->all->hub->log, LOG_INFO, "no_picture", "retailer",
		i->retailer, "result", fetch_word(result->end), "because",
		i->why, NULL);
}

/* Those that nobody has asked for for longest, until it fits. */
static void make_room(struct gallery *g)
{
	struct item *i = g->first ? g->first->prev : NULL, *before;

	while (i && (g->n > GALLERY_ITEMS || g->bytes > GALLERY_BYTES)) {
		before = i == g->first ? NULL : i->prev;
		if (i->state != COMING)
			drop(i);
		i = before;
	}
}

static void on_fetched(void *ctx, const struct fetch_result *result,
	const struct media_clean *what)
{
	struct item *i = ctx;
	struct gallery *g = i->all;
	struct asking *a, *next;

	g->coming--;
	i->at = hub_now(g->hub).steady;
	i->state = FAILED;
	if (result->end == FETCH_FINE && what->err == ERR_OK) {
		i->state = THERE;
		i->mime = what->mime;
		i->bytes = (int64_t)what->bytes;
		g->bytes += i->bytes;
	} else {
		judge(i, result, what);
	}
	DL_FOREACH_SAFE(i->waiting, a, next)
	{
		DL_DELETE(i->waiting, a);
		tell(a, i);
	}
	if (!hub_tenant(g->hub, i->retailer))
		drop(i);
	make_room(g);
}

static struct item *find(struct gallery *g, const uint8_t key[KEY_BYTES])
{
	struct item *i;

	DL_FOREACH (g->first, i) {
		if (memcmp(i->key, key, KEY_BYTES) == 0)
			return i;
	}
	return NULL;
}

static bool is_old(const struct item *i, int64_t now)
{
	return i->state != COMING &&
		now - i->at >
		(i->state == THERE ? GALLERY_KEEP : GALLERY_SORRY);
}

static void begin(
	struct asking *a, const uint8_t key[KEY_BYTES], const char *url)
{
	struct gallery *g = a->all;
	struct item *i = NULL;

	if (g->coming < GALLERY_COMING)
		i = mem_zero(sizeof(*i));
	if (!i) {
		fail(a, ERR_FULL, NULL);
		return;
	}
	i->all = g;
	i->id = hub_id(g->hub);
	memcpy(i->key, key, KEY_BYTES);
	snprintf(i->retailer, sizeof(i->retailer), "%s", a->retailer);
	DL_PREPEND(g->first, i);
	g->n++;
	g->coming++;
	if (!g->io.fetch(g->io.ctx, url, &i->id, on_fetched, i)) {
		drop(i);
		fail(a, ERR_FULL, NULL);
		return;
	}
	DL_APPEND(i->waiting, a);
	make_room(g);
}

static void look(struct asking *a, const char *url)
{
	struct gallery *g = a->all;
	uint8_t key[KEY_BYTES];
	crypto_generichash_state hash;
	struct item *i;

	/* With the NUL between them, which neither has. */
	crypto_generichash_init(&hash, NULL, 0, KEY_BYTES);
	crypto_generichash_update(
		&hash, (const uint8_t *)a->retailer, strlen(a->retailer) + 1);
	crypto_generichash_update(&hash, (const uint8_t *)url, strlen(url));
	crypto_generichash_final(&hash, key, KEY_BYTES);
	i = find(g, key);
	if (i && is_old(i, hub_now(g->hub).steady)) {
		drop(i);
		i = NULL;
	}
	if (!i) {
		begin(a, key, url);
		return;
	}
	DL_DELETE(g->first, i);
	DL_PREPEND(g->first, i);
	if (i->state == COMING)
		DL_APPEND(i->waiting, a);
	else
		tell(a, i);
}

/* ---- a request ---- */

static void on_product(void *ctx, const struct lookup_answer *answer)
{
	struct asking *a = ctx;
	const struct product *p =
		answer->hits.n == 1 ? &answer->hits.products[0] : NULL;

	if (a->all->hub->draining)
		fail(a, ERR_RESTART, NULL);
	else if (answer->err != ERR_OK)
		fail(a, ERR_FULL, NULL);
	else if (!p)
		fail(a, ERR_UNKNOWN, "There is no such product.");
	else if (!p->image[0])
		fail(a, ERR_UNKNOWN, "This product has no picture.");
	else
		look(a, p->image);
}

static void on_session(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;

	if (e != ERR_OK) {
		fail(a, e == ERR_TOKEN ? e : ERR_FULL, NULL);
		return;
	}
	snprintf(a->retailer, sizeof(a->retailer), "%s", account->retailer);
	find_ask(a->all->hub->finds, a->retailer, LOOKUP_SKU, a->sku,
		on_product, a);
}

void gallery_get(struct gallery *g, const struct request *q, struct reply *r,
	const char *sku)
{
	struct asking *a;
	uint8_t hash[32];

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return;
	}
	if (strlen(sku) > LIMIT_SKU || !utf8_valid(sku, strlen(sku))) {
		answer_fail(r, ERR_UNKNOWN);
		return;
	}
	a = mem_zero(sizeof(*a));
	if (!a) {
		answer_fail(r, ERR_FULL);
		return;
	}
	g->askings++;
	a->all = g;
	a->reply = r;
	snprintf(a->sku, sizeof(a->sku), "%s", sku);
	snprintf(a->etag, sizeof(a->etag), "%s", q->etag ? q->etag : "");
	token_hash(q->bearer, hash);
	store_find_session(
		g->hub->store, hash, hub_now(g->hub).wall, on_session, a);
}
