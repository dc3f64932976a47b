/* SPDX-License-Identifier: MIT */
#ifndef RELAY_MEDIA_UV_MEDIA_H
#define RELAY_MEDIA_UV_MEDIA_H

/*
 * Files that come in: written as they come, then checked and cleaned by the
 * confined child (shared/picture) beside the loop, by few workers: whoever
 * comes after waits in turn.
 */
#include <uv.h>

#include "relay/media/file_media.h"
#include "relay/media/media.h"

struct uv_media;      /* opaque */
struct uv_media_file; /* opaque: one upload */

/* Both lent for its life.  NULL: no memory.  */
struct uv_media *uv_media_new(uv_loop_t *loop, const char *directory);
/* Nothing may be going on. */
void uv_media_destroy(struct uv_media **m);
/* Makes the directories.  ERR_IO. */
enum err uv_media_init(struct uv_media *m);

/* Begins a file.  ERR_NOT_KEPT, ERR_IO, ERR_NOMEM. */
enum err uv_media_begin(
	struct uv_media *m, const struct id *id, struct uv_media_file **out);
enum err uv_media_write(struct uv_media_file *f, const void *data, size_t len);
/* All has come: fn is called out of the loop.  Nothing but uv_media_end may be
 * asked of the file meanwhile. */
void uv_media_clean(struct uv_media_file *f, media_fn fn, void *ctx);
/* It was found clean: it is the retailer's now. */
enum err uv_media_keep(struct uv_media_file *f, const char *retailer);
/* Takes the file and forgets whatever was not kept; a cleaning that goes on is
 * ended, and its fn is not called any more.  Fine on NULL. */
void uv_media_end(struct uv_media_file **f);

/* Ends all cleanings soon, as refused, for a relay that ends. */
void uv_media_stop(struct uv_media *m);
/* Cleanings that go on or wait. */
int uv_media_pending(const struct uv_media *m);

#endif
