/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_NET_H
#define TESTS_SIM_NET_H

/* Connections between ends and nodes. */
#include "relay/desk/desk_io.h"

struct world;
struct node;
struct end;

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

#endif
