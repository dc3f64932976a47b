/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_FLOOR_CHAT_H
#define RELAY_DESK_FLOOR_CHAT_H

/* The chats on the shop floor, and what belongs to them (see floor.h). */
#include "relay/desk/floor_people.h"

/* One associate whom a request has rung. */
struct ring {
	struct associate *associate;
	enum rec_ring_state state;
	int64_t at; /* steady: of the state */
};

/* A text of the chat's log, by who said it and the sender's key. */
struct said {
	int64_t seq, at;
	UT_hash_handle hh;
	char name[]; /* actor's id and key in one */
};

/* A product that was recommended in a chat; `url` without its fragment. */
struct card {
	struct card *next;
	const char *url;
	char sku[];
};

/* What of the shopper's doings was told a moment ago (see event.h); steady. */
#define LATELY_MOST 8
struct lately {
	int64_t paged; /* when a page was told last */
	bool waits;    /* another one waits */
	uint64_t page; /* which one was told */
	int64_t minute;
	int n, n_views; /* since then */
	struct {
		uint64_t sign;
		int64_t at;
	} told[LATELY_MOST];
	int next;
	uint64_t order;
};

struct chat {
	struct id id;
	struct shopper *shopper;
	struct associate *associate; /* live: who has it */
	struct id holder;            /* who has, or had, it */
	char *gone; /* loaded live without its associate: their name */
	enum wire_phase phase;
	enum wire_reason reason;
	int64_t opened, accepted, ended; /* wall */
	int64_t rang;                    /* steady */
	bool taken_over;
	enum wire_lang lang;
	char *first;
	struct view view;
	struct group *group; /* never NULL */
	int64_t round;       /* how often it has begun to ring */

	bool handing;               /* live, and being transferred */
	struct id target;           /* to this associate, */
	struct group *target_group; /* or to this group; never NULL */
	char *note;

	int64_t seq, last_at; /* of the last entry */
	struct said *said;
	struct card *cards;
	int n_cards;
	struct lately lately;
	int64_t marks[2][WIRE_MARK_COUNT]; /* [whose][which] */

	struct block *block; /* ended, but not for its shopper (D9) */

	struct ring *rings; /* of this round */
	int n_rings, rings_size, n_ringing;
	struct chat *prev, *next; /* of the requests */
	struct due due;
	UT_hash_handle hh;
};

#endif
