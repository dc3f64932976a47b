/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CALLER_H
#define RELAY_GATE_CALLER_H

/*
 * One WebSocket connection: who is on it, how far it has come, what waits to
 * be sent.  The shell makes one when a connection opens, asks it for frames
 * when the socket takes some, and ends it when the connection is gone; until
 * then nothing frees it.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/gate/bucket.h"
#include "relay/gate/outbox.h"
#include "relay/gate/peer.h"

struct hub;
struct tenant;

#define CALLER_MAGIC 0x5e5510
#define CALLER_HELLO_WITHIN (10 * INT64_C(1000000)) /* us */
#define CALLER_BYE_WITHIN (5 * INT64_C(1000000))    /* us */

enum caller_kind { CALLER_ASSOCIATE, CALLER_SHOPPER };

enum caller_state {
	CALLER_NEW,      /* hello is awaited */
	CALLER_LOOKING,  /* the store is being asked who this is */
	CALLER_ATTACHED, /* the desk knows it */
	CALLER_CLOSING,  /* bye waits to be sent; what comes is ignored */
};

struct caller {
	unsigned magic;
	uint64_t id; /* never 0, never used again */
	struct hub *hub;
	struct caller *next, *prev; /* all of them, oldest first */
	void *conn;                 /* the shell's */
	enum caller_kind kind;
	enum caller_state state;
	enum err why; /* CLOSING: because of this */
	int64_t due;  /* steady us: NEW, LOOKING and CLOSING end by then */
	struct tenant *tenant; /* NULL until it is known */
	struct id who;
	struct peer peer; /* who asks, as admission sees it */
	enum wire_lang lang;
	uint8_t token_hash[32]; /* associate */
	int64_t proven;         /* steady us: its session was seen to stand */
	char *view;             /* shopper: the page, as a page message */
	char *origin;           /* shopper: the page's, until hello */
	char *ref;              /* hello's, until welcome */
	struct bucket bucket;
	struct outbox out;
	struct outbox held; /* what must come after the replays */
	int replays;        /* that are being read */
	int quiet;          /* hub_sweep()s since anything was heard */
	bool ping;          /* is to be sent */
	bool ready;         /* all that is true has been said: changes follow */
	bool tapped;        /* that it came has been written down (tap.h) */
};

/* The bits of enum wire_from that this side may send. */
unsigned caller_from(const struct caller *s);

/* Queues a frame or a message.  A reader that has fallen too far behind is
 * cut: ERR_SLOW.  On memory's end the session is closed. */
void caller_send(struct caller *s, struct frame *f);
void caller_say(struct caller *s, const struct wire_msg *msg);

/* Answers the command with that ref (NULL: none) with an error; `wait` in us,
 * 0 for none.  Errors that close (ERR_TABLE) close. */
void caller_fail(struct caller *s, const char *ref, enum err e, int64_t wait);

/* The same for a message that could not be read; `why` names the field. */
void caller_refuse(
	struct caller *s, const char *ref, enum err e, const char *why);

/* Says bye because of `why` and closes after it; `wait` is the reconnecting
 * side's, in us. */
void caller_close(struct caller *s, enum err why, int64_t wait);

/* What follows is held back until as many replays have ended. */
void caller_hold(struct caller *s);
void caller_release(struct caller *s);

/* A frame of a replay: goes before what is held back. */
void caller_send_replay(struct caller *s, struct frame *f);

/* Something came from the other side: it is alive. */
void caller_heard(struct caller *s);

/* The next frame to write, NULL when there is none.  Lends. */
struct frame *caller_next(const struct caller *s);
void caller_sent(struct caller *s);

/* Is the connection to be closed now, everything having been said? */
bool caller_over(const struct caller *s);

#endif
