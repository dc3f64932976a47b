/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_GALLERYBED_H
#define TESTS_LIB_GALLERYBED_H

/*
 * Pictures of products (F2) on a real store, with fetches that the test ends as
 * it likes.  The picture of the SKU "a.example/1" is at that address; "bare" is
 * a product without one, and "none" is none.
 */
#include "relay/catalog/lookup.h"
#include "relay/gate/gallery.h"
#include "tests/lib/gatebed.h"

#define GALLERYBED_FETCHES 64 /* that are going on */
#define GALLERYBED_ASKED 128  /* requests of a test */

/* The tokens of Aiko of "tea" and of her namesake of "wool". */
extern const char gallerybed_tea[], gallerybed_wool[];

struct gallerybed_fetch {
	char url[100];
	struct id id;
	media_fetched_fn fn;
	void *ctx;
};

/* Somebody who asks. */
struct gallerybed_asked {
	struct reply reply; /* first */
	int status;         /* 0: not answered yet */
	char code[32], text[200], file[100], etag[64];
};

struct gallerybed {
	struct gatebed gate;
	struct gallery *all;
	const struct lookup *what; /* NULL: nothing is being asked */
	lookup_fn fn;
	void *fn_ctx;
	enum err lookup; /* what the catalogue says */
	struct gallerybed_fetch fetches[GALLERYBED_FETCHES];
	int n;     /* fetches that go on, the first come first */
	int begun; /* that ever did */
	bool full; /* nothing can be fetched */
	int removed;
	struct gallerybed_asked asked[GALLERYBED_ASKED];
	int n_asked;
};

/* Set-up and tear-down of a cmocka test whose state is one. */
int gallerybed_setup(void **state);
int gallerybed_teardown(void **state);

/* Until nothing goes on but fetches. */
void gallerybed_run(struct gallerybed *b);

/* Somebody asks, having that already (NULL: nothing). */
struct gallerybed_asked *gallerybed_ask_etag(struct gallerybed *b,
	const char *token, const char *sku, const char *etag);
struct gallerybed_asked *gallerybed_ask(
	struct gallerybed *b, const char *token, const char *sku);

/* The fetch of that address ends so; a picture comes, of so many bytes; none
 * comes. */
void gallerybed_end(struct gallerybed *b, const char *url,
	const struct fetch_result *r, const struct media_clean *what);
void gallerybed_come_big(struct gallerybed *b, const char *url, int64_t bytes);
void gallerybed_come(struct gallerybed *b, const char *url);
void gallerybed_end_as(
	struct gallerybed *b, const char *url, enum fetch_end end, int status);

/* Fetches that go on of addresses with that in them. */
int gallerybed_fetching(const struct gallerybed *b, const char *of);

#endif
