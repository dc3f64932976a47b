/* SPDX-License-Identifier: MIT */
#include "tests/lib/gallerybed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/feeds.h"
#include "relay/gate/find.h"
#include "relay/gate/token.h"

const char gallerybed_tea[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const char gallerybed_wool[] = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static bool io_inside(void *ctx, const char *url)
{
	(void)ctx;
	return strstr(url, "inside.example") != NULL;
}

static bool io_fetch(void *ctx, const char *url, const struct id *id,
	media_fetched_fn fn, void *fn_ctx)
{
	struct gallerybed *b = ctx;
	struct gallerybed_fetch *f = &b->fetches[b->n];

	if (b->full)
		return false;
	assert_true(b->n < MEDIA_FETCHERS);
	snprintf(f->url, sizeof(f->url), "%s", url);
	f->id = *id;
	f->fn = fn;
	f->ctx = fn_ctx;
	b->n++;
	b->begun++;
	return true;
}

static void io_path(void *ctx, const struct id *id, char out[GALLERY_PATH])
{
	(void)ctx;
	snprintf(out, GALLERY_PATH, "/media/%s", id->s);
}

static void io_remove(void *ctx, const struct id *id)
{
	(void)id;
	((struct gallerybed *)ctx)->removed++;
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct gallerybed *b = ctx;

	b->what = what;
	b->fn = fn;
	b->fn_ctx = fn_ctx;
}

static void on_done(void *ctx, enum err e)
{
	(void)ctx;
	assert_int_equal(e, ERR_OK);
}

static void sign_in(
	struct gallerybed *b, int n, const char *retailer, const char *token)
{
	struct store_session session = {.associate = storebed_id((uint64_t)n),
		.retailer = retailer,
		.device = ""};
	char address[40];

	snprintf(address, sizeof(address), "a@%s.example", retailer);
	gatebed_staff(&b->gate, n, retailer, address, "Aiko", "x");
	token_hash(token, session.hash);
	store_put_session(b->gate.bed.store, &session, on_done, b);
	gatebed_run(&b->gate);
}

static enum fetch_end io_allowed(void *ctx, const char *url)
{
	(void)ctx;
	(void)url;
	return FETCH_FINE;
}

static bool io_begin(void *ctx, const struct intake_order *order,
	intake_fetched_fn fn, void *fn_ctx)
{
	(void)ctx;
	(void)order;
	(void)fn;
	(void)fn_ctx;
	return false;
}

int gallerybed_setup(void **state)
{
	static struct gallerybed b;
	const struct gallery_io io = {
		&b, io_inside, io_fetch, io_path, io_remove};
	const struct find_io find = {&b, io_ask};
	const struct feeds_io feeds = {
		.ctx = &b, .allowed = io_allowed, .begin = io_begin};

	memset(&b, 0, sizeof(b));
	gatebed_init(&b.gate, 0, true);
	b.gate.hub.finds = find_all_new(&b.gate.hub, &find);
	b.gate.hub.feeds = feeds_new(&b.gate.hub, &feeds);
	b.all = gallery_new(&b.gate.hub, &io);
	sign_in(&b, 1, "tea", gallerybed_tea);
	sign_in(&b, 2, "wool", gallerybed_wool);
	*state = &b;
	return 0;
}

int gallerybed_teardown(void **state)
{
	struct gallerybed *b = *state;

	assert_int_equal(b->n, 0);
	gallery_destroy(&b->all);
	feeds_destroy(&b->gate.hub.feeds);
	find_all_destroy(&b->gate.hub.finds);
	gatebed_fini(&b->gate);
	return 0;
}

/* ---- what happens ---- */

static void on_answer(struct reply *reply, const struct answer *a)
{
	struct gallerybed_asked *k = (struct gallerybed_asked *)reply;
	struct wire_msg m;

	assert_int_equal(k->status, 0); /* once */
	k->status = a->status;
	snprintf(k->file, sizeof(k->file), "%s", a->file ? a->file : "");
	snprintf(k->etag, sizeof(k->etag), "%s", a->etag ? a->etag : "");
	if (!a->body || a->status < 400)
		return;
	assert_int_equal(wire_decode(a->body, a->len, LIMIT_ASSOCIATE_FRAME,
				 WIRE_FROM_H | WIRE_FROM_R, &m, NULL),
		ERR_OK);
	snprintf(k->code, sizeof(k->code), "%s", m.error.code);
	snprintf(k->text, sizeof(k->text), "%s", m.error.text);
	wire_fini(&m);
}

static void answer_lookup(struct gallerybed *b)
{
	char image[200];
	struct product p = {.sku = b->what->key, .name = "Cup", .image = image};
	struct lookup_answer a = {.err = b->lookup, .there = true};

	snprintf(image, sizeof(image), "https://%s", b->what->key);
	if (strcmp(b->what->key, "bare") == 0)
		image[0] = '\0';
	a.hits.products = &p;
	a.hits.n = strcmp(b->what->key, "none") != 0;
	b->what = NULL;
	b->fn(b->fn_ctx, &a);
}

void gallerybed_run(struct gallerybed *b)
{
	gatebed_run(&b->gate);
	while (b->what) {
		answer_lookup(b);
		gatebed_run(&b->gate);
	}
}

struct gallerybed_asked *gallerybed_ask_etag(struct gallerybed *b,
	const char *token, const char *sku, const char *etag)
{
	struct gallerybed_asked *k = &b->asked[b->n_asked++];
	const struct request q = {.bearer = token, .etag = etag};

	assert_true(b->n_asked <= GALLERYBED_ASKED);
	*k = (struct gallerybed_asked){.reply.send = on_answer};
	gallery_get(b->all, &q, &k->reply, sku);
	gallerybed_run(b);
	return k;
}

struct gallerybed_asked *gallerybed_ask(
	struct gallerybed *b, const char *token, const char *sku)
{
	return gallerybed_ask_etag(b, token, sku, NULL);
}

void gallerybed_end(struct gallerybed *b, const char *url,
	const struct fetch_result *r, const struct media_clean *what)
{
	struct gallerybed_fetch f;
	int i = 0;

	while (i < b->n && strcmp(b->fetches[i].url, url) != 0)
		i++;
	assert_true(i < b->n);
	f = b->fetches[i];
	b->n--;
	memmove(&b->fetches[i], &b->fetches[i + 1],
		(size_t)(b->n - i) * sizeof(f));
	f.fn(f.ctx, r, what);
	gallerybed_run(b);
}

void gallerybed_come_big(struct gallerybed *b, const char *url, int64_t bytes)
{
	const struct fetch_result r = {.end = FETCH_FINE};
	const struct media_clean what = {
		.mime = WIRE_MIME_JPEG, .bytes = (size_t)bytes};

	gallerybed_end(b, url, &r, &what);
}

void gallerybed_come(struct gallerybed *b, const char *url)
{
	gallerybed_come_big(b, url, 100);
}

void gallerybed_end_as(
	struct gallerybed *b, const char *url, enum fetch_end e, int status)
{
	const struct fetch_result r = {
		.end = e, .status = status, .why = "So it ended."};

	gallerybed_end(b, url, &r, &(struct media_clean){.err = ERR_MEDIA});
}

int gallerybed_fetching(const struct gallerybed *b, const char *of)
{
	int n = 0;

	for (int i = 0; i < b->n; i++)
		n += strstr(b->fetches[i].url, of) != NULL;
	return n;
}
