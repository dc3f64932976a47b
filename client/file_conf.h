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

/* Removes the file of a session's token (see file_secret.h). */
void file_conf_drop_token(const char *path);

/* The TZif file of a zone; "" is this machine's.  ERR_IO when there is none.
 */
enum err file_conf_zone(const char *name, struct buf *out);

#endif
