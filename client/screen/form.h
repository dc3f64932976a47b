/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_FORM_H
#define CLIENT_SCREEN_FORM_H

/*
 * Fields below one another, each with its label.  Tab, the arrows and the
 * mouse go between them, Enter goes on to the next one, and from the last one
 * the form is done.  What is wrong with a field is said below it; what cannot
 * be filled in is grey with the reason.  On a roomy page each field has a
 * frame, on a small one a row, and where even those are too many they scroll.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct form;
struct grid;
struct hits;
struct screen_event;

enum form_kind {
	FORM_LINE,
	FORM_SECRET, /* a line that is not shown, and not kept for long */
	FORM_TEXT,   /* several lines; Alt-Enter begins another */
	FORM_NUMBER, /* a whole number from 0 */
	FORM_CHOICE  /* one of a few; Left, Right and Space change it */
};

struct form_field {
	const char *label; /* N_ */
	enum form_kind kind;
	int most;                   /* characters; FORM_NUMBER: the number */
	int rows;                   /* FORM_TEXT: shown; 0: 3 */
	const char *const *choices; /* N_, NULL at the end; or form_options */
	const char *hint;           /* N_: said while one is there; or NULL */
};

#define FORM_MAX 12 /* fields */

enum form_result {
	FORM_NOT_MINE,
	FORM_MINE,    /* moved, or nothing could be done */
	FORM_CHANGED, /* a field has another value */
	FORM_DONE     /* Enter in the last field */
};

/* An empty one.  Lends the fields for as long as it lives. */
struct form *form_new(const struct form_field *fields, int n);
void form_destroy(struct form **f);

/* All empty, nothing wrong, at the first field. */
void form_clear(struct form *f);

/* Empties the secrets and wipes what they were from memory. */
void form_wipe(struct form *f);

/* What a field holds: a C string, lent until it changes. */
const char *form_text(const struct form *f, int i);
void form_set(struct form *f, int i, const char *text); /* NULL: "" */
/* Is it empty, or all blank? */
bool form_blank(const struct form *f, int i);
/* For a price, a number or a time: Japanese input makes letters, digits and
 * signs full-width, and a hyphen the mark of a long vowel, which nobody means
 * there, nor blanks around it.  The field shows what is made of it. */
void form_narrow(struct form *f, int i);

/* FORM_NUMBER: -1 when it is empty or more than the most. */
int64_t form_number(const struct form *f, int i);
void form_set_number(struct form *f, int i, int64_t number);

/* FORM_CHOICE: which, from 0. */
int form_choice(const struct form *f, int i);
void form_choose(struct form *f, int i, int choice);
/* Other choices, in words as they are (no N_); copied. */
void form_options(struct form *f, int i, const char *const *texts, int n);

/* What is wrong with a field, translated and copied; goes there.  NULL:
 * nothing is.  A change of the field says NULL by itself. */
void form_err(struct form *f, int i, const char *text);
/* Why a field cannot be filled in, translated and copied; NULL: it can. */
void form_off(struct form *f, int i, const char *reason);

/* The field that is typed into. */
int form_at(const struct form *f);
void form_go(struct form *f, int i);
/* Would Enter be FORM_DONE? */
bool form_last(const struct form *f);

/* A key, a paste, or a click (the hits' rows are the fields' numbers).  For
 * screens that type (screen_ops.types) and where ACTION_IN_LISTS counts. */
enum form_result form_event(struct form *f, const struct screen_event *e);

/* The rows that form_draw would use, of so many. */
int form_rows(const struct form *f, int rows, int width);

/* Paints it into that area with the cursor where it is typed; returns the rows
 * used.  `off`: why it cannot be sent off now, translated; NULL: it can. */
int form_draw(struct form *f, struct grid *g, struct hits *hits, int row,
	int col, int rows, int width, const char *off);

#endif
