/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_TEAM_H
#define CLIENT_MODEL_TEAM_H

/*
 * The colleagues, for managers (rule I1): how they are now, which the relay
 * goes on telling once it was asked, and their accounts, which are asked for
 * over HTTP.  Both say who there is; a colleague is known by either.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/wire.h"

struct effects;
struct model;

#define TEAM_MAX 1000 /* kept; further ones are left out */

/* What somebody is doing; the first ones stand first in the list. */
enum team_state {
	TEAM_CHATTING,
	TEAM_RINGING,
	TEAM_AVAILABLE,
	TEAM_UNAVAILABLE,
	TEAM_OFFLINE
};

struct team_mate {
	struct id id;
	char *name;       /* fit to be shown */
	char *raw_name;   /* as it is, to be edited */
	char *groups;     /* their names; or NULL */
	char *address;    /* NULL: the account is not known yet */
	char *group_keys; /* with blanks between; NULL as address */
	bool manager, locked;
	bool online, available, ringing, chatting;
	enum wire_reason reason; /* not available: why */
	int64_t since;           /* 0: not known */
	int64_t chats, missed;   /* today */
	int64_t sessions, used;  /* of the account */
	bool stale;              /* not confirmed since they were asked for */
};

struct team {
	struct team_mate *all; /* by state, then by name */
	int n;
	bool asked; /* for how they are; not answered yet */
	bool told;  /* answered, on this connection */
};

void team_fini(struct team *t);

/* Asks how they are, unless the relay goes on telling already. */
void team_ask(struct model *m, struct effects *out);

/* Doubts all of them; forgets those still doubted, once both lists came. */
void team_doubt(struct model *m);
void team_settle(struct model *m);

/* The relay's. */
void team_mate(struct model *m, const struct wire_mate *w);
void team_account(struct model *m, const struct wire_account *w);
void team_answered(struct model *m, enum wire_type asked, bool good);
void team_lost(struct model *m);

/* Who that is; NULL: nobody known.  Lends. */
const struct team_mate *team_find(const struct model *m, const struct id *id);

enum team_state team_state(const struct team_mate *t);

/* How many of them are managers. */
int team_managers(const struct model *m);

#endif
