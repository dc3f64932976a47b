/* SPDX-License-Identifier: MIT */
/*
 * TAP 13: a flow is a test point, since that is what holds or does not; the
 * steps that did not are in its diagnostics.
 */
#include "client/flow/report_form.h"
#include "client/flow/report_text.h"

#include <inttypes.h>
#include <string.h>

static void tap_begin(struct report *r)
{
	buf_add_str(r->out, "TAP version 13\n");
}

static void tap_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took)
{
	(void)took;
	if (o == REPORT_HELD || o == REPORT_LEFT)
		return;
	buf_addf(&r->kept, "    - line: %d\n      step: ", s->line);
	report_text_json(&r->kept, s->said);
	buf_addf(&r->kept,
		"\n      outcome: %s\n      why: ", report_outcome_name(o));
	report_text_json(&r->kept, why);
	buf_add_char(&r->kept, '\n');
}

static void tap_note(struct report *r, const char *text)
{
	buf_add_str(r->out, "# ");
	report_text_line(r->out, text);
	buf_add_char(r->out, '\n');
}

/* A "#" would begin a directive. */
static void tap_description(struct buf *out, const char *text)
{
	size_t begin = out->len;
	struct buf shown;

	buf_init(&shown, REPORT_NAME * 16);
	report_text_line(&shown, text);
	for (const char *c = buf_str(&shown); *c; c++) {
		if (*c == '#' || *c == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, *c);
	}
	if (out->len == begin)
		buf_add_str(out, "flow");
	buf_fini(&shown);
}

static void tap_flow_end(struct report *r, bool held, int64_t took)
{
	buf_addf(r->out, "%sok %d - ", held ? "" : "not ", r->flows);
	tap_description(r->out, report_title(r));
	if (strcmp(report_title(r), r->name) != 0) {
		buf_add_str(r->out, " (");
		tap_description(r->out, r->name);
		buf_add_char(r->out, ')');
	}
	buf_add_str(r->out, "\n  ---\n  file: ");
	report_text_json(r->out, r->name);
	buf_add_str(r->out, "\n  duration_ms: ");
	buf_addf(r->out, "%" PRId64, took / 1000);
	buf_add_char(r->out, '\n');
	if (r->kept.len)
		buf_addf(r->out, "  failures:\n%s", buf_str(&r->kept));
	if (r->left)
		buf_addf(r->out, "  left: %d\n", r->left);
	buf_add_str(r->out, "  ...\n");
}

static void tap_end(struct report *r)
{
	buf_addf(r->out, "1..%d\n", r->flows);
}

const struct report_form report_tap = {
	.begin = tap_begin,
	.outcome = tap_outcome,
	.note = tap_note,
	.flow_end = tap_flow_end,
	.end = tap_end,
};
