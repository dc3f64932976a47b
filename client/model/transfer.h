/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_TRANSFER_H
#define CLIENT_MODEL_TRANSFER_H

/*
 * Handing a live chat on (rule D8): to whom it can go, and what has become of
 * it.  Until somebody accepts, the chat stays and can be called back; how long
 * that may take is in the chat.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define TRANSFER_REFRESH_MS 5000 /* while the list is looked at */
#define TRANSFER_TARGETS_MAX 500

struct transfer_target {
	struct id associate; /* "": a group */
	char group[LIMIT_SLUG + 1];
	char *name;
	int64_t free; /* how many are available and free */
	bool stale;
};

struct transfer {
	struct transfer_target *targets; /* colleagues, then groups */
	int n;
	bool watched;   /* the list is on view */
	bool asked;     /* for it; not answered yet */
	bool told;      /* it has been answered since it is watched */
	int64_t ask_ms; /* when to ask again */
	bool pending;   /* transfer or call_back was sent; no answer yet */
};

void transfer_fini(struct transfer *t);

/* The list comes on view, or goes. */
void transfer_watch(struct model *m, bool on);

/* Asks for the list when that is due. */
void transfer_refresh(struct model *m, struct effects *out);

/* The user's: ACTION_TRANSFER_TO and ACTION_CALL_BACK. */
void transfer_begin(
	struct model *m, const struct action *a, struct effects *out);
void transfer_call_back(struct model *m, struct effects *out);

/* The relay's. */
void transfer_target(struct model *m, const struct wire_target *w);
void transfer_over(struct model *m, const struct wire_transfer_over *w);
void transfer_answered(struct model *m, enum wire_type asked);
void transfer_lost(struct model *m);

/* When something here is due; INT64_MAX: nothing. */
int64_t transfer_deadline(const struct model *m);

#endif
