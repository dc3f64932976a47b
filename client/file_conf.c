/* SPDX-License-Identifier: MIT */
#include "client/file_conf.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/model/settings.h"
#include "shared/buf.h"

#define FILE_CONF_PATH 4096
#define FILE_CONF_ZONES "/usr/share/zoneinfo"

struct conf_reader {
	struct settings *settings;
	char why[SETTINGS_WHY]; /* of the first mistake; "": not a line */
};

static int conf_line(
	void *ctx, const char *section, const char *name, const char *value)
{
	struct conf_reader *r = ctx;
	char why[SETTINGS_WHY];

	if (settings_set(r->settings, section, name, value, why) == ERR_OK)
		return 1;
	if (!r->why[0])
		memcpy(r->why, why, sizeof(why));
	return 0;
}

/* Where the settings are by custom; "" when there is no home. */
static void conf_default_path(char out[FILE_CONF_PATH])
{
	const char *xdg = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	out[0] = '\0';
	if (xdg && xdg[0] == '/')
		snprintf(out, FILE_CONF_PATH, "%s/noren/noren.conf", xdg);
	else if (home && home[0])
		snprintf(out, FILE_CONF_PATH, "%s/.config/noren/noren.conf",
			home);
}

enum err file_conf_read(
	const char *path, struct settings *s, char why[FILE_CONF_WHY])
{
	struct conf_reader r = {.settings = s};
	char custom[FILE_CONF_PATH];
	enum err e = ERR_OK;
	FILE *f;
	int bad;

	conf_default_path(custom);
	if (!path && !custom[0])
		return ERR_OK;
	f = fopen(path ? path : custom, "re");
	if (!f) {
		if (!path && errno == ENOENT)
			return ERR_OK;
		snprintf(why, FILE_CONF_WHY, "%.200s: %s", path ? path : custom,
			strerror(errno));
		return ERR_IO;
	}
	bad = ini_parse_file(f, conf_line, &r);
	if (bad) {
		snprintf(why, FILE_CONF_WHY, "%.200s:%d: %s",
			path ? path : custom, bad,
			r.why[0] ? r.why : "not a line NAME = VALUE");
		e = ERR_CONFIG;
	}
	fclose(f);
	return e;
}

void file_conf_drop_token(const char *path)
{
	unlink(path);
}

enum err file_conf_zone(const char *name, struct buf *out)
{
	char path[FILE_CONF_PATH], block[4096];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", FILE_CONF_ZONES, name);
	f = fopen(name[0] ? path : "/etc/localtime", "re");
	if (!f)
		return ERR_IO;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(out, block, n);
	fclose(f);
	return out->err;
}
