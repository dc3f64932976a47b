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
	/* What stands above the fields, where that leaves room for them, in so
	 * many rows at most; returns the rows used.  May be NULL. */
	int (*above)(struct screen *s, struct grid *g, int row, int col,
		int rows, int width);
	int above_rows; /* that it would like to have */
	/* What stands below the fields, in so many rows at most; returns the
	 * rows used.  May be NULL. */
	int (*below)(struct screen *s, struct form *f, struct grid *g, int row,
		int col, int rows, int width);
	int below_rows;   /* that it would like to have */
	const char *save; /* N_: what the button says; NULL: Save */
	const char *foot; /* N_: the same in the foot; NULL: save */
};

struct form_box {
	const struct form_box_ops *ops;
	struct form *form;
	bool sent;    /* not answered yet */
	int turn;     /* of the model's saves, when it was sent */
	enum err err; /* of the last answer, if no field is to blame */
};

/* For `send`: asks the relay for that. */
void form_box_save(struct screen *s, struct form_box *b, enum ask_kind ask,
	const struct wire_msg *msg);

/*
 * What follows takes the screen, whose private memory begins with its form
 * box (or is one); so most of them can stand in its table as they are.
 */

/* It comes up, filled in; `ops` is lent until it ends. */
void form_box_open(struct screen *s, const struct form_box_ops *ops);

/* Frees what the box holds. */
void form_box_end(struct screen *s);

/* Has the relay said yes?  Takes in what it said. */
bool form_box_done(struct screen *s);

bool form_box_event(struct screen *s, const struct screen_event *e);
int form_box_foot(struct screen *s, struct screen_foot *feet);

/* In a box with that title; on the page as it is, from that row on. */
void form_box_draw(struct screen *s, struct grid *g, const struct layout *at,
	const char *title);
void form_box_draw_page(
	struct screen *s, struct grid *g, const struct layout *at, int row);

/* The rows of struct screen_ops that are alike for all such boxes; `draw`, the
 * screen's own, says the title. */
/* clang-format off */
#define FORM_BOX_OPERATIONS \
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING | \
		1u << ACTION_IN_LISTS | 1u << ACTION_FORMS, \
	.types = true, .over = true, .keeps = true, .event = form_box_event, .draw = draw, \
	.foot = form_box_foot
/* clang-format on */

#endif
