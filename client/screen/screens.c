/* SPDX-License-Identifier: MIT */
/*
 * The screens are a pile: at the bottom the one of the model's place, over it
 * the alert when something rings at home, over that what keys have opened.
 * The pile is made anew from the model before every event and every drawing;
 * screens hear when they come up and when they go.  Forms that a chat comes in
 * over do not go: they are held until their place is up again.
 */
#include "client/screen/screens.h"

#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/frame.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/buf.h"
#include "shared/mem.h"

#define PILE 4

struct screens {
	struct model *model;
	struct keymap *keys;
	struct hits hits; /* of the page as last drawn */
	struct screen all[SCREEN_COUNT];
	bool up[SCREEN_COUNT];
	bool held[SCREEN_COUNT]; /* at that place, while a chat is on */
	enum model_place held_at[SCREEN_COUNT];
	enum screen_id over[PILE]; /* opened by keys */
	int n_over;
	enum model_place place; /* over[] was opened here */
	char title[PAINT_SIZE];
	int rows, cols; /* of the page as last drawn */
};

enum err screens_new(
	struct model *m, struct screens **out, char why[SCREENS_WHY])
{
	struct screens *s = mem_zero(sizeof(*s));
	enum err e;

	assert(s);
	s->model = m;
	s->place = m->place;
	e = keymap_new(m->settings, &s->keys, why, SCREENS_WHY);
	for (int i = 0; i < SCREEN_COUNT; i++) {
		s->all[i].model = m;
		s->all[i].keys = s->keys;
		s->all[i].hits = &s->hits;
		s->all[i].self = mem_zero(screen_ops(i)->size);
		assert(s->all[i].self);
	}
	if (e != ERR_OK)
		screens_destroy(&s);
	*out = s;
	return e;
}

void screens_destroy(struct screens **s)
{
	if (!*s)
		return;
	for (int i = 0; i < SCREEN_COUNT; i++) {
		if (screen_ops(i)->end)
			screen_ops(i)->end(&(*s)->all[i]);
		mem_free((*s)->all[i].self);
	}
	keymap_destroy(&(*s)->keys);
	mem_free(*s);
	*s = NULL;
}

/* ---- which screens are up ---- */

static enum screen_id base_of(const struct model *m)
{
	static const enum screen_id bases[] = {
		[MODEL_SIGN_IN] = SCREEN_SIGN_IN,
		[MODEL_HOME] = SCREEN_HOME,
		[MODEL_CHAT] = SCREEN_CHAT,
		[MODEL_ENQUIRIES] = SCREEN_ENQUIRIES,
		[MODEL_CATALOG] = SCREEN_CATALOG,
		[MODEL_ARCHIVE] = SCREEN_ARCHIVE,
		[MODEL_ARCHIVED] = SCREEN_ARCHIVED,
		[MODEL_BLOCKED] = SCREEN_BLOCKED,
		[MODEL_TEAM] = SCREEN_TEAM,
		[MODEL_INVITES] = SCREEN_INVITES,
		[MODEL_HOURS] = SCREEN_HOURS,
		[MODEL_GROUPS] = SCREEN_GROUPS,
		[MODEL_GREETINGS] = SCREEN_GREETINGS,
		[MODEL_LIMITS] = SCREEN_LIMITS,
		[MODEL_AUDIT] = SCREEN_AUDIT,
		[MODEL_ACCOUNT] = SCREEN_ACCOUNT,
		[MODEL_PERFORMANCE] = SCREEN_PERFORMANCE,
		[MODEL_CLAIMS] = SCREEN_CLAIMS,
	};

	return m->locked ? SCREEN_LOCK : bases[m->place];
}

/* From bottom to top; returns how many. */
static int pile(const struct screens *s, enum screen_id ids[PILE + 3])
{
	const struct model *m = s->model;
	int n = 0;

	ids[n++] = base_of(m);
	if (m->locked)
		return n;
	if (m->place == MODEL_HOME && model_ring(m) && s->n_over == 0)
		ids[n++] = SCREEN_ALERT;
	if (m->place == MODEL_ACCOUNT && m->account.step != ACCOUNT_NOTHING)
		ids[n++] = SCREEN_ACCOUNT_BOX;
	for (int i = 0; i < s->n_over; i++)
		ids[n++] = s->over[i];
	if (manage_place(m->place) && m->manage.fresh.code[0])
		ids[n++] = SCREEN_FRESH;
	return n;
}

static enum screen_id top(const struct screens *s)
{
	enum screen_id ids[PILE + 3];

	return ids[pile(s, ids) - 1];
}

/* What has done its work closes. */
static void drop_done(struct screens *s, struct effects *out)
{
	int kept = 0;

	for (int i = 0; i < s->n_over; i++) {
		enum screen_id id = s->over[i];

		s->all[id].out = out;
		if (!s->up[id] || !screen_ops(id)->done ||
			!screen_ops(id)->done(&s->all[id]))
			s->over[kept++] = id;
		s->all[id].out = NULL;
	}
	s->n_over = kept;
}

static void push(struct screens *s, enum screen_id id)
{
	bool there = false;

	for (int i = 0; i < s->n_over; i++)
		there = there || s->over[i] == id;
	if (!there && s->n_over < PILE)
		s->over[s->n_over++] = id;
	s->held[id] = false;
}

/* The place is another one: what keys opened goes with the old one, but a form
 * waits while one chats. */
static void follow_place(struct screens *s)
{
	enum model_place from = s->place, to = s->model->place;

	if (from == to)
		return;
	s->place = to;
	s->n_over = 0;
	for (int i = 0; i < SCREEN_COUNT; i++) {
		if (to == MODEL_CHAT && s->up[i] && screen_ops(i)->keeps) {
			s->held[i] = true;
			s->held_at[i] = from;
		} else if (to == MODEL_SIGN_IN) {
			s->held[i] = false;
		} else if (s->held[i] && s->held_at[i] == to) {
			s->held[i] = false;
			if (screen_ops(i)->over)
				push(s, i);
		}
	}
}

/* Does it stay as it is, though it is not in the pile? */
static bool is_kept(const struct screens *s, enum screen_id id)
{
	return s->held[id] ||
		(s->model->locked && s->up[id] && screen_ops(id)->keeps);
}

/* Opens and closes what has come and gone since. */
static void settle(struct screens *s, struct effects *out)
{
	enum screen_id ids[PILE + 3];
	bool wanted[SCREEN_COUNT];
	int n;

	follow_place(s);
	drop_done(s, out);
	n = pile(s, ids);
	for (int i = 0; i < SCREEN_COUNT; i++)
		wanted[i] = is_kept(s, i);
	for (int i = 0; i < n; i++)
		wanted[ids[i]] = true;
	for (int i = 0; i < SCREEN_COUNT; i++) {
		const struct screen_ops *ops = screen_ops(i);
		void (*tell)(struct screen *) =
			wanted[i] ? ops->open : ops->close;

		s->all[i].out = out;
		if (wanted[i] != s->up[i] && tell)
			tell(&s->all[i]);
		s->all[i].out = NULL;
		s->up[i] = wanted[i];
	}
}

static void remove_over(struct screens *s, enum screen_id id)
{
	int kept = 0;

	for (int i = 0; i < s->n_over; i++)
		if (s->over[i] != id)
			s->over[kept++] = s->over[i];
	s->n_over = kept;
}

/* ---- what the user does ---- */

void screen_act(struct screen *s, const struct action *a)
{
	assert(s->out);
	model_update(s->model, a, s->out);
}

void screen_do(struct screen *s, enum action_kind kind)
{
	screen_act(s, &(struct action){.kind = kind});
}

/* In the middle of a chat one is not gone by one key. */
static bool must_confirm(const struct model *m, enum action_kind kind)
{
	return (kind == ACTION_QUIT || kind == ACTION_SIGN_OUT) &&
		model_in_chat(m);
}

static void confirm(struct screens *s, enum action_kind kind)
{
	s->all[SCREEN_CONFIRM].asked = kind;
	push(s, SCREEN_CONFIRM);
}

/* Rule H3: of the page as it is now. */
static void report(struct screens *s)
{
	struct trouble_masks *masks = trouble_mask(s->model);
	struct grid *g = grid_new(s->rows, s->cols); /* at least 1x1 */
	struct effects none;
	struct buf page;

	assert(g);
	effects_init(&none);
	buf_init(&page, 1 << 20);
	screens_draw(s, g, &none);
	trouble_unmask(&masks);
	if (grid_dump(g, false, &page) == ERR_OK)
		trouble_page(s->model, s->rows, s->cols, buf_str(&page));
	buf_fini(&page);
	effects_fini(&none);
	grid_destroy(&g);
	push(s, SCREEN_REPORT);
}

/* What an action means wherever a screen gives it no meaning of its own. */
static void common(
	struct screens *s, struct screen *top_screen, enum action_kind kind)
{
	if (kind >= ACTION_USER_COUNT)
		return;
	if (kind == ACTION_HELP)
		push(s, SCREEN_HELP);
	else if (kind == ACTION_MENU)
		push(s, SCREEN_MENU);
	else if (kind == ACTION_NOTICES)
		push(s, SCREEN_NOTICES);
	else if (kind == ACTION_REPORT)
		report(s);
	else if (kind == ACTION_BACK && s->n_over > 0)
		s->n_over--;
	else if (must_confirm(s->model, kind))
		confirm(s, kind);
	else
		screen_do(top_screen, kind);
	if (kind == ACTION_HOME || kind == ACTION_ENQUIRIES ||
		kind == ACTION_CATALOG || kind == ACTION_ARCHIVE ||
		kind == ACTION_ACCOUNT ||
		(kind >= ACTION_TEAM && kind <= ACTION_AUDIT))
		s->n_over = 0;
}

static void handle(
	struct screens *s, const struct screen_event *e, struct effects *out);

/* Grants what the screen wished for. */
static void grant(struct screens *s, enum screen_id id, struct screen *of,
	struct effects *out)
{
	enum action_kind run = of->run, ask = of->ask;
	enum screen_id opens = of->push;

	if (of->pop)
		remove_over(s, id);
	of->pop = false;
	of->run = of->ask = ACTION_USER_COUNT;
	of->push = SCREEN_NONE;
	if (opens != SCREEN_NONE && opens != id) {
		memcpy(s->all[opens].subject, of->subject, sizeof(of->subject));
		s->all[opens].deed = of->deed;
		push(s, opens);
	}
	if (ask != ACTION_USER_COUNT)
		confirm(s, ask);
	if (run != ACTION_USER_COUNT)
		handle(s, &(struct screen_event){run, NULL, HITS_NO_ROW}, out);
}

static void handle(
	struct screens *s, const struct screen_event *e, struct effects *out)
{
	enum screen_id id;
	struct screen *of;

	settle(s, out);
	id = top(s);
	of = &s->all[id];
	of->out = out;
	of->pop = false;
	of->run = of->ask = ACTION_USER_COUNT;
	of->push = SCREEN_NONE;
	if (!screen_ops(id)->event(of, e) && screen_ops(id)->groups)
		common(s, of, e->action);
	grant(s, id, of, out);
	of->out = NULL;
}

static enum action_kind action_of(
	const struct screens *s, const struct input_event *input)
{
	const struct screen_ops *ops = screen_ops(top(s));

	if (input->kind != INPUT_KEY || (ops->types && input->text[0]))
		return ACTION_USER_COUNT;
	return keymap_find(s->keys, ops->groups, input->key);
}

/* A click means what stands there; what is not on the page means nothing. */
static void click(struct screens *s, struct screen_event *e)
{
	const struct input_event *in = e->input;
	const struct hit *hit;

	if (in->kind != INPUT_MOUSE || in->mouse != INPUT_PRESS ||
		in->button != 1)
		return;
	hit = hits_find(&s->hits, in->row, in->col);
	if (!hit)
		return;
	e->action = hit->action;
	e->row = hit->number;
	e->input = NULL;
}

static bool is_somebody(const struct input_event *input)
{
	return input->kind == INPUT_KEY || input->kind == INPUT_PASTE ||
		(input->kind == INPUT_MOUSE && input->mouse != INPUT_MOVE);
}

void screens_event(
	struct screens *s, const struct input_event *input, struct effects *out)
{
	struct screen_event e = {.input = input, .row = HITS_NO_ROW};
	struct action focus = {.kind = ACTION_FOCUS, .on = input->focused};

	settle(s, out);
	if (input->kind == INPUT_FOCUS)
		model_update(s->model, &focus, out);
	if (!is_somebody(input))
		return;
	model_update(s->model, &(struct action){.kind = ACTION_TOUCH}, out);
	e.action = action_of(s, input);
	click(s, &e);
	handle(s, &e, out);
	settle(s, out);
}

/* ---- drawing ---- */

static void draw_around(struct screens *s, struct grid *g,
	const struct layout *at, enum screen_id id)
{
	frame_head(g, &s->hits, at, s->model);
	frame_rule(g, at, s->model, s->keys, id == SCREEN_ALERT);
}

/* Last, since it is of the one on top. */
static void draw_foot(struct screens *s, struct grid *g,
	const struct layout *at, enum screen_id id)
{
	const struct screen_ops *ops = screen_ops(id);
	struct screen_foot feet[SCREEN_FEET];
	int n = ops->foot ? ops->foot(&s->all[id], feet) : 0;

	assert(n <= SCREEN_FEET);
	frame_foot(g, &s->hits, at, s->keys, feet, n);
}

static void retitle(struct screens *s, enum screen_id base, struct effects *out)
{
	const struct model *m = s->model;
	const struct ring *r = model_ring(m);
	const struct screen_ops *ops = screen_ops(base);
	char title[PAINT_SIZE];
	const char *of = ops->title ? ops->title(&s->all[base]) : NULL;

	if (r && r->over == WIRE_REASON_NONE)
		paint_format(title, "* %s - noren", _("New chat"));
	else if (m->chat && chat_unread(m->chat) > 0)
		paint_format(title, "* %s - noren", _("New message"));
	else
		paint_format(title, "%s%snoren", of ? of : "", of ? " - " : "");
	if (!m->settings->title || strcmp(title, s->title) == 0)
		return;
	strcpy(s->title, title);
	effects_add(out, EFFECT_TITLE, title, NULL);
}

static void draw_tiny(struct grid *g)
{
	char text[PAINT_SIZE];

	paint_format(
		text, _("noren needs %dx%d"), LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
	paint_line(g, 0, 0, grid_cols(g), STYLE_DEFAULT, text);
}

void screens_draw(struct screens *s, struct grid *g, struct effects *out)
{
	struct layout at = layout_of(grid_rows(g), grid_cols(g));
	enum screen_id ids[PILE + 3];
	int n, first;

	settle(s, out);
	hits_clear(&s->hits);
	n = pile(s, ids);
	first = n - 1;
	while (first > 0 && screen_ops(ids[first])->over)
		first--;
	grid_clear(g);
	s->rows = at.rows;
	s->cols = at.cols;
	retitle(s, ids[0], out);
	if (at.tiny) {
		draw_tiny(g);
		return;
	}
	for (int i = first; i < n; i++) {
		/* Only the top one is typed into. */
		grid_cursor_hide(g);
		if (i > first)
			hits_clear(&s->hits);
		if (!screen_ops(ids[i])->bare && i == first)
			draw_around(s, g, &at, ids[n - 1]);
		screen_ops(ids[i])->draw(&s->all[ids[i]], g, &at);
	}
	if (!screen_ops(ids[first])->bare)
		draw_foot(s, g, &at, ids[n - 1]);
}
