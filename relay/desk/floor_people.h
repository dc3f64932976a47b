/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_FLOOR_PEOPLE_H
#define RELAY_DESK_FLOOR_PEOPLE_H

/* Those who are on the shop floor, and how they are connected (see floor.h). */
#include "relay/desk/desk_io.h"
#include "relay/desk/due.h"
#include "relay/desk/map.h"
#include "relay/desk/view.h"
#include "shared/limits.h"

/* One connection: an associate's device, a shopper's tab. */
struct session {
	uint64_t id;
	enum wire_who who;
	struct associate *associate; /* of the two one is NULL */
	struct shopper *shopper;
	enum wire_lang lang;
	struct view view;    /* shopper: the page */
	struct group *group; /* shopper: that the page names */
	bool team;           /* manager: is told of changes in the team */
	struct session *prev, *next; /* of the same person, oldest first */
	UT_hash_handle hh;
};

/* What associates and shoppers have in common. */
struct person {
	struct session *sessions;
	int n_sessions;
	int64_t lost_at; /* steady: when the last one went */
};

/* A set of associates with its hours.  One with the key "" is the retailer at
 * large: everybody is in it. */
struct group {
	char key[LIMIT_SLUG + 1];
	char *name;
	const struct hours *hours; /* NULL: the retailer's */
	bool open;
	int64_t next;          /* wall: of the next change, 0 none */
	const char *notice;    /* lent by the hours */
	char opens[20];        /* closed: local time of the next opening */
	int n_available;       /* associates, those in a chat included */
	struct wire_shop told; /* to its shoppers */
	bool stale;            /* they have to be told anew */
	UT_hash_handle hh;
};

struct associate {
	struct person person;
	struct id id;
	char *name;
	char *keys; /* of the groups, as given */
	struct group *groups[LIMIT_GROUPS];
	int n_groups;
	bool manager;

	bool available; /* kept, down to `sold` */
	enum wire_reason reason;
	int64_t since, free_since; /* wall */
	int misses;                /* in a row */
	int32_t day;               /* of the figures */
	int64_t chats, missed, sales, sold;

	bool open;            /* one of their groups is, or the retailer */
	int64_t turns;        /* wall: when that changes, 0 unknown */
	struct chat *chat;    /* live */
	struct chat *ringing; /* the request that rings here */
	int fresh;            /* sales that are new to them */
	bool idle;            /* in the list of those who can be rung */
	struct associate *prev, *next; /* of the idle ones */
	struct wire_panel told;
	struct wire_mate mate; /* what managers were told, without strings */
	bool touched, renamed; /* it may be other than that; the strings are */
	struct due due;
	UT_hash_handle hh;
};

/* A product in a shopper's cart. */
struct line {
	struct line *prev, *next;
	struct wire_event what; /* strings in mem, or NULL; how many in all */
	char mem[];
};

struct shopper {
	struct person person;
	struct id id;
	int64_t number; /* 0: has not written yet; kept, down to `unrated` */
	char *name;
	int64_t visits;
	struct id last; /* the associate who last served them */
	struct id
		opened; /* the chat that they opened last, with a message of */
	char *opener;   /* this key, kept at `said` */
	int64_t said;
	struct id served_in;         /* the chat with `last` that has ended */
	int64_t served_from, served; /* wall: it began, ended; 0: none has */
	bool unrated;                /* and it may still be rated */
	/* steady: what was read of them until then may be older than that they
	 * were erased, and is `anew`'s (J1) */
	int64_t erased_until;
	struct id anew;

	struct chat *chat;   /* ringing or live */
	struct block *block; /* that stands */
	struct line *basket; /* oldest first */
	int n_basket;
	struct chat *past; /* the one that ended last, remembered a while */
	struct due due;
	UT_hash_handle hh;
};

#endif
