/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PASSWORD_H
#define SHARED_PASSWORD_H

/*
 * Is a password good enough (A1)?  It is long enough, and none that anybody
 * would try first: not one of the most common (password_table.h), whatever
 * letters, digits or signs it is dressed up with, no run of keys or of one
 * letter, and not what it is to protect.  There is no rule about kinds of
 * signs.  Relay and client ask the same question.
 */
#include <stddef.h>

#include "shared/err.h"

/* `own` are n texts that it may not be, such as the address (its part before
 * the @ neither), the name, the shop's name; NULL ones are passed over.
 * ERR_PASSWORD_SHORT, ERR_PASSWORD_COMMON; ERR_UTF8; ERR_NOMEM. */
enum err password_check(const char *password, const char *const *own, int n);

#endif
