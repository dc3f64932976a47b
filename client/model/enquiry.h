/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ENQUIRY_H
#define CLIENT_MODEL_ENQUIRY_H

/*
 * The enquiries that shoppers left (rule C9): those that are not answered yet,
 * oldest first, whoever works on them.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/wire.h"

struct model;

struct enquiry {
	struct id id;
	int64_t at;
	char *name, *address, *text; /* name may be NULL */
	char *taken;                 /* by whom, or NULL */
	struct id holder;            /* the same associate */
	enum wire_lang lang;         /* the shopper's */
	int64_t done;                /* when it was answered; 0: it waits */
	enum wire_outcome state; /* answered: what became of the last answer */
	char *why;               /* and why, or NULL */
	bool stale;              /* not confirmed since they were asked for */
};

/* Adds it, takes over what changed, or forgets it once it is answered. */
void enquiry_set(struct model *m, const struct wire_enquiry *w);

/* Marks all of them stale; forgets those still so. */
void enquiry_doubt(struct model *m);
void enquiry_drop_stale(struct model *m);
void enquiry_drop_all(struct model *m);

struct enquiry *enquiry_find(struct model *m, const struct id *id);

/* May this associate answer it: has it, or was it answered before? */
bool enquiry_is_ours(const struct model *m, const struct enquiry *e);

/* For client/model: fills one in; frees what it holds. */
void enquiry_fill(struct enquiry *e, const struct wire_enquiry *w);
void enquiry_fini(struct enquiry *e);

#endif
