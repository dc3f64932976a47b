/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_FLOOR_H
#define RELAY_DESK_FLOOR_H

/*
 * A desk from the inside: who and what is on the shop floor.  Only the files
 * of this folder include it.  What is marked "kept" is in the store as well
 * and in desk_dump(); the rest is known while the desk lives.
 *
 * No handler fails: when memory runs out, `nomem` is set, what was being made
 * is left out, and the step ends in ERR_NOMEM.
 */
#include "relay/desk/desk.h"
#include "relay/desk/floor_chat.h"
#include "relay/desk/floor_people.h"
#include "shared/limits.h"
#include "shared/times.h"

/* How long what has ended is remembered, for those who repeat themselves. */
#define FLOOR_LINGER TIMES_MINUTE

struct enquiry {
	struct id id;
	struct id shopper;
	int64_t at; /* wall */
	char *key, *name, *address, *body;
	enum wire_lang lang;
	struct id taken;             /* by that associate; "": by nobody */
	int64_t done;                /* wall: it was answered; 0: it waits */
	struct enquiry *prev, *next; /* of all, oldest first */
	struct due due;
	UT_hash_handle hh;
};

/* A shopper who was blocked, by the chat that this ended; kept. */
struct block {
	struct id id; /* the chat's */
	struct id shopper, associate;
	int64_t seq, at; /* wall */
	char *name, *blocker, *reason;
	char *pages; /* that were open, one a line; "" once hidden */
	bool hidden;
	int64_t lifted;      /* wall; 0: it stands */
	struct chat *behind; /* that seems to live; NULL: it no longer does */
	UT_hash_handle hh, by_shopper;
};

/* An order that somebody is to hear of, or has just told of; kept. */
struct sale {
	struct id associate, chat, shopper; /* "": see rec_table.h */
	int64_t at;                         /* wall */
	char *name, *title;
	int64_t quantity, paid, total; /* minor units */
	char currency[4];
	bool cancelled;
	int64_t viewed;  /* wall; 0: not yet */
	int64_t told;    /* by the shop's server, by its clock; 0: never */
	struct id claim; /* "": else it was granted as one (E5) */
	struct due due;
	UT_hash_handle hh;
	char order[];
};

struct desk {
	struct desk_settings settings;
	bool loaded;
	bool nomem;
	struct desk_now real;  /* the command's time */
	struct desk_now now;   /* of what happens: when it fell due */
	struct desk_out *out;  /* NULL while loading */
	struct wire_msg spare; /* written to when nothing is to leave */
	struct rec spare_rec;

	struct group *groups;
	struct group everyone;
	int64_t turned, turn_at; /* wall: hours were looked at, and will be */
	int32_t today;           /* the retailer's local day */

	struct session *sessions;
	struct associate *staff;
	struct shopper *shoppers;
	struct chat *chats;
	struct associate *idle; /* who can be rung, longest idle first */
	struct chat *requests;  /* that ring, transfers too, oldest first */
	struct block *blocks, *standing; /* all; by shopper, not lifted */
	struct enquiry *enquiries, *enquiry_list;
	struct sale *sales;
	int n_waiting;  /* enquiries that nobody works on */
	int64_t guests; /* numbers given; kept */
	struct due_queue due;

	bool unsettled;   /* somebody may have to be rung */
	bool panel_stale; /* to be looked at when the step ends */
	bool shop_stale;
	bool team_stale; /* somebody was touched */
	int n_team;      /* sessions that are told of the team */
	int64_t team_at; /* steady: not before that is more told */
};

/* A message from a session, on its way to a handler. */
struct ask {
	struct session *from;
	const struct wire_msg *msg;
	struct id fresh;
	const struct desk_media *media;
	const struct rec_sale *sale;
	const struct rec_chat *earlier;
	struct chat *chat; /* that the message names, if the row wants one */
};

#endif
