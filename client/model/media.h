/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_MEDIA_H
#define CLIENT_MODEL_MEDIA_H

/*
 * Pictures and videos of the chat (rule D6): what is being sent, what can be
 * shown as cells, and keeping an original.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/wire.h"

struct action;
struct chat_file;
struct effects;
struct model;
struct picture_cells;

#define MEDIA_COLS 44 /* cells of a picture in the log, at most */
#define MEDIA_ROWS 12
#define MEDIA_SHOWN 24 /* kept as cells; then the oldest goes */

struct media_shown {
	struct id media;
	struct picture_cells *cells; /* NULL: not here yet, or never */
};

struct media {
	struct media_shown shown[MEDIA_SHOWN];
	int n, turn;     /* turn counts what came */
	char *uploading; /* the file's name; NULL: none */
	bool stopping;   /* it was asked to stop */
	struct id to;    /* the chat that it goes to */
	int64_t sent, total;
	char *path, *names; /* the answer to EFFECT_COMPLETE, or NULL */
	int completed;      /* counts the answers */
};

void media_fini(struct media *d);

/* An entry with a file has come: wants its cells. */
void media_fetch(
	struct model *m, const struct chat_file *f, struct effects *out);

/* The picture as cells, or NULL.  Lends. */
const struct picture_cells *media_cells(
	const struct model *m, const struct id *media);

/* The user's: ACTION_UPLOAD, ACTION_UPLOAD_STOP, ACTION_SAVE, ACTION_COMPLETE.
 */
void media_act(struct model *m, const struct action *a, struct effects *out);

/* The world's: ACTION_UPLOADING, ACTION_UPLOADED, ACTION_CELLS, ACTION_SAVED,
 * ACTION_COMPLETED. */
void media_told(struct model *m, const struct action *a);

#endif
