/* SPDX-License-Identifier: MIT */
#include "relay/gate/gallery.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/fetch/hosts.h"
#include "relay/gate/bearer.h"
#include "relay/gate/feeds.h"
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

enum state { WAITING, COMING, THERE, FAILED };

/* One address's picture, at one retailer. */
struct item {
	struct item *next, *prev;
	struct gallery *all;
	enum state state;
	uint8_t key[KEY_BYTES];
	char retailer[LIMIT_SLUG + 1];
	struct id id;
	/* WAITING, COMING */
	char *url, *host;
	struct asking *waiting;
	/* THERE, FAILED */
	int64_t at; /* steady us: when that was */
	enum wire_mime mime;
	int64_t bytes;
	enum err err;
	char why[FETCH_WHY];
};

struct gallery {
	struct hub *hub;
	struct gallery_io io;
	struct item *coming; /* WAITING and COMING: the first come first */
	struct item *first;  /* the others: the one that was asked for last */
	int n;               /* of the others */
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

static void destroy(struct item *i)
{
	assert(!i->waiting);
	mem_free(i->url);
	mem_free(i->host);
	mem_free(i);
}

/* One that is there, or failed. */
static void drop(struct item *i)
{
	struct gallery *g = i->all;

	if (i->state == THERE) {
		g->bytes -= i->bytes;
		g->io.remove(g->io.ctx, &i->id);
	}
	g->n--;
	DL_DELETE(g->first, i);
	destroy(i);
}

void gallery_destroy(struct gallery **g)
{
	if (*g) {
		assert((*g)->askings == 0 && !(*g)->coming);
		while ((*g)->first)
			drop((*g)->first);
		mem_free(*g);
	}
	*g = NULL;
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
	while (g->first && (g->n > GALLERY_ITEMS || g->bytes > GALLERY_BYTES))
		drop(g->first->prev);
}

/* Nobody waits for it any more, whatever it is. */
static void tell_all(struct item *i)
{
	struct asking *a, *next;

	DL_FOREACH_SAFE(i->waiting, a, next)
	{
		DL_DELETE(i->waiting, a);
		tell(a, i);
	}
}

/* It is not coming, and that is not remembered. */
static void give_up(struct item *i, enum err e)
{
	DL_DELETE(i->all->coming, i);
	i->state = FAILED;
	i->err = e;
	snprintf(i->why, sizeof(i->why), "%s", err_text(e));
	tell_all(i);
	destroy(i);
}

/* It is there, or has failed. */
static void settle(struct item *i)
{
	struct gallery *g = i->all;

	i->at = hub_now(g->hub).steady;
	DL_DELETE(g->coming, i);
	DL_PREPEND(g->first, i);
	g->n++;
	g->bytes += i->state == THERE ? i->bytes : 0;
	mem_free(i->url);
	mem_free(i->host);
	i->url = i->host = NULL;
	tell_all(i);
	if (!hub_tenant(g->hub, i->retailer))
		drop(i);
}

static bool may_begin(const struct item *i)
{
	int all = 0, retailer = 0, host = 0;
	const struct item *o;

	DL_FOREACH (i->all->coming, o) {
		if (o->state != COMING)
			continue;
		all++;
		retailer += strcmp(o->retailer, i->retailer) == 0;
		host += strcmp(o->host, i->host) == 0;
	}
	return all < MEDIA_FETCHERS && retailer < GALLERY_RETAILER &&
		host < GALLERY_HOST;
}

static void on_fetched(void *ctx, const struct fetch_result *result,
	const struct media_clean *what);

/* Those whose turn it is. */
static void begin_some(struct gallery *g)
{
	struct item *i, *next;

	DL_FOREACH_SAFE(g->coming, i, next)
	{
		if (i->state != WAITING || !may_begin(i))
			continue;
		i->state = COMING;
		if (!g->io.fetch(g->io.ctx, i->url, &i->id, on_fetched, i))
			give_up(i, ERR_FULL);
	}
}

/* Would anything else from that host end so? */
static bool is_away(const struct fetch_result *r)
{
	return r->hops == 0 &&
		(r->end == FETCH_NAME || r->end == FETCH_CONNECT ||
			r->end == FETCH_TLS || r->end == FETCH_PRIVATE ||
			(r->end == FETCH_SLOW && r->status == 0));
}

/* What waits for a host that is not there waits no longer: it has failed, too.
 */
static void fail_host(const struct item *away, const char *host)
{
	struct item *i, *next;

	DL_FOREACH_SAFE(away->all->coming, i, next)
	{
		if (i->state != WAITING || strcmp(i->host, host) != 0)
			continue;
		i->state = FAILED;
		i->err = away->err;
		snprintf(i->why, sizeof(i->why), "%s", away->why);
		settle(i);
	}
}

static void give_up_all(struct gallery *g)
{
	struct item *i, *next;

	DL_FOREACH_SAFE(g->coming, i, next)
	{
		if (i->state == WAITING)
			give_up(i, ERR_RESTART);
	}
}

static void on_fetched(void *ctx, const struct fetch_result *result,
	const struct media_clean *what)
{
	struct item *i = ctx;
	struct gallery *g = i->all;

	if (result->end == FETCH_FINE && what->err == ERR_OK) {
		i->state = THERE;
		i->mime = what->mime;
		i->bytes = (int64_t)what->bytes;
	} else {
		i->state = FAILED;
		judge(i, result, what);
		if (is_away(result))
			fail_host(i, i->host);
	}
	settle(i);
	if (g->hub->draining)
		give_up_all(g);
	else
		begin_some(g);
	make_room(g);
}

void gallery_forget(struct gallery *g, const char *retailer)
{
	struct item *i, *next;

	DL_FOREACH_SAFE(g->first, i, next)
	{
		if (strcmp(i->retailer, retailer) == 0)
			drop(i);
	}
	/* What is being fetched goes when it has come. */
	DL_FOREACH_SAFE(g->coming, i, next)
	{
		if (i->state == WAITING && strcmp(i->retailer, retailer) == 0)
			give_up(i, ERR_UNKNOWN);
	}
}

static struct item *find(struct item *list, const uint8_t key[KEY_BYTES])
{
	struct item *i;

	DL_FOREACH (list, i) {
		if (memcmp(i->key, key, KEY_BYTES) == 0)
			return i;
	}
	return NULL;
}

static bool is_old(const struct item *i, int64_t now)
{
	return now - i->at > (i->state == THERE ? GALLERY_KEEP : GALLERY_SORRY);
}

/* May one more of that retailer come? */
static bool has_place(const struct gallery *g, const char *retailer)
{
	int all = 0, ours = 0;
	const struct item *i;

	DL_FOREACH (g->coming, i) {
		all++;
		ours += strcmp(i->retailer, retailer) == 0;
	}
	return all < GALLERY_COMING && ours < GALLERY_COMING_OF;
}

static void begin(
	struct asking *a, const uint8_t key[KEY_BYTES], const char *url)
{
	struct gallery *g = a->all;
	char host[HOSTS_NAME];
	struct item *i = NULL;

	if (has_place(g, a->retailer))
		i = mem_zero(sizeof(*i));
	hosts_name(url, host);
	if (i) {
		i->url = mem_strdup(url);
		i->host = mem_strdup(host);
	}
	if (!i || !i->url || !i->host) {
		if (i)
			destroy(i);
		fail(a, ERR_FULL, NULL);
		return;
	}
	i->all = g;
	i->id = hub_id(g->hub);
	memcpy(i->key, key, KEY_BYTES);
	snprintf(i->retailer, sizeof(i->retailer), "%s", a->retailer);
	DL_APPEND(g->coming, i);
	DL_APPEND(i->waiting, a);
	begin_some(g);
}

/* Are the retailer's pages there? */
static bool has_pages(const struct tenant *t, const char *host)
{
	char origin[HOSTS_NAME + 32], name[HOSTS_NAME];

	for (const char *at = t->rules->origins; *at;) {
		size_t len = strcspn(at, "\n");

		snprintf(origin, sizeof(origin), "%.*s", (int)len, at);
		hosts_name(origin, name);
		if (strcmp(name, host) == 0)
			return true;
		at += len + (at[len] == '\n');
	}
	return false;
}

/* Nobody's feed leads the relay to a host inside that is for others. */
static bool may_have(const struct asking *a, const char *url)
{
	const struct gallery *g = a->all;
	const struct tenant *t = hub_tenant(g->hub, a->retailer);
	char host[HOSTS_NAME];

	if (!g->io.inside(g->io.ctx, url))
		return true;
	hosts_name(url, host);
	return (t && has_pages(t, host)) ||
		feeds_from(g->hub->feeds, a->retailer, host);
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
	i = find(g->coming, key);
	if (i) {
		DL_APPEND(i->waiting, a);
		return;
	}
	i = find(g->first, key);
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
	else if (!may_have(a, p->image))
		fail(a, ERR_FORBIDDEN, "Its host is not this retailer's.");
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
	bearer_find(g->hub, q, on_session, a);
}
