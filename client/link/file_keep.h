/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_FILE_KEEP_H
#define CLIENT_LINK_FILE_KEEP_H

/*
 * Files of the user's own: reading one that is to be sent, completing its
 * path, and keeping one that came, which never overwrites another.
 */
#include "shared/buf.h"
#include "shared/err.h"

#define FILE_KEEP_NAME 120 /* bytes of a name; longer ones are cut */

/* "~/x" in the user's own home.  Needs PATH_MAX bytes; returns `out`. */
const char *file_keep_home(const char *path, char *out);

/* Reads a whole file; "~" is the home directory.  ERR_UNKNOWN: there is none,
 * or it is no plain file; ERR_SIZE: longer than the buffer's cap; ERR_IO. */
enum err file_keep_read(const char *path, struct buf *out);

/*
 * Completes a path as far as it is certain, into `path`; and lists into
 * `names`, one a line, what there is to choose from, directories with a slash
 * behind them.  Hidden ones are there when the last part begins with a dot.
 * Only directories and files of pictures and videos are named.
 */
void file_keep_complete(const char *from, struct buf *path, struct buf *names);

/* Keeps the bytes in that directory, which is made when it is not there, under
 * a name of which only what is harmless stays; "navy.jpg", "navy-2.jpg" when
 * that is taken.  The suffix is that of the content.  Gives *path. */
enum err file_keep_new(const char *dir, const char *name, const char *suffix,
	const struct buf *bytes, char **path);

#endif
