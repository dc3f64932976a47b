/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACT_H
#define CLIENT_MODEL_ACT_H

/*
 * What the user's own actions change in the model.
 */
#include <stdbool.h>

#include "shared/wire.h"

struct action;
struct effects;
struct model;

/* Applies it, if it is one of the user's. */
void act_user(struct model *m, const struct action *a, struct effects *out);

/* Sends a command that is only of use now; false, and said so, when there is
 * no connection. */
bool act_ask(struct model *m, struct wire_msg *msg, const struct id *id,
	struct effects *out);

/* The chat is over for us, whatever the relay calls it. */
void act_close_chat(struct model *m, enum wire_reason why);

/* Puts a text into the field of the chat. */
void act_put_draft(struct model *m, const char *text);

/* Goes to the home screen.  A chat that has ended is forgotten there. */
void act_home(struct model *m);

/* Forgets whoever was signed in, and all of theirs. */
void act_forget(struct model *m);

#endif
