/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ARCHIVE_PART_H
#define CLIENT_MODEL_ARCHIVE_PART_H

/*
 * What the archive's files do for one another: the list's questions are
 * archive_ask.c, the opened chat's are archive_chat.c.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct effects;
struct model;

/* Asks what is due, while online; when that is; the connection is lost. */
void archive_ask(struct model *m, struct effects *out);
int64_t archive_ask_due(const struct model *m);
void archive_ask_lost(struct model *m);

/* The entries that were asked for do not come; to be asked again at that
 * time, or 0 if never.  False: it was not they. */
bool archive_chat_failed(
	struct model *m, const char *ref, enum err why, int64_t again_ms);

#endif
