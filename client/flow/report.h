/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_REPORT_H
#define CLIENT_FLOW_REPORT_H

/*
 * What becomes of a flow, told as it happens: to people as a story, to
 * machines as TAP, JUnit XML or JSON lines.  A report writes to a buffer that
 * its owner empties.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

struct flow;
struct flow_step;

enum report_kind {
	REPORT_STORY,
	REPORT_TAP,
	REPORT_JUNIT,
	REPORT_JSON,
};

enum report_outcome {
	REPORT_HELD,
	REPORT_FAILED,  /* it did not hold; why says what was there instead */
	REPORT_REFUSED, /* the relay, or the stage, would not do it */
	REPORT_LEFT,    /* not come to */
};

struct report_style {
	bool japanese, colour;
	int columns;    /* of the terminal; 0: none */
	int64_t offset; /* us east of UTC, for the story's times */
};

struct report; /* opaque */

/* NULL: no memory.  `out` is lent for its life. */
struct report *report_new(
	enum report_kind kind, struct report_style style, struct buf *out);
void report_destroy(struct report **r);

/* A flow begins; `name` is the file's.  at: us UTC of the clock that the flow
 * sees; took: us of the real one. */
void report_flow(struct report *r, const struct flow *f, const char *name);
void report_step(struct report *r, const struct flow_step *s, int64_t at);
void report_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took);
/* Something worth telling that is no step: "the relay was killed". */
void report_note(struct report *r, const char *text, int64_t at);
void report_flow_end(struct report *r, bool held, int64_t took);
/* All have been played: totals, closing tags. */
void report_end(struct report *r);

#endif
