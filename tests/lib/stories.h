/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_STORIES_H
#define TESTS_LIB_STORIES_H

/*
 * What the scripted shoppers of `make demo SHOPPERS=1` look at and say, and
 * what the scripted colleague answers.  English and Japanese by turns.
 */
#include <stdint.h>

#include "shared/wire.h"

#define STORY_PAGES 4
#define STORY_LINES 6

struct story_page {
	const char *path; /* in the demo shop */
	const char *title;
	const char *product; /* NULL: a page without one */
	int64_t amount;      /* yen */
};

enum story_end {
	STORY_WAITS,  /* says the last line and waits for the chat's end */
	STORY_LEAVES, /* closes the browser after the last line */
};

struct story {
	enum wire_lang lang;
	const char *name;                     /* NULL: a guest */
	struct story_page pages[STORY_PAGES]; /* on the last one they ask */
	const char *lines[STORY_LINES];       /* the first makes the request */
	struct story_page later;              /* looked at in the chat */
	enum story_end end;
};

/* The nth story; after the last comes the first again. */
const struct story *stories_at(int n);

/* What a colleague says as the nth thing in a chat; NULL: nothing more. */
const char *stories_colleague(enum wire_lang lang, int n);

/* What a shopper says who has waited long. */
const char *stories_nudge(enum wire_lang lang);

#endif
