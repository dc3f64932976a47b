/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_TTY_PASSWORD_H
#define RELAY_CTL_TTY_PASSWORD_H

/* Passwords, from the terminal without an echo, or a line of standard input;
 * never from the command line, where everybody can read them. */
#include <stdbool.h>

#include "shared/err.h"
#include "shared/limits.h"

/* Asks twice at a terminal; with `stdin_only`, or where there is none, reads a
 * line.  ERR_FIELD says why: empty, too long, not the same twice, or none
 * came. */
enum err tty_password_read(
	bool stdin_only, char out[LIMIT_PASSWORD + 1], const char **why);

#endif
