/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_DEMO_DEMO_H
#define CLIENT_FLOW_DEMO_DEMO_H

/*
 * What the shoppers of `norenflow demo` look at and say, in the shop of two
 * dozen pages, and what their associates answer.  English and Japanese by
 * turns.  Pure.
 */
#include <stdint.h>

#include "shared/wire.h"

#define DEMO_PAGES 4
#define DEMO_LINES 6

struct demo_page {
	const char *path; /* in the demo shop */
	const char *title;
	const char *product; /* NULL: a page without one */
	int64_t amount;      /* yen */
};

enum demo_end {
	DEMO_WAITS,  /* says the last line and waits for the chat's end */
	DEMO_LEAVES, /* closes the browser after the last line */
};

struct demo_story {
	enum wire_lang lang;
	const char *name;                   /* NULL: a guest */
	struct demo_page pages[DEMO_PAGES]; /* on the last one they ask */
	const char *lines[DEMO_LINES];      /* the first makes the request */
	struct demo_page later;             /* looked at in the chat */
	enum demo_end end;
};

/* The nth story; after the last comes the first again. */
const struct demo_story *demo_story(int n);

/* What a colleague says as the nth thing in a chat; NULL: nothing more. */
const char *demo_story_colleague(enum wire_lang lang, int n);

/* What a shopper says who has waited long. */
const char *demo_story_nudge(enum wire_lang lang);

#endif
