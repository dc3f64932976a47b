/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_HTTP_MEDIA_H
#define CLIENT_LINK_HTTP_MEDIA_H

/*
 * Pictures and videos (rule D6), on a thread of their own so that nothing else
 * waits for them: sending a file, fetching one to be shown as cells, or a
 * product's, fetching one to be kept.  One job at a time, in order; answers
 * come on the loop's thread.  What a stranger sent is decoded by noren-picture
 * alone.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/picture/picture.h"
#include "shared/wire.h"

struct http_media;
struct ws_loop;

struct http_media_config {
	const char *base; /* of the relay: "https://host:port" */
	const char *ca;   /* NULL: the system's; both lent for its life */
};

struct http_media_handlers {
	void *ctx;
	/* So many bytes of the file are sent. */
	void (*progress)(void *ctx, int64_t sent, int64_t total);
	/* The answer to http_media_upload; `media` is NULL on failure.
	 * ERR_MEDIA: none of the kinds of D6; ERR_SIZE: too large; ERR_CLOSE:
	 * called off; ERR_UNKNOWN: there is no such file. */
	void (*uploaded)(void *ctx, enum err e, const struct wire_media *media);
	/* The answer to http_media_cells; `cells` is given, NULL on failure. */
	void (*cells)(
		void *ctx, const struct id *media, struct picture_cells *cells);
	/* The answer to http_media_goods; as cells. */
	void (*goods)(void *ctx, const char *sku, struct picture_cells *cells);
	/* The answer to http_media_save: where it is now, "" on failure. */
	void (*saved)(void *ctx, enum err e, const char *path);
};

/* NULL: no memory, no thread. */
struct http_media *http_media_new(struct ws_loop *loop,
	const struct http_media_config *config,
	const struct http_media_handlers *handlers);

/* Gives up what is under way; its answers never come. */
void http_media_destroy(struct http_media **m);

/* Sends the file at that path.  The token is that of the session; copied. */
void http_media_upload(
	struct http_media *m, const char *token, const char *path);

/* Calls the upload off that is under way. */
void http_media_cancel(struct http_media *m);

/* Fetches a picture and makes cells of it, at most that many. */
void http_media_cells(struct http_media *m, const char *token,
	const struct id *media, int cols, int rows,
	enum picture_colours colours);

/* The same, of the product of that SKU in the shop's catalogue. */
void http_media_goods(struct http_media *m, const char *token, const char *sku,
	int cols, int rows, enum picture_colours colours);

/* Fetches a file and keeps it in that directory under that name, made safe,
 * with a number before its suffix when the name is taken. */
void http_media_save(struct http_media *m, const char *token,
	const struct id *media, const char *dir, const char *name);

#endif
