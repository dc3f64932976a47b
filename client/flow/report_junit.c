/* SPDX-License-Identifier: MIT */
/*
 * JUnit XML, as CI servers read it: a flow is a test case of one suite.  The
 * suite's head has the totals, so that nothing is written before the end.
 */
#include "client/flow/report_form.h"
#include "client/flow/report_text.h"

/* A case has one <failure> or <error>, of the first step that did not hold;
 * its text has all of them. */
static void junit_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took)
{
	const char *element = o == REPORT_FAILED ? "failure" : "error";

	(void)took;
	if (o == REPORT_HELD || o == REPORT_LEFT)
		return;
	if (r->failures == 1) {
		r->errors += o == REPORT_REFUSED;
		r->element = element;
		buf_addf(&r->kept, "      <%s type=\"%s\" message=\"", element,
			report_outcome_name(o));
		report_text_xml(&r->kept, why);
		buf_add_str(&r->kept, "\">");
	} else {
		buf_add_char(&r->kept, '\n');
	}
	report_text_xml(&r->kept, r->name);
	buf_addf(&r->kept, ":%d: ", s->line);
	report_text_xml(&r->kept, s->said);
	buf_add_str(&r->kept, ": ");
	report_text_xml(&r->kept, why);
}

static void junit_flow_end(struct report *r, bool held, int64_t took)
{
	struct buf *out = &r->cases;

	buf_add_str(out, "    <testcase classname=\"");
	report_text_xml(out, r->name);
	buf_add_str(out, "\" name=\"");
	report_text_xml(out, report_title(r));
	buf_add_str(out, "\" time=\"");
	report_text_seconds(out, took, 3);
	buf_add_str(out, "\">");
	if (r->kept.len)
		buf_addf(out, "\n%s</%s>\n    ", buf_str(&r->kept), r->element);
	else if (!held)
		buf_add_str(out,
			"\n      <failure type=\"failed\" "
			"message=\"interrupted\"/>\n    ");
	buf_add_str(out, "</testcase>\n");
}

static void junit_totals(struct report *r)
{
	int bad = r->flows - r->held;

	buf_addf(r->out,
		" name=\"norenflow\" tests=\"%d\" failures=\"%d\" "
		"errors=\"%d\" time=\"",
		r->flows, bad - r->errors, r->errors);
	report_text_seconds(r->out, r->took, 3);
	buf_add_str(r->out, "\"");
}

static void junit_end(struct report *r)
{
	buf_add_str(r->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites");
	junit_totals(r);
	buf_add_str(r->out, ">\n  <testsuite");
	junit_totals(r);
	buf_add_str(r->out, " skipped=\"0\">\n");
	buf_add(r->out, buf_str(&r->cases), r->cases.len);
	buf_add_str(r->out, "  </testsuite>\n</testsuites>\n");
}

const struct report_form report_junit = {
	.outcome = junit_outcome,
	.flow_end = junit_flow_end,
	.end = junit_end,
};
