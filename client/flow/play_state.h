/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_STATE_H
#define CLIENT_FLOW_PLAY_STATE_H

/*
 * A play from the inside, for play*.c alone.
 */
#include "client/flow/play.h"
#include "client/flow/play_call.h"
#include "client/flow/play_shopper.h"
#include "client/flow/player.h"
#include "shared/limits.h"

#define PLAY_WHY 400
#define PLAY_ASKS (FLOW_ACTORS * 2)
#define PLAY_USUAL_MS 5000     /* in which something must be seen */
#define PLAY_RETRY_MS 1000     /* in which a deed must become possible */
#define PLAY_PATIENCE_MS 20000 /* in which the relay must answer */
#define PLAY_AGAIN_MS 200      /* until a lost connection is tried again */

enum play_state {
	PLAY_RESTING,  /* not begun; or before a step, by hand */
	PLAY_SETTLING, /* the stage is asked whether all is kept */
	PLAY_HEARING,  /* everybody's ping is to be answered */
	PLAY_DOING,    /* answers, connections, the stage's play_done */
	PLAY_LOOKING,  /* for what is expected */
	PLAY_STRIKING,
	PLAY_ENDED,
};

/* A page of the shop, as one tab shows it. */
struct play_page {
	char *url, *title, *product, *group;
	int64_t amount;
	char currency[4];
};

struct play_seat {
	struct player *player; /* NULL: nobody has sat here */
	struct play_page page;
	bool wanted;     /* it is to be connected */
	bool opening;    /* hello was said, and ready is to come */
	bool reorders;   /* what is said may wait for what comes after */
	bool pinged;     /* a ping is to be answered */
	int64_t ping_at; /* ms when to ping once more; 0: not */
	int64_t ask_at;  /* and when to ask again what was too fast */
	int64_t again;   /* ms when to connect once more; 0: not */
	enum err gone;   /* why it is not connected */
	int times;       /* so often more it does what the step says */
};

struct play {
	const struct flow *flow;
	const struct play_io *io;
	struct report *report;
	uint64_t seed;
	struct play_seat seats[PLAY_SEATS];
	struct play_shopper shoppers[FLOW_PEOPLE];
	struct play_account accounts[FLOW_PEOPLE];
	char invite[LIMIT_KEY + 1];     /* that was issued last, and */
	char old_invite[LIMIT_KEY + 1]; /* the one that it has replaced */

	enum play_state state;
	int step;         /* the one that is being played */
	int64_t now;      /* real ms */
	int64_t began;    /* the step; */
	int64_t block_at; /* the block that the step is in, */
	int block;        /* which is this one */
	int64_t deadline; /* of what is going on; INT64_MAX: none */
	int64_t started;  /* the flow */
	bool by_hand;
	bool stirred; /* something was done since all was heard, */
	bool loose;   /* and of it something that is not answered */
	bool retry;   /* a deed is to be tried again when more is heard */
	bool down;    /* we have killed the relay */

	struct play_ask asks[PLAY_ASKS];
	int n_asks;
	struct play_call calls[PLAY_CALLS];
	int n_calls;
	int64_t looked; /* real ms when it was looked up last */
	int n_io;       /* play_done is to come so often */
	struct {
		int seat;
		bool picture;
		struct wire_media media;
	} upload;

	enum report_outcome outcome;
	bool failed, refused, interrupted;
	char why[PLAY_WHY];
};

/* The player on that seat, made when needed.  NULL: no memory. */
struct player *play_sit(struct play *p, int seat);

/* Who sits there, by name. */
const char *play_name(const struct play *p, int seat);

/* It is connected, and has been told all that is true. */
bool play_ready(const struct play_seat *s);

/* The seats of a person: the device of the step, or the first that is
 * connected, or the first. */
int play_seat_of(const struct play *p, const struct flow_step *s, int person);

/* The associate, on a device that was welcomed; NULL: none was. */
const struct player *play_associate(const struct play *p, int person);

/* The greeting that the player's chat offers: gives (mem_free), or NULL. */
char *play_greeting(const struct play *p, const struct player *who);

/* Connects and disconnects a seat (play_seat.c). */
void play_open(struct play *p, int seat);
void play_close(struct play *p, int seat);

/* What was lost is connected again, where it is time. */
void play_connect_again(struct play *p);

/* Pings: now; once more, when the relay finds that too fast; and what is due
 * for that, pings and else. */
#define PLAY_PING "ping" /* their ref */
void play_ping(struct play *p, int seat);
void play_ping_later(struct play *p, int seat, int64_t wait);
void play_ping_again(struct play *p);

/* Does the step for one of its actors (-1: there is none).  ERR_OK: it is
 * under way, or done.  ERR_WRONG_STATE: it cannot be done yet, or at all, and
 * p->why says why; other errors are the relay's, or the stage's. */
enum err play_do(struct play *p, const struct flow_step *s, int actor);

/* A step that awaits a refusal was answered like that: ERR_OK, or why not. */
enum err play_refusal(
	const struct flow_step *s, enum err e, char why[PLAY_WHY]);

/* What was uploaded is shown in the chat. */
enum err play_show(struct play *p);

/* Does what the step expects hold now?  When it does not, p->why says what is
 * there instead. */
bool play_holds(struct play *p, const struct flow_step *s);

/* Is there a meaning for this verb? */
bool play_does(enum verb_id id);
bool play_sees(enum verb_id id);

#endif
