/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_TALK_H
#define RELAY_DESK_TALK_H

/* What both sides send within a chat; a shopper's first word makes one. */
#include "relay/desk/floor.h"

struct chat_event;

/* Puts something of this session's into the chat, by its key once, and answers
 * as to say: who, actor and name are filled in.  Has it been put there? */
bool talk_put(struct desk *d, const struct ask *k, struct chat *c,
	struct chat_event *e);

void talk_on_say(struct desk *d, const struct ask *k);
void talk_on_typing(struct desk *d, const struct ask *k);
void talk_on_seen(struct desk *d, const struct ask *k);
void talk_on_resume(struct desk *d, const struct ask *k);

#endif
