/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_TEMPLATE_H
#define CLIENT_MODEL_TEMPLATE_H

/*
 * The retailer's greetings and saved replies (rule D3), and which of them fits
 * the chat.  All that decides it is in the model, so that every device of an
 * associate offers the same.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct model;

struct template
{
	char key[LIMIT_KEY + 1];
	enum wire_use use;
	enum wire_lang lang;
	char *title, *text, *pages; /* title and pages may be NULL */
	char *raw_title, *raw_text; /* as they are, to be edited */
	char *folded;               /* title and text, for the search */
	int64_t from, until;
	bool stale; /* not confirmed since the last welcome */
};

struct templates {
	struct template *all; /* by key */
	int n;
	struct id away; /* the chat whose greeting was put away here */
};

void template_fini(struct templates *t);

/* The relay's. */
void template_set(struct model *m, const struct wire_template *w);
void template_doubt(struct model *m);
void template_drop_stale(struct model *m);

/* The greeting that is offered now, filled in: gives (mem_free), or NULL.
 * None is once anybody of the shop has written. */
char *template_offer(const struct model *m);

/* The template filled in for this chat: gives, or NULL when it wants
 * something that is not known. */
char *template_filled(const struct model *m, const struct template *t);

/* The saved replies in the shopper's language, or any if `all`, that hold
 * every word of the query: the first is `from`, -1 for the first of all.
 * Returns its index, or -1. */
int template_search(
	const struct model *m, const char *query, bool all, int from);

#endif
