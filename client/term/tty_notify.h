/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_TTY_NOTIFY_H
#define CLIENT_TERM_TTY_NOTIFY_H

/*
 * What reaches the user outside of the page: the bell and the window's title.
 * Curses filters nothing here, so this file does: a title that goes out holds
 * no control, whoever wrote it.
 */
#include <stddef.h>

#include "shared/err.h"

struct buf;

#define TTY_NOTIFY_TITLE 80 /* bytes of a title; longer ones are cut */

/* Rings.  ERR_IO when the terminal is gone. */
enum err tty_notify_bell(int fd);

/* Sets the title. */
enum err tty_notify_title(int fd, const char *title);

#endif
