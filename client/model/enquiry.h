/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ENQUIRY_H
#define CLIENT_MODEL_ENQUIRY_H

/*
 * The enquiries that shoppers left (rule C9), oldest first.
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
	bool stale; /* not confirmed since they were asked for */
};

/* Adds it, or takes over what changed.  Those that are taken up already when
 * we first hear of them are left out. */
void enquiry_set(struct model *m, const struct wire_enquiry *w);

/* Marks all of them stale; forgets those still so. */
void enquiry_doubt(struct model *m);
void enquiry_drop_stale(struct model *m);
void enquiry_drop_all(struct model *m);

struct enquiry *enquiry_find(struct model *m, const struct id *id);

#endif
