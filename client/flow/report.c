/* SPDX-License-Identifier: MIT */
#include "client/flow/report.h"

#include <assert.h>
#include <stdio.h>

#include "client/flow/report_form.h"
#include "shared/mem.h"

#define REPORT_KEPT_MAX (16 << 20) /* bytes that wait for the end */

static const struct report_form *const forms[] = {
	[REPORT_STORY] = &report_story,
	[REPORT_TAP] = &report_tap,
	[REPORT_JUNIT] = &report_junit,
	[REPORT_JSON] = &report_json,
};

struct report *report_new(
	enum report_kind kind, struct report_style style, struct buf *out)
{
	struct report *r = mem_zero(sizeof(*r));

	if (!r)
		return NULL;
	r->form = forms[kind];
	r->style = style;
	r->out = out;
	buf_init(&r->kept, REPORT_KEPT_MAX);
	buf_init(&r->cases, REPORT_KEPT_MAX);
	if (r->form->begin)
		r->form->begin(r);
	return r;
}

void report_destroy(struct report **r)
{
	if (!*r)
		return;
	buf_fini(&(*r)->kept);
	buf_fini(&(*r)->cases);
	mem_free(*r);
	*r = NULL;
}

void report_flow(struct report *r, const struct flow *f, const char *name)
{
	assert(!r->flow);
	r->flow = f;
	snprintf(r->name, sizeof(r->name), "%s", name);
	r->step = r->left = r->failures = 0;
	r->open = NULL;
	r->day = INT64_MIN;
	buf_clear(&r->kept);
	if (r->form->flow)
		r->form->flow(r);
}

void report_step(struct report *r, const struct flow_step *s, int64_t at)
{
	assert(r->flow);
	r->at = at;
	r->step++;
	if (r->form->step)
		r->form->step(r, s);
}

void report_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took)
{
	assert(r->flow);
	if (o == REPORT_LEFT)
		r->left++;
	else if (o != REPORT_HELD)
		r->failures++;
	if (r->form->outcome)
		r->form->outcome(r, s, o, why ? why : "", took);
}

void report_note(struct report *r, const char *text, int64_t at)
{
	r->at = at;
	if (r->form->note)
		r->form->note(r, text);
}

void report_flow_end(struct report *r, bool held, int64_t took)
{
	assert(r->flow);
	r->flows++;
	r->held += held;
	r->took += took;
	if (r->form->flow_end)
		r->form->flow_end(r, held, took);
	r->flow = NULL;
}

void report_end(struct report *r)
{
	assert(!r->flow);
	if (r->form->end)
		r->form->end(r);
	if (r->kept.err || r->cases.err)
		r->out->err = r->kept.err ? r->kept.err : r->cases.err;
}

const char *report_title(const struct report *r)
{
	return r->flow->title && r->flow->title[0] ? r->flow->title : r->name;
}

const char *report_outcome_name(enum report_outcome o)
{
	static const char *const names[] = {
		[REPORT_HELD] = "held",
		[REPORT_FAILED] = "failed",
		[REPORT_REFUSED] = "refused",
		[REPORT_LEFT] = "left",
	};

	return names[o];
}
