/* SPDX-License-Identifier: MIT */
/*
 * What the archive shows, into a file (J2): how and where, whether another file
 * gives way, and how far it is.  Esc stops it; whoever goes to a chat meanwhile
 * finds it here again.
 */
#include "client/screen/save_box.h"

#include <stdio.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/box.h"
#include "client/screen/enquiry_words.h"
#include "client/screen/excuse.h"
#include "client/screen/form_box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/input.h"
#include "client/term/style.h"

#define PATH_CHARS 1000

enum { FORM, BOM, PATH, FIELDS };
enum { ROW_KEEP, ROW_REPLACE };

struct self {
	struct form_box box;
	int form; /* whose suffix the path has */
	int turn; /* of the savings that have ended, as known here */
	bool asks, yes, over; /* asks: shall the file give way? */
};

static const char *const forms[] = {N_("Text to be read"),
	N_("CSV, a row each"), N_("JSON, a line each"), NULL};
static const char *const suffixes[] = {".txt", ".csv", ".jsonl"};
static const char *const names[] = {"archive", "chat", "enquiries", "enquiry"};
static const char *const marks[] = {N_("No"), N_("Yes"), NULL};

static const struct form_field fields[FIELDS] = {
	[FORM] = {.label = N_("As"),
		.kind = FORM_CHOICE,
		.choices = forms,
		.hint = N_("CSV is for spreadsheets, JSON for programs.")},
	[BOM] = {.label = N_("BOM"),
		.kind = FORM_CHOICE,
		.choices = marks,
		.hint = N_("A mark that some spreadsheets need.")},
	[PATH] = {.label = N_("File"),
		.most = PATH_CHARS,
		.hint = N_("Only you can read it. ~ is your own folder.")},
};

/* ---- for the pages ---- */

bool save_box_can(const struct model *m)
{
	bool some = m->archive.n > 0;

	if (m->place == MODEL_ARCHIVED)
		some = m->archive.chat != NULL;
	else if (m->place == MODEL_ENQUIRIES)
		some = m->n_enquiries > 0 || m->answered.n > 0;
	if (m->settings->kiosk)
		return false;
	return m->saving.on || (some && model_online(m));
}

bool save_box_event(struct screen *s, const struct screen_event *e)
{
	if (e->action != ACTION_SAVE_ARCHIVE)
		return false;
	if (save_box_can(s->model))
		s->push = SCREEN_SAVE_BOX;
	else
		screen_do(s, ACTION_SAVE_ARCHIVE); /* says why */
	return true;
}

struct screen_foot save_box_foot(const struct model *m)
{
	return (struct screen_foot){
		ACTION_SAVE_ARCHIVE, NULL, !save_box_can(m)};
}

/* ---- what is saved ---- */

/* What the page below shows. */
enum what { ARCHIVE, CHAT, ENQUIRIES, ENQUIRY };

static enum what what_of(const struct screen *s)
{
	const struct model *m = s->model;

	if (m->place == MODEL_ENQUIRIES)
		return id_is(&m->answered.opened) ? ENQUIRY : ENQUIRIES;
	return m->place == MODEL_ARCHIVED ? CHAT : ARCHIVE;
}

/* NULL: it is gone by now. */
static const struct enquiry *enquiry_of(const struct screen *s)
{
	const struct enquiry *e =
		enquiry_find(s->model, &s->model->answered.opened);

	return e ? e : answered_find(s->model, &s->model->answered.opened);
}

/* ---- the form ---- */

/* Of the one that is opened; us UTC, 0: of the list, now. */
static int64_t came_at(const struct screen *s, enum what what)
{
	const struct enquiry *e = what == ENQUIRY ? enquiry_of(s) : NULL;

	if (what == CHAT)
		return s->model->archive.opened.at;
	return e ? e->at : 0;
}

static void propose(const struct screen *s, int form, char out[PAINT_SIZE])
{
	const struct model *m = s->model;
	enum what what = what_of(s);
	int64_t at = came_at(s, what);
	struct tz_time t = model_local(m, at > 0 ? at : m->wall_us);
	char time[16] = "";

	if (what == CHAT || what == ENQUIRY)
		snprintf(time, sizeof(time), "-%02d%02d", t.hour % 100,
			t.minute % 100);
	paint_format(out, "%s/noren-%s-%04d-%02d-%02d%s%s",
		m->settings->downloads, names[what], t.year, t.month, t.day,
		time, suffixes[form]);
}

/* What goes with the form: its suffix, as long as the path has the other's. */
static void follow_form(struct screen *s)
{
	struct self *self = s->self;
	struct form *f = self->box.form;
	int form = form_choice(f, FORM);
	const char *path = form_text(f, PATH), *was = suffixes[self->form];
	size_t len = strlen(path), end = strlen(was);
	char text[4 * PATH_CHARS + 8];

	form_off(f, BOM, form == SAVING_CSV ? NULL : _("only for CSV"));
	if (len > end && len < sizeof(text) - 8 &&
		strcmp(path + len - end, was) == 0) {
		memcpy(text, path, len - end);
		strcpy(text + len - end, suffixes[form]);
		form_set(f, PATH, text);
	}
	self->form = form;
}

static void fill(struct screen *s, struct form *f)
{
	struct self *self = s->self;
	char path[PAINT_SIZE];

	self->form = SAVING_TEXT;
	propose(s, self->form, path);
	form_set(f, PATH, path);
	form_off(f, BOM, _("only for CSV"));
}

static void begin(struct screen *s, bool replace)
{
	struct self *self = s->self;
	struct form *f = self->box.form;

	self->asks = false;
	screen_act(s,
		&(struct action){.kind = ACTION_SAVING_BEGIN,
			.begin = &(struct saving_wish){
				.path = form_text(f, PATH),
				.form = (enum saving_form)form_choice(f, FORM),
				.bom = form_choice(f, FORM) == SAVING_CSV &&
					form_choice(f, BOM) == 1,
				.replace = replace}});
}

static void send(struct screen *s, struct form_box *b)
{
	if (form_blank(b->form, PATH))
		form_err(b->form, PATH, _("Please say where."));
	else
		begin(s, false);
}

/* "Chats:  Sales   Team   / coat" */
static int below(struct screen *s, struct form *f, struct grid *g, int row,
	int col, int rows, int width)
{
	static const char *const picks[] = {
		N_("All"), N_("Sales"), N_("Missed")};
	const struct archive *a = &s->model->archive;
	const struct answered *q = &s->model->answered;
	const struct enquiry *e;
	bool team = a->team && s->model->manager;
	char text[PAINT_SIZE] = "";

	(void)f;
	(void)rows;
	switch (what_of(s)) {
	case ARCHIVE:
		paint_format(text, "%s:  %s%s%s%s%s", _("Chats"),
			_(picks[a->pick]), team ? "   " : "",
			team ? _("Team") : "", a->text[0] ? "   / " : "",
			a->text);
		break;
	case CHAT:
		paint_format(text, "%s",
			a->chat->name ? a->chat->name
				      : archive_words_name(&a->opened));
		break;
	case ENQUIRIES:
		paint_format(text, "%s:  %s%s%s", _("Enquiries"),
			q->text[0] ? _("Answered") : _("All"),
			q->text[0] ? "   / " : "", q->text);
		break;
	case ENQUIRY:
		e = enquiry_of(s);
		paint_format(text, "%s", e ? enquiry_words_name(e) : "");
		break;
	}
	return paint_line(g, row, col, width, STYLE_GREY, text) > 0;
}

static const struct form_box_ops ops = {
	.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.below = below,
	.below_rows = 1,
};

static void watch(struct screen *s, bool on)
{
	screen_act(s, &(struct action){.kind = ACTION_SAVING_WATCH, .on = on});
}

static void close(struct screen *s)
{
	watch(s, false);
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->turn = s->model->saving.turn;
	self->asks = self->yes = self->over = false;
	form_box_open(s, &ops);
	watch(s, true);
}

/* What has become of it since. */
static void catch_up(struct screen *s)
{
	struct self *self = s->self;
	const struct saving *v = &s->model->saving;

	if (self->turn == v->turn)
		return;
	self->turn = v->turn;
	self->yes = false;
	if (v->why == SAVING_OK)
		self->over = true;
	else if (v->why == SAVING_EXISTS)
		self->asks = true;
	else
		form_err(self->box.form, PATH, excuse_saving(v));
}

static bool done(struct screen *s)
{
	const struct self *self = s->self;

	catch_up(s);
	return self->over;
}

/* ---- keys ---- */

static void answer(struct screen *s)
{
	struct self *self = s->self;

	if (self->yes)
		begin(s, true);
	self->asks = false;
	form_go(self->box.form, PATH);
}

static bool event_asks(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;

	if (e->row == ROW_KEEP || e->row == ROW_REPLACE) {
		self->yes = e->row == ROW_REPLACE;
		answer(s);
	} else if (e->action == ACTION_OPEN) {
		answer(s);
	} else if (e->action == ACTION_BACK) {
		self->yes = false;
		answer(s);
	} else if (e->action == ACTION_UP || e->action == ACTION_DOWN ||
		key == INPUT_KEY_LEFT || key == INPUT_KEY_RIGHT ||
		key == INPUT_KEY_TAB) {
		self->yes = !self->yes;
	} else {
		return e->action == ACTION_USER_COUNT;
	}
	return true;
}

/* Esc stops it, and once more leaves it to end. */
static bool event_saving(struct screen *s, const struct screen_event *e)
{
	if (e->action == ACTION_BACK && !s->model->saving.stopping) {
		screen_do(s, ACTION_SAVING_STOP);
		return true;
	}
	return e->action == ACTION_USER_COUNT || e->action == ACTION_OPEN;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	bool mine;

	catch_up(s);
	if (s->model->saving.on)
		return event_saving(s, e);
	if (self->asks)
		return event_asks(s, e);
	mine = form_box_event(s, e);
	if (form_choice(self->box.form, FORM) != self->form)
		follow_form(s);
	return mine;
}

/* ---- drawing ---- */

static const char *title_of(const struct screen *s)
{
	static const char *const titles[] = {N_("Save the archive"),
		N_("Save the chat"), N_("Save the enquiries"),
		N_("Save the enquiry")};

	return _(titles[what_of(s)]);
}

static struct box open_box(const struct screen *s, struct grid *g,
	const struct layout *at, int rows)
{
	return at->width < BOX_COLS + 10
		? box_open_wide(g, at, rows, title_of(s))
		: box_open(g, at, rows, title_of(s));
}

static void draw_asks(struct screen *s, struct grid *g, const struct layout *at)
{
	static const char *const words[] = {N_("Go back"), N_("Replace it")};
	struct self *self = s->self;
	int air = at->small ? 0 : 1, row = air;
	struct box b = open_box(s, g, at, 7 + 2 * air);

	row += box_text(
		&b, row, 3, STYLE_GREY, form_text(self->box.form, PATH));
	row += box_text(
		&b, row, 2, STYLE_BOLD, excuse_saving(&s->model->saving));
	row += air;
	for (int i = ROW_KEEP; i <= ROW_REPLACE; i++) {
		uint8_t style = i == ROW_REPLACE ? STYLE_RED : STYLE_DEFAULT;
		int used;

		if (self->yes == (i == ROW_REPLACE))
			style |= STYLE_REVERSE;
		used = box_button(&b, row, b.col, style, _(words[i]));
		hits_row(s->hits, b.row + row, b.col, used, i);
		b.col += used + 2;
		b.width -= used + 2;
	}
}

/* "340 chats so far, back to Sat 21 Nov". */
static void draw_saving(
	struct screen *s, struct grid *g, const struct layout *at)
{
	const struct saving *v = &s->model->saving;
	const struct self *self = s->self;
	int air = at->small ? 0 : 1, row = air;
	struct box b = open_box(s, g, at, 6 + 2 * air);
	char text[PAINT_SIZE], when[PAINT_SIZE];

	if (v->stopping)
		paint_format(text, "%s", _("Stopping"));
	else if (v->reached == 0)
		paint_format(text, "%s", _("One moment"));
	else
		paint_format(text,
			v->enquiries ? _("%ld enquiries, back to %s")
				     : _("%ld chats, back to %s"),
			(long)v->chats,
			archive_words_when(s->model, v->reached, when));
	row += box_text(&b, row, 2, STYLE_BOLD, text) + air;
	box_text(&b, row, 2, STYLE_GREY, form_text(self->box.form, PATH));
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;

	catch_up(s);
	if (s->model->saving.on)
		draw_saving(s, g, at);
	else if (self->asks)
		draw_asks(s, g, at);
	else
		form_box_draw(s, g, at, title_of(s));
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;

	if (s->model->saving.on) {
		feet[0] = (struct screen_foot){
			ACTION_BACK, _("stop"), s->model->saving.stopping};
		return 1;
	}
	if (!self->asks)
		return form_box_foot(s, feet);
	feet[0] = (struct screen_foot){ACTION_OPEN, _("choose"), false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops save_box_ops = {
	.name = "save_box",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_FORMS,
	.types = true,
	.over = true,
	.keeps = true,
	.open = open,
	.close = close,
	.end = form_box_end,
	.event = event,
	.draw = draw,
	.foot = foot,
	.done = done,
};
