/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_CLAIMS_H
#define CLIENT_MODEL_CLAIMS_H

/*
 * Claims of missing sales (rule E5): one's own, and for managers everybody's;
 * those that wait first.  The list is asked for when its page comes up, when
 * something of it has changed, and now and then while it is on view.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/ask.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/money.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define CLAIMS_REFRESH_MS 30000
#define CLAIMS_MAX 500 /* kept */

struct claim {
	struct id id, associate;
	struct id chat;               /* "": none */
	char *by;                     /* the associate's name */
	char *order, *name, *product; /* may be NULL, but for the order */
	char *evidence, *decider, *reason;
	char *owner; /* whose sale that order is already, or NULL */
	struct money price, known; /* known: as the shop has it; code "": not */
	int64_t at, bought, decided;
	enum wire_claim_state state;
};

struct claims {
	struct claim *all;
	int n;
	bool told, asked, want;
	enum ask_kind kind; /* which list was asked for */
	enum err why;       /* there is none; ERR_OK */
	int64_t ask_ms;     /* when to ask anew */
	int64_t waiting;    /* managers: how many wait; -1: not told yet */
	/* From the archive: what a new claim begins with. */
	struct id from_chat;
	int64_t from_at;
	char *from_name;
};

void claims_fini(struct claims *c);

/* The user's: ACTION_CLAIMS, the page; ACTION_CLAIM_NEW: id is the chat that
 * led to it, or "". */
void claims_act(struct model *m, const struct action *a);
void claims_refresh(struct model *m, struct effects *out);
int64_t claims_deadline(const struct model *m);

/* The relay's: one's own was decided; so many wait; the list; a claim or a
 * decision was taken. */
void claims_told(
	struct model *m, const struct wire_claimed *w, struct effects *out);
void claims_waiting(struct model *m, int64_t n);
void claims_answered(struct model *m, const struct action *a);
void claims_saved(struct model *m, enum ask_kind kind);
void claims_lost(struct model *m);

/* Lends; NULL: it is not here. */
const struct claim *claims_find(const struct model *m, const struct id *id);

#endif
