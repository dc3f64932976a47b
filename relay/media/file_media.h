/* SPDX-License-Identifier: MIT */
#ifndef RELAY_MEDIA_FILE_MEDIA_H
#define RELAY_MEDIA_FILE_MEDIA_H

/*
 * Where uploaded files lie, below the state directory:
 *
 *     media/.new/ID        as it comes in; nothing of it survives a restart
 *     media/.new/ID.clean  what is left of it once it has been cleaned
 *     media/.goods/ID      a product's picture that was fetched (uv_gallery.h)
 *     media/RETAILER/ID    kept; RETAILER is a key, which has no dots, ID an id
 *                          of ours
 *
 * Nothing that a stranger says is ever part of a name.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"
#include "shared/id.h"

#define FILE_MEDIA_PATH 4400
/* Bytes that must be free on the disk, beside the file itself: the database
 * comes first. */
#define FILE_MEDIA_SPARE (64 * 1024 * 1024)

/* Makes the directories and empties media/.new.  ERR_IO. */
enum err file_media_init(const char *directory);

/* Begins media/.new/ID.  ERR_NOT_KEPT: the disk is nearly full; ERR_IO. */
enum err file_media_begin(const char *directory, const struct id *id, int *fd);
/* ERR_NOT_KEPT: the disk is full; ERR_IO. */
enum err file_media_write(int fd, const void *data, size_t len);

/* Writes the cleaned file and makes it durable.  As above. */
enum err file_media_put_clean(const char *directory, const struct id *id,
	const void *data, size_t len);
/* The cleaned file becomes the retailer's.  ERR_IO. */
enum err file_media_keep(
	const char *directory, const char *retailer, const struct id *id);

/* Removes what is left of an upload; a kept file; all of a retailer's.  What
 * is not there is fine. */
void file_media_forget(const char *directory, const struct id *id);
void file_media_remove(
	const char *directory, const char *retailer, const struct id *id);
void file_media_remove_all(const char *directory, const char *retailer);

/* Removes the folders of retailers that there are not: the relay ended between
 * their row and their files. */
void file_media_sweep(const char *directory,
	bool (*known)(void *ctx, const char *retailer), void *ctx);

/* The path of a kept file. */
void file_media_path(const char *directory, const char *retailer,
	const struct id *id, char out[FILE_MEDIA_PATH]);
/* The path of one as it came in. */
void file_media_new_path(
	const char *directory, const struct id *id, char out[FILE_MEDIA_PATH]);

#endif
