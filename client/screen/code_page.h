/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CODE_PAGE_H
#define CLIENT_SCREEN_CODE_PAGE_H

/*
 * A page of two steps for who is not signed in: a form, for which the relay
 * mails a code, and another, which bears it.  Enter goes on, Esc one step
 * back, where the first step can be sent again; what was asked before must be
 * answered first, though it is not heeded any more.  What the relay refuses is
 * said at the field that it is about; nothing that was typed is lost but a
 * password that nobody came back to.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/model/ask.h"
#include "client/screen/form.h"
#include "shared/err.h"

struct grid;
struct layout;
struct screen;
struct screen_event;
struct screen_foot;
struct wire_msg;

struct code_page;

struct code_page_step {
	const struct form_field *fields;
	int n;
	enum ask_kind ask;
	const char *word; /* N_: what Enter does at the end */
	/* Fills the message in; false: something is wrong, and said so by
	 * form_err. */
	bool (*fill)(const struct screen *s, struct code_page *p,
		struct wire_msg *msg);
	/* The field that such an answer is about, or -1; and what to say, or
	 * NULL: as everywhere. */
	int (*blame)(enum err e, const char **text);
};

struct code_page_ops {
	const char *title; /* N_ */
	/* What is said of a code that is mailed, good for so many minutes;
	 * needs PAINT_SIZE bytes.  Returns `out`. */
	const char *(*sent)(const struct code_page *p, long minutes, char *out);
	struct code_page_step steps[2];
	/* The address that is spoken of. */
	const char *(*address)(const struct code_page *p);
	/* Both steps are done: signs in with this password. */
	const char *(*password)(const struct code_page *p);
};

struct code_page {
	const struct code_page_ops *ops;
	struct form *forms[2];
	int step;
	bool sent;    /* not answered yet */
	int turn;     /* of the model's, when it was sent */
	enum err err; /* of the last answer, if no field is to blame */
	bool over;    /* done: the screen may go */
};

/* What is said of a password that was forgotten, since nobody has typed for a
 * while (model_forgets).  Lends a constant, translated. */
const char *code_page_forgotten(void);

/* How long one is asked to wait: in seconds below a minute, else as spans are.
 * Needs PAINT_SIZE bytes; returns `out`. */
const char *code_page_wait(int64_t ms, char *out);

/*
 * What follows takes the screen, whose private memory is its code page; so
 * all but code_page_open can stand in its table as they are.
 */

/* It comes up, empty; `ops` is lent until it ends. */
void code_page_open(struct screen *s, const struct code_page_ops *ops);

/* Wipes and frees what was typed. */
void code_page_end(struct screen *s);

bool code_page_event(struct screen *s, const struct screen_event *e);
void code_page_draw(struct screen *s, struct grid *g, const struct layout *at);
int code_page_foot(struct screen *s, struct screen_foot *feet);

/* Takes in what the relay has said, and forgets passwords when it is time; is
 * all of it done? */
bool code_page_done(struct screen *s);

/* The rows of struct screen_ops that are alike for all such pages. */
/* clang-format off */
#define CODE_PAGE_OPERATIONS \
	.size = sizeof(struct code_page), \
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS, \
	.types = true, .close = code_page_end, .end = code_page_end, \
	.event = code_page_event, .draw = code_page_draw, \
	.foot = code_page_foot, .done = code_page_done
/* clang-format on */

#endif
