/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FILE_CONF_H
#define CLIENT_FILE_CONF_H

/*
 * The files of noren(1): its settings, its session, the rules of a time zone.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

struct buf;
struct settings;

#define FILE_CONF_WHY 400

/*
 * Reads the settings into `s`.  With `path` NULL it is
 * $XDG_CONFIG_HOME/noren/noren.conf, else ~/.config/noren/noren.conf, and need
 * not exist.  ERR_IO, ERR_CONFIG: `why` names file, line and reason.
 */
enum err file_conf_read(
	const char *path, struct settings *s, char why[FILE_CONF_WHY]);

/* The session's token in a file of the user's alone: read (false: there is
 * none that can be used), written with mode 0600, removed. */
bool file_conf_token(const char *path, char *token, size_t size);
enum err file_conf_keep_token(const char *path, const char *token);
void file_conf_drop_token(const char *path);

/* The TZif file of a zone; "" is this machine's.  ERR_IO when there is none.
 */
enum err file_conf_zone(const char *name, struct buf *out);

#endif
