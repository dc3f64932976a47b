/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_TTY_CURSES_H
#define CLIENT_TERM_TTY_CURSES_H

/*
 * The terminal itself: the only file that includes curses.  It shows a grid,
 * sending only what changed; sets modes and takes them back (through
 * tty_guard also when we are killed); asks the terminal what it is without
 * ever waiting for the answer.  It reads nothing itself: the loop polls
 * tty_curses_fd, feeds the bytes to `struct input`, and hands every event to
 * tty_curses_answer first.  setlocale must have been called.  One at a time.
 */
#include <stdbool.h>
#include <stddef.h>

#include "client/term/tty_notify.h"
#include "shared/err.h"
#include "shared/picture/picture.h"

struct grid;
struct input_event;
struct tty_curses;

enum tty_curses_theme {
	TTY_CURSES_AUTO, /* ask the terminal */
	TTY_CURSES_DARK,
	TTY_CURSES_LIGHT
};

struct tty_curses_options {
	enum tty_curses_theme theme;
	bool mono;  /* no colours, as NO_COLOR in the environment */
	bool ascii; /* borders of - | + */
	bool mouse;
	enum tty_notify_kind notify;
};

/* Takes over the controlling terminal.  ERR_IO: there is none, or it cannot
 * do what a screen needs; ERR_NOMEM. */
enum err tty_curses_new(
	const struct tty_curses_options *options, struct tty_curses **out);

/* Gives the terminal back as it was. */
void tty_curses_destroy(struct tty_curses **t);

/* The descriptor to poll and read.  Its own open file: making it non-blocking
 * changes nobody else's.  Stays the tty's, who closes it. */
int tty_curses_fd(const struct tty_curses *t);

/* The size now, at least 1x1. */
void tty_curses_size(const struct tty_curses *t, int *rows, int *cols);

/* What pictures this terminal shows.  False: none, as block elements are not
 * one cell wide there, or no characters at all. */
bool tty_curses_pictures(
	const struct tty_curses *t, enum picture_colours *colours);

/* After SIGWINCH: takes the new size; true when it changed.  The next draw
 * paints everything. */
bool tty_curses_resize(struct tty_curses *t);

/* Shows the page.  Writes nothing when it is shown already. */
void tty_curses_draw(struct tty_curses *t, const struct grid *g);

/* Takes the terminal's answers.  True when it was one: not for screens.
 * When it changed how things look, *redraw is set: draw once more. */
bool tty_curses_answer(
	struct tty_curses *t, const struct input_event *event, bool *redraw);

/* Throws away what is known of the screen: the next draw paints it all. */
void tty_curses_repaint(struct tty_curses *t);

/* Ctrl-Z: gives the terminal back, and takes it again.  The caller stops the
 * process in between. */
void tty_curses_suspend(struct tty_curses *t);
void tty_curses_resume(struct tty_curses *t);

/* Rings the bell; sets the window's title (cleaned and cut; "" gives the
 * user's own back where the terminal can). */
void tty_curses_bell(struct tty_curses *t);
/* Puts a text into the clipboard, where the terminal lets programs. */
void tty_curses_copy(struct tty_curses *t, const char *text);
void tty_curses_notify(struct tty_curses *t, const char *text);
void tty_curses_title(struct tty_curses *t, const char *title);

#endif
