/* SPDX-License-Identifier: MIT */
#ifndef RELAY_MEDIA_UV_GALLERY_H
#define RELAY_MEDIA_UV_GALLERY_H

/*
 * Pictures of products, from shops' servers: fetched, cleaned as every
 * stranger's picture, and kept below media/ until they are removed or the relay
 * ends.  On MEDIA_FETCHERS threads of its own, in the order in which they are
 * asked for.
 */
#include <uv.h>

#include "relay/media/file_media.h"
#include "relay/media/media.h"

struct hosts;
struct uv_gallery; /* opaque */

/* All lent for its life; `hosts` and `ca` as http_fetch.h has them.  NULL: no
 * memory. */
struct uv_gallery *uv_gallery_new(uv_loop_t *loop, const char *directory,
	const struct hosts *hosts, const char *ca);
/* Nothing may be pending; the loop has to run once more. */
void uv_gallery_destroy(struct uv_gallery **g);
/* Throws away what an earlier relay kept.  After file_media_init(). */
void uv_gallery_init(struct uv_gallery *g);

/* Fetches one, to be kept under that id; fn is called out of the loop.  False:
 * no memory, and it is not. */
bool uv_gallery_fetch(struct uv_gallery *g, const char *url,
	const struct id *id, media_fetched_fn fn, void *ctx);
/* Of one that is kept. */
void uv_gallery_path(const struct uv_gallery *g, const struct id *id,
	char out[FILE_MEDIA_PATH]);
void uv_gallery_remove(const struct uv_gallery *g, const struct id *id);

/* Ends all that goes on soon, for a relay that ends. */
void uv_gallery_stop(struct uv_gallery *g);
int uv_gallery_pending(const struct uv_gallery *g);

#endif
