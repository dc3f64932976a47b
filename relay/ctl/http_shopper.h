/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_HTTP_SHOPPER_H
#define RELAY_CTL_HTTP_SHOPPER_H

/*
 * What several requests to the relay do: all that is kept of the shoppers who
 * were found is printed, corrected or erased; what is past the retention goes
 * until nothing is left of it (J1).
 */
#include "relay/ctl/command.h"
#include "relay/ctl/outcome.h"
#include "shared/buf.h"

struct http_shopper {
	const struct command_line *line;
	const char *socket;
	const char *found; /* the answer to POST /shopper-find */
	const char *body;  /* of POST /shopper-find, or of POST /expire */
	bool ascii;        /* what is printed is no UTF-8 */
};

/* Appends what is asked before they are erased: "Erase what is kept of …?" */
void http_shopper_question(const struct http_shopper *s, struct buf *out);

/* Appends to `answer` what came of it, as the relay would have answered.  What
 * went wrong is appended to `code` and `text`.  OUTCOME_UNKNOWN: nobody was
 * found. */
enum outcome http_shopper_run(const struct http_shopper *s, struct buf *answer,
	struct buf *code, struct buf *text);
enum outcome http_shopper_expire(const struct http_shopper *s,
	struct buf *answer, struct buf *code, struct buf *text);

#endif
