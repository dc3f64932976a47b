/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_TTY_CONFIRM_H
#define RELAY_CTL_TTY_CONFIRM_H

/* Asks somebody at a terminal whether it is meant. */
#include <stdbool.h>

/* Is somebody there, who reads the question and types? */
bool tty_confirm_can(void);

/* Did they say yes? */
bool tty_confirm(const char *question);

#endif
