/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UPLOAD_H
#define RELAY_GATE_UPLOAD_H

/*
 * Pictures and videos (D6), as they come in and go out over HTTP: who may, how
 * many at once, what is kept.  The files themselves are behind upload_io, the
 * bytes of a request behind ws_http.c.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/media/media.h"

#define UPLOAD_MOST 32          /* at once; over: busy */
#define UPLOAD_MOST_EACH 4      /* of them from one address */
#define UPLOAD_SECONDS 120      /* for a whole file to come */
#define UPLOAD_PATH 4400        /* bytes of a file's path */
#define UPLOAD_UNSENT TIMES_DAY /* us until what was not shown is removed */

struct uploads; /* opaque */
struct upload;  /* opaque: one that comes in */

/* See uv_media.h and file_media.h, which are behind this. */
struct upload_io {
	void *ctx;
	enum err (*begin)(void *ctx, const struct id *id, void **file);
	enum err (*write)(void *ctx, void *file, const void *data, size_t len);
	void (*clean)(void *ctx, void *file, media_fn fn, void *fn_ctx);
	enum err (*keep)(void *ctx, void *file, const char *retailer);
	void (*end)(void *ctx, void *file);
	/* Of files that are kept. */
	void (*path)(void *ctx, const char *retailer, const struct id *id,
		char out[UPLOAD_PATH]);
	void (*remove)(void *ctx, const char *retailer, const struct id *id);
};

/* NULL: no memory. */
struct uploads *upload_all_new(struct hub *hub, const struct upload_io *io);
/* Nothing may be coming in. */
void upload_all_destroy(struct uploads **all);
/* Once a second: removes what was uploaded and never shown. */
void upload_all_look(struct uploads *all);

/* The head of POST /v1/media.  NULL: it has been answered already.  What
 * follows goes into the upload until the reply has been sent, which may happen
 * in any of these calls; then the upload must not be used any more. */
struct upload *upload_begin(
	struct uploads *all, const struct request *q, struct reply *r);
void upload_write(struct upload *u, const void *data, size_t len);
/* All of the body has come; it is answered later. */
void upload_complete(struct upload *u);
/* The other side has gone before that: there will be no answer. */
void upload_cut(struct upload *u);

/* GET /v1/media/ID. */
void upload_get(struct uploads *all, const struct request *q, struct reply *r,
	const char *id);

#endif
