/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_PEOPLE_H
#define TESTS_SIM_PEOPLE_H

/* Associates and shoppers, and the programs in their hands. */
#include "relay/desk/desk_io.h"

struct world;
struct link;

#define END_MATES 16   /* at least SIM_STAFF */
#define END_BLOCKS 256 /* more than there are in a day */

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
	bool handing;
	const char *url; /* shopper: what the tab shows */
	int64_t url_at;  /* and has told of since then */
	bool hidden;     /* has been told to show no widget */

	bool rung; /* associate */
	struct id ring;
	bool available, status_open;
	struct id enquiry;          /* the last one heard of */
	struct id blocked;          /* likewise */
	int64_t blocks[END_BLOCKS]; /* all of them, by their time */
	int n_blocks;
	int64_t panel_available, panel_fresh;
	bool team; /* manager: is told of changes in it */
	struct wire_mate mates[END_MATES]; /* as heard, without strings */
	struct id sold_in; /* associate: the chat of the last sale heard of */
	int orders;        /* shopper: so many */
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
	bool gone, manager;
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

#endif
