/* SPDX-License-Identifier: MIT */
#include "relay/gate/file_web.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "relay/gate/file_read.h"

#define WEB_FILE_MAX (1024 * 1024) /* bytes */
#define WEB_PATH_MAX 4096

static bool exists(const char *directory)
{
	char loader[WEB_PATH_MAX + 16];

	snprintf(loader, sizeof(loader), "%s/noren.js", directory);
	return access(loader, R_OK) == 0;
}

const char *file_web_directory(char *out, size_t size)
{
	static const char *const beside[] = {
		"../../relay/web/widget", "../share/noren/web/widget"};
	char program[WEB_PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *end;

	program[n > 0 ? n : 0] = '\0';
	end = strrchr(program, '/');
	if (end) {
		*end = '\0';
		for (int i = 0; i < 2; i++) {
			snprintf(out, size, "%s/%s", program, beside[i]);
			if (exists(out))
				return out;
		}
	}
	snprintf(out, size, "%s/share/noren/web/widget", NOREN_PREFIX);
	return out;
}

static enum err load_one(struct web *w, const char *directory, const char *name)
{
	char path[WEB_PATH_MAX + NAME_MAX + 2];
	struct buf b;
	enum err e;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	buf_init(&b, WEB_FILE_MAX);
	e = file_read(path, &b);
	if (e == ERR_OK)
		e = web_add(w, name, buf_str(&b), b.len);
	else if (errno == EISDIR)
		e = ERR_OK;
	buf_fini(&b);
	return e == ERR_FIELD ? ERR_OK : e;
}

enum err file_web_load(struct web *w, const char *directory)
{
	DIR *dir = opendir(directory);
	enum err e = ERR_OK;
	struct dirent *entry;

	if (!dir)
		return ERR_IO;
	while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.')
			e = load_one(w, directory, entry->d_name);
	}
	closedir(dir);
	return e;
}
