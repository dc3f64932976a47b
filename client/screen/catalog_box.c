/* SPDX-License-Identifier: MIT */
/*
 * What a search in the catalogue is narrowed to: a category, what is in stock,
 * a price from and to.  The categories are a ladder: all of them, those above
 * the present one, and those right below it.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/form.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/money.h"

enum { CATEGORY, STOCK, LOW, HIGH, FIELDS };

#define STEPS 500 /* categories to choose from */
#define BETWEEN " > "

struct self {
	struct form *form;
	char steps[STEPS][LIMIT_CATEGORY + 1]; /* the choices of CATEGORY */
	int n_steps;
	int into;  /* the one of which what is in it was asked; 0: none */
	bool told; /* they are as the relay told them */
};

static const char *const stocks[] = {
	N_("in stock or not"), N_("in stock only"), NULL};

static const struct form_field fields[FIELDS] = {
	[CATEGORY] = {.label = N_("Category"),
		.kind = FORM_CHOICE,
		.hint = N_("Space lists what is in it.")},
	[STOCK] = {.label = N_("Stock"),
		.kind = FORM_CHOICE,
		.choices = stocks},
	[LOW] = {.label = N_("Price from"), .kind = FORM_LINE, .most = 20},
	[HIGH] = {.label = N_("Price to"), .kind = FORM_LINE, .most = 20},
};

/* ---- categories ---- */

static void add_step(struct self *self, const char *category, size_t len)
{
	if (self->n_steps < STEPS)
		snprintf(self->steps[self->n_steps++], LIMIT_CATEGORY + 1,
			"%.*s", (int)len, category);
}

/* They are the choices, of which that one is chosen. */
static void choose_step(struct self *self, int step)
{
	const char *texts[STEPS];

	for (int i = 0; i < self->n_steps; i++)
		texts[i] = i ? self->steps[i] : _("all");
	form_options(self->form, CATEGORY, texts, self->n_steps);
	form_choose(self->form, CATEGORY, step);
}

/* The present one is chosen. */
static void fill_categories(struct screen *s)
{
	struct self *self = s->self;
	const struct catalog *c = &s->model->catalog;
	const char *here = c->filter.category, *at = here;
	int step;

	self->n_steps = 0;
	add_step(self, "", 0);
	while (*here && (at = strstr(at, BETWEEN))) {
		add_step(self, here, (size_t)(at - here));
		at += strlen(BETWEEN);
	}
	if (*here)
		add_step(self, here, strlen(here));
	step = self->n_steps - 1;
	for (int i = 0; i < c->n_shelves; i++)
		add_step(self, c->shelves[i].category,
			strlen(c->shelves[i].category));
	choose_step(self, step);
	self->told = c->shelves_told;
}

static bool has_step(const struct self *self, const char *category)
{
	int i = 0;

	while (i < self->n_steps && strcmp(self->steps[i], category) != 0)
		i++;
	return i < self->n_steps;
}

/* What is right below the one that was asked for comes behind it, and the first
 * of it is chosen. */
static void fill_below(struct screen *s)
{
	struct self *self = s->self;
	const struct catalog *c = &s->model->catalog;
	int at = self->into + 1, had = self->n_steps;

	self->told = true;
	for (int i = 0; i < c->n_shelves && self->n_steps < STEPS; i++) {
		if (has_step(self, c->shelves[i].category))
			continue;
		memmove(self->steps[at + 1], self->steps[at],
			(size_t)(self->n_steps - at) * sizeof(self->steps[0]));
		snprintf(self->steps[at], sizeof(self->steps[at]), "%s",
			c->shelves[i].category);
		self->n_steps++;
		at++;
	}
	if (self->n_steps > had)
		choose_step(self, self->into + 1);
	self->into = 0;
}

/* Space: asks for what is in the one that is chosen. */
static void go_into(struct screen *s)
{
	struct self *self = s->self;
	int step = form_choice(self->form, CATEGORY);

	if (step == 0 || step >= self->n_steps)
		return;
	self->into = step;
	self->told = false;
	screen_act(s,
		&(struct action){.kind = ACTION_FIND_SHELVES,
			.text = self->steps[step]});
}

/* They have come since. */
static void follow(struct screen *s)
{
	struct self *self = s->self;

	if (!self->form || self->told || !s->model->catalog.shelves_told)
		return;
	if (self->into)
		fill_below(s);
	else
		fill_categories(s);
}

/* ---- prices ---- */

/* As it was typed: without its currency. */
static void put_price(struct screen *s, int field, int64_t minor)
{
	struct self *self = s->self;
	struct money money = {.minor = minor};
	char text[MONEY_SIZE];

	if (minor <= 0)
		return;
	memcpy(money.code, s->model->currency, sizeof(money.code));
	money_write(&money, text);
	text[strcspn(text, " ")] = '\0';
	form_set(self->form, field, text);
}

static bool price(struct screen *s, int field, int64_t *minor)
{
	struct self *self = s->self;
	char text[PAINT_SIZE];
	struct money money;

	*minor = 0;
	if (form_blank(self->form, field))
		return true;
	form_narrow(self->form, field);
	paint_format(text, "%s %s", form_text(self->form, field),
		s->model->currency);
	if (money_parse(text, strlen(text), &money) == ERR_OK &&
		money.minor >= 0) {
		*minor = money.minor;
		return true;
	}
	form_err(self->form, field, _("That is no price."));
	return false;
}

/* ---- the box ---- */

static void open(struct screen *s)
{
	struct self *self = s->self;
	const struct catalog_filter *f = &s->model->catalog.filter;

	form_destroy(&self->form);
	self->form = form_new(fields, FIELDS);
	assert(self->form);
	form_clear(self->form);
	self->into = 0;
	screen_act(s,
		&(struct action){
			.kind = ACTION_FIND_SHELVES, .text = f->category});
	fill_categories(s);
	form_choose(self->form, STOCK, f->stock);
	put_price(s, LOW, f->low);
	put_price(s, HIGH, f->high);
	if (!s->model->currency[0]) {
		form_off(self->form, LOW, _("The shop names no currency."));
		form_off(self->form, HIGH, _("The shop names no currency."));
	}
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	form_destroy(&self->form);
}

static void show(struct screen *s)
{
	struct self *self = s->self;
	struct catalog_filter f = {
		.stock = form_choice(self->form, STOCK) == 1};
	int step = form_choice(self->form, CATEGORY);

	if (!price(s, LOW, &f.low) || !price(s, HIGH, &f.high))
		return;
	if (f.high > 0 && f.high < f.low) {
		form_err(self->form, HIGH,
			_("That is less than the price it begins at."));
		return;
	}
	if (step >= 0 && step < self->n_steps)
		strcpy(f.category, self->steps[step]);
	screen_act(s, &(struct action){.kind = ACTION_FIND_ONLY, .filter = &f});
	s->pop = true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	follow(s);
	if (form_at(self->form) == CATEGORY && e->input &&
		e->input->kind == INPUT_KEY && e->input->key == ' ') {
		go_into(s);
		return true;
	}
	if (e->row == FIELDS || e->action == ACTION_KEEP ||
		e->action == ACTION_OPEN) {
		show(s);
		return true;
	}
	return form_event(self->form, e) != FORM_NOT_MINE;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int air = at->small ? 0 : 1, used;
	struct box b;

	follow(s);
	b = box_open(g, at, 3 * FIELDS + 4 + 2 * air, _("Filter"));
	used = form_draw(self->form, g, s->hits, b.row + air, b.col,
		b.rows - air - 2, b.width, NULL);
	used = air + used + 1 < b.rows ? air + used + 1 : b.rows - 1;
	air = box_button(
		&b, used, b.col, STYLE_BOLD | STYLE_REVERSE, _("Show"));
	hits_row(s->hits, b.row + used, b.col, air, FIELDS);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("show"), false};
	feet[1] = (struct screen_foot){ACTION_DOWN, _("next"), false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

const struct screen_ops catalog_box_ops = {
	.name = "catalogue_box",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_FORMS,
	.types = true,
	.over = true,
	.open = open,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
