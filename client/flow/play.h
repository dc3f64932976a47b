/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_H
#define CLIENT_FLOW_PLAY_H

/*
 * Plays a flow, step by step: what is to be done is wanted of the stage, what
 * is to be seen is looked for in what the players have heard, until it is
 * there or the time for it is over.  Before each step everybody hears all that
 * the relay has kept so far, so that nobody acts on, or is believed, what was
 * true a moment ago.  Pure: sockets, clocks and processes are the stage's,
 * behind play_io; so a flow can be played against a stage made of memory.
 *
 * People sit on seats: a seat is one device of an associate or one tab of a
 * shopper.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/flow/flow.h"
#include "client/flow/report.h"
#include "shared/money.h"
#include "shared/wire.h"

struct play; /* opaque */

#define PLAY_SEATS (FLOW_PEOPLE * FLOW_DEVICES)
#define PLAY_SEAT(person, device) ((person)*FLOW_DEVICES + (device)-1)
#define PLAY_PERSON(seat) ((seat) / FLOW_DEVICES)

#define PLAY_ZONE "Asia/Tokyo" /* of the flow's shop, which is that far */
#define PLAY_OFFSET (INT64_C(9) * 3600 * 1000000) /* us, from UTC, always */

/* What a seat's connection suffers from now on. */
enum play_fault {
	PLAY_NONE,      /* all is well again */
	PLAY_CUT,       /* closed without a word; stays so */
	PLAY_DELAY,     /* everything comes and goes `ms` later */
	PLAY_DUPLICATE, /* every message of theirs is sent twice */
	PLAY_REORDER,   /* two messages of theirs change places */
};

/* The world.  No function answers from within. */
struct play_io {
	void *ctx;
	bool test_clock; /* moved by hand: what takes real time, takes none */
	/* Opens the seat's connection and says hello, whose retailer and, for
	 * an associate, whose token are the stage's to know.  Answered by
	 * play_connected. */
	void (*connect)(void *ctx, int seat, const struct wire_hello *hello);
	void (*disconnect)(void *ctx, int seat);
	/* Messages go out in order; lost when not connected. */
	void (*send)(void *ctx, int seat, const struct wire_msg *msg);
	void (*fault)(void *ctx, int seat, enum play_fault f, int64_t ms);

	/* Each of these is answered by one play_done. */

	/* Moves the clock, or waits where it is real; wall: the time of day,
	 * microseconds UTC, refused (ERR_FORBIDDEN) where the clock is real. */
	void (*wait)(void *ctx, int64_t ms);
	void (*set_clock)(void *ctx, int64_t wall);
	/* Opening hours of a group, NULL: of the shop. */
	void (*hours)(void *ctx, const char *group, const char *hours);
	void (*greeting)(void *ctx, enum wire_lang lang, const char *text);
	/* One more product in the shop's catalogue: a price of currency "" is
	 * none, `gtin` NULL no barcode. */
	void (*product)(void *ctx, const char *name, const struct money *price,
		const char *gtin);
	/* Of whoever that is about, by the one of guest, order and address that
	 * it has: erases what is kept, or gives them another name. */
	void (*erase)(void *ctx, const struct wire_ctl_shopper *who);
	void (*rename)(void *ctx, const struct wire_ctl_shopper *who,
		const char *name);
	void (*retain)(void *ctx, int64_t days); /* chats, from now on */
	void (*expire)(void *ctx);               /* does away with the rest */
	/* Uploads a picture, or what is none, as that seat; `media` is filled
	 * by the answer. */
	void (*upload)(
		void *ctx, int seat, bool picture, struct wire_media *media);
	/* Asks over HTTP, with the session of that seat where `bearer` says
	 * so; all is lent for the call.  Answered by play_answer, in the order
	 * of the questions; a session that the answer opens is the seat's from
	 * then on.  ERR_NOMEM: it is not asked. */
	enum err (*http)(void *ctx, int seat, bool bearer, const char *method,
		const char *path, const struct wire_msg *msg);
	/* The relay has kept all that it was told and done what was due. */
	void (*settle)(void *ctx);
	/* The relay, where the stage started it; else ERR_FORBIDDEN. */
	void (*kill_relay)(void *ctx);
	void (*start_relay)(void *ctx);
	/* Gives up what is under way, which is not answered any more, and
	 * removes whatever the flow has made; always the last one. */
	void (*strike)(void *ctx);

	/* These say it themselves. */

	/* Microseconds UTC of the relay's clock, as well as it is known. */
	int64_t (*clock)(void *ctx);
	/* The address of the account that is, or would be, made for them. */
	void (*address)(void *ctx, int person, char out[LIMIT_ADDRESS + 1]);
	/* The code for which that address waits.  ERR_UNKNOWN: for none;
	 * ERR_FORBIDDEN: this stage cannot know. */
	enum err (*code)(
		void *ctx, const char *address, char out[LIMIT_KEY + 1]);
};

/* All lent for the play's life; `name` is the flow's file.  NULL: no memory.
 */
struct play *play_new(const struct flow *flow, const char *name,
	const struct play_io *io, struct report *report, uint64_t seed);
void play_destroy(struct play **p);

/* The address of somebody's account, as it counts now.  Lends. */
const char *play_address(struct play *p, int person);

/* Begins; what follows is driven by the calls below.  now: monotonic ms of
 * the real clock. */
void play_start(struct play *p, int64_t now);

/* What has happened. */
void play_heard(struct play *p, int seat, const struct wire_msg *msg);
/* The connection was welcomed by the other side's socket, or is gone. */
void play_connected(struct play *p, int seat, bool up, enum err why);
void play_done(struct play *p, enum err e, const char *why); /* io's answer */
/* To io's http: an HTTP status and a body, which is lent, or why there is
 * none. */
void play_answer(
	struct play *p, enum err e, long status, const char *body, size_t len);
void play_tick(struct play *p, int64_t now);

/* Before each step, wait for play_go (--step). */
void play_by_hand(struct play *p, bool on);
bool play_waits(const struct play *p); /* for play_go */
void play_go(struct play *p);

/* Ends now: players leave, what was made is struck. */
void play_interrupt(struct play *p);

/* The real ms by which play_tick must come; INT64_MAX: none. */
int64_t play_deadline(const struct play *p);
bool play_over(const struct play *p);    /* struck, too */
bool play_held(const struct play *p);    /* every step did */
bool play_refused(const struct play *p); /* the relay, or the stage, would
					  * not: nothing was shown */

#endif
