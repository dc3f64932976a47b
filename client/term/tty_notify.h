/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_TTY_NOTIFY_H
#define CLIENT_TERM_TTY_NOTIFY_H

/*
 * What reaches the user outside of the page: the bell and the window's title.
 * Curses filters nothing here, so this file does: a title that goes out holds
 * no control, whoever wrote it.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

struct buf;

#define TTY_NOTIFY_TITLE 80 /* bytes of a title; longer ones are cut */

/* The sequences by which terminals are told to notify the desktop. */
enum tty_notify_kind {
	TTY_NOTIFY_AUTO, /* by what the environment says of the terminal */
	TTY_NOTIFY_9,    /* iTerm2, Windows Terminal, WezTerm, Ghostty */
	TTY_NOTIFY_99,   /* kitty */
	TTY_NOTIFY_777,  /* rxvt-unicode, foot, VTE */
	TTY_NOTIFY_NONE  /* it knows none */
};

#define TTY_NOTIFY_TEXT 120 /* bytes of a notification; longer ones are cut */

/* What AUTO is, by the variables TERM, TERM_PROGRAM and others. */
enum tty_notify_kind tty_notify_guess(const char *(*env)(const char *name));

/* Writes the notification as that kind (not AUTO) into out; wrapped for tmux,
 * which hands it on where allow-passthrough is set. */
enum err tty_notify_text(enum tty_notify_kind kind, bool tmux, const char *text,
	struct buf *out);

/* Puts a text into the clipboard (OSC 52); at most TTY_NOTIFY_COPY bytes. */
enum err tty_notify_copy(int fd, const char *text);
#define TTY_NOTIFY_COPY 2000

/* Sends it. */
enum err tty_notify_desktop(
	int fd, enum tty_notify_kind kind, const char *text);

/* Rings.  ERR_IO when the terminal is gone. */
enum err tty_notify_bell(int fd);

/* Sets the title. */
enum err tty_notify_title(int fd, const char *title);

#endif
