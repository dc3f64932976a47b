/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_EXPORT_EXPORT_H
#define CLIENT_EXPORT_EXPORT_H

/*
 * The archive as a file (J2), its chats or its enquiries: the relay's answers,
 * part by part, as text, CSV or JSON lines.  It keeps one's head and nothing of
 * what is written.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/id.h"
#include "shared/wire.h"

struct export; /* opaque */
struct tz;

enum export_form { EXPORT_TEXT, EXPORT_CSV, EXPORT_JSON };

struct export_want {
	enum export_form form;
	enum wire_pick pick;
	const char *text; /* words that must all be in it; "": any */
	struct id chat;   /* this one, or this enquiry, alone; "": all */
	struct id whose;  /* with chat: who had it, of several */
	int64_t days;     /* only the last so many; 0: all */
	bool team;        /* everybody's; managers only */
	bool enquiries;   /* not chats: pick and team do not count */
	bool bom;         /* CSV: begin with a byte order mark */
	bool japanese;    /* the words of TEXT */
	/* TEXT: the zone of that name; NULL: none, times are in UTC.  Gives. */
	struct tz *(*zone)(void *ctx, const char *name);
	void *ctx;
};

/* Copies what it is given. */
struct export *export_new(const struct export_want *want);
void export_destroy(struct export **x);

/* Appends the body of the next question; `now` is in us UTC. */
enum err export_ask(struct export *x, int64_t now, struct buf *out);

/* Takes an answer and appends what is to be written; *more: ask again.
 * ERR_JSON: it is none, or was cut short.  ERR_SIZE, ERR_NOMEM by the buffer.
 */
enum err export_take(struct export *x, const char *body, size_t len, bool *more,
	struct buf *out);

/* How many chats, or enquiries, have come, and how far back: us UTC, 0: none
 * yet. */
int64_t export_chats(const struct export *x);
int64_t export_reached(const struct export *x);

#endif
