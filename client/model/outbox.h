/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_OUTBOX_H
#define CLIENT_MODEL_OUTBOX_H

/*
 * What was said and is not kept by the relay yet, and which answers are due.
 * One message of a chat is on its way at a time, so that a refused one cannot
 * be overtaken; after a lost connection it goes out again under its key.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct effects;
struct chat_file;
struct goods;

enum outbox_state { OUTBOX_WAITS, OUTBOX_SENT, OUTBOX_FAILED };

struct outbox_say {
	struct id chat;
	char key[LIMIT_REF + 1]; /* also its ref */
	char *text;              /* as typed; may be NULL with goods */
	struct goods *goods;     /* recommends this; else NULL */
	struct chat_file *file;  /* shows this, text is its name; else NULL */
	char *shown;             /* as the log shows it */
	int64_t at;              /* when it was said, UTC us */
	enum outbox_state state;
	enum err why;     /* FAILED */
	int64_t retry_ms; /* WAITS: not before this */
	struct outbox_say *next;
};

struct outbox_ask {
	char ref[LIMIT_REF + 1];
	enum wire_type type; /* of the command */
	struct id id;        /* what it was about, or "" */
	struct outbox_ask *next;
};

struct outbox {
	uint64_t seed, counter;  /* of keys and refs */
	struct outbox_say *says; /* in the order said */
	struct outbox_ask *asks;
};

struct outbox *outbox_new(uint64_t seed);
void outbox_destroy(struct outbox **o);

/* Puts a message in.  outbox_flush sends it. */
void outbox_say(
	struct outbox *o, const struct id *chat, const char *text, int64_t at);

/* Puts a recommendation in, with a text unless NULL.  Copies all. */
void outbox_suggest(struct outbox *o, const struct id *chat,
	const struct goods *goods, const char *text, int64_t at);

/* Puts an uploaded file in, under that name. */
void outbox_show(struct outbox *o, const struct id *chat,
	const struct wire_media *media, const char *name, int64_t at);

/* Sends the first message of this chat, unless one is on its way. */
void outbox_flush(struct outbox *o, const struct id *chat, int64_t now_ms,
	struct effects *out);

/* The message with that key; NULL: none. */
struct outbox_say *outbox_find(struct outbox *o, const char *key);

/* The relay has it: forgets it. */
void outbox_kept(struct outbox *o, const char *key);

/* The relay will not have it now.  It waits, or has failed for good. */
void outbox_refused(
	struct outbox_say *say, enum err why, int64_t wait_ms, int64_t now_ms);

/* Every message of the chat that is not kept has failed, or is forgotten. */
void outbox_fail(struct outbox *o, const struct id *chat, enum err why);
void outbox_forget(struct outbox *o, const struct id *chat);

/* Sends a command and remembers what its answer will be about. */
void outbox_ask(struct outbox *o, struct wire_msg *msg, const struct id *id,
	struct effects *out);

/* Takes the question of that ref out; false when there is none. */
bool outbox_answered(struct outbox *o, const char *ref, struct outbox_ask *ask);

/* The connection is lost: no answers will come. */
void outbox_lost(struct outbox *o);

/* When the next message that waits for a time may go; INT64_MAX: none. */
int64_t outbox_deadline(const struct outbox *o);

#endif
