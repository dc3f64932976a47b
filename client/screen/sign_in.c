/* SPDX-License-Identifier: MIT */
/*
 * Sign-in in two steps (rule A3): the address, then the password.
 */
#include <assert.h>
#include <string.h>

#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/code_page.h"
#include "client/screen/excuse.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "shared/limits.h"

enum say { SAY_NOTHING, SAY_ADDRESS, SAY_FORGOTTEN };

struct self {
	struct edit *address, *password;
	bool second; /* at the password */
	enum say say;
	enum err shown; /* the failure that the second step shows */
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	if (!self->address) {
		self->address = edit_new(LIMIT_ADDRESS, false);
		self->password = edit_new_secret(LIMIT_PASSWORD);
		assert(self->address && self->password);
	}
	edit_set(self->address, s->model->address);
	edit_set(self->password, "");
	self->second = false;
	self->say = SAY_NOTHING;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->address);
	edit_destroy(&self->password);
}

/* Nothing of the password stays behind in the field, its undo included. */
static void close(struct screen *s)
{
	struct self *self = s->self;

	edit_destroy(&self->password);
	self->password = edit_new_secret(LIMIT_PASSWORD);
	assert(self->password);
}

static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && at[1] && !strchr(text, ' ');
}

static void enter(struct screen *s)
{
	struct self *self = s->self;
	struct action a = {.kind = ACTION_SIGN_IN};

	if (!self->second) {
		self->second = is_address(edit_text(self->address));
		self->say = self->second ? SAY_NOTHING : SAY_ADDRESS;
		a.kind = ACTION_ADDRESS;
		a.text = edit_text(self->address);
		if (self->second)
			screen_act(s, &a);
		return;
	}
	if (edit_len(self->password) == 0)
		return;
	a.sign_in.address = edit_text(self->address);
	a.sign_in.password = edit_text(self->password);
	screen_act(s, &a);
	self->say = SAY_NOTHING;
	close(s);
}

/* Whom the relay does not serve need not type (A7). */
static bool is_idle(const struct screen *s)
{
	return s->model->signing_in || s->model->outdated;
}

static void forget(struct screen *s)
{
	struct self *self = s->self;

	if (!model_forgets(s->model) || edit_len(self->password) == 0)
		return;
	close(s);
	self->say = SAY_FORGOTTEN;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	if (is_idle(s) && e->action == ACTION_USER_COUNT)
		return true;
	if (s->model->outdated &&
		(e->action == ACTION_CREATE || e->action == ACTION_FORGOT))
		return true;
	switch (e->action) {
	case ACTION_CREATE:
		s->push = SCREEN_SIGN_UP;
		return true;
	case ACTION_FORGOT:
		s->push = SCREEN_FORGOT;
		return true;
	case ACTION_OPEN:
		if (!is_idle(s))
			enter(s);
		return true;
	case ACTION_BACK:
		self->second = false;
		self->say = SAY_NOTHING;
		return true;
	default:
		break;
	}
	if (e->action == ACTION_USER_COUNT && e->input)
		edit_key(self->second ? self->password : self->address,
			e->input);
	return e->action == ACTION_USER_COUNT;
}

/* The relay says how long it wants to be left alone. */
static const char *excuse(const struct model *m, char out[PAINT_SIZE])
{
	int64_t left = m->sign_in_at - m->now_ms;

	return left > 0 ? code_page_wait(left, out)
			: excuse_text(m->sign_in_err);
}

static const char *words(
	const struct screen *s, uint8_t *style, char out[PAINT_SIZE])
{
	const struct self *self = s->self;
	const struct model *m = s->model;

	*style = STYLE_DEFAULT;
	if (m->signing_in)
		return _("Signing in");
	*style = STYLE_BOLD;
	if (self->say == SAY_ADDRESS)
		return _("Please enter an e-mail address.");
	if (self->say == SAY_FORGOTTEN)
		return code_page_forgotten();
	if (m->sign_in_err != ERR_OK)
		return excuse(m, out);
	return "";
}

static void draw_field(
	const struct screen *s, struct grid *g, int row, int col, int width)
{
	struct self *self = s->self;
	const char *label = self->second ? _("Password") : _("E-mail address");

	paint_line(g, row, col, width, STYLE_BOLD, label);
	grid_box(g, row + 1, col, 3, width, STYLE_GREY);
	edit_draw(self->second ? self->password : self->address, g, row + 2,
		col + 2, 1, width - 4, STYLE_DEFAULT, self->second);
	if (s->model->signing_in)
		grid_cursor_hide(g);
}

/* Instead of the field. */
static void draw_outdated(struct grid *g, int row, int col, int width, int rows)
{
	char text[PAINT_SIZE];
	int used = paint_block(g, row, col, rows, width, STYLE_BOLD,
		_("This noren is too old for the shop's relay."));

	paint_format(text,
		_("It is version %s. Please update it, or ask whoever looks "
		  "after this machine."),
		NOREN_VERSION);
	paint_block(
		g, row + used, col, rows - used, width, STYLE_DEFAULT, text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	int width = at->width < 52 ? at->width : 52;
	int col = (at->cols - width) / 2;
	int row = at->top + (at->height > 14 ? (at->height - 12) / 2 : 0);
	char out[PAINT_SIZE];
	const char *text, *above;
	uint8_t style;

	forget(s);
	if (s->model->outdated) {
		draw_outdated(g, row, col, width, at->foot - row);
		return;
	}
	above = self->second ? edit_text(self->address)
			     : _("Sign in to answer shoppers");
	paint_line(g, row, col, width, STYLE_DEFAULT, above);
	draw_field(s, g, row + 2, col, width);
	text = words(s, &style, out);
	paint_block(g, row + (at->small ? 6 : 7), col, 3, width, style, text);
	if (!at->small)
		paint_line(g, row + 11, col, width, STYLE_GREY,
			s->model->settings->relay);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct self *self = s->self;
	bool off = s->model->signing_in;
	int n = 0;

	if (s->model->outdated) {
		feet[n++] = (struct screen_foot){ACTION_RETRY, NULL, false};
		feet[n++] =
			(struct screen_foot){ACTION_QUIT, _("leave"), false};
		return n;
	}
	feet[n++] = (struct screen_foot){
		ACTION_OPEN, self->second ? _("sign in") : _("next"), off};
	feet[n++] = (struct screen_foot){
		self->second ? ACTION_FORGOT : ACTION_CREATE, NULL, false};
	if (self->second)
		feet[n++] = (struct screen_foot){ACTION_BACK, NULL, off};
	return n;
}

const struct screen_ops sign_in_ops = {
	.name = "sign_in",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_AT_SIGN_IN |
		1u << ACTION_IN_LISTS,
	.types = true,
	.open = open,
	.close = close,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
