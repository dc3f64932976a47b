/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_SAVING_H
#define CLIENT_MODEL_SAVING_H

/*
 * The archive, or the enquiries, being written into a file (J2), beside all
 * else that goes on: one at a time, of what the page shows when it begins.  It
 * views nothing, so new sales stay new.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

struct action;
struct effects;
struct model;

enum saving_form { SAVING_TEXT, SAVING_CSV, SAVING_JSON }; /* as export_form */

enum saving_why { /* how it ended */
	SAVING_OK,
	SAVING_STOPPED,
	SAVING_EXISTS, /* there is a file of that name, which was not to go */
	SAVING_FULL,   /* no room */
	SAVING_FORBIDDEN,
	SAVING_NO_FOLDER,
	SAVING_NO_FILE, /* a directory, a device: not a file's name */
	SAVING_DISK,    /* it cannot be written otherwise */
	SAVING_LINK,    /* the relay was lost */
	SAVING_REFUSED  /* it said no */
};

struct saving_wish {
	const char *path;
	enum saving_form form;
	bool bom, replace; /* replace: a file that is there */
};

struct saving_end {
	enum saving_why why;
	enum err err;     /* REFUSED: what was said */
	int64_t chats;    /* that were written */
	const char *path; /* where they are; "" unless OK */
};

struct saving {
	bool on, stopping;
	bool enquiries;  /* not chats */
	bool watched;    /* the box is up, which shows how it goes */
	int64_t chats;   /* so far, or in the end */
	int64_t reached; /* archived or left when, us UTC; 0: none yet */
	/* Of the last that has ended: */
	int turn; /* how many have */
	enum saving_why why;
	enum err err; /* REFUSED: what it said */
};

/* The user's: ACTION_SAVING_BEGIN, ACTION_SAVING_STOP, ACTION_SAVING_WATCH; and
 * ACTION_SAVE_ARCHIVE where the box does not open: says why. */
void saving_act(struct model *m, const struct action *a, struct effects *out);

/* The world's: ACTION_SAVING, ACTION_SAVING_END. */
void saving_told(struct model *m, const struct action *a);

/* Who has signed out saves no more. */
void saving_leave(struct model *m, struct effects *out);

#endif
