/* SPDX-License-Identifier: MIT */
/*
 * Opening hours as the lines of text that they are, comments and all (rule
 * B3).  The subject is whose.
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/week.h"
#include "shared/mem.h"

enum { TEXT, FIELDS };

struct self {
	struct form_box box;
	char *before; /* as it was when it was read */
};

static const struct form_field fields[FIELDS] = {
	[TEXT] = {.label = N_("Opening hours"),
		.kind = FORM_TEXT,
		.most = LIMIT_TEXT_CHARS,
		.rows = 9,
		.hint = N_("A line a day: mon-fri 10:30-19:00, or 2026-12-31 "
			   "closed \"Notice\". Alt-Enter begins another.")},
};

static void remember(struct screen *s)
{
	struct self *self = s->self;

	mem_free(self->before);
	self->before = mem_strdup(week_text(s->model, s->subject));
	assert(self->before);
}

static void fill(struct screen *s, struct form *f)
{
	remember(s);
	form_set(f, TEXT, week_text(s->model, s->subject));
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	const char *text = form_text(b->form, TEXT), *why;
	char words[PAINT_SIZE];
	int line;

	why = week_wrong(text, &line);
	if (why) {
		paint_format(words, _("Line %d: %s"), line, why);
		form_err(b->form, TEXT, words);
		return;
	}
	if (strcmp(self->before, week_text(s->model, s->subject)) != 0) {
		remember(s);
		form_err(b->form, TEXT,
			_("A colleague has changed the hours meanwhile. Save "
			  "again to put yours in their place."));
		return;
	}
	b->err = ERR_OK;
	b->turn = s->model->manage.turn;
	b->sent = week_save_text(s, s->subject, text);
}

static int blame(enum err e, const char **text)
{
	*text = NULL;
	return e == ERR_FIELD || e == ERR_CONFIG ? TEXT : -1;
}

static const struct form_box_ops ops = {.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame};

static void open(struct screen *s)
{
	form_box_open(s, &ops);
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	form_box_end(s);
	mem_free(self->before);
	self->before = NULL;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct manage_group *of = manage_group(s->model, s->subject);

	form_box_draw(s, g, at, of ? of->shown : _("The shop"));
}

const struct screen_ops hours_text_box_ops = {
	.name = "hours_text",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = end,
	.done = form_box_done,
};
