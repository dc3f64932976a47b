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

#define SIM_STAFF 9
#define SIM_SHOPPERS 14
#define SIM_ENDS (2 * (SIM_STAFF + SIM_SHOPPERS))
#define SIM_NODES 512 /* relays of a day; beyond, none starts */

struct world;
struct node;

/* ---- chance ---- */

uint64_t rng_next(struct world *w);
bool rng_one_in(struct world *w, uint64_t n);
int64_t rng_between(struct world *w, int64_t from, int64_t to); /* both in */
int64_t rng_about(struct world *w, int64_t mean); /* exponential */
struct id rng_id(struct world *w);

/* ---- what happens later ---- */

typedef void (*queue_fn)(struct world *w, void *arg);
struct event {
	int64_t at;
	uint64_t order; /* of two at the same time */
	queue_fn fn;
	void *arg;
};
/* Calls fn(w, arg) after that long. */
void queue_in(struct world *w, int64_t after, queue_fn fn, void *arg);
/* Runs what happens until then. */
void queue_run(struct world *w, int64_t until);
void queue_fini(struct world *w);

/* ---- connections ---- */

struct link {
	uint64_t id; /* the session */
	struct node *node;
	struct end *end;
	bool cut;         /* nothing gets through any more */
	bool greeted;     /* the node knows of it */
	bool gone;        /* the node knows that it is gone */
	int64_t up, down; /* when what was sent last arrives: links are FIFO */
};

struct link *net_connect(struct world *w, struct end *e, struct node *n);
void net_up(struct world *w, struct link *l, const struct wire_msg *m);
void net_down(struct world *w, struct link *l, const struct wire_msg *m);
/* The node closes it. */
void net_close(struct world *w, struct link *l, enum err why);
/* It breaks; both sides find out in their own time.  `client` knows. */
void net_cut(struct world *w, struct link *l, bool client);

/* ---- relays ---- */

struct node {
	struct world *w;
	int number;
	bool alive;
	bool fenced; /* its commit was refused for good */
	bool over;   /* its keeper says so */
	int reloads;
	struct keeper *keeper;
	struct link **links; /* in the order in which they came */
	int n_links, links_size;
	/* The commit that waits for its answer. */
	bool committing;
	int64_t turn;
	const struct rec *recs;
	int n_recs;
	/* When the oldest command of a batch was stepped. */
	int64_t gathered_from, flying_from, said_from;
	int64_t tick_at;
};

struct node *node_start(struct world *w);
void node_die(struct world *w, struct node *n);
void node_free(struct node *n);
/* What a link brings. */
void node_hello(struct node *n, struct link *l);
void node_message(struct node *n, struct link *l, const struct wire_msg *m);
void node_detach(struct node *n, struct link *l);
void node_staff_gone(struct node *n, int staff);
struct desk_now node_now(const struct world *w);
/* A desk of what is kept now; the caller ends it. */
struct desk *node_load(struct world *w);

/* ---- people ---- */

struct end {
	struct world *w;
	int number;
	bool associate;
	int person;
	struct link *link; /* NULL: not connected */
	bool ready;        /* has heard all that is true */
	bool away;         /* does not want to be connected */

	bool open; /* has a chat that is not over */
	struct id chat;
	int phase;
	int64_t last; /* all entries up to this one have come */
	bool resuming;
	bool told; /* of a chat, since the last welcome */

	bool rung; /* associate */
	struct id ring;
	int64_t rung_at;
	bool available, status_open;
	int64_t panel_available;
	bool shop_open, shop_available; /* shopper */

	bool saying; /* something is on its way, and will be said until kept */
	char key[24];
	struct id say_chat;
	int says; /* so many; the number of the last one */

	int64_t asked_at; /* a command waits for its answer: since then */
	enum wire_type asked;
	char ref[16];
	int refs;
	struct link *asked_link;
	int asked_reloads;
};

struct staff {
	struct id id;
	char name[16];
	const char *groups;
	bool gone;
	int misses;     /* counted once more from what was kept */
	bool may_reset; /* has asked to be available */
};
struct customer {
	struct id id;
	char token[16];
};

void people_begin(struct world *w);
void people_hear(struct world *w, struct end *e, const struct wire_msg *m);
/* The link is gone: why, or ERR_IO when nobody said. */
void people_lost(struct world *w, struct end *e, enum err why);
/* Everybody comes back and finishes what they began. */
void people_come_back(struct world *w);

/* ---- the world ---- */

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

	bool calm;  /* nothing breaks any more */
	int rushed; /* how busy: thinks are so many times as frequent */
	int64_t steps, commits, deaths, steals, says, chats, missed, rebuilt;
	const char *broken; /* the check that failed first */
	char story[512];
};

/* ---- what must hold ---- */

/* A check does not hold: the first one is remembered, and the day ends. */
void watch_fail(struct world *w, const char *check, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void watch_row(void *ctx, const struct rec *was, const struct rec *is);
void watch_batch(struct world *w);
void watch_step(struct world *w, const struct node *n);
void watch_notice(
	struct world *w, struct node *n, const struct desk_notice *notice);
void watch_entry(
	struct world *w, const struct end *e, const struct wire_entry *heard);
void watch_rebuilt(struct world *w, const struct node *n);
void watch_answers(struct world *w);
void watch_end(struct world *w);

void trace(const struct world *w, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
