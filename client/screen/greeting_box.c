/* SPDX-License-Identifier: MIT */
/*
 * A greeting or a saved reply (rule D3): its words, for whom, where and when;
 * below it as a shopper would read it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/view.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/week.h"
#include "client/term/style.h"
#include "shared/greet.h"
#include "shared/mem.h"

enum { TEXT, TITLE, USE, LANG, PAGES, HOURS, FIELDS };

#define PREVIEW 4 /* rows */

static const char *const uses[] = {N_("greeting"), N_("reply"), NULL};
static const char *const langs[] = {N_("English"), N_("Japanese"), NULL};

static const struct form_field fields[FIELDS] = {
	[TEXT] = {.label = N_("Words"),
		.kind = FORM_TEXT,
		.most = LIMIT_TEXT_CHARS,
		.rows = 3,
		.hint = N_("Filled in: {time_of_day} {shopper} {associate} "
			   "{product} {group} {shop}. Alt-Enter begins another "
			   "line.")},
	[TITLE] = {.label = N_("Title"),
		.most = 40,
		.hint = N_("Colleagues see it in the list.")},
	[USE] = {.label = N_("Use"),
		.kind = FORM_CHOICE,
		.choices = uses,
		.hint = N_("A greeting is offered when a chat is accepted, a "
			   "reply is looked for.")},
	[LANG] = {.label = N_("Language"),
		.kind = FORM_CHOICE,
		.choices = langs,
		.hint = N_("The shopper's.")},
	[PAGES] = {.label = N_("Pages"),
		.most = 200,
		.hint = N_("Greeting: only on pages like /coats/*. Empty: on "
			   "all.")},
	[HOURS] = {.label = N_("Time of day"),
		.most = 20,
		.hint = N_("Greeting: only then, such as 10:00-12:00. Empty: "
			   "always.")},
};

static const struct template *template_of(const struct screen *s)
{
	const struct templates *t = &s->model->templates;

	for (int i = 0; i < t->n; i++)
		if (strcmp(t->all[i].key, s->subject) == 0)
			return &t->all[i];
	return NULL;
}

static void fill(struct screen *s, struct form *f)
{
	const struct template *t = template_of(s);
	char hours[PAINT_SIZE] = "";
	int until;

	form_choose(f, LANG, s->model->japanese);
	if (!t)
		return;
	until = t->until ? (int)t->until : 1440;
	if (t->from || t->until)
		paint_format(hours, "%02d:%02d-%02d:%02d", (int)t->from / 60,
			(int)t->from % 60, until / 60, until % 60);
	form_set(f, TEXT, t->raw_text);
	form_set(f, TITLE, t->raw_title);
	form_choose(f, USE, t->use == WIRE_USE_REPLY);
	form_off(f, USE, _(uses[t->use == WIRE_USE_REPLY])); /* it stays */
	form_choose(f, LANG, t->lang == WIRE_LANG_JA);
	form_set(f, PAGES, t->pages);
	form_set(f, HOURS, hours);
}

/* A new one is known by a key that nobody has to think of. */
static void new_key(
	const struct screen *s, const struct form *f, char out[LIMIT_KEY + 1])
{
	const struct templates *t = &s->model->templates;
	bool taken = true;

	for (int n = 1; taken; n++) {
		snprintf(out, LIMIT_KEY + 1, "%s-%s-%d",
			form_choice(f, USE) ? "reply" : "greeting",
			form_choice(f, LANG) ? "ja" : "en", n);
		taken = false;
		for (int i = 0; i < t->n; i++)
			taken = taken || strcmp(t->all[i].key, out) == 0;
	}
}

/* "10:00-12:00" as minutes; "" is 0 and 0.  False: it is no such span. */
static bool read_hours(const char *typed, int64_t *from, int64_t *until)
{
	struct hours_day day;
	const char *why;

	*from = *until = 0;
	if (week_parse(typed, &day, &why) != ERR_OK || day.n > 1)
		return false;
	if (day.n == 1) {
		*from = day.intervals[0].from;
		*until = day.intervals[0].to % 1440;
	}
	return true;
}

static void send(struct screen *s, struct form_box *b)
{
	const struct form *f = b->form;
	struct wire_msg msg = {.type = WIRE_T_CTL_TEMPLATE};
	struct wire_ctl_template *t = &msg.ctl_template;
	char key[LIMIT_KEY + 1];
	size_t at;

	snprintf(key, sizeof(key), "%.*s", LIMIT_KEY, s->subject);
	if (!key[0])
		new_key(s, f, key);
	t->retailer = s->model->shop;
	t->template = key;
	t->use = form_choice(f, USE) ? WIRE_USE_REPLY : WIRE_USE_GREETING;
	t->lang = form_choice(f, LANG) ? WIRE_LANG_JA : WIRE_LANG_EN;
	t->title = form_text(f, TITLE);
	t->text = form_text(f, TEXT);
	t->pages = form_blank(f, PAGES) ? "none" : form_text(f, PAGES);
	if (!read_hours(form_text(f, HOURS), &t->from, &t->until))
		form_err(b->form, HOURS, _("One span such as 10:00-12:00."));
	else if (!form_blank(f, PAGES) && !strchr("/*", *t->pages))
		form_err(b->form, PAGES,
			_("Pages are a path such as /coats/*."));
	else if (form_blank(f, TITLE))
		form_err(b->form, TITLE, _("Please enter a title."));
	else if (form_blank(f, TEXT))
		form_err(b->form, TEXT, _("Please enter the words."));
	else if (greet_check(t->text, &at) != ERR_OK)
		form_err(b->form, TEXT,
			_("What stands in { } is none of the names below."));
	else
		form_box_save(s, b, ASK_M_SET_TEMPLATE, &msg);
}

static int blame(enum err e, const char **text)
{
	*text = NULL;
	if (e == ERR_FULL)
		*text = _("There are 200 already. Remove some.");
	return e == ERR_FIELD || e == ERR_SIZE || e == ERR_FULL ? TEXT : -1;
}

/* As a shopper reads it, with names made up. */
static char *preview(const struct screen *s, const struct form *f)
{
	bool ja = form_choice(f, LANG);
	const struct model *m = s->model;
	struct tz_time now = model_local(m, m->wall_us);
	const struct greet_facts facts = {
		.value = {
			[GREET_TIME_OF_DAY] =
				greet_time_of_day(now.hour * 60 + now.minute,
					ja ? WIRE_LANG_JA : WIRE_LANG_EN),
			[GREET_SHOPPER] = ja ? "佐藤" : "Hanako Sato",
			[GREET_ASSOCIATE] = m->name,
			[GREET_PRODUCT] = ja ? "ウールコート" : "Wool coat",
			[GREET_GROUP] = m->groups ? m->groups : m->retailer,
			[GREET_SHOP] = m->retailer,
		}};
	char *filled = NULL, *shown;

	if (greet_fill(form_text(f, TEXT), &facts, &filled) != ERR_OK)
		return NULL;
	shown = view_shown(filled, true);
	mem_free(filled);
	return shown;
}

static int below(struct screen *s, struct form *f, struct grid *g, int row,
	int col, int rows, int width)
{
	char *shown = preview(s, f);
	int used;

	used = paint_line(g, row, col, width, STYLE_GREY,
		       _("As shoppers read it")) > 0;
	used += paint_block(g, row + used, col, rows - used, width,
		shown ? STYLE_BOLD : STYLE_GREY,
		shown ? shown : _("What stands in { } is none of the names."));
	mem_free(shown);
	return used;
}

static const struct form_box_ops ops = {.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame,
	.below = below,
	.below_rows = PREVIEW};

static void open(struct screen *s)
{
	form_box_open(s, &ops);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct template *t = template_of(s);

	form_box_draw(
		s, g, at, t ? t->title ? t->title : t->key : _("New words"));
}

const struct screen_ops greeting_box_ops = {
	.name = "greeting_box",
	.size = sizeof(struct form_box),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = form_box_done,
};
