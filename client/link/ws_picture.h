/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_WS_PICTURE_H
#define CLIENT_LINK_WS_PICTURE_H

/*
 * Files to cells, beside the loop: one confined child at a time
 * (shared/picture/file_picture.h), whose answer is read as it comes and
 * checked here.  A child that takes too long is ended.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/picture/picture.h"

struct ws_loop;
struct ws_picture;

#define WS_PICTURE_QUEUE 8 /* files that wait; 10 MB each at most */

/* Gives the cells (mem_free); NULL: the file cannot be shown. */
typedef void (*ws_picture_fn)(
	void *ctx, const struct id *media, struct picture_cells *cells);

/* `program` is noren-picture, copied; NULL: looked for where it is installed.
 * NULL: no memory. */
struct ws_picture *ws_picture_new(
	struct ws_loop *loop, const char *program, ws_picture_fn fn, void *ctx);

/* Ends what is under way; no answers come any more.  The loop must not run
 * again. */
void ws_picture_destroy(struct ws_picture **w);

/* Is the program there? */
bool ws_picture_can(const struct ws_picture *w);

/* Makes cells of a file (copied), which fn is called with, once, and never
 * from in here.  ERR_FULL: too many wait; ERR_MEDIA: too large; ERR_NOMEM:
 * then fn is not called. */
enum err ws_picture_make(struct ws_picture *w, const struct id *media,
	const void *data, size_t len, int cols, int rows,
	enum picture_colours colours);

#endif
