/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_TTY_ASK_H
#define CLIENT_TERM_TTY_ASK_H

/*
 * A line that is asked for on a terminal, by programs that have no screen: the
 * question on standard error, the answer from standard input.
 */
#include <stdbool.h>
#include <stddef.h>

/* Is there somebody to be asked? */
bool tty_ask_can(void);

/* Asks.  A secret is not shown as it is typed, and whatever signal ends the
 * program meanwhile, the terminal shows again what is typed.  False: the input
 * has ended, or the line is longer than `size` allows. */
bool tty_ask(const char *question, bool secret, char *out, size_t size);

#endif
