/* SPDX-License-Identifier: MIT */
/*
 * Changes one's name, password or address (rule A5).  It stays open, with what
 * was typed, until the relay has said yes.
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/code_page.h"
#include "client/screen/excuse.h"
#include "client/screen/form.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/limits.h"
#include "shared/password.h"
#include "shared/times.h"

static const struct form_field name_fields[] = {
	{.label = N_("Your name"),
		.most = LIMIT_NAME,
		.hint = N_("Shoppers and colleagues see it.")},
};
static const struct form_field password_fields[] = {
	{.label = N_("Present password"),
		.kind = FORM_SECRET,
		.most = LIMIT_PASSWORD},
	{.label = N_("New password"),
		.kind = FORM_SECRET,
		.most = LIMIT_PASSWORD,
		.hint = N_("At least 10 characters. You are signed out "
			   "everywhere else.")},
};
static const struct form_field address_fields[] = {
	{.label = N_("New address"),
		.most = LIMIT_ADDRESS,
		.hint = N_("It counts once the code that is mailed there was "
			   "entered.")},
	{.label = N_("Password"), .kind = FORM_SECRET, .most = LIMIT_PASSWORD},
};
static const struct form_field code_fields[] = {
	{.label = N_("Code"), .most = LIMIT_KEY},
};

static const struct {
	const struct form_field *fields;
	int n;
	const char *title; /* N_ */
} kinds[] = {
	[ACCOUNT_NAME] = {name_fields, 1, N_("Change your name")},
	[ACCOUNT_PASSWORD] = {password_fields, 2, N_("Change your password")},
	[ACCOUNT_ADDRESS] = {address_fields, 2, N_("Change your address")},
	[ACCOUNT_CODE] = {code_fields, 1, N_("Enter the code")},
};

struct self {
	struct form *form;
	enum account_step step; /* the form's */
	int opening;            /* that it is of */
	int turn;               /* the answer that is shown */
};

static void end(struct screen *s)
{
	struct self *self = s->self;

	form_destroy(&self->form);
	self->step = ACCOUNT_NOTHING;
}

static enum account_step step_of(const struct screen *s)
{
	return s->model->account.step;
}

/* A chat came in over it, or the lock: what was typed stays, but for
 * passwords. */
static void close(struct screen *s)
{
	struct self *self = s->self;

	if (step_of(s) == ACCOUNT_NOTHING)
		end(s);
	else if (self->form)
		form_wipe(self->form);
}

/* The form of what is being changed now. */
static struct form *form_of(struct screen *s)
{
	const struct account *c = &s->model->account;
	struct self *self = s->self;

	if (self->step == c->step && self->opening == c->opening)
		return self->form;
	end(s);
	self->step = c->step;
	self->opening = c->opening;
	self->turn = c->turn;
	if (c->step == ACCOUNT_NOTHING)
		return NULL;
	self->form = form_new(kinds[c->step].fields, kinds[c->step].n);
	form_clear(self->form);
	if (c->step == ACCOUNT_NAME)
		form_set(self->form, 0, c->name);
	return self->form;
}

/* The field that the error is about; -1: none. */
static int blame(enum account_step step, enum err e)
{
	switch (e) {
	case ERR_CREDENTIALS:
		return step == ACCOUNT_ADDRESS     ? 1
			: step == ACCOUNT_PASSWORD ? 0
						   : -1;
	case ERR_PASSWORD_SHORT:
	case ERR_PASSWORD_COMMON:
		return step == ACCOUNT_PASSWORD ? 1 : -1;
	case ERR_ADDRESS:
	case ERR_ADDRESS_TAKEN:
		return step == ACCOUNT_ADDRESS ? 0 : -1;
	case ERR_CODE:
	case ERR_CODE_OVER:
		return step == ACCOUNT_CODE ? 0 : -1;
	default:
		return -1;
	}
}

/* The relay has answered in the meantime. */
static void take_answer(struct screen *s, struct form *f)
{
	const struct account *c = &s->model->account;
	struct self *self = s->self;
	int field = blame(c->step, c->err);

	if (!f || self->turn == c->turn)
		return;
	self->turn = c->turn;
	if (field < 0)
		return;
	if (c->err == ERR_CREDENTIALS || c->err == ERR_CODE)
		form_set(f, field, "");
	form_err(f, field,
		c->err == ERR_CREDENTIALS ? _("The password is not right.")
					  : excuse_text(c->err));
}

static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && at[1] && !strchr(text, ' ');
}

/* Blanks and dashes do not count: codes are read out and written down. */
static const char *plain(const char *text, char out[LIMIT_KEY + 1])
{
	size_t n = 0;

	for (; *text && n < LIMIT_KEY; text++)
		if (*text != ' ' && *text != '-')
			out[n++] = *text;
	out[n] = '\0';
	return out;
}

/* The relay asks the same, but here it is said at once. */
static bool is_weak(const struct model *m, struct form *f)
{
	const char *const own[] = {
		m->account.address, m->account.name, m->retailer};
	enum err e = password_check(form_text(f, 1), own, 3);

	if (e != ERR_PASSWORD_SHORT && e != ERR_PASSWORD_COMMON)
		return false;
	form_err(f, 1, excuse_text(e));
	return true;
}

/* Says what is missing, and where; false: nothing is. */
static bool is_wrong(
	const struct model *m, enum account_step step, struct form *f)
{
	if (step == ACCOUNT_NAME && form_blank(f, 0))
		form_err(f, 0, _("Please enter your name."));
	else if (step == ACCOUNT_ADDRESS && !is_address(form_text(f, 0)))
		form_err(f, 0, _("Please enter an e-mail address."));
	else if (step == ACCOUNT_CODE && form_blank(f, 0))
		form_err(f, 0, _("Please enter the code."));
	else if (step == ACCOUNT_PASSWORD && !form_text(f, 0)[0])
		form_err(f, 0, _("Please enter the password."));
	else if (step == ACCOUNT_ADDRESS && !form_text(f, 1)[0])
		form_err(f, 1, _("Please enter the password."));
	else
		return step == ACCOUNT_PASSWORD && is_weak(m, f);
	return true;
}

static void send(struct screen *s, struct form *f)
{
	enum account_step step = step_of(s);
	char code[LIMIT_KEY + 1];
	struct action a = {.kind = ACTION_RENAME};

	if (s->model->account.asking || is_wrong(s->model, step, f))
		return;
	if (step == ACCOUNT_NAME) {
		a.account.name = form_text(f, 0);
	} else if (step == ACCOUNT_PASSWORD) {
		a.kind = ACTION_REPASS;
		a.account.password = form_text(f, 0);
		a.account.fresh = form_text(f, 1);
	} else if (step == ACCOUNT_ADDRESS) {
		a.kind = ACTION_MOVE;
		a.account.address = form_text(f, 0);
		a.account.password = form_text(f, 1);
	} else {
		a.kind = ACTION_MOVED;
		a.account.code = plain(form_text(f, 0), code);
	}
	screen_act(s, &a);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct form *f = form_of(s);

	if (!f)
		return false;
	take_answer(s, f);
	if (e->action == ACTION_BACK) {
		screen_act(s,
			&(struct action){.kind = ACTION_CHANGE,
				.number = ACCOUNT_NOTHING});
		return true;
	}
	if (e->action == ACTION_AGAIN) {
		screen_do(s, ACTION_AGAIN);
		return true;
	}
	if (s->model->account.asking)
		return e->action == ACTION_USER_COUNT ||
			e->action == ACTION_OPEN;
	if (e->action == ACTION_KEEP) {
		send(s, f);
		return true;
	}
	switch (form_event(f, e)) {
	case FORM_DONE:
		send(s, f);
		return true;
	case FORM_NOT_MINE:
		return false;
	default:
		return true;
	}
}

/* ---- drawing ---- */

/* The error, with the time to wait where there is one. */
static const char *excuse_of(const struct model *m, char out[PAINT_SIZE])
{
	const struct account *c = &m->account;
	int64_t left = c->wait_at - m->now_ms;

	return c->err == ERR_RATE && left > 0 ? code_page_wait(left, out)
					      : excuse_text(c->err);
}

static const char *word(
	const struct screen *s, uint8_t *style, char out[PAINT_SIZE])
{
	const struct account *c = &s->model->account;

	*style = STYLE_BOLD;
	if (c->asking)
		return _("One moment");
	if (c->err && blame(c->step, c->err) < 0)
		return excuse_of(s->model, out);
	*style = STYLE_GREY;
	if (!model_online(s->model))
		return _("No connection");
	if (c->step != ACCOUNT_CODE)
		return "";
	return c->mailed ? _("Not arrived? Ask again, or ask a manager.")
			 : _("No mail goes out here: a manager has the code.");
}

/* Above the form. */
static const char *about(const struct screen *s, char out[PAINT_SIZE])
{
	const struct account *c = &s->model->account;

	if (c->step != ACCOUNT_CODE)
		return "";
	return paint_format(out,
		c->mailed ? _("We have mailed it to %s. It is good for %d "
			      "minutes.")
			  : _("It proves that %s is yours. It is good for %d "
			      "minutes."),
		c->moving, c->minutes);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct form *f = form_of(s);
	int inner = (at->width < BOX_COLS ? at->width : BOX_COLS) - 6;
	int gap = at->small ? 0 : 1, above, below, rows;
	char text[2][PAINT_SIZE];
	const char *top, *bottom;
	uint8_t style;
	struct box b;

	if (!f)
		return;
	take_answer(s, f);
	top = about(s, text[0]);
	bottom = word(s, &style, text[1]);
	above = *top ? paint_rows(top, inner) + gap : 0;
	below = *bottom ? paint_rows(bottom, inner) + gap : 0;
	rows = form_rows(f, at->height - 2 - above - below - 2 * gap, inner);
	b = box_open(g, at, 2 + 2 * gap + above + rows + below,
		_(kinds[step_of(s)].title));
	box_text(&b, gap, above, STYLE_DEFAULT, top);
	form_draw(f, g, s->hits, b.row + gap + above, b.col, rows, inner, NULL);
	box_text(&b, gap + above + rows + (*bottom ? gap : 0), below, style,
		bottom);
	if (s->model->account.asking)
		grid_cursor_hide(g);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	const struct form *f = form_of(s);
	bool busy = s->model->account.asking || !model_online(s->model);
	int n = 0;

	feet[n++] = (struct screen_foot){
		ACTION_OPEN, f && form_last(f) ? _("change") : _("next"), busy};
	if (step_of(s) == ACCOUNT_CODE)
		feet[n++] = (struct screen_foot){ACTION_AGAIN, NULL, busy};
	feet[n++] = (struct screen_foot){ACTION_BACK, NULL, false};
	return n;
}

const struct screen_ops account_box_ops = {
	.name = "account_box",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_FORMS,
	.types = true,
	.over = true,
	.close = close,
	.end = end,
	.event = event,
	.draw = draw,
	.foot = foot,
};
