/* SPDX-License-Identifier: MIT */
#include "relay/media/file_media.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "shared/limits.h"

#define NEW ".new" /* no retailer is called so */

static enum err failed(void)
{
	return errno == ENOSPC || errno == EDQUOT ? ERR_NOT_KEPT : ERR_IO;
}

void file_media_path(const char *directory, const char *retailer,
	const struct id *id, char out[FILE_MEDIA_PATH])
{
	snprintf(out, FILE_MEDIA_PATH, "%.4000s/media/%.32s/%s", directory,
		retailer, id->s);
}

void file_media_new_path(
	const char *directory, const struct id *id, char out[FILE_MEDIA_PATH])
{
	file_media_path(directory, NEW, id, out);
}

static void clean_path(
	const char *directory, const struct id *id, char out[FILE_MEDIA_PATH])
{
	file_media_new_path(directory, id, out);
	strcat(out, ".clean");
}

static enum err make(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST ? ERR_OK : failed();
}

/* Removes the files in it; there are no folders below. */
static void empty(const char *path)
{
	char name[FILE_MEDIA_PATH + 256];
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.')
			unlink(name);
	}
	if (dir)
		closedir(dir);
}

enum err file_media_init(const char *directory)
{
	char path[FILE_MEDIA_PATH];
	enum err e;

	snprintf(path, sizeof(path), "%.4000s/media", directory);
	e = make(path);
	strcat(path, "/" NEW);
	if (e == ERR_OK)
		e = make(path);
	if (e == ERR_OK)
		empty(path);
	return e;
}

static bool room(const char *directory)
{
	struct statvfs fs;

	return statvfs(directory, &fs) != 0 ||
		fs.f_bavail >
		(FILE_MEDIA_SPARE + 2 * LIMIT_MEDIA) / fs.f_frsize;
}

static int create(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

enum err file_media_begin(const char *directory, const struct id *id, int *fd)
{
	char path[FILE_MEDIA_PATH];

	*fd = -1;
	if (!room(directory))
		return ERR_NOT_KEPT;
	file_media_new_path(directory, id, path);
	*fd = create(path);
	return *fd < 0 ? failed() : ERR_OK;
}

enum err file_media_write(int fd, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed();
		at += n;
		len -= (size_t)n;
	}
	return ERR_OK;
}

enum err file_media_put_clean(const char *directory, const struct id *id,
	const void *data, size_t len)
{
	char path[FILE_MEDIA_PATH];
	enum err e;
	int fd;

	clean_path(directory, id, path);
	fd = create(path);
	if (fd < 0)
		return failed();
	e = file_media_write(fd, data, len);
	if (e == ERR_OK && fsync(fd) < 0)
		e = failed();
	close(fd);
	return e;
}

enum err file_media_keep(
	const char *directory, const char *retailer, const struct id *id)
{
	char from[FILE_MEDIA_PATH], to[FILE_MEDIA_PATH];
	enum err e;

	snprintf(to, sizeof(to), "%.4000s/media/%.32s", directory, retailer);
	e = make(to);
	clean_path(directory, id, from);
	file_media_path(directory, retailer, id, to);
	if (e == ERR_OK && rename(from, to) < 0)
		e = failed();
	return e;
}

void file_media_forget(const char *directory, const struct id *id)
{
	char path[FILE_MEDIA_PATH];

	file_media_new_path(directory, id, path);
	unlink(path);
	clean_path(directory, id, path);
	unlink(path);
}

void file_media_remove(
	const char *directory, const char *retailer, const struct id *id)
{
	char path[FILE_MEDIA_PATH];

	file_media_path(directory, retailer, id, path);
	unlink(path);
}

void file_media_remove_all(const char *directory, const char *retailer)
{
	char path[FILE_MEDIA_PATH];

	snprintf(
		path, sizeof(path), "%.4000s/media/%.32s", directory, retailer);
	empty(path);
	rmdir(path);
}

void file_media_sweep(const char *directory,
	bool (*known)(void *ctx, const char *retailer), void *ctx)
{
	char path[FILE_MEDIA_PATH];
	struct dirent *entry;
	DIR *dir;

	snprintf(path, sizeof(path), "%.4000s/media", directory);
	dir = opendir(path);
	while (dir && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.' && !known(ctx, entry->d_name))
			file_media_remove_all(directory, entry->d_name);
	}
	if (dir)
		closedir(dir);
}
