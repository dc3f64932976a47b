/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DESK_H
#define RELAY_DESK_DESK_H

/*
 * The rules of one retailer's shop floor (rules B, C and D).  A pure state
 * machine: everything it needs comes in the command, everything it wants
 * leaves in the out; the same commands give the same outs, byte for byte.
 * It runs ahead of the disk: its owner (keeper.h) lets a notice out only
 * once the records before it are kept, and throws the desk away and loads it
 * anew when they cannot be.
 *
 * Kept are: availability, chats, entries, rings, marks, enquiries.  Not kept
 * is who is connected: a loaded desk takes everybody to have been lost at the
 * moment of loading, and learns who is there from those who attach.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/rec.h"
#include "shared/buf.h"
#include "shared/wire.h"

struct desk; /* opaque */
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
	const char *name;
	const char *zone; /* its name; the rules are in tz */
	const char *currency;
	const struct hours *hours;
	const struct tz *tz;
	int at_once;        /* C1: rung at first, and more each time */
	int64_t more_every; /* C1: us */
	int64_t more_until; /* C1: us after the ringing began, exclusive */
	int64_t ring_for;   /* C2: us */
	int64_t keep_state; /* B6: us without a device */
	int64_t take_over;  /* D10: us without a device */
	int64_t left_after; /* D11: us without the shopper */
	int window_days;    /* E2 */
};

/* The defaults of the rules; names, hours and zone are left NULL. */
struct desk_settings desk_settings_default(void);

struct desk_group {
	const char *key;
	const char *name;
	const struct hours *hours; /* NULL: the retailer's */
};

struct desk_staff {
	struct id id;
	const char *name;
	const char *groups; /* keys with blanks between, "" for none */
	bool manager;
};

struct desk_attach {
	struct id who;              /* the associate or the shopper */
	enum wire_lang lang;
	const char *token;          /* new shopper: for the welcome; else NULL */
	const struct rec_shopper *known; /* what the store has; NULL: nothing */
	const struct wire_page *view;    /* shopper: the page; NULL: unknown */
};

enum desk_cmd_kind {
	DESK_C_TICK,             /* time has passed */
	DESK_C_SETTINGS,         /* settings: first of all, and when changed */
	DESK_C_GROUP,            /* group: added or changed */
	DESK_C_STAFF,            /* staff: added or changed */
	DESK_C_STAFF_GONE,       /* staff.id: account removed */
	DESK_C_ATTACH_ASSOCIATE, /* session, attach */
	DESK_C_ATTACH_SHOPPER,   /* session, attach */
	DESK_C_DETACH,           /* session is gone */
	DESK_C_MESSAGE,          /* session, message: from that session */
};

/* All pointers are lent for the step. */
struct desk_cmd {
	enum desk_cmd_kind kind;
	struct desk_now now;
	uint64_t session; /* never 0, never used again */
	struct id fresh;  /* an id for what this command may make */
	union {
		const struct desk_settings *settings;
		const struct desk_group *group;
		struct desk_staff staff;
		struct desk_attach attach;
		const struct wire_msg *message;
	};
};

enum desk_notice_kind {
	DESK_N_SEND,   /* message to session */
	DESK_N_CLOSE,  /* close session because of why, after a bye */
	DESK_N_REPLAY, /* send session the entries of chat after `after`, then
			* replayed; ERR_CHAT unless the chat is viewer's */
};
struct desk_notice {
	enum desk_notice_kind kind;
	uint64_t session;
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

/* What steps want: filled by desk_step, which only ever adds.  Everything in
 * it lives until desk_out_destroy. */
struct desk_out {
	struct rec *recs;
	int n_recs;
	struct desk_notice *notices;
	int n_notices;
	struct desk_arena *arena; /* private */
	int recs_size, notices_size;
};
struct desk_out *desk_out_new(void); /* NULL: no memory */
void desk_out_destroy(struct desk_out **out);

/* An empty desk.  NULL: no memory. */
struct desk *desk_new(void);
void desk_destroy(struct desk **d);

/*
 * Loading, after desk_new and before the first step, in this order: settings,
 * groups and staff as commands with `out` NULL; then the kept rows: all of
 * presence and tally, the chats that ring or live with their shoppers, rings,
 * marks and all entries (bodies may be NULL), and enquiries that nobody has
 * taken up; then desk_loaded.  ERR_NOMEM.
 */
enum err desk_load(struct desk *d, const struct rec *row);
enum err desk_loaded(struct desk *d, struct desk_now now, struct desk_out *out);

/*
 * First does what has fallen due by cmd->now, then the command.  What a
 * session asks in vain is answered by an error notice.  Returns ERR_OK or
 * ERR_NOMEM; after the latter the desk is only good for desk_destroy.
 */
enum err desk_step(
	struct desk *d, const struct desk_cmd *cmd, struct desk_out *out);

/* The steady time by which a step must come; INT64_MAX: none. */
int64_t desk_deadline(const struct desk *d, struct desk_now now);

/* Is somebody available for this group ("" or NULL: any)?  And is it open?
 * For the launcher. */
bool desk_available(const struct desk *d, const char *group);
struct wire_shop desk_shop(
	const struct desk *d, const char *group, int64_t wall);

/* All that is kept, as canonical text: two desks are equal when it is. */
enum err desk_dump(const struct desk *d, struct buf *out);

#endif
