/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_NODE_H
#define TESTS_SIM_NODE_H

/* Relays. */
#include "relay/desk/keeper.h"

struct world;
struct link;

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
/* The shop's server reports an order. */
void node_order(struct node *n, const struct desk_order *o);
/* J1: that shopper wants to be forgotten, or is called otherwise; the retention
 * is over for what was before then. */
void node_erase(struct node *n, const struct id *shopper);
void node_correct(struct node *n, const struct id *shopper, const char *name);
void node_expire(struct node *n, int64_t before);
/* Their role has changed. */
void node_staff(struct node *n, int staff);
void node_staff_gone(struct node *n, int staff);
struct desk_now node_now(const struct world *w);
/* A desk of what is kept now; the caller ends it. */
struct desk *node_load(struct world *w);

#endif
