/* SPDX-License-Identifier: MIT */
/*
 * JSON lines: an object for whatever happens, its kind in "event".
 */
#include <inttypes.h>

#include "client/flow/report_form.h"
#include "client/flow/report_text.h"
#include "shared/times.h"

static void string(struct report *r, const char *name, const char *value)
{
	buf_addf(r->out, ",\"%s\":", name);
	report_text_json(r->out, value);
}

static void number(struct report *r, const char *name, int64_t value)
{
	buf_addf(r->out, ",\"%s\":%" PRId64, name, value);
}

static void begin(struct report *r, const char *event)
{
	buf_add_str(r->out, "{\"event\":");
	report_text_json(r->out, event);
}

static void end(struct report *r)
{
	buf_add_str(r->out, "}\n");
}

static void at(struct report *r)
{
	char text[TIMES_SIZE];

	if (r->at >= TIMES_MIN && r->at <= TIMES_MAX)
		string(r, "at", times_format(r->at, text));
}

static void json_flow(struct report *r)
{
	begin(r, "flow");
	string(r, "file", r->name);
	string(r, "title", report_title(r));
	string(r, "rules", r->flow->rules ? r->flow->rules : "");
	number(r, "steps", r->flow->n_steps);
	end(r);
}

static void json_step(struct report *r, const struct flow_step *s)
{
	begin(r, "step");
	number(r, "line", s->line);
	string(r, "said", s->said);
	at(r);
	end(r);
}

static void json_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took)
{
	begin(r, "outcome");
	number(r, "line", s->line);
	string(r, "outcome", report_outcome_name(o));
	if (why[0])
		string(r, "why", why);
	number(r, "took_us", took);
	end(r);
}

static void json_note(struct report *r, const char *text)
{
	begin(r, "note");
	string(r, "text", text);
	at(r);
	end(r);
}

static void json_flow_end(struct report *r, bool held, int64_t took)
{
	begin(r, "flow_end");
	string(r, "file", r->name);
	buf_addf(r->out, ",\"held\":%s", held ? "true" : "false");
	number(r, "took_us", took);
	end(r);
}

static void json_end(struct report *r)
{
	begin(r, "end");
	number(r, "flows", r->flows);
	number(r, "held", r->held);
	number(r, "took_us", r->took);
	end(r);
}

const struct report_form report_json = {
	.flow = json_flow,
	.step = json_step,
	.outcome = json_outcome,
	.note = json_note,
	.flow_end = json_flow_end,
	.end = json_end,
};
