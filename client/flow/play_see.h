/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_SEE_H
#define CLIENT_FLOW_PLAY_SEE_H

/*
 * What the verbs expect, for the files of the tables below alone.
 */
#include "client/flow/play_state.h"

struct play_look {
	struct play *play;
	const struct flow_step *step;
	const struct player *who; /* has sat down */
	const struct play_seat *seat;
	const char *name; /* of the person */
};

/* Does it hold for this seat?. */
typedef bool (*play_see_fn)(const struct play_look *l);

/* What is seen in a chat, of sales and products, found about accounts and in
 * the archive; NULL: it is elsewhere, in the end in play_see.c. */
extern const play_see_fn play_chat_table[VERB_COUNT];
extern const play_see_fn play_sale_table[VERB_COUNT];
extern const play_see_fn play_rate_table[VERB_COUNT];
extern const play_see_fn play_look_table[VERB_COUNT];
extern const play_see_fn play_archive_table[VERB_COUNT];

/* Writes down what is there instead; gives false. */
bool play_see_instead(const struct play_look *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The name of the person in that slot of the step. */
const char *play_see_person(const struct play_look *l, int slot);

#endif
