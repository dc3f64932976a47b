/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_EXPORTBED_H
#define TESTS_LIB_EXPORTBED_H

/*
 * A real relay with many chats, for tests of the archive as a file (J2).
 */
#include "tests/lib/relayproc.h"

#define EXPORTBED_SAYS \
	450 /* entries of the long chat: three parts of LIMIT_REPLAY */
#define EXPORTBED_CHATS 120
#define EXPORTBED_ENQUIRIES 121 /* three parts */
#define EXPORTBED_OUTPUT (1 << 20)

struct exportbed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], kai[RELAYPROC_TOKEN];
	char me[40]; /* Aiko's id */
	char out[EXPORTBED_OUTPUT];
};

/* For a group of cmocka's: *state is a struct exportbed.  Aiko and Ren are
 * colleagues, Kai is a manager elsewhere; all the chats are Aiko's, the newest
 * with EXPORTBED_SAYS entries and a new sale, each with words that a terminal
 * and a spreadsheet would take for theirs.  So are those of the enquiries,
 * which wait, but for the newest: Aiko has answered it twice. */
int exportbed_setup(void **state);
int exportbed_teardown(void **state);

/* Changes the database of a relay that does not run. */
void exportbed_change(struct exportbed *b, const char *format, ...);

/* The path of a file in the bed's directory, made with that text unless NULL.
 * Lends until the next call. */
const char *exportbed_file(
	struct exportbed *b, const char *name, const char *text);

/* How many files there have names that begin so. */
int exportbed_files(struct exportbed *b, const char *begin);

/* Runs noren archive with that session and these options: its status, and
 * what it writes in b->out.  `first`: what the shell does before. */
int exportbed_run(struct exportbed *b, const char *token, const char *options);
int exportbed_run_after(struct exportbed *b, const char *first,
	const char *token, const char *options);

#endif
