/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_CHAT_H
#define RELAY_DESK_CHAT_H

/*
 * Chats from the first word to the end: their log, and whose they are (rules
 * C4, D1, D7, D10, D11).
 */
#include "relay/desk/floor.h"

/* The chat with that id, also one that ended a moment ago; or NULL. */
struct chat *chat_find(const struct desk *d, const struct id *id);

/* A chat of this shopper's, in no phase yet; NULL: no memory, or the id is in
 * use.  The desk owns it. */
struct chat *chat_new(struct desk *d, const struct id *id, struct shopper *s);
void chat_forget(struct desk *d, struct chat *c);

/* Something to put into the log.  `key` NULL or "": nobody's; `attach` NULL
 * where there is none, else without its chat, seq and kind. */
struct chat_event {
	enum wire_kind kind;
	enum wire_who who;
	struct id actor;
	const char *name, *key, *text;
	enum wire_reason reason;
	const struct rec_attach *attach;
};

/* Numbers it, keeps it, tells both sides.  The time that it gets: the log
 * never goes back in time, even when the clock does. */
int64_t chat_at(const struct desk *d, const struct chat *c);
void chat_append(struct desk *d, struct chat *c, const struct chat_event *e);

/* What this actor has said under that key, or NULL. */
const struct said *chat_said(
	const struct chat *c, const struct id *actor, const char *key);
bool chat_say(struct chat *c, const struct id *actor, const char *key,
	int64_t seq, int64_t at);

/* An associate has won it; it ends (name: of the associate who ended it); its
 * associate is gone, so it rings again. */
void chat_join(struct desk *d, struct chat *c, struct associate *a);
void chat_end(struct desk *d, struct chat *c, enum wire_reason reason,
	const struct associate *by);
void chat_take_over(struct desk *d, struct chat *c);
/* Live chats whose account went while there was no desk ring again. */
void chat_loaded(struct desk *d);

/* It is over for its associate, without a word in the log. */
void chat_finish(struct desk *d, struct chat *c, enum wire_reason reason);

/* Why this associate may do nothing in it: it is not live, or not theirs. */
enum err chat_refusal(const struct chat *c, const struct associate *a);

/* Sets the deadline anew: after every change of what it depends on. */
void chat_schedule(struct desk *d, struct chat *c);
void chat_due(struct desk *d, struct chat *c);

void chat_on_end(struct desk *d, const struct ask *k);

#endif
