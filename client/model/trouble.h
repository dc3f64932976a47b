/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_TROUBLE_H
#define CLIENT_MODEL_TROUBLE_H

/*
 * What support always asks for (rule H3): how the link did lately, the last
 * errors, who and where; and the page, of which the shoppers' words are masked.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct action;
struct effects;
struct model;

#define TROUBLE_KEPT 12 /* events of the link, and as many errors */

struct trouble_event {
	int64_t at; /* UTC us */
	int state;  /* of the link, enum action_link; -1: an error */
	enum err err;
};

struct trouble {
	struct trouble_event link[TROUBLE_KEPT], errs[TROUBLE_KEPT];
	int n_link, n_errs; /* all there ever were */
	int rows, cols;     /* of the page */
	char *page;         /* as it was when the report was begun, or NULL */
	char *terminal;     /* what main.c says of it, or NULL */
	bool sending;
};

void trouble_fini(struct trouble *t);

void trouble_link(struct model *m, int state, enum err why);
void trouble_err(struct model *m, enum err e);

/* Keeps the page for the report.  Copies. */
void trouble_page(struct model *m, int rows, int cols, const char *page);

/* The whole report, in English, with a line of the user's own unless NULL:
 * gives (mem_free); at most LIMIT_REPORT_CHARS. */
char *trouble_text(const struct model *m, const char *own);

/* The user's: ACTION_REPORT_SEND and ACTION_REPORT_KEEP. */
void trouble_act(struct model *m, const struct action *a, struct effects *out);

/* Puts masks in the place of all that shoppers wrote, and takes them away
 * again: between both, draw and do nothing else. */
struct trouble_masks;
struct trouble_masks *trouble_mask(struct model *m);
void trouble_unmask(struct trouble_masks **masks);

#endif
