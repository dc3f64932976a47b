/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_DO_H
#define CLIENT_FLOW_PLAY_DO_H

/*
 * What the verbs do, for the files of the tables below alone.
 */
#include "client/flow/play_state.h"

struct play_deed {
	struct play *play;
	const struct flow_step *step;
	int seat; /* -1: nobody does it */
};

/* As play_do of play_state.h. */
typedef enum err (*play_do_fn)(const struct play_deed *d);

/* What people do in a chat and in the shop, with their accounts, as managers,
 * with enquiries and claims, and into the archive, and what becomes of their
 * data; NULL: it is elsewhere, in the end in play_world.c. */
extern const play_do_fn play_do_table[VERB_COUNT];
extern const play_do_fn play_account_table[VERB_COUNT];
extern const play_do_fn play_manage_table[VERB_COUNT];
extern const play_do_fn play_claim_table[VERB_COUNT];
extern const play_do_fn play_data_table[VERB_COUNT];

/* Who does it. */
struct player *play_do_player(const struct play_deed *d);
/* Asks, and lets the step wait for the answer. */
enum err play_do_ask(const struct play_deed *d, struct wire_msg *msg);
/* Says what is not answered. */
void play_do_tell(const struct play_deed *d, const struct wire_msg *msg);
/* Writes down why it cannot be done, "Ken is in no chat"; ERR_WRONG_STATE. */
enum err play_do_cannot(const struct play_deed *d, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Who does it, by name. */
const char *play_do_name(const struct play_deed *d);

#endif
