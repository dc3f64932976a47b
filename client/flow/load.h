/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_LOAD_H
#define CLIENT_FLOW_LOAD_H

/*
 * Many chats at once, and how long messages take in them.  Everybody in a chat
 * has a plan of when to write, made up beforehand and kept whatever the relay
 * does: a message's time counts from when it should have gone out, so that a
 * relay that makes people wait cannot hide it by being asked less.  Pure.
 */
#include "client/flow/crowd.h"
#include "client/flow/tally.h"
#include "shared/buf.h"

struct load; /* opaque */

struct load_config {
	const char *retailer;
	const char *const *tokens; /* sessions of the associates, who are 0.. */
	int associates, shoppers;
	int rate;      /* chats begun a second, while they fill up */
	int64_t think; /* us between two messages of one person, on average */
	int64_t span;  /* us for which it is measured, once all chats are up */
	int turns; /* messages of an associate, then the chat ends; 0: never */
};

struct load_result {
	int chats, wanted;    /* at once, at most; and how many should be */
	int64_t begun, ended; /* chats */
	int64_t sent, answered, arrived; /* messages in the span */
	int64_t span;                    /* us, in which they were sent */
	struct tally ack, delivery;
	int64_t errors[ERR_COUNT];
	int64_t lost[ERR_COUNT]; /* connections */
	int64_t unanswered, undelivered;
};

/* All lent for its life.  NULL: no memory. */
struct load *load_new(
	const struct load_config *config, const struct crowd_io *io);
void load_destroy(struct load **l);

void load_start(struct load *l, int64_t now);
struct crowd_play load_play(struct load *l);

/* No more is sent, now. */
void load_stop(struct load *l, int64_t now);
bool load_over(const struct load *l);

/* Lends; complete when it is over. */
const struct load_result *load_result(const struct load *l);

/* The result for people, or as one JSON object a line. */
void load_write(const struct load_result *r, bool json, struct buf *out);

#endif
