/* SPDX-License-Identifier: MIT */
#include "client/link/file_whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define WHOLE_TRIES 100 /* names beside it */

/* A link is followed, so that what it leads to is replaced and not the link. */
static int whole_look(struct file_whole *f)
{
	char real[PATH_MAX];
	struct stat st;

	if (stat(f->path, &st) != 0)
		return errno == ENOENT ? 0 : errno;
	if (S_ISDIR(st.st_mode))
		return EISDIR;
	if (!S_ISREG(st.st_mode))
		return EPERM;
	if (!f->replace)
		return EEXIST;
	if (access(f->path, W_OK) != 0 || !realpath(f->path, real))
		return errno;
	memcpy(f->path, real, sizeof(real));
	return 0;
}

static void whole_folder(const struct file_whole *f, char out[PATH_MAX])
{
	char *slash;

	memcpy(out, f->path, PATH_MAX);
	slash = strrchr(out, '/');
	if (!slash)
		strcpy(out, ".");
	else
		slash[slash == out] = '\0';
}

/* A name is given by way of /proc. */
static int whole_nameless(const struct file_whole *f)
{
	char folder[PATH_MAX];

	if (access("/proc/self/fd", X_OK) != 0)
		return -1;
	whole_folder(f, folder);
	return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
}

int file_whole_begin(struct file_whole *f, const char *path, bool replace)
{
	int e;

	*f = (struct file_whole){.fd = -1, .replace = replace};
	if (!*path)
		return ENOENT;
	if (strlen(path) + 8 > sizeof(f->path))
		return ENAMETOOLONG;
	strcpy(f->path, path);
	e = whole_look(f);
	if (e)
		return e;
	f->fd = whole_nameless(f);
	if (f->fd >= 0)
		return 0;
	if (snprintf(f->beside, PATH_MAX, "%s.XXXXXX", f->path) >= PATH_MAX)
		e = ENAMETOOLONG;
	else if ((f->fd = mkostemp(f->beside, O_CLOEXEC)) < 0)
		e = errno;
	if (e)
		f->beside[0] = '\0';
	return e;
}

static int whole_link(const struct file_whole *f, const char *name)
{
	char from[64];

	snprintf(from, sizeof(from), "/proc/self/fd/%d", f->fd);
	return linkat(AT_FDCWD, from, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
		? 0
		: errno;
}

/* No link takes another file's name: it gets one beside that first. */
static int whole_link_beside(struct file_whole *f)
{
	char name[PATH_MAX];
	int e = EEXIST;

	for (int i = 0; e == EEXIST && i < WHOLE_TRIES; i++) {
		uint32_t random = 0;

		if (getrandom(&random, sizeof(random), 0) < 0)
			return errno;
		if (snprintf(name, sizeof(name), "%s.%06x", f->path,
			    random & 0xffffff) >= PATH_MAX)
			return ENAMETOOLONG;
		e = whole_link(f, name);
	}
	if (!e)
		memcpy(f->beside, name, sizeof(name));
	return e;
}

static int whole_rename(struct file_whole *f)
{
	unsigned flags = f->replace ? 0 : RENAME_NOREPLACE;

	if (renameat2(AT_FDCWD, f->beside, AT_FDCWD, f->path, flags) == 0)
		return 0;
	if (f->replace || (errno != EINVAL && errno != ENOSYS))
		return errno;
	/* This file system cannot promise it; then a look must do. */
	if (access(f->path, F_OK) == 0)
		return EEXIST;
	return rename(f->beside, f->path) == 0 ? 0 : errno;
}

int file_whole_end(struct file_whole *f)
{
	int e = fsync(f->fd) == 0 ? 0 : errno;

	if (!e && !f->beside[0] && !f->replace)
		e = whole_link(f, f->path);
	else if (!e && !f->beside[0])
		e = whole_link_beside(f);
	/* Some say only here that there was no room. */
	if (close(f->fd) != 0 && !e)
		e = errno;
	f->fd = -1;
	if (!e && f->beside[0])
		e = whole_rename(f);
	if (!e)
		f->beside[0] = '\0';
	file_whole_drop(f);
	return e;
}

void file_whole_drop(struct file_whole *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
	if (f->beside[0])
		unlink(f->beside);
	f->beside[0] = '\0';
}
