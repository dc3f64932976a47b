/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_PLAYBED_H
#define TESTS_LIB_PLAYBED_H

/*
 * A stage made of memory, on which a test plays a flow: the test is the relay.
 * What is wanted of the stage is written to `log`, a line each; what becomes
 * of the flow to `told`, as TAP.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "client/flow/play_state.h"
#include "shared/buf.h"

struct playbed {
	struct flow *flow;
	struct play *play;
	struct report *report;
	struct play_io io;
	struct buf log, told; /* what is wanted; what is reported */
	int64_t now;
	int n_done; /* answers that are owed, and those over HTTP */
	int n_asked;
	enum err no_code; /* why there is none */
	enum err fails;   /* the next one says so */
	enum err keeps;   /* why nobody is erased */
	bool pinged[PLAY_SEATS], up[PLAY_SEATS], struck;
	bool silent; /* pings are not answered */
	char ref[LIMIT_REF + 1];
};

/* Reads the flow, fails the test where it cannot be read, and begins to play.
 */
void playbed_begin(struct playbed *b, const char *text);
/* The play must be over, and the stage struck. */
void playbed_end(struct playbed *b);

/* Answers all that the stage owes, but what is asked over HTTP, and all pings
 * unless b->silent. */
void playbed_pump(struct playbed *b);
/* That seat hears a message, in JSON, and what follows is pumped. */
void playbed_hear(struct playbed *b, int seat, const char *text);
/* It is connected and welcomed by that name. */
void playbed_come(struct playbed *b, int seat, const char *name);
/* What was asked last is answered: `format` is the answer's "t" and what comes
 * behind it. */
void playbed_answer(struct playbed *b, int seat, const char *format);
/* What was asked first over HTTP is. */
void playbed_reply(struct playbed *b, long status, const char *body);
/* So many ms go by. */
void playbed_later(struct playbed *b, int64_t ms);

/* Was that wanted; was it told? */
bool playbed_wants(const struct playbed *b, const char *what);
bool playbed_tells(const struct playbed *b, const char *what);

#endif
