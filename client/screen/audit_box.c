/* SPDX-License-Identifier: MIT */
/*
 * Which lines of the audit log are shown: of which kind, by whom, since when.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/audit_words.h"
#include "client/screen/box.h"
#include "client/screen/form.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

enum { WHAT, WHO, SINCE, FIELDS };

#define CHOICES 200 /* people and kinds to choose from; more are left out */
#define DAY_MS (86400 * INT64_C(1000))

struct self {
	struct form *form;
	struct id people[CHOICES]; /* the choices of WHO behind "all" */
	int n_people;
};

static const char *const since[] = {N_("all"), N_("the last day"),
	N_("the last 7 days"), N_("the last 30 days"), NULL};
static const int64_t since_ms[] = {0, DAY_MS, 7 * DAY_MS, 30 * DAY_MS};

static const struct form_field fields[FIELDS] = {
	[WHAT] = {.label = N_("Kind"), .kind = FORM_CHOICE},
	[WHO] = {.label = N_("By"), .kind = FORM_CHOICE},
	[SINCE] = {.label = N_("Since"), .kind = FORM_CHOICE, .choices = since},
};

static void fill_kinds(struct form *f, const char *what)
{
	const char *texts[CHOICES] = {_("all")};
	int n = 1, chosen = 0;

	for (; n < CHOICES && audit_words_key(n - 1); n++) {
		texts[n] = audit_words(audit_words_key(n - 1));
		if (strcmp(what, audit_words_key(n - 1)) == 0)
			chosen = n;
	}
	form_options(f, WHAT, texts, n);
	form_choose(f, WHAT, chosen);
}

static void fill_people(struct screen *s, const char *who)
{
	struct self *self = s->self;
	const struct team *t = &s->model->manage.team;
	const char *texts[CHOICES] = {_("all")};
	int chosen = 0;

	self->n_people = 0;
	for (int i = 0; i < t->n && self->n_people < CHOICES - 1; i++) {
		self->people[self->n_people++] = t->all[i].id;
		texts[self->n_people] = t->all[i].name;
		if (strcmp(who, t->all[i].id.s) == 0)
			chosen = self->n_people;
	}
	form_options(self->form, WHO, texts, self->n_people + 1);
	form_choose(self->form, WHO, chosen);
}

static void open(struct screen *s)
{
	struct self *self = s->self;
	const struct audit_filter *f = &s->model->manage.audit.filter;

	form_destroy(&self->form);
	self->form = form_new(fields, FIELDS);
	form_clear(self->form);
	fill_kinds(self->form, f->what);
	fill_people(s, f->who);
	for (int i = 0; since[i]; i++)
		if (since_ms[i] == f->within_ms)
			form_choose(self->form, SINCE, i);
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	form_destroy(&self->form);
}

static void show(struct screen *s)
{
	struct self *self = s->self;
	int what = form_choice(self->form, WHAT);
	int who = form_choice(self->form, WHO);
	struct audit_filter f = {
		.within_ms = since_ms[form_choice(self->form, SINCE)]};

	if (what > 0)
		snprintf(f.what, sizeof(f.what), "%s",
			audit_words_key(what - 1));
	if (who > 0)
		strcpy(f.who, self->people[who - 1].s);
	screen_act(s, &(struct action){.kind = ACTION_AUDIT_ONLY, .audit = &f});
	s->pop = true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	enum form_result result;

	if (e->row == FIELDS || e->action == ACTION_KEEP ||
		e->action == ACTION_OPEN) {
		show(s);
		return true;
	}
	result = form_event(self->form, e);
	return result != FORM_NOT_MINE;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int air = at->small ? 0 : 1, used;
	struct box b =
		box_open(g, at, 3 * FIELDS + 4 + 2 * air, _("What is shown"));

	used = form_draw(self->form, g, s->hits, b.row + air, b.col,
		b.rows - air - 2, b.width, NULL);
	grid_cursor_hide(g);
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

const struct screen_ops audit_box_ops = {
	.name = "audit_box",
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
