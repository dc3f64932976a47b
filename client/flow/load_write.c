/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stddef.h>

#include "client/flow/load.h"
#include "client/flow/report_text.h"
#include "client/model/words.h"

static const struct {
	const char *name;
	int thousandths;
} points[] = {
	{"p50", 500},
	{"p90", 900},
	{"p99", 990},
	{"p99.9", 999},
	{"max", 1000},
};
#define POINTS (sizeof(points) / sizeof(points[0]))

/* ---- for people ---- */

static void row(struct buf *out, const char *name, const struct tally *t)
{
	buf_addf(out, "  %-12s", name);
	for (size_t i = 0; i < POINTS; i++)
		buf_addf(out, " %9.2f",
			(double)tally_at(t, points[i].thousandths) / 1000);
	buf_addf(out, " %9" PRIu64 "\n", t->n);
}

static void errors(struct buf *out, const char *what, const int64_t *counts)
{
	for (int e = 0; e < ERR_COUNT; e++)
		if (counts[e])
			buf_addf(out, "  %s  %s  %" PRId64 "\n", what,
				err_name((enum err)e), counts[e]);
}

static void write_table(const struct load_result *r, struct buf *out)
{
	double s = (double)r->span / 1000000;

	buf_addf(out, _("\n  Chats at once %d of %d   begun %d   ended %d\n"),
		r->chats, r->wanted, (int)r->begun, (int)r->ended);
	buf_addf(out, _("  Messages %d in %.1f s, %.1f a second\n\n"),
		(int)r->sent, s, s > 0 ? (double)r->sent / s : 0);
	buf_addf(out, "  %-12s", "ms");
	for (size_t i = 0; i < POINTS; i++)
		buf_addf(out, " %9s", points[i].name);
	buf_addf(out, " %9s\n", "n");
	row(out, "ack", &r->ack);
	row(out, "delivery", &r->delivery);
	buf_add_char(out, '\n');
	if (r->unanswered || r->undelivered)
		buf_addf(out, _("  Never answered %d, never delivered %d\n"),
			(int)r->unanswered, (int)r->undelivered);
	errors(out, _("error"), r->errors);
	errors(out, _("connection lost"), r->lost);
}

/* ---- for machines ---- */

static void member(struct buf *out, const char *name, int64_t value)
{
	buf_addf(out, "\"%s\":%" PRId64 ",", name, value);
}

static void tally(struct buf *out, const char *name, const struct tally *t)
{
	buf_addf(out, "\"%s_us\":{", name);
	for (size_t i = 0; i < POINTS; i++)
		member(out, points[i].name, tally_at(t, points[i].thousandths));
	buf_addf(out, "\"n\":%" PRIu64 "},", t->n);
}

static void counts(struct buf *out, const char *name, const int64_t *n)
{
	const char *comma = "";

	buf_addf(out, "\"%s\":{", name);
	for (int e = 0; e < ERR_COUNT; e++) {
		if (!n[e])
			continue;
		buf_addf(out, "%s\"%s\":%" PRId64, comma, err_name((enum err)e),
			n[e]);
		comma = ",";
	}
	buf_add_char(out, '}');
}

static void write_json(const struct load_result *r, struct buf *out)
{
	buf_add_str(out, "{\"event\":\"load\",");
	member(out, "chats", r->chats);
	member(out, "wanted", r->wanted);
	member(out, "begun", r->begun);
	member(out, "ended", r->ended);
	member(out, "sent", r->sent);
	member(out, "answered", r->answered);
	member(out, "arrived", r->arrived);
	member(out, "unanswered", r->unanswered);
	member(out, "undelivered", r->undelivered);
	member(out, "span_us", r->span);
	tally(out, "ack", &r->ack);
	tally(out, "delivery", &r->delivery);
	counts(out, "errors", r->errors);
	buf_add_char(out, ',');
	counts(out, "lost", r->lost);
	buf_add_str(out, "}\n");
}

void load_write(const struct load_result *r, bool json, struct buf *out)
{
	if (json)
		write_json(r, out);
	else
		write_table(r, out);
}
