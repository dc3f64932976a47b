/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_FORM_BOX_H
#define CLIENT_SCREEN_FORM_BOX_H

/*
 * A form in a box that is saved for a manager (rule I1): it stays open, with
 * all that was typed, until the relay has said yes; a no is said at the field
 * that it is about.
 */
#include <stdbool.h>

#include "client/model/ask.h"
#include "client/screen/form.h"
#include "shared/err.h"

struct grid;
struct layout;
struct screen;
struct screen_event;
struct screen_foot;
struct wire_msg;

struct form_box;

struct form_box_ops {
	const struct form_field *fields;
	int n;
	/* Fills the form in as it is now. */
	void (*fill)(struct screen *s, struct form *f);
	/* Checks it and calls form_box_save; or says what is wrong with which
	 * field, by form_err. */
	void (*send)(struct screen *s, struct form_box *b);
	/* The field that such an answer is about, or -1; and what to say, or
	 * NULL: as everywhere.  The function may be NULL. */
	int (*blame)(enum err e, const char **text);
	/* What stands below the fields, in so many rows at most; returns the
	 * rows used.  May be NULL. */
	int (*below)(struct screen *s, struct form *f, struct grid *g, int row,
		int col, int rows, int width);
	int below_rows;   /* that it would like to have */
	const char *save; /* N_: what the button says; NULL: Save */
};

struct form_box {
	const struct form_box_ops *ops;
	struct form *form;
	bool sent;    /* not answered yet */
	int turn;     /* of the model's saves, when it was sent */
	enum err err; /* of the last answer, if no field is to blame */
};

/* It comes up; frees what it holds. */
void form_box_open(
	struct screen *s, struct form_box *b, const struct form_box_ops *ops);
void form_box_end(struct form_box *b);

/* For `send`: asks the relay for that. */
void form_box_save(struct screen *s, struct form_box *b, enum ask_kind ask,
	const struct wire_msg *msg);

/* Has the relay said yes?  Takes in what it said. */
bool form_box_done(struct screen *s, struct form_box *b);

bool form_box_event(
	struct screen *s, struct form_box *b, const struct screen_event *e);

/* In a box with that title; on the page as it is, from that row on. */
void form_box_draw(struct screen *s, struct form_box *b, struct grid *g,
	const struct layout *at, const char *title);
void form_box_draw_page(struct screen *s, struct form_box *b, struct grid *g,
	const struct layout *at, int row);

int form_box_foot(const struct screen *s, const struct form_box *b,
	struct screen_foot *feet);

#endif
