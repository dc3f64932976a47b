/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_SHOPPER_H
#define CLIENT_FLOW_PLAY_SHOPPER_H

/*
 * What a play has heard of its shoppers: their chats, what colleagues call
 * them, and by what whoever runs the relay would find them; for play*.c alone.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/flow/flow.h"
#include "shared/limits.h"
#include "shared/wire.h"

#define PLAY_CHATS 8 /* of a shopper's last ones are known again */

struct play;

struct play_shopper {
	struct id chats[PLAY_CHATS]; /* theirs; the last one last */
	int n_chats;
	char *called;   /* what colleagues see as their name, or NULL */
	bool corrected; /* it is what they were called in their last chat */
	int64_t guest;  /* the number of the guest they were; 0: none */
	int erased;     /* nothing is kept of what came before that step */
};

/* The chat that a shopper is in, or was in last; NULL: none. */
const struct id *play_chat_of(const struct play *p, int person);
/* Is, or was, that a chat of theirs? */
bool play_had_chat(const struct play *p, int person, const struct id *chat);
/* The seat has heard of a chat: who is in it, and what are they called? */
void play_learn(struct play *p, int seat);
/* Is that the name under which the person goes? */
bool play_known_as(const struct play *p, int person, const char *name);

/* The address from which they leave an enquiry, where the flow has said that,
 * or none.  Lends; `own` is for the latter. */
const char *play_enquirer(
	int person, const struct flow_arg *said, char own[LIMIT_ADDRESS + 1]);

/* What the shopper can be found by.  False: nothing that the flow has seen.
 * Strings are lent; `own` as above. */
bool play_trace(const struct play *p, int person, struct wire_ctl_shopper *who,
	char own[LIMIT_ADDRESS + 1]);
/* They go by that name now; nothing is left of them. */
void play_renamed(struct play *p, int person, const char *name);
void play_erased(struct play *p, int person);

#endif
