/* SPDX-License-Identifier: MIT */
#include "client/link/file_secret.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_secret_read(const char *path, char *out, size_t size)
{
	struct stat st;
	ssize_t len = -1;
	/* Non-blocking: a pipe without a writer must not hold us up. */
	int fd = open(path,
		O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		st.st_uid == geteuid() && (st.st_mode & 077) == 0)
		len = read(fd, out, size - 1);
	close(fd);
	if (len <= 0)
		return false;
	out[len] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return out[0] != '\0';
}

/* A file of mode 0600 beside that path, on the disk already.  Its name goes
 * into `fresh`. */
static enum err secret_beside(
	const char *path, const char *text, char fresh[PATH_MAX])
{
	size_t len = strlen(text);
	bool kept;
	int fd;

	if (snprintf(fresh, PATH_MAX, "%s.XXXXXX", path) >= PATH_MAX)
		return ERR_IO;
	fd = mkostemp(fresh, O_CLOEXEC); /* of mode 0600 */
	if (fd < 0)
		return ERR_IO;
	kept = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
	if (close(fd) == 0 && kept)
		return ERR_OK;
	unlink(fresh);
	return ERR_IO;
}

enum err file_secret_write(const char *path, const char *text)
{
	char fresh[PATH_MAX];

	if (secret_beside(path, text, fresh) != ERR_OK)
		return ERR_IO;
	if (rename(fresh, path) == 0)
		return ERR_OK;
	unlink(fresh);
	return ERR_IO;
}

/* ---- the installation ---- */

/* Makes a directory with those above it; there already is fine. */
static bool secret_make_dirs(char *path)
{
	for (char *c = path + 1; *c; c++) {
		if (*c != '/')
			continue;
		*c = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			return false;
		*c = '/';
	}
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool secret_path(char out[PATH_MAX])
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int len = PATH_MAX;

	if (xdg && xdg[0] == '/')
		len = snprintf(out, PATH_MAX, "%s/noren", xdg);
	else if (home && home[0] == '/')
		len = snprintf(out, PATH_MAX, "%s/.local/state/noren", home);
	if (len > PATH_MAX - 32 || !secret_make_dirs(out))
		return false;
	strcat(out, "/device");
	return true;
}

static bool secret_make(char out[FILE_SECRET_DEVICE + 1])
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-_";
	uint8_t bytes[33] = {0}; /* 32, and what fills up the last letter */

	if (getrandom(bytes, 32, 0) != 32)
		return false;
	for (int i = 0; i < FILE_SECRET_DEVICE; i++) {
		int bit = i * 6;
		unsigned two =
			(unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];

		out[i] = letters[two >> (10 - bit % 8) & 63];
	}
	out[FILE_SECRET_DEVICE] = '\0';
	explicit_bzero(bytes, sizeof(bytes));
	return true;
}

/* Only where there is none yet: of two clients that start at once, both take
 * the one that was first. */
static bool secret_add(const char *path, const char *text)
{
	char fresh[PATH_MAX];
	bool added;

	if (secret_beside(path, text, fresh) != ERR_OK)
		return false;
	added = link(fresh, path) == 0 || errno == EEXIST;
	unlink(fresh);
	return added;
}

enum err file_secret_device(char out[FILE_SECRET_DEVICE + 1])
{
	char path[PATH_MAX];
	struct stat st;
	bool there = secret_path(path);

	if (there && lstat(path, &st) != 0)
		there = errno == ENOENT && secret_make(out) &&
			secret_add(path, out);
	if (there && file_secret_read(path, out, FILE_SECRET_DEVICE + 1) &&
		strlen(out) == FILE_SECRET_DEVICE)
		return ERR_OK;
	explicit_bzero(out, FILE_SECRET_DEVICE + 1);
	return ERR_IO;
}
