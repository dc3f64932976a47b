/* SPDX-License-Identifier: MIT */
#include "client/export/export_text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/archive.h"
#include "client/model/chat.h"
#include "client/model/enquiry.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/sale.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/enquiry_words.h"
#include "client/screen/entry_words.h"
#include "client/screen/paint.h"
#include "client/screen/sale_words.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"

#define INDENT "       " /* the time, and two blanks */

/* As much of a model as words are made with. */
static struct model *model_of(bool japanese)
{
	struct model *m = mem_zero(sizeof(*m));

	assert(m);
	m->japanese = japanese;
	return m;
}

static struct tz_time local(const struct tz *tz, int64_t at)
{
	struct tz_time t = {0};
	int64_t minutes = times_floor(at, TIMES_MINUTE);

	if (tz)
		return tz_local(tz, at);
	times_date(times_floor(minutes, 1440), &t.year, &t.month, &t.day);
	t.hour = (int)(minutes - times_floor(minutes, 1440) * 1440) / 60;
	t.minute = (int)(minutes - times_floor(minutes, 60) * 60);
	return t;
}

static void add_moment(const struct tz *tz, int64_t at, struct buf *out)
{
	struct tz_time t = local(tz, at);

	buf_addf(out, "%04d-%02d-%02d %02d:%02d%s   ", t.year, t.month, t.day,
		t.hour, t.minute, tz ? "" : " UTC");
}

void export_text_head(const struct wire_filed *f, const struct tz *tz,
	bool japanese, struct buf *out)
{
	struct archive_row row = {.reason = f->reason, .sales = f->sales};
	struct model *m = model_of(japanese);
	char *name = view_shown(f->name, false);
	char *holder = view_shown(f->holder, false);
	char result[PAINT_SIZE];

	view_price(&row.worth, f->amount, f->currency);
	archive_words_result(m, &row, result);
	add_moment(tz, f->at, out);
	buf_addf(out, "%s   %s%s%s\n", name ? name : _("Erased"), result,
		f->fresh ? "   * " : "", f->fresh ? _("New") : "");
	buf_addf(out, "%s%s%s\n", holder ? holder : "", holder ? "   " : "",
		f->chat.s);
	mem_free(name);
	mem_free(holder);
	mem_free(m);
}

void export_text_sale(const struct wire_sale *s, bool japanese, struct buf *out)
{
	struct sale shown = {.order = view_shown(s->order, false)};
	struct model *m = model_of(japanese);
	char line[PAINT_SIZE];

	sale_fill(&shown, s);
	buf_addf(out, INDENT "%s\n", sale_words_line(m, &shown, line));
	sale_drop(&shown);
	mem_free(m);
}

/* Lines after the first are moved in. */
static void add_lines(const char *text, struct buf *out)
{
	for (; *text; text++) {
		buf_add_char(out, *text);
		if (*text == '\n')
			buf_add_str(out, INDENT);
	}
	buf_add_char(out, '\n');
}

static void add_goods(
	const struct model *m, const struct goods *g, struct buf *out)
{
	char price[PAINT_SIZE] = "";

	if (g->price.code[0])
		paint_money(m, &g->price, price);
	buf_addf(out, INDENT "[%s   %s]\n", g->name ? g->name : "", price);
}

static void add_entry(
	const struct model *m, const struct chat_entry *e, struct buf *out)
{
	char made[PAINT_SIZE];

	if (!entry_words_said(e)) {
		add_lines(entry_words_event(m, e, made), out);
		return;
	}
	buf_addf(out, "%s: ", e->name ? e->name : "?");
	if (e->file)
		add_lines(entry_words_file(e->file, e->text, made), out);
	else
		add_lines(e->text ? e->text : "", out);
	if (e->kind == WIRE_KIND_CARD && e->goods)
		add_goods(m, e->goods, out);
}

void export_text_entry(const struct wire_entry *e, const struct tz *tz,
	bool japanese, struct buf *out)
{
	struct chat *c = chat_new(&e->chat);
	struct model *m = model_of(japanese);
	struct tz_time t = local(tz, e->at);
	struct wire_entry first = *e;

	first.seq = 1;
	chat_add(c, &first);
	buf_addf(out, "%02d:%02d  ", t.hour, t.minute);
	add_entry(m, &c->entries[0], out);
	chat_destroy(&c);
	mem_free(m);
}

/* What somebody wrote at length, all of it moved in. */
static void add_body(const char *text, struct buf *out)
{
	char *shown = view_shown(text, true);

	if (shown) {
		buf_add_str(out, INDENT);
		add_lines(shown, out);
	}
	mem_free(shown);
}

void export_text_enquiry(const struct wire_enquiry *q, const struct tz *tz,
	bool japanese, struct buf *out)
{
	struct model *m = model_of(japanese);
	char *name = view_shown(q->name, false);
	char *address = view_shown(q->address, false);
	char *taken = view_shown(q->taken, false);
	struct enquiry e = {.taken = taken, .done = q->done, .state = q->state};
	char state[PAINT_SIZE];

	add_moment(tz, q->at, out);
	buf_addf(out, "%s%s%s   %s\n", name ? name : "", name ? "   " : "",
		address ? address : _("Erased"), paint_language(q->lang));
	buf_addf(out, "%s   %s\n", enquiry_words_state(m, &e, state),
		q->enquiry.s);
	add_body(q->text, out);
	mem_free(name);
	mem_free(address);
	mem_free(taken);
	mem_free(m);
}

void export_text_letter(
	const struct wire_letter *l, const struct tz *tz, struct buf *out)
{
	char *name = view_shown(l->name, false);
	char *why = l->state == WIRE_OUTCOME_SENT ? NULL
						  : view_shown(l->why, false);

	add_moment(tz, l->at, out);
	buf_addf(out, "%s   %s%s%s\n", name ? name : _("a colleague"),
		enquiry_words_outcome(l->state), why ? "   " : "",
		why ? why : "");
	add_body(l->text, out);
	mem_free(name);
	mem_free(why);
}
