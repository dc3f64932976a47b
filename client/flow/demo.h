/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_DEMO_H
#define CLIENT_FLOW_DEMO_H

/*
 * A lively shop day that never ends: shoppers come, look around, ask, talk back
 * at a human pace and leave; associates take what nobody else has taken for a
 * while, answer and say goodbye.  Pure.
 */
#include "client/flow/crowd.h"

#define DEMO_SHOPPERS 4 /* at once */

struct demo; /* opaque */

struct demo_config {
	const char *retailer;
	const char *shop; /* the origin of the shop's pages */
	/* The sessions of the associates, who are 0 and up; shoppers follow. */
	const char *const *tokens;
	int associates;
	bool shoppers; /* do any come? */
	bool arrive;   /* associates go available, and that is all */
};

/* All lent for its life.  NULL: no memory. */
struct demo *demo_new(
	const struct demo_config *config, const struct crowd_io *io);
void demo_destroy(struct demo **d);

/* How many people there can be. */
int demo_people(const struct demo_config *config);

/* Opens the doors. */
void demo_start(struct demo *d, int64_t now);

/* For whoever tells it what happens. */
struct crowd_play demo_play(struct demo *d);

/* With `arrive`: they have all arrived.  Without: never. */
bool demo_over(const struct demo *d);

#endif
