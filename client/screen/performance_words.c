/* SPDX-License-Identifier: MIT */
#include "client/screen/performance_words.h"

#include <stdio.h>
#include <string.h>

#include "client/model/view.h"
#include "client/model/words.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/times.h"

#define TIGHT 52 /* cells that have room for sales and ratings */
#define ROOMY 84 /* and for all */

const char *performance_words_whose(const struct model *m)
{
	const struct performance *p = &m->performance;

	if (!p->team || !m->manager)
		return m->name ? m->name : "";
	if (!id_is(&p->of))
		return _("The team");
	return p->name ? p->name : _("Somebody who has left");
}

/* ---- single figures ---- */

static void number(char out[PAINT_SIZE], int64_t n)
{
	paint_format(out, "%ld", (long)n);
}

/* "6 s", "1 min 12 s". */
static void wait_words(char out[PAINT_SIZE], int64_t ms)
{
	long s = (long)((ms + 500) / 1000);

	if (s < 60)
		paint_format(out, _("%ld s"), s);
	else
		paint_format(out, _("%ld min %ld s"), s / 60, s % 60);
}

/* To the nearest per cent; a thing that never was has none. */
static void percent(char out[PAINT_SIZE], int64_t part, int64_t all)
{
	if (all > 0)
		paint_format(
			out, "%ld %%", (long)((part * 100 + all / 2) / all));
	else
		paint_format(out, "-");
}

/* "4.6", to the nearest tenth. */
static void mean_stars(char out[PAINT_SIZE], const struct performance_sum *s)
{
	long tenths = s->ratings > 0
		? (long)((s->stars * 10 + s->ratings / 2) / s->ratings)
		: 0;

	if (s->ratings > 0)
		paint_format(out, "%ld.%ld", tenths / 10, tenths % 10);
	else
		paint_format(out, "-");
}

static bool timed(const struct performance_sum *s)
{
	return s->median > 0 || s->mean > 0;
}

/* ---- all of them ---- */

static struct performance_fact *add(
	struct performance_fact *facts, int *n, const char *label)
{
	struct performance_fact *f = &facts[(*n)++];

	f->label = label;
	f->value[0] = f->more[0] = '\0';
	f->worth = false;
	return f;
}

static void add_sales(const struct model *m, const struct performance_sum *sum,
	struct performance_fact *facts, int *n)
{
	struct performance_fact *f = add(facts, n, _("Sales"));

	number(f->value, sum->sales);
	for (int i = 0; i < sum->n_money; i++) {
		if (i > 0)
			f = add(facts, n, "");
		f->worth = true;
		paint_money(m, &sum->money[i].worth, f->more);
	}
}

int performance_words_facts(const struct model *m,
	const struct performance_sum *sum,
	struct performance_fact facts[PERFORMANCE_FACTS])
{
	struct performance_fact *f;
	char wait[PAINT_SIZE];
	int n = 0;

	number(add(facts, &n, _("Accepted"))->value, sum->accepted);
	number(add(facts, &n, _("Missed"))->value, sum->missed);
	add_sales(m, sum, facts, &n);
	f = add(facts, &n, _("Time to accept"));
	if (timed(sum)) {
		wait_words(f->value, sum->median);
		wait_words(wait, sum->mean);
		paint_format(f->more, _("on average %s"), wait);
	} else {
		paint_format(f->value, "-");
	}
	f = add(facts, &n, _("Conversion"));
	percent(f->value, sum->converted, sum->chats);
	if (sum->chats > 0)
		paint_format(f->more, _("%ld of %ld chats"),
			(long)sum->converted, (long)sum->chats);
	f = add(facts, &n, _("Rating"));
	mean_stars(f->value, sum);
	if (sum->ratings > 0)
		paint_format(f->more,
			ngettext("of 5, %ld rating", "of 5, %ld ratings",
				(unsigned long)sum->ratings),
			(long)sum->ratings);
	return n;
}

/* ---- bars ---- */

static int hour_bars(const struct model *m, struct performance_bar *bars)
{
	const struct performance_page *p = &m->performance.page;
	int64_t day =
		times_day(p->days[0].year, p->days[0].month, p->days[0].day);
	const struct performance_hour *h = p->hours[times_weekday(day)];

	for (int i = 0; i < 24; i++) {
		bars[i] = (struct performance_bar){
			.value = h[i].accepted, .part = h[i].missed};
		snprintf(bars[i].label, sizeof(bars[i].label), "%d", i);
	}
	return 24;
}

/* Of a week by their names, of a month by their numbers. */
static void label_day(
	const struct performance_page *p, int i, struct performance_bar *bar)
{
	static const char *const days[] = {N_("Sun"), N_("Mon"), N_("Tue"),
		N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};
	const struct performance_day *d = &p->days[i];
	int64_t day = times_day(d->year, d->month, d->day);

	if (p->n_days > 7)
		snprintf(bar->label, sizeof(bar->label), "%d", d->day);
	else
		snprintf(bar->label, sizeof(bar->label), "%s",
			_(days[times_weekday(day)]));
}

int performance_words_chats(const struct model *m, struct performance_bar *bars,
	char most[PAINT_SIZE])
{
	const struct performance_page *p = &m->performance.page;
	int n = p->n_days;
	int64_t top = 0;

	for (int i = 0; i < n && n > 1; i++) {
		bars[i] = (struct performance_bar){.value = p->days[i].accepted,
			.part = p->days[i].missed};
		label_day(p, i, &bars[i]);
	}
	if (n == 1)
		n = hour_bars(m, bars);
	for (int i = 0; i < n; i++)
		if (top < bars[i].value + bars[i].part)
			top = bars[i].value + bars[i].part;
	number(most, top);
	return n;
}

int performance_words_sales(const struct model *m, struct performance_bar *bars,
	char most[PAINT_SIZE])
{
	const struct performance_page *p = &m->performance.page;
	struct money money;
	int64_t top = 0;

	for (int i = 0; i < p->n_days; i++) {
		bars[i] = (struct performance_bar){.value = p->days[i].amount};
		label_day(p, i, &bars[i]);
		if (top < bars[i].value)
			top = bars[i].value;
	}
	view_price(&money, top, m->currency);
	paint_money(m, &money, most);
	return top > 0 && money.code[0] ? p->n_days : 0;
}

/* ---- the table ---- */

static int fit(const char *label, int least)
{
	int width = paint_width(label);

	return width > least ? width : least;
}

/* From the right to the left, what says least goes first. */
struct performance_columns performance_words_columns(
	const struct model *m, int left, int width)
{
	struct performance_columns c = {.left = left, .width = width};
	int end = left + width - 1;
	bool roomy = width >= TIGHT, wide = width >= ROOMY;

	(void)m;
	if (roomy) {
		c.rating = end;
		end -= fit(_("Rating"), 4) + 2;
	}
	if (wide) {
		c.converted = end;
		end -= fit(_("Conversion"), 5) + 2;
	}
	if (roomy) {
		c.sales = end;
		end -= fit(_("Sales"), wide ? 14 : 11) + 2;
	}
	if (wide) {
		c.wait = end;
		end -= fit(_("Time"), 11) + 2;
	}
	c.missed = end;
	end -= fit(_("Missed"), 5) + 2;
	c.accepted = end;
	end -= fit(_("Accepted"), 5) + 2;
	c.name = end - left - 1;
	return c;
}

static void cell(
	struct grid *g, int row, int end, uint8_t style, const char *text)
{
	if (end)
		paint_right(g, row, end, paint_width(text), style, text);
}

void performance_words_head(
	struct grid *g, int row, const struct performance_columns *c)
{
	paint_line(g, row, c->left + 1, c->name, STYLE_GREY, _("Colleague"));
	cell(g, row, c->accepted, STYLE_GREY, _("Accepted"));
	cell(g, row, c->missed, STYLE_GREY, _("Missed"));
	cell(g, row, c->wait, STYLE_GREY, _("Time"));
	cell(g, row, c->sales, STYLE_GREY, _("Sales"));
	cell(g, row, c->converted, STYLE_GREY, _("Conversion"));
	cell(g, row, c->rating, STYLE_GREY, _("Rating"));
}

/* What they come to in the retailer's currency; a + where there are others. */
static void sold(char out[PAINT_SIZE], const struct model *m,
	const struct performance_sum *sum)
{
	const struct performance_money *of =
		sum->n_money > 0 ? &sum->money[0] : NULL;
	char money[PAINT_SIZE];

	for (int i = 0; i < sum->n_money; i++)
		if (strcmp(sum->money[i].worth.code, m->currency) == 0)
			of = &sum->money[i];
	if (of)
		paint_format(out, "%s%s", paint_money(m, &of->worth, money),
			sum->n_money > 1 ? " +" : "");
	else
		paint_format(out, "-");
}

void performance_words_row(const struct model *m, struct grid *g, int row,
	const struct performance_columns *c, const struct performance_sum *sum,
	bool chosen)
{
	uint8_t style = chosen ? STYLE_DEFAULT | STYLE_REVERSE : STYLE_DEFAULT;
	char text[PAINT_SIZE];

	grid_fill(g, row, c->left, 1, c->width, style);
	paint_line(g, row, c->left + 1, c->name, style,
		sum->name ? sum->name : _("Somebody who has left"));
	number(text, sum->accepted);
	cell(g, row, c->accepted, style, text);
	number(text, sum->missed);
	cell(g, row, c->missed, style, text);
	if (timed(sum))
		wait_words(text, sum->median);
	else
		paint_format(text, "-");
	cell(g, row, c->wait, style, text);
	sold(text, m, sum);
	cell(g, row, c->sales, style, text);
	percent(text, sum->converted, sum->chats);
	cell(g, row, c->converted, style, text);
	mean_stars(text, sum);
	cell(g, row, c->rating, style, text);
}
