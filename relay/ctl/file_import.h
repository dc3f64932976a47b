/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_FILE_IMPORT_H
#define RELAY_CTL_FILE_IMPORT_H

/*
 * Brings a product feed to the relay piece by piece, however large it is, and
 * prints what becomes of it: rows that are refused as they are read, how far it
 * is (on a terminal), and how it ended.
 */
#include "relay/ctl/command.h"
#include "relay/ctl/outcome.h"
#include "relay/ctl/show.h"
#include "shared/buf.h"

struct file_import {
	const struct command_line *line;
	const struct show_style *style;
	const char *socket;
	const char *begin; /* the body that begins it */
};

/* What went wrong is appended to `code` and `text`; OUTCOME_FINE: it is the
 * catalogue now, and that was said. */
enum outcome file_import_run(
	const struct file_import *f, struct buf *code, struct buf *text);

#endif
