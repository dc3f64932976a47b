/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ARCHIVE_H
#define CLIENT_MODEL_ARCHIVE_H

/*
 * The archive as this client looks at it (rule E3): chats that are over, the
 * newest first, and the one that was opened, with its log apart from the live
 * chat's.  At most one question is on its way; while it is, the newest one
 * waits.  What stands on the page stays there until the answer is whole, and
 * while offline.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/archive_replay.h"
#include "client/model/archive_sold.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/limits.h"
#include "shared/money.h"
#include "shared/wire.h"

struct action;
struct chat;
struct effects;
struct model;

#define ARCHIVE_MAX 100000    /* rows kept; older ones are not asked for */
#define ARCHIVE_WAIT_MS 8000  /* for an answer, before it is asked again */
#define ARCHIVE_AGAIN_MS 1000 /* after a refusal that named no time */
#define ARCHIVE_WALK_MS 500   /* between pages that are looked at anew */

struct archive_row {
	struct id chat, associate;    /* associate "": nobody had it */
	char *name, *holder, *text;   /* may be NULL; holder: the associate */
	int64_t at, opened, accepted; /* accepted 0: it was not */
	enum wire_reason reason;
	enum wire_lang lang;
	int64_t sales; /* how many it is credited with */
	struct money worth;
	bool fresh;           /* a sale is new to that associate */
	int64_t stars, rated; /* by the shopper, then; 0: it is not */
	char *opinion;        /* said with the stars; NULL: nothing */
};

struct archive {
	enum wire_pick pick;
	char text[LIMIT_FIND + 1]; /* what is looked for; "": everything */
	bool team;                 /* managers: everybody's */

	struct archive_row *rows; /* newest first */
	int n;
	bool told;    /* there has been an answer to that */
	bool more;    /* the relay has older ones */
	enum err err; /* why there is none; ERR_OK */

	struct archive_row opened; /* what is known of the opened one */
	struct chat *chat;         /* its log; NULL: none is opened */
	bool whole;                /* all of its entries are here */
	enum err chat_err;         /* why they are not; ERR_OK */
	struct archive_sold sold;  /* its sales */
	struct archive_replay replay;
	bool from_home;

	/* What is to be asked, and what is on its way. */
	bool want, want_older, want_viewed;
	bool asking, outdated, renewed; /* outdated: no longer what one
			      wants to know; renewed: of another question */
	int below; /* it asks for what comes after that many rows */
	/* A sale of `doubted` was told.  Where it is none of the newest, the
	 * rows from `sure` on are asked for anew, a page at a time. */
	struct id doubted;
	bool unsure;
	int sure;
	int64_t walk_ms;
	char ref[LIMIT_REF + 1];
	struct archive_row *came; /* its answer, as far as it is here */
	int n_came;
	int64_t asked_ms, again_ms;
	char chat_ref[LIMIT_REF + 1]; /* "": no entries are asked for */
	int64_t chat_asked_ms, chat_again_ms;
};

void archive_fini(struct archive *a);

/* The user's: ACTION_ARCHIVE and what is named so, and the replay's. */
void archive_act(struct model *m, const struct action *a);

/* Esc.  False: it is not in the archive that one is. */
bool archive_back(struct model *m);

/* Something in it may be another: it is asked for again when it is on view. */
void archive_doubt(struct model *m);

/* A sale of one's own, of that chat, was told: blue or grey at once. */
void archive_sale(struct model *m, const struct id *chat);

/* Its shopper has rated a chat of one's own. */
void archive_rated(struct model *m, const struct wire_rated *w);

/* The relay's: filed and archived; an entry of a chat; that all have come
 * that were asked for; and that it failed.  True: it was ours. */
void archive_told(struct model *m, const struct wire_msg *msg);
bool archive_entry(
	struct model *m, const struct wire_entry *w, struct effects *out);
void archive_replayed(struct model *m, const struct wire_msg *msg);
bool archive_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms);
void archive_lost(struct model *m);

/* Asks what is due; plays on. */
void archive_refresh(struct model *m, struct effects *out);

/* The now_ms at which something is; INT64_MAX: nothing. */
int64_t archive_deadline(const struct model *m);

/* The row of that chat that is that associate's ("": nobody's), for there is
 * one for each who had it; NULL: it is not here.  Lends. */
struct archive_row *archive_find(
	struct archive *a, const struct id *chat, const struct id *whose);

/* For client/model/archive*.c: puts a row away; a copy of one. */
void archive_row_fini(struct archive_row *r);
struct archive_row archive_row_copy(const struct archive_row *r);
/* One sale more: in the retailer's currency, if one of them is in that. */
void archive_row_add(const struct model *m, struct archive_row *r,
	const struct money *worth);

#endif
