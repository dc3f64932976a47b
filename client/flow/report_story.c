/* SPDX-License-Identifier: MIT */
/*
 * The story, for people: a line a step with its time, written when the step
 * begins, so that whoever watches knows what is being waited for; what became
 * of it is added behind or below.  Signs stand beside all ink.
 */
#include <stdint.h>
#include <string.h>

#include "client/flow/report_form.h"
#include "client/flow/report_text.h"
#include "client/flow/say.h"
#include "client/model/words.h"
#include "shared/cluster.h"
#include "shared/limits.h"
#include "shared/times.h"
#include "shared/wrap.h"

#define STORY_INDENT 12                 /* cells before what is told */
#define STORY_LEAST 20                  /* cells for it, at least */
#define STORY_SLOW (100 * 1000)         /* us: so long is worth telling */
#define STORY_TEXT_MAX (LIMIT_TEXT * 8) /* bytes of one line, shown */

enum ink { INK_PLAIN, INK_BOLD, INK_GREY, INK_BLUE };

static void ink(struct report *r, enum ink i)
{
	static const char *const codes[] = {
		[INK_PLAIN] = "\033[0m",
		[INK_BOLD] = "\033[1m",
		[INK_GREY] = "\033[2m",
		[INK_BLUE] = "\033[34m",
	};

	if (r->style.colour)
		buf_add_str(r->out, codes[i]);
}

/* The line of the step that is under way ends. */
static void close_line(struct report *r)
{
	if (r->open)
		buf_add_char(r->out, '\n');
	r->open = NULL;
}

/* Text behind the time, and below it where it is longer than a line. */
static void tell(struct report *r, enum ink i, const char *text)
{
	int width = r->style.columns - STORY_INDENT - 2;
	struct buf shown;
	struct wrap w;
	const char *line;
	size_t len;

	buf_init(&shown, STORY_TEXT_MAX);
	report_text_line(&shown, text);
	wrap_init(&w, buf_str(&shown), shown.len,
		!r->style.columns             ? INT32_MAX
			: width < STORY_LEAST ? STORY_LEAST
					      : width);
	for (bool first = true; wrap_next(&w, &line, &len); first = false) {
		if (!first)
			buf_addf(r->out, "\n%*s", STORY_INDENT, "");
		while (len > 0 && line[len - 1] == ' ')
			len--;
		if (i != INK_PLAIN)
			ink(r, i);
		buf_add(r->out, line, len);
		if (i != INK_PLAIN)
			ink(r, INK_PLAIN);
		r->column = STORY_INDENT + cluster_width(line, len);
	}
	if (shown.err)
		r->out->err = shown.err;
	buf_fini(&shown);
}

static void tell_day(struct report *r, int64_t day)
{
	int year, month, dom;

	times_date(day, &year, &month, &dom);
	ink(r, INK_GREY);
	buf_addf(r->out, "  %04d-%02d-%02d%s\n", year, month, dom,
		r->style.offset ? "" : " UTC");
	ink(r, INK_PLAIN);
	r->day = day;
}

static void tell_time(struct report *r)
{
	int64_t at = r->at + r->style.offset;
	int64_t day = times_floor(at, TIMES_DAY);
	int64_t s = (at - day * TIMES_DAY) / TIMES_SECOND;

	close_line(r);
	if (day != r->day)
		tell_day(r, day);
	ink(r, INK_GREY);
	buf_addf(r->out, "  %02d:%02d:%02d  ", (int)(s / 3600),
		(int)(s / 60 % 60), (int)(s % 60));
	ink(r, INK_PLAIN);
}

static void story_flow(struct report *r)
{
	buf_add_str(r->out, "\n  ");
	ink(r, INK_BOLD);
	report_text_line(r->out, report_title(r));
	ink(r, INK_PLAIN);
	buf_add_str(r->out, "\n  ");
	ink(r, INK_GREY);
	report_text_line(r->out, r->name);
	if (r->flow->rules && r->flow->rules[0]) {
		buf_add_str(r->out, "   ");
		report_text_line(r->out, r->flow->rules);
	}
	ink(r, INK_PLAIN);
	buf_add_str(r->out, "\n\n");
}

static void story_step(struct report *r, const struct flow_step *s)
{
	struct buf line;

	tell_time(r);
	buf_init(&line, STORY_TEXT_MAX);
	if (r->style.japanese && say_japanese(r->flow, s, &line) == ERR_OK)
		tell(r, INK_PLAIN, buf_str(&line));
	else
		tell(r, INK_PLAIN, s->said);
	buf_fini(&line);
	r->open = s;
}

static void took_long(struct report *r, int64_t took)
{
	if (took < STORY_SLOW ||
		(r->style.columns && r->column + 12 > r->style.columns))
		return;
	ink(r, INK_GREY);
	buf_add_str(r->out, "  ");
	report_text_seconds(r->out, took, 1);
	buf_add_str(r->out, _(" s"));
	ink(r, INK_PLAIN);
}

static void story_outcome(struct report *r, const struct flow_step *s,
	enum report_outcome o, const char *why, int64_t took)
{
	if (o == REPORT_LEFT)
		return;
	if (o == REPORT_HELD && r->open != s)
		return; /* told long ago, with something after it */
	if (r->open != s)
		story_step(r, s);
	took_long(r, took);
	close_line(r);
	if (o == REPORT_HELD)
		return;
	buf_addf(r->out, "%*s", STORY_INDENT - 2, "");
	ink(r, INK_BOLD);
	buf_add_str(r->out, "x ");
	ink(r, INK_PLAIN);
	tell(r, INK_BOLD, why[0] ? why : _("It did not hold."));
	buf_add_char(r->out, '\n');
}

static void story_note(struct report *r, const char *text)
{
	tell_time(r);
	tell(r, INK_BLUE, text);
	buf_add_char(r->out, '\n');
}

static void story_flow_end(struct report *r, bool held, int64_t took)
{
	close_line(r);
	buf_add_str(r->out, "\n  ");
	ink(r, INK_BOLD);
	buf_add_str(r->out, held ? _("It held.") : _("It did not hold."));
	ink(r, INK_PLAIN);
	buf_addf(r->out, _("  Steps: %d"), r->step);
	if (r->left)
		buf_addf(r->out, _(", not come to: %d"), r->left);
	buf_add_str(r->out, "  ");
	report_text_seconds(r->out, took, 1);
	buf_add_str(r->out, _(" s"));
	buf_add_char(r->out, '\n');
}

static void story_end(struct report *r)
{
	if (r->flows < 2)
		return;
	buf_add_str(r->out, "\n  ");
	ink(r, INK_BOLD);
	buf_addf(r->out, _("Flows that held: %d, that did not: %d"), r->held,
		r->flows - r->held);
	ink(r, INK_PLAIN);
	buf_add_str(r->out, "  ");
	report_text_seconds(r->out, r->took, 1);
	buf_add_str(r->out, _(" s"));
	buf_add_char(r->out, '\n');
}

const struct report_form report_story = {
	.flow = story_flow,
	.step = story_step,
	.outcome = story_outcome,
	.note = story_note,
	.flow_end = story_flow_end,
	.end = story_end,
};
