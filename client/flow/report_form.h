/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_REPORT_FORM_H
#define CLIENT_FLOW_REPORT_FORM_H

/*
 * A report from the inside, for the forms that it can take: one file each,
 * filling one table.  report.c keeps what all of them need to know.
 */
#include "client/flow/flow.h"
#include "client/flow/report.h"

#define REPORT_NAME 256 /* bytes of a flow's name; a longer one is cut */

struct report;

struct report_form {
	void (*begin)(struct report *r); /* each may be NULL */
	void (*flow)(struct report *r);
	void (*step)(struct report *r, const struct flow_step *s);
	void (*outcome)(struct report *r, const struct flow_step *s,
		enum report_outcome o, const char *why, int64_t took);
	void (*note)(struct report *r, const char *text);
	void (*flow_end)(struct report *r, bool held, int64_t took);
	void (*end)(struct report *r);
};

extern const struct report_form report_story, report_tap, report_junit,
	report_json;

struct report {
	const struct report_form *form;
	struct report_style style;
	struct buf *out;
	int flows, held; /* that are over */
	int64_t took;    /* us, all of them */

	/* The flow that is being played. */
	const struct flow *flow;
	char name[REPORT_NAME];
	int64_t at;   /* us UTC, of the last step or note */
	int step;     /* how many have begun */
	int left;     /* not come to */
	int failures; /* failed or refused */

	/* What a form keeps for itself. */
	const struct flow_step *open; /* story: its line has no end yet */
	int column;                   /* story: of that line */
	int64_t day;                  /* story: the last that was told */
	struct buf kept;              /* of the flow: what did not hold */
	struct buf cases;             /* junit: the flows that are over */
	const char *element;          /* junit: <failure> or <error> */
	int errors;                   /* junit: flows with <error> */
};

/* The flow's title, or its name where it has none.  Lends. */
const char *report_title(const struct report *r);

/* The name of an outcome: "held", "failed", "refused", "left". */
const char *report_outcome_name(enum report_outcome o);

#endif
