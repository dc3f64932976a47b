/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_TRAIL_H
#define RELAY_GATE_TRAIL_H

/*
 * What the gate writes into the audit log (J3), once it is true.  Nothing
 * waits for a line: it is asked for and forgotten, and one that could not be
 * kept is logged and counted.  Pure.
 *
 * Blocks are the desk's (D9).  It knows who, and not from where; the gate does,
 * so it notes where an associate's command came from.  The line is asked for
 * right behind the batch that bears the block's row, and kept only if that
 * row was: whoever vanishes, or never asks for an answer, leaves it too.  What
 * can be lost is a line whose store died between the two; the row itself says
 * then who it was, and when.
 */
#include "relay/desk/rec.h"
#include "relay/gate/peer.h"
#include "relay/store/store_audit.h"

struct caller;
struct hub;
struct tenant;
struct wire_msg;

/* Somebody, for as long as the call. */
struct trail_who {
	const char *retailer;
	const char *id; /* an associate's, or AUDIT_NORENCTL, AUDIT_NOBODY */
	const char *name;
	const struct peer *peer; /* NULL: over the control socket */
};

/* The same for longer: who.* point into it. */
struct trail_kept {
	struct trail_who who;
	char retailer[LIMIT_SLUG + 1], id[ID_LEN + 1], name[LIMIT_NAME + 1];
	struct peer peer;
};
void trail_keep(struct trail_kept *k, const struct trail_who *who);

/* Who asked for the last few blocks and unblocks, until they are kept. */
#define TRAIL_NOTES 16
struct trail_note {
	struct id about; /* the chat to block in, the shopper to let in */
	struct id who;   /* "": norenctl */
	struct peer peer;
};
struct trail_notes {
	struct trail_note notes[TRAIL_NOTES];
	int next;
};

void trail_write(struct hub *hub, const struct trail_who *who,
	enum audit_what what, const char *about);
/* The same by norenctl. */
void trail_ctl(struct hub *hub, const char *retailer, enum audit_what what,
	const char *about);

/* A command that is about to be given to the desk. */
void trail_note(const struct caller *s, const struct wire_msg *msg);
void trail_note_ctl(struct tenant *t, const struct id *shopper);
/* A batch that has just been given to the store. */
void trail_batch(struct tenant *t, const struct rec *recs, int n);

/* Lines of before that are too old. */
int64_t trail_oldest(const struct hub *hub);
/* Once a second: removes them, now and then. */
void trail_sweep(struct hub *hub);

#endif
