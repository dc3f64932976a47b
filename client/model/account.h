/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACCOUNT_H
#define CLIENT_MODEL_ACCOUNT_H

/*
 * One's own account (rules A5, A8): name, address and password, and where it
 * is signed in.  What is changed is asked of the relay and shown once it has
 * said yes.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/ask.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

enum account_step { /* what is being changed */
	ACCOUNT_NOTHING,
	ACCOUNT_NAME,
	ACCOUNT_PASSWORD,
	ACCOUNT_ADDRESS,
	ACCOUNT_CODE /* that was mailed to the new address */
};

struct account_session {
	struct id id;
	char *device; /* NULL: not said */
	int64_t made, used;
	bool here;   /* this client's */
	bool ending; /* asked; not answered yet */
};

struct account {
	bool told; /* what follows is known */
	char *address, *name;
	enum wire_lang lang;
	char *groups; /* their keys, with blanks between; may be NULL */
	struct account_session *sessions; /* newest first */
	int n;
	bool asked;   /* both, for the page as it is up now */
	enum err why; /* they could not be had; ERR_OK */

	enum account_step step;
	int opening;     /* of its box, so far */
	bool waits;      /* a chat has come in over it */
	bool asking;     /* a change is not answered yet */
	enum err err;    /* of the last answer */
	int64_t wait_at; /* now_ms from which it may be asked again; 0 */
	int turn;        /* answers so far */
	char *moving;    /* the new address, as it waits for its code; NULL */
	bool mailed;     /* the code went out by mail */
	int digits, minutes;  /* of it */
	int64_t moving_until; /* now_ms */
};

void account_fini(struct model *m);

/* The page comes up; everything is asked anew.  What was being changed is no
 * more, but if a chat came in over it. */
void account_show(struct model *m, struct effects *out);
/* A chat comes in, over whatever page is up. */
void account_wait(struct model *m);
/* Asks for what the page shows, when it could not be asked before. */
void account_refresh(struct model *m, struct effects *out);
/* The connection is gone, and what was asked may not be answered. */
void account_lost(struct model *m);

/* The user's. */
void account_act(struct model *m, const struct action *a, struct effects *out);

/* An answer; false: it is not of a question of this file. */
bool account_answered(
	struct model *m, const struct action *a, struct effects *out);

#endif
