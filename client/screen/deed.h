/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_DEED_H
#define CLIENT_SCREEN_DEED_H

/*
 * What a manager does to somebody or something with one key (rule I1), or
 * anybody to their own sessions (A8), and how it is asked once more where it
 * cannot be taken back: one table.
 */
#include <stdbool.h>

struct screen;

enum deed {
	DEED_NONE,
	DEED_PROMOTE, /* subject: a colleague's id */
	DEED_DEMOTE,
	DEED_SIGN_OUT,
	DEED_UNLOCK,
	DEED_CODE,
	DEED_REMOVE_MATE,
	DEED_WITHDRAW, /* subject: an invite code */
	DEED_REPLACE,
	DEED_REMOVE_GROUP,    /* subject: a group's key */
	DEED_GROUP_HOURS_OFF, /* subject: a group's key */
	DEED_REMOVE_TEMPLATE, /* subject: its key */
	DEED_END_SESSION,     /* subject: the id of one of one's own */
	DEED_END_OTHERS,      /* all of them but this one */
	DEED_REMOVE_DATE,     /* subject: whose hours, a blank, the day */
	DEEDS
};

/* How it is asked, translated: "Remove %s?" with the subject's name filled in,
 * what follows from it, and what the button says.  NULL: it needs no asking.
 * Needs PAINT_SIZE bytes; returns `out`. */
const char *deed_title(const struct screen *s, char *out);
const char *deed_text(enum deed deed);
const char *deed_button(enum deed deed);

/* Wishes for it: opens the box that asks, or does it at once. */
void deed_begin(struct screen *s, enum deed deed, const char *subject);

/* Does s->deed to s->subject.  Nothing happens when that is gone. */
void deed_do(struct screen *s);

#endif
