/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_FILE_SECRET_H
#define CLIENT_LINK_FILE_SECRET_H

/*
 * Short secrets in files that nobody else can read: a session's token, when the
 * user asked for that, and what makes this installation known (rule A9).
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

#define FILE_SECRET_DEVICE 43 /* characters of 256 bits */

/* Reads the first line.  False: there is none, or the file is not a plain one
 * of the user's own that others cannot read, since what they could have read is
 * no secret any more. */
bool file_secret_read(const char *path, char *out, size_t size);

/* Writes a file of mode 0600, whole or not at all.  ERR_IO: what was there is
 * there still. */
enum err file_secret_write(const char *path, const char *text);

/* What this installation made up for itself once, of 256 random bits; makes it
 * if there is none.  It lies in $XDG_STATE_HOME/noren/device, or below
 * ~/.local/state.  ERR_IO: there is none that can be used, since it cannot be
 * kept, or others can read it, and `out` is ""; sign-in works without, only
 * that wrong guesses elsewhere then slow this place down as well. */
enum err file_secret_device(char out[FILE_SECRET_DEVICE + 1]);

#endif
