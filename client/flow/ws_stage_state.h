/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_WS_STAGE_STATE_H
#define CLIENT_FLOW_WS_STAGE_STATE_H

/*
 * A stage from the inside, for ws_stage*.c alone.
 */
#include <stdbool.h>

#include "client/flow/ws_seat.h"
#include "client/flow/ws_stage.h"
#include "client/link/http_control.h"

#define STAGE_ANSWERS 8 /* that may wait to be given */
#define STAGE_CALLS 16  /* over HTTP, that are to be answered */

struct ws_stage_seat {
	struct ws_seat *seat; /* NULL: never connected */
	char token[65];       /* an associate's session, a shopper's token */
	struct buf hello;     /* what will be said when it is up */
	int asking;           /* for a session: the how manieth; 0: not */
	bool up;
	bool failed; /* to be told */
	enum err why;
};

struct ws_stage {
	struct ws_loop *loop;
	struct ws_stage_config config;
	const struct flow *flow;
	struct play_io io;
	struct play *play; /* NULL: not begun */
	struct ws_net *net;
	struct http_control *control; /* NULL: accounts */
	char retailer[LIMIT_SLUG + 1];
	struct http_sweep *sweep; /* NULL: the relay ends with us */
	bool made;                /* the retailer is there */
	int64_t skew;             /* the relay's clock less ours, us */
	struct ws_stage_seat seats[PLAY_SEATS];
	struct {
		enum err e;
		char why[WS_STAGE_WHY];
	} answers[STAGE_ANSWERS];
	int n_answers;
	int calm;         /* so often in a row the relay had nothing to do */
	int64_t settling; /* ms since when it is asked */
	int64_t sessions; /* that it had, when */
	int n_closing;    /* so many of ours were about to be closed */
	bool over;
	int greetings;              /* how many were made */
	struct buf feed;            /* the catalogue, as JSON lines */
	int products;               /* in it */
	char import[LIMIT_KEY + 1]; /* under way, or the last */
	int64_t expiring;           /* ms since when, what is past it */
	int n_asked, n_leaving;     /* sessions asked for, and being ended */
	int asked[STAGE_CALLS];     /* over HTTP: by whom, oldest first */
	int n_calls;
	bool struck; /* answers go nowhere any more */
};

/* Gives the play its answer, in a turn of its own. */
void ws_stage_answer(struct ws_stage *s, enum err e, const char *why);
/* The connection of that seat does not come about. */
void ws_stage_fail(struct ws_stage *s, int seat, enum err why);
/* The session of that seat is there: it can be connected. */
void ws_stage_connect(struct ws_stage *s, int seat);

/* Over the control socket (ws_stage_control.c). */
enum err ws_stage_make(struct ws_stage *s, char why[WS_STAGE_WHY]);
enum err ws_stage_remove(struct ws_stage *s, char why[WS_STAGE_WHY]);
/* The address of the account that is made for somebody. */
void ws_stage_address(
	const struct ws_stage *s, int person, char out[LIMIT_ADDRESS + 1]);
/* Fills in the seat's token. */
enum err ws_stage_session(struct ws_stage *s, int seat);
void ws_stage_control_io(struct ws_stage *s);
/* One of our connections, which is up, is about to be closed. */
void ws_stage_closing(struct ws_stage *s);
/* Nothing more is asked of it. */
void ws_stage_control_end(struct ws_stage *s);

/* The catalogue, over the control socket (ws_stage_catalog.c), as play_io's
 * product; nothing more is asked of it. */
void ws_stage_product(void *ctx, const char *name, const struct money *price,
	const char *gtin);
void ws_stage_catalog_end(struct ws_stage *s);

/* Shoppers' data, over the control socket (ws_stage_data.c), as play_io's;
 * nothing more is asked of it. */
void ws_stage_erase(void *ctx, const struct wire_ctl_shopper *who);
void ws_stage_rename(
	void *ctx, const struct wire_ctl_shopper *who, const char *name);
void ws_stage_retain(void *ctx, int64_t days);
void ws_stage_expire(void *ctx);
void ws_stage_data_end(struct ws_stage *s);

/* With accounts (ws_stage_accounts.c).  ERR_CONFIG: too few of them. */
enum err ws_stage_accounts(struct ws_stage *s, char why[WS_STAGE_WHY]);
/* Signs the seat in; ws_stage_connect or ws_stage_fail follows. */
void ws_stage_sign_in(struct ws_stage *s, int seat);
/* The address of the n-th account, "" where there is none. */
void ws_stage_account_address(
	const struct ws_stage *s, int person, char out[LIMIT_ADDRESS + 1]);
/* Asks over HTTP for a play (ws_stage_call.c), as play_io's http. */
enum err ws_stage_call(void *ctx, int seat, bool bearer, const char *method,
	const char *path, const struct wire_msg *msg);
/* Ends the sessions that it began; ws_stage_answer follows. */
void ws_stage_sign_out(struct ws_stage *s);

#endif
