/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DESK_IO_H
#define RELAY_DESK_DESK_IO_H

/*
 * What goes into a desk and what comes out of it: plain values that name the
 * retailer's people, sessions and chats by id, never by pointer, so that a
 * desk may one day sit on another node than the sockets.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/desk_order.h"
#include "relay/desk/rec.h"
#include "shared/wire.h"

struct hours;
struct tz;

/* The time of a step. */
struct desk_now {
	int64_t wall;   /* us UTC as clocks show it: stamps, opening hours */
	int64_t steady; /* us UTC at start plus time since: countdowns */
};

/* What a retailer can set.  Lent until the next settings command. */
struct desk_settings {
	const char *retailer; /* its key */
	const char *name, *currency;
	const char *zone; /* its name; the rules are in tz */
	const struct hours *hours;
	const struct tz *tz;
	int at_once;           /* C1: rung at first, and more each time */
	int64_t more_every;    /* C1: us */
	int64_t more_until;    /* C1: us after the ringing began, exclusive */
	int64_t ring_for;      /* C2: us */
	int64_t keep_state;    /* B6: us without a device */
	int64_t take_over;     /* D10: us without a device */
	int64_t left_after;    /* D11: us without the shopper */
	int window_days;       /* E2 */
	int64_t largest_order; /* E1: as largest.h has it */
	bool no_scan;          /* F4: barcodes are not read in the catalogue */
	bool no_mail;          /* enquiries are answered by hand */
};

/* The defaults of the rules; names, hours and zone are left NULL. */
struct desk_settings desk_settings_default(void);

struct desk_group {
	const char *key;
	const char *name;
	const struct hours *hours; /* NULL: the retailer's.  Lent until the
				    * group is given again */
};

struct desk_staff {
	struct id id;
	const char *name;
	const char *groups; /* keys with blanks between, "" for none; at most
			     * LIMIT_GROUPS count, unknown ones do not */
	bool manager;
};

struct desk_attach {
	struct id who; /* the associate or the shopper */
	enum wire_lang lang;
	const char *token; /* new shopper: for the welcome; else NULL */
	const struct rec_shopper *known; /* as the store has it now; NULL: it
					  * has nothing */
	const struct wire_page *view;    /* shopper: the page; NULL: unknown */
};

/* A file that was uploaded (D6). */
struct desk_media {
	struct id id;
	enum wire_mime mime;
	int64_t width, height; /* pixels */
	int64_t bytes;
};

enum desk_cmd_kind {
	DESK_C_TICK,             /* time has passed */
	DESK_C_SETTINGS,         /* settings: first of all, and when changed */
	DESK_C_GROUP,            /* group: added or changed */
	DESK_C_STAFF,            /* staff: added or changed */
	DESK_C_STAFF_GONE,       /* staff.id: account removed */
	DESK_C_GROUP_GONE,       /* group.key: group removed */
	DESK_C_ATTACH_ASSOCIATE, /* session, attach */
	DESK_C_ATTACH_SHOPPER,   /* session, attach */
	DESK_C_UNBLOCK,          /* shopper: lifts their block, if one stands */
	DESK_C_ORDER,            /* order: by the shop's server */
	DESK_C_ANSWERED,         /* enquiry: an answer to it is kept */
	DESK_C_CLAIM,            /* claim, and sale: a manager grants it */
	DESK_C_ERASE,            /* shopper: what is kept of them (J1) */
	DESK_C_CORRECT,          /* correct: the same */
	DESK_C_EXPIRE,           /* before: what is older says nobody's name */
	DESK_C_DETACH,           /* session is gone */
	DESK_C_MESSAGE,          /* session, message: from that session */
};

/* All pointers are lent for the step. */
struct desk_cmd {
	enum desk_cmd_kind kind;
	struct desk_now now;
	uint64_t session; /* never 0, never used again */
	struct id fresh;  /* an id for what this command may make */
	uint64_t errand;  /* whose sender waits for DESK_N_DONE; 0: nobody */
	/* MESSAGE `show`: the sender's upload; NULL: none of that id */
	const struct desk_media *media;
	/* ORDER, CLAIM, and MESSAGE `event` of a purchase: the order as the
	 * store has it; NULL: it has none.  The last: see sale_bought() */
	const struct rec_sale *sale;
	const struct rec_chat *earlier;
	union {
		const struct desk_settings *settings;
		const struct desk_group *group;
		struct desk_staff staff;
		struct desk_attach attach;
		struct id shopper;
		const struct desk_order *order;
		struct id enquiry;
		const struct desk_claim *claim;
		const struct desk_correct *correct;
		int64_t before; /* us, wall */
		const struct wire_msg *message;
	};
};

enum desk_notice_kind {
	DESK_N_SEND,   /* message to session */
	DESK_N_CLOSE,  /* close session because of why, after a bye */
	DESK_N_REPLAY, /* send session the entries of chat after `after`, then
			* replayed; ERR_CHAT unless the chat is viewer's */
	DESK_N_DONE,   /* errand: what it wanted is kept; or why it is not */
};
struct desk_notice {
	enum desk_notice_kind kind;
	uint64_t session, errand;
	enum err why;
	const struct wire_msg *message; /* the same pointer for many sessions */
	struct {
		struct id chat;
		int64_t after;
		const char *ref;
		enum wire_who who; /* shopper: the chat must be theirs */
		struct id viewer;
	} replay;
};

#endif
