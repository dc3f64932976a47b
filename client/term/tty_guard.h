/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_TTY_GUARD_H
#define CLIENT_TERM_TTY_GUARD_H

/*
 * Gives the terminal back whatever ends the process: exit, abort, a crash, a
 * stack overflow, any signal that kills (SIGKILL excepted by nature).  It
 * writes one string and sets the modes that were found, with calls that are
 * safe in a signal handler, and then lets the default action happen, so the
 * parent sees the right status.
 */
#include <stdbool.h>
#include <termios.h>

/* From now on `restore` is written to `fd` and `modes` are set if the process
 * ends.  Lends both until disarmed: `restore` must stay where it is.  Arming
 * again replaces what was armed.  Installs its handlers the first time. */
void tty_guard_arm(int fd, const struct termios *modes, const char *restore);

/* No longer; writes nothing. */
void tty_guard_disarm(void);

/* Restores now and disarms; does nothing when not armed.  Safe in a signal
 * handler.  Fits mem_on_exhaustion, with an abort after it. */
void tty_guard_restore(void);

/* Restores, says why on standard error, and aborts: for mem_on_exhaustion. */
void tty_guard_no_memory(void) __attribute__((noreturn));

#endif
