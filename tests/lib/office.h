/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_OFFICE_H
#define TESTS_LIB_OFFICE_H

/*
 * A relay on a test clock with two retailers and their people: Aiko and Ken, a
 * manager, who are connected, and Rin of the other one.  What does not go as it
 * must fails the test.
 */
#include <sqlite3.h>
#include <stdint.h>

#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

/* Where the clock stands. */
#define OFFICE_NOW INT64_C(2000000000000000) /* us */

struct office {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ken[RELAYPROC_TOKEN], rin[RELAYPROC_TOKEN];
	char hana[RELAYPROC_TOKEN]; /* a shopper; "": she has not come yet */
	struct wsclient *a, *k;     /* Aiko, and Ken */
	char enquiry[32];           /* the test's */
};

/* Set-up and tear-down of a cmocka test whose state is one: with a mail server
 * that nobody hears at, and without any. */
int office_setup(void **state);
int office_setup_bare(void **state);
int office_teardown(void **state);

/* With somebody's token: the status; the error's name and text, or "". */
int office_post(struct office *b, const char *token, const char *path,
	const char *body, char code[64], char text[200]);
/* What is answered with that status; mem_free. */
char *office_get(
	struct office *b, const char *token, const char *path, int status);

/* Behind the relay's back: a connection to its database, which the caller
 * closes; a change there; the first column of the first row there. */
sqlite3 *office_database(struct office *b);
void office_change(struct office *b, const char *sql);
int64_t office_number(struct office *b, const char *sql);

/* Returns once it holds, which is looked at whenever the relay has written to
 * one of its files; what never holds fails the test. */
void office_until(struct office *b, bool (*holds)(struct office *b));

#endif
