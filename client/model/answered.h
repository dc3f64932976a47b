/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ANSWERED_H
#define CLIENT_MODEL_ANSWERED_H

/*
 * The enquiries that were answered (rule C9), the newest first, as far as they
 * were asked for, and the answers to the one that is opened.  At most one
 * question is on its way; what stands on the page stays there until its answer
 * is whole.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/enquiry.h"
#include "shared/err.h"
#include "shared/limits.h"

struct action;
struct effects;

#define ANSWERED_MAX 1000     /* rows kept; older ones are not asked for */
#define ANSWERED_WAIT_MS 8000 /* for an answer, before it is asked again */
#define ANSWERED_AGAIN_MS 1000

/* One answer. */
struct answered_letter {
	struct id id;
	int64_t at;
	char *name, *text; /* may be NULL */
	char *why; /* what became of it, as the mail server said; NULL */
	enum wire_outcome state;
};

struct answered {
	char text[LIMIT_FIND + 1]; /* what is looked for; "": everything */
	struct enquiry *rows;      /* newest first */
	int n;
	bool told, more;
	enum err err; /* why there is none; ERR_OK */

	bool want, want_older;
	bool asking, older, outdated;
	char ref[LIMIT_REF + 1];
	struct enquiry *came;
	int n_came;
	int64_t asked_ms, again_ms;

	struct id opened; /* whose answers are wanted; "": nobody's */
	struct answered_letter *letters;
	int n_letters;
	bool letters_told, letters_asked, want_letters;
	enum err letters_err;
};

void answered_fini(struct answered *a);

/* The user's: the page comes up; ACTION_ANSWERED_FIND, _OLDER and _OPEN. */
void answered_show(struct model *m);
void answered_act(struct model *m, const struct action *a);

/* The relay's.  True: the enquiry, or the failure, was asked for by us. */
bool answered_told(struct model *m, const struct wire_msg *msg);
bool answered_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms);
/* An enquiry was answered, by whomever. */
void answered_one(struct model *m, const struct wire_enquiry *w);
/* What has become of an answer by mail. */
void answered_delivery(struct model *m, const struct wire_delivery *w);
/* ASK_LETTERS was answered; ASK_ANSWER was, and it is kept. */
void answered_letters(struct model *m, const struct action *a);
void answered_kept(struct model *m);
void answered_lost(struct model *m);

/* Asks what is due, and when something is; INT64_MAX: nothing. */
void answered_refresh(struct model *m, struct effects *out);
int64_t answered_deadline(const struct model *m);

/* Lends; NULL: it is not here. */
struct enquiry *answered_find(struct model *m, const struct id *id);

#endif
