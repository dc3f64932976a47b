/* SPDX-License-Identifier: MIT */
/*
 * The links, pictures and videos of a chat, newest first: opened, copied or
 * kept on purpose only.  A link is shown whole, as it will be opened.
 */
#include <string.h>

#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/weblink.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/mem.h"

#define FOUND 40

struct find {
	char *url; /* gives; NULL: a file */
	const struct chat_file *file;
	const char *name; /* of the file, or NULL */
};

struct finds {
	struct find all[FOUND];
	int n;
};

struct self {
	int chosen;
	bool sure; /* "c" was pressed once: the next one copies */
};

static void add_url(struct finds *f, const char *url, size_t len)
{
	char *ascii = weblink_ascii(url, len);

	for (int i = 0; ascii && i < f->n; i++)
		if (f->all[i].url && strcmp(f->all[i].url, ascii) == 0) {
			mem_free(ascii);
			return;
		}
	if (ascii && f->n < FOUND)
		f->all[f->n++] = (struct find){.url = ascii};
	else
		mem_free(ascii);
}

static void add_entry(struct finds *f, const struct chat_entry *e)
{
	const char *text = e->text ? e->text : "";
	size_t at, len;

	if (e->file && f->n < FOUND) {
		f->all[f->n++] =
			(struct find){.file = e->file, .name = e->text};
		return;
	}
	if (e->goods && e->goods->url)
		add_url(f, e->goods->url, strlen(e->goods->url));
	if (e->kind != WIRE_KIND_TEXT && e->kind != WIRE_KIND_CARD)
		return;
	for (; weblink_find(text, &at, &len); text += at + len)
		add_url(f, text + at, len);
}

static void gather(const struct model *m, struct finds *f)
{
	f->n = 0;
	if (!m->chat)
		return;
	for (int64_t i = m->chat->n - 1; i >= 0 && f->n < FOUND; i--)
		add_entry(f, &m->chat->entries[i]);
}

static void forget(struct finds *f)
{
	for (int i = 0; i < f->n; i++)
		mem_free(f->all[i].url);
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

/* Opens the link, or keeps the original. */
static void take(struct screen *s, const struct find *f)
{
	struct action a = {.kind = ACTION_LOOK, .text = f->url};

	if (s->model->settings->kiosk)
		return;
	if (f->file) {
		a.kind = ACTION_SAVE;
		a.save.media = f->file->media;
		a.save.name = f->name;
	}
	screen_act(s, &a);
	s->pop = true;
}

static void copy(struct screen *s, const struct find *f)
{
	struct self *self = s->self;

	if (!f->url)
		return;
	if (self->sure)
		screen_act(s,
			&(struct action){.kind = ACTION_COPY, .text = f->url});
	self->sure = !self->sure;
}

static bool act(
	struct screen *s, const struct screen_event *e, const struct finds *f)
{
	struct self *self = s->self;
	uint32_t key =
		e->input && e->input->kind == INPUT_KEY ? e->input->key : 0;
	int before = self->chosen;

	if (self->chosen >= f->n)
		self->chosen = f->n > 0 ? f->n - 1 : 0;
	if (e->row != HITS_NO_ROW && e->row < f->n)
		self->chosen = e->row;
	else if (e->action == ACTION_UP)
		self->chosen -= self->chosen > 0;
	else if (e->action == ACTION_DOWN)
		self->chosen += self->chosen < f->n - 1;
	else if (f->n > 0 && (e->action == ACTION_OPEN || key == 'o'))
		take(s, &f->all[self->chosen]);
	else if (f->n > 0 && key == 'c')
		copy(s, &f->all[self->chosen]);
	else
		return false;
	if (self->chosen != before)
		self->sure = false;
	return true;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct finds f;
	bool mine;

	gather(s->model, &f);
	mine = act(s, e, &f);
	forget(&f);
	return mine;
}

/* What Enter would do, and what else can be done. */
static const char *hint(const struct screen *s, const struct finds *f)
{
	const struct self *self = s->self;

	if (s->model->settings->kiosk)
		return _("Nothing leads out of noren here.");
	if (f->n == 0 || self->chosen >= f->n)
		return "";
	if (f->all[self->chosen].file)
		return _("Enter keeps the original as a file.");
	return self->sure ? _("c again: into the clipboard")
			  : _("Enter opens it in the browser, c copies it.");
}

static void draw_find(
	const struct box *b, int row, const struct find *f, bool chosen)
{
	uint8_t style = chosen ? STYLE_REVERSE : STYLE_DEFAULT;
	char text[PAINT_SIZE];

	if (f->file)
		paint_format(text, "[%s]",
			f->name ? f->name
				: f->file->mime == WIRE_MIME_MP4
				? _("a video")
				: _("a picture"));
	grid_fill(b->g, b->row + row, b->col - 1, 1, b->width + 2, style);
	paint_line(b->g, b->row + row, b->col, b->width, style,
		f->file ? text : f->url);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int gap = at->small ? 0 : 1, rows, whole = 0, first, n;
	struct finds f;
	struct box b;

	gather(s->model, &f);
	if (self->chosen < f.n && f.all[self->chosen].url)
		whole = paint_rows(f.all[self->chosen].url,
			(at->width < BOX_COLS ? at->width : BOX_COLS) - 6);
	whole = whole > 1 ? whole : 0; /* one that was cut is shown whole */
	n = f.n > 0 ? f.n : 1;
	rows = at->height - 3 - 3 * gap - whole;
	rows = rows > n ? n : rows < 1 ? 1 : rows;
	b = box_open(
		g, at, rows + whole + 3 + 3 * gap, _("Links and pictures"));
	b.row += gap;
	if (f.n == 0)
		box_text(&b, 0, 1, STYLE_GREY, _("None in this chat."));
	first = self->chosen >= rows ? self->chosen - rows + 1 : 0;
	for (int i = 0; i < rows && first + i < f.n; i++) {
		draw_find(&b, i, &f.all[first + i], first + i == self->chosen);
		hits_row(s->hits, b.row + i, b.col, b.width, first + i);
	}
	if (whole)
		box_text(&b, rows + gap, whole, STYLE_BOLD,
			f.all[self->chosen].url);
	box_text(&b, rows + whole + gap, 1, STYLE_GREY, hint(s, &f));
	forget(&f);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	struct finds f;

	gather(s->model, &f);
	feet[0] = (struct screen_foot){
		ACTION_OPEN, NULL, f.n == 0 || s->model->settings->kiosk};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	forget(&f);
	return 2;
}

const struct screen_ops find_list_ops = {
	.name = "finds",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
};
