/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_GALLERY_H
#define RELAY_GATE_GALLERY_H

/*
 * Pictures of products (F2), for associates: the relay fetches what the
 * catalogue's image link leads to, once for all who look, and keeps it for a
 * while.  What cannot be had is not asked for again at once.  Neither a
 * retailer nor a host has all that fetches to itself: those of others come
 * meanwhile.  From a host inside only those have pictures whose pages or feed
 * are there.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/media/media.h"

#define GALLERY_ITEMS 4000                 /* that are remembered, had or not */
#define GALLERY_BYTES (INT64_C(256) << 20) /* that are kept, on disk */
#define GALLERY_COMING 64                  /* at once; over: busy */
#define GALLERY_COMING_OF 24               /* of a retailer, likewise */
/* Of MEDIA_FETCHERS; over: they wait for their turn. */
#define GALLERY_RETAILER 2         /* of a retailer */
#define GALLERY_HOST 3             /* from a host */
#define GALLERY_KEEP TIMES_DAY     /* us until one is fetched anew */
#define GALLERY_SORRY TIMES_MINUTE /* us until it is tried again */
#define GALLERY_AGE 3600           /* seconds in a cache */
#define GALLERY_PATH 4400          /* bytes of a file's path */

struct gallery; /* opaque */

/* See uv_gallery.h, which is behind this. */
struct gallery_io {
	void *ctx;
	/* May its host be a private one? */
	bool (*inside)(void *ctx, const char *url);
	/* MEDIA_FETCHERS at once; fn never comes from inside.  False: no
	 * memory. */
	bool (*fetch)(void *ctx, const char *url, const struct id *id,
		media_fetched_fn fn, void *fn_ctx);
	void (*path)(void *ctx, const struct id *id, char out[GALLERY_PATH]);
	void (*remove)(void *ctx, const struct id *id);
};

/* NULL: no memory. */
struct gallery *gallery_new(struct hub *hub, const struct gallery_io *io);
/* Nobody may be waiting. */
void gallery_destroy(struct gallery **g);

/* GET /v1/picture/SKU, of the retailer whose session it is.  ERR_TOKEN;
 * ERR_UNKNOWN: no such product, or without a picture; ERR_FORBIDDEN: not from
 * that host; ERR_MEDIA: it is none; ERR_FULL: not now. */
void gallery_get(struct gallery *g, const struct request *q, struct reply *r,
	const char *sku);

/* The retailer is gone: so are its pictures. */
void gallery_forget(struct gallery *g, const char *retailer);

#endif
