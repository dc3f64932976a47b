/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_HEARD_H
#define TESTS_LIB_HEARD_H

/*
 * What a test must hear over its connection: each fails the test when that does
 * not come before wsclient.h's deadline.  What is given is lent until the next
 * call on the connection.
 */
#include "tests/lib/wsclient.h"

/* The next message of that type; others are dropped. */
const char *heard(struct wsclient *c, const char *type);
/* The next one of that type in which the member has that value. */
const char *heard_with(struct wsclient *c, const char *type, const char *name,
	const char *value);

/* The member of a message has that value, "" if it is not there. */
void heard_has(const char *message, const char *name, const char *value);

#endif
