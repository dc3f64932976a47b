/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_MANAGE_H
#define CLIENT_MODEL_MANAGE_H

/*
 * What managers see and set (rule I1), asked for over HTTP: what the retailer
 * has set, its groups and its invite codes; the team and the audit log have
 * files of their own.  A page's lists are asked for when it comes on view, when
 * something was saved, and now and then, since others change them too.  One
 * thing is saved at a time; what is refused is told to whoever asked for it,
 * and changes nothing.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/ask.h"
#include "client/model/audit.h"
#include "client/model/model_words.h"
#include "client/model/team.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define MANAGE_REFRESH_MS 30000 /* while a page is on view */
#define MANAGE_MAX 500          /* groups or codes kept */

/* Texts are as they are, to be edited; names to be shown are called so. */
struct manage_shop {
	bool known;
	char *name, *zone, *accent, *hours, *support;
	int64_t at_once, more_every, ring_for, keep_state, take_over;
	int64_t left_after, window; /* milliseconds; days.  0: not set */
	int64_t scan; /* barcodes: 1 they are read, 2 not; 0: not said */
};

struct manage_group {
	char key[LIMIT_SLUG + 1];
	char *shown, *name;
	char *hours; /* "": the retailer's */
	bool stale;  /* not confirmed since they were asked for */
};

struct manage_invite {
	char code[LIMIT_KEY + 1];
	enum wire_standing standing;
	int64_t made, expires, uses, used;
	char *by, *groups; /* fit to be shown; may be NULL */
	bool stale;
};

/* A code that is to be told to somebody. */
struct manage_fresh {
	char code[LIMIT_KEY + 1]; /* "": none */
	int64_t until;            /* wall_us; good so long */
	int64_t uses;             /* invite: how many; 0: a code by mail's */
};

struct manage {
	struct team team;
	struct audit audit;
	struct manage_shop shop;
	char hours_of[LIMIT_SLUG + 1]; /* whose are on view; "": the shop's */
	struct manage_group *groups;   /* as the relay lists them */
	int n_groups;
	struct manage_invite *invites; /* newest first */
	int n_invites;

	uint64_t asked; /* bits of enum ask_kind: not answered yet */
	uint64_t told;  /* the same: answered since the page came on view */
	enum err why;   /* of the last list that failed; ERR_OK: none */
	int64_t ask_ms; /* when to ask anew */

	bool saving;         /* not answered yet */
	enum ask_kind saves; /* what */
	int turn;            /* saves answered so far */
	enum err save_err;   /* of the last one */
	struct manage_fresh fresh;
};

void manage_fini(struct manage *g);

/* Is that one of the managers' pages? */
bool manage_place(enum model_place place);

/* The user's: goes to a page; asks its lists when that is due; saves; puts the
 * fresh code away. */
void manage_show(struct model *m, enum model_place place, struct effects *out);
void manage_show_hours(struct model *m, const char *group, struct effects *out);
void manage_refresh(struct model *m, struct effects *out);
void manage_save(struct model *m, const struct action *a, struct effects *out);
void manage_put_away(struct model *m);

/* Lists are to be asked for anew, soon. */
void manage_again(struct model *m);

/* Has the page's list of that kind come, and is none missing? */
bool manage_told(const struct model *m, enum ask_kind kind);

/* The relay's: an answer of one of the M_ kinds; the end of a connection. */
void manage_answered(
	struct model *m, const struct action *a, struct effects *out);
void manage_lost(struct model *m);

/* Whose rights were taken away goes home, and is told. */
void manage_check(struct model *m);

const struct manage_group *manage_group(const struct model *m, const char *key);

/* When something here is due; INT64_MAX: nothing. */
int64_t manage_deadline(const struct model *m);

#endif
