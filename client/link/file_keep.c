/* SPDX-License-Identifier: MIT */
#include "client/link/file_keep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"

#define KEEP_TRIES 1000 /* numbers before a suffix */
#define KEEP_NAMES 200  /* listed */

const char *file_keep_home(const char *path, char *out)
{
	const char *home = getenv("HOME");
	bool own = path[0] == '~' && (path[1] == '/' || path[1] == '\0');

	snprintf(out, PATH_MAX, "%s%s", own && home ? home : "",
		own && home ? path + 1 : path);
	return out;
}

enum err file_keep_read(const char *path, struct buf *out)
{
	char real[PATH_MAX], bytes[16384];
	struct stat st;
	ssize_t n = 0;
	enum err e = ERR_OK;
	/* Non-blocking: a pipe without a writer must not hold us up. */
	int fd = open(file_keep_home(path, real),
		O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return ERR_UNKNOWN;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		e = ERR_UNKNOWN;
	while (!e && (n = read(fd, bytes, sizeof(bytes))) > 0)
		e = buf_add(out, bytes, (size_t)n);
	if (!e && n < 0)
		e = ERR_IO;
	close(fd);
	return e;
}

/* ---- completing ---- */

static bool keep_is_dir(const char *dir, const struct dirent *d)
{
	char path[PATH_MAX];
	struct stat st;

	if (d->d_type == DT_DIR)
		return true;
	if (d->d_type != DT_LNK && d->d_type != DT_UNKNOWN)
		return false;
	snprintf(path, sizeof(path), "%s%s", dir, d->d_name);
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* By its name, since hundreds of files are not opened for a list. */
static bool keep_is_media(const char *name)
{
	static const char *const suffixes[] = {
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4"};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (strcasecmp(dot, suffixes[i]) == 0)
			return true;
	return false;
}

static bool keep_suits(
	const char *dir, const struct dirent *d, const char *begins)
{
	bool dots = strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0;

	return !dots && (d->d_name[0] != '.' || begins[0] == '.') &&
		strncmp(d->d_name, begins, strlen(begins)) == 0 &&
		utf8_valid(d->d_name, strlen(d->d_name)) &&
		(keep_is_media(d->d_name) || keep_is_dir(dir, d));
}

/* How far both are the same, by whole characters. */
static size_t keep_common(const char *a, const char *b)
{
	size_t len = 0;

	while (a[len] && a[len] == b[len])
		len++;
	while (len > 0 && ((unsigned char)a[len] & 0xc0) == 0x80)
		len--;
	return len;
}

static int keep_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int keep_list(
	const char *dir, const char *begins, char *names[KEEP_NAMES])
{
	DIR *d = opendir(*dir ? dir : ".");
	const struct dirent *entry;
	int n = 0;

	while (d && n < KEEP_NAMES && (entry = readdir(d))) {
		char name[NAME_MAX + 2];

		if (!keep_suits(dir, entry, begins))
			continue;
		snprintf(name, sizeof(name), "%s%s", entry->d_name,
			keep_is_dir(dir, entry) ? "/" : "");
		names[n++] = mem_strdup(name);
	}
	if (d)
		closedir(d);
	qsort(names, (size_t)n, sizeof(*names), keep_compare);
	return n;
}

void file_keep_complete(const char *from, struct buf *path, struct buf *names)
{
	const char *slash = strrchr(from, '/');
	const char *begins = slash ? slash + 1 : from;
	char dir[PATH_MAX], real[PATH_MAX], *found[KEEP_NAMES];
	size_t common = 0;
	int n;

	if (strcmp(from, "~") == 0) {
		buf_add_str(path, "~/");
		return;
	}
	snprintf(dir, sizeof(dir), "%.*s", (int)(begins - from), from);
	n = keep_list(file_keep_home(dir, real), begins, found);
	for (int i = 0; i < n; i++) {
		size_t same = keep_common(found[0], found[i]);

		common = i == 0 || same < common ? same : common;
		buf_addf(names, "%s\n", found[i]);
	}
	buf_add_str(path, dir);
	if (n > 0)
		buf_add(path, found[0], common);
	else
		buf_add_str(path, begins);
	for (int i = 0; i < n; i++)
		mem_free(found[i]);
}

/* ---- keeping ---- */

/* Letters of any script stay; what a shell, a path or a terminal could take
 * amiss becomes "_"; no hidden file, and no suffix of its own. */
static void keep_safe(const char *name, char out[FILE_KEEP_NAME + 1])
{
	char *shown = text_show(name, strlen(name), false);
	size_t len;
	char *dot;

	snprintf(out, FILE_KEEP_NAME + 1, "%s", shown ? shown : "");
	mem_free(shown);
	for (len = strlen(out); !utf8_valid(out, len); out[len] = '\0')
		len--;
	dot = strrchr(out, '.');
	if (dot && dot > out)
		*dot = '\0';
	for (char *c = out; *c; c++)
		if (strchr("/\\:*?\"'<>|$`!&;(){}[]~#%^= \t", *c) ||
			(c == out && (*c == '.' || *c == '-')))
			*c = '_';
	if (!*out)
		snprintf(out, FILE_KEEP_NAME + 1, "picture");
}

static enum err keep_write(int fd, const struct buf *bytes)
{
	size_t at = 0;

	while (at < bytes->len) {
		ssize_t n = write(fd, bytes->data + at, bytes->len - at);

		if (n <= 0)
			return ERR_IO;
		at += (size_t)n;
	}
	return ERR_OK;
}

/* Opens a file that was not there before; -1 when there is no way. */
static int keep_open(const char *dir, const char *name, const char *suffix,
	char path[PATH_MAX])
{
	int fd = -1;

	for (int i = 1; fd < 0 && i <= KEEP_TRIES; i++) {
		char number[16] = "";

		if (i > 1)
			snprintf(number, sizeof(number), "-%d", i);
		if (snprintf(path, PATH_MAX, "%s/%s%s%s%s", dir, name, number,
			    *suffix ? "." : "", suffix) >= PATH_MAX)
			return -1;
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			return -1;
	}
	return fd;
}

enum err file_keep_new(const char *dir, const char *name, const char *suffix,
	const struct buf *bytes, char **path)
{
	char safe[FILE_KEEP_NAME + 1], real[PATH_MAX], full[PATH_MAX];
	enum err e;
	int fd;

	*path = NULL;
	keep_safe(name, safe);
	file_keep_home(dir, real);
	mkdir(real, 0700);
	fd = keep_open(real, safe, suffix, full);
	if (fd < 0)
		return ERR_IO;
	e = keep_write(fd, bytes);
	if (close(fd) != 0 && !e)
		e = ERR_IO;
	if (e)
		unlink(full);
	else
		*path = mem_strdup(full);
	return e;
}
