/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_VT_H
#define TESTS_LIB_VT_H

/*
 * A program on a terminal, for tests: a pty with libvterm at its other end.
 * Nothing sleeps: the vt_wait functions pump the pty until what is waited for
 * is there, or give up after a deadline.  Failing to start is the test's
 * failure and aborts it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct vt;

#define VT_MS 10000 /* a deadline for what should take no time */

struct vt_cell {
	char text[32]; /* UTF-8; "" is a blank never written */
	int width;
	bool bold, reverse;
	int fg, bg; /* palette index; -1 the default; -2 true colour */
};

/* Starts argv[0] on a terminal of that size.  `env` holds NAME=VALUE strings
 * on top of a clean environment of PATH, HOME, TERM=xterm-256color and
 * LC_ALL=C.UTF-8; "NAME" alone removes one.  It may be NULL; both end in NULL.
 */
struct vt *vt_start(
	const char *const argv[], const char *const env[], int rows, int cols);

/* Kills the program if it still runs. */
void vt_stop(struct vt **v);

pid_t vt_pid(const struct vt *v);

void vt_send(struct vt *v, const char *text);
void vt_send_bytes(struct vt *v, const void *bytes, size_t len);
void vt_resize(struct vt *v, int rows, int cols);

typedef bool vt_fn(struct vt *v, void *ctx);

/* Pumps until it is so; false at the deadline, or when the program has gone
 * and it is still not so. */
bool vt_wait(struct vt *v, vt_fn *fn, void *ctx, int ms);
bool vt_wait_text(struct vt *v, const char *text, int ms);    /* is shown */
bool vt_wait_no_text(struct vt *v, const char *text, int ms); /* is gone */
bool vt_wait_output(struct vt *v, const char *bytes, int ms); /* was written */

/* Pumps until the program has written nothing for `quiet_ms`. */
void vt_settle(struct vt *v, int quiet_ms);

/* Waits for the end; the wait(2) status, or -1 at the deadline. */
int vt_wait_exit(struct vt *v, int ms);

/* The screen as text: a row without blanks at its end, or all of them with
 * \n.  Lends until the next call. */
const char *vt_row(struct vt *v, int row);
const char *vt_screen(struct vt *v);
struct vt_cell vt_cell(struct vt *v, int row, int col);

/* Where the text stands (its first cell); false when it does not. */
bool vt_find(struct vt *v, const char *text, int *row, int *col);

/* Is the cursor visible, and where? */
bool vt_cursor(struct vt *v, int *row, int *col);

/* Is the alternate screen on? */
bool vt_alternate(const struct vt *v);

/* Bells rung, and the window's title.  Lends. */
int vt_bells(const struct vt *v);
const char *vt_title(const struct vt *v);

/* All bytes that the program has written so far.  Lends. */
const char *vt_output(const struct vt *v, size_t *len);

/* The terminal's modes. */
void vt_modes(const struct vt *v, struct termios *modes);

#endif
