/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAY_CALL_H
#define CLIENT_FLOW_PLAY_CALL_H

/*
 * What a play asks the relay over HTTP, and what people know of their accounts
 * from it; for play*.c alone.
 */
#include <stdbool.h>
#include <stddef.h>

#include "client/flow/flow.h"
#include "client/flow/report.h"
#include "client/model/ask.h"
#include "shared/buf.h"
#include "shared/limits.h"

#define PLAY_CALLS FLOW_ACTORS /* that are to be answered */
#define PLAY_LOOK_MS 100       /* until what is not there is looked up again */

struct play;
struct wire_msg;

/* What an answer over HTTP leads to: a 2xx with that body, and no other, is
 * given to it.  ERR_OK, or why the step has failed, which p->why says. */
typedef enum err (*play_then_fn)(
	struct play *p, int seat, const char *body, size_t len);

/* What was asked over HTTP, oldest first. */
struct play_call {
	int seat;
	play_then_fn then; /* NULL: nothing */
};

/* What somebody knows of their account.  Empty strings: nothing. */
struct play_account {
	char address[LIMIT_ADDRESS + 1]; /* as it counts now; */
	char claim[LIMIT_ADDRESS + 1];   /* as it will, once confirmed */
	char password[LIMIT_PASSWORD + 1];
	char fresh[LIMIT_PASSWORD + 1]; /* as it will be, if that is taken */
	char code[LIMIT_KEY + 1];       /* the last that came */
	bool moves;       /* the claim is for a new address, not to sign up */
	struct buf found; /* what was looked up last, as JSON */
};

/* What was asked in this step and is to be answered. */
struct play_ask {
	int seat;
	char ref[LIMIT_REF + 1];
	bool open;
};

/* The step that is being played; NULL: none.  Lends. */
const struct flow_step *play_step(const struct play *p);
/* It has failed, p->why says why, and with it the flow. */
void play_fail(struct play *p, enum report_outcome o);
/* Whatever has happened: takes as many steps as can be taken. */
void play_go_on(struct play *p);

/* Asks over HTTP, a row of ask.h: `star` is what stands for its star.  NULL for
 * `msg`: nothing is said, for `then`: nothing follows. */
enum err play_call(struct play *p, int seat, enum ask_kind kind,
	const char *star, const struct wire_msg *msg, play_then_fn then);
/* The same by method and path. */
enum err play_call_path(struct play *p, int seat, bool bearer,
	const char *method, const char *path, const struct wire_msg *msg,
	play_then_fn then);

/* Their account, whose address and password are filled in (play_account.c). */
struct play_account *play_account(struct play *p, int person);
/* An address as the flow says it: those at shop.example are the flow's own. */
void play_own_address(
	struct play *p, const char *said, char out[LIMIT_ADDRESS + 1]);
/* The key of the shop, as one of its associates was told; "" before. */
const char *play_shop(const struct play *p);

/* Asks for what the step expects somebody to find, if that is not told unasked
 * (play_look.c). */
void play_look_up(struct play *p, const struct flow_step *s);

#endif
