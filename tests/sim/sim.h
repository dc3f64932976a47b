/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SIM_H
#define TESTS_SIM_SIM_H

/*
 * Whole days on a shop floor, from a seed, on a virtual clock.  Real are the
 * desk and the keeper; relays, the network, the store and the people around
 * them are models that break in every way that we know of.  After every step
 * watch.c looks whether all that must hold does.
 *
 * A relay is a node; a connection is a link between an end (an associate's
 * device, a shopper's tab) and a node.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/keeper.h"
#include "shared/times.h"
#include "tests/lib/memstore.h"
#include "tests/sim/net.h"
#include "tests/sim/node.h"
#include "tests/sim/people.h"
#include "tests/sim/queue.h"
#include "tests/sim/rng.h"
#include "tests/sim/watch.h"

#define SIM_STAFF 9
#define SIM_SHOPPERS 14
#define SIM_ENDS (2 * (SIM_STAFF + SIM_SHOPPERS))
#define SIM_NODES 512 /* relays of a day; beyond, none starts */

struct world {
	uint64_t seed;
	uint64_t rng;
	bool trace;
	int64_t now;  /* steady */
	int64_t wall; /* ahead of that by so much */
	struct event *events;
	int n_events, events_size;
	uint64_t order;

	struct memstore *store;
	struct node *nodes[SIM_NODES];
	int n_nodes;
	struct node *owner; /* where clients go: who claimed it last */
	struct link **links;
	int n_links, links_size;

	struct desk_settings settings;
	struct hours *hours, *group_hours;
	struct tz *tz;
	bool has_group;
	struct staff staff[SIM_STAFF];
	int n_staff;
	struct customer shoppers[SIM_SHOPPERS];
	int n_shoppers;
	struct end ends[SIM_ENDS];
	int n_ends;

	/* The chat that last began to ring anew: when that was kept, and since
	 * when it had rung before. */
	struct {
		struct id chat;
		int64_t at, rang;
	} anew;

	bool calm;  /* nothing breaks any more */
	int rushed; /* how busy: thinks are so many times as frequent */
	int64_t steps, commits, deaths, steals, says, chats, missed, rebuilt,
		transfers, blocks, sales;
	const char *broken; /* the check that failed first */
	char story[512];
};

/* Tells what happens, if --trace asked for it. */
void trace(const struct world *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
