/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_AUDIT_H
#define CLIENT_MODEL_AUDIT_H

/*
 * The audit log (rule J3) as a manager reads it: newest first, older lines as
 * one scrolls, and only those of one kind, one person or one span if so
 * wished.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define AUDIT_MAX 20000 /* lines kept; older ones are not asked for */

struct audit_line {
	int64_t seq, at;
	char what[LIMIT_KEY + 1];
	char *name, *from, *about; /* may be NULL; about is whose account, or
				      which group, greeting or shopper */
};

struct audit_filter {
	char what[LIMIT_KEY + 1]; /* "": of any kind */
	char who[ID_LEN + 1];     /* an associate's id, "norenctl"; "" anyone */
	int64_t within_ms;        /* 0: as far as it goes back */
};

struct audit {
	struct audit_line *lines; /* newest first */
	int n;
	struct audit_filter filter;
	bool asked, older; /* not answered yet; for what is before the last */
	bool told;         /* answered since the filter was set */
	bool more;         /* the relay has older ones */
	bool again;        /* the filter was changed meanwhile */
	enum err why;      /* of the last answer */
};

void audit_fini(struct audit *a);

/* Asks for the newest lines; for those before the last one that is here. */
void audit_ask(struct model *m, struct effects *out);
void audit_ask_older(struct model *m, struct effects *out);

/* The user's: another filter.  What is here is forgotten and asked anew. */
void audit_choose(struct model *m, const struct audit_filter *filter,
	struct effects *out);

/* The answer to ASK_M_AUDIT. */
void audit_answered(struct model *m, enum err e, const char *body, size_t len,
	struct effects *out);

#endif
