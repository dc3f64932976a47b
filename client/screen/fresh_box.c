/* SPDX-License-Identifier: MIT */
/*
 * A code that has just been issued, large, with how long it is good and what
 * to tell whom it is for.  It is shown once.
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/box.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

static bool event(struct screen *s, const struct screen_event *e)
{
	if (e->action == ACTION_OPEN || e->action == ACTION_BACK)
		screen_do(s, ACTION_FRESH_AWAY);
	else if (e->action == ACTION_HELP || e->action == ACTION_ACCEPT ||
		e->action == ACTION_PASS)
		return false;
	return true;
}

/* "K 7 Q 2 M X", so that no letter is overlooked. */
static const char *spaced(const char *code, char out[PAINT_SIZE])
{
	size_t n = 0;

	for (; *code && n + 3 < PAINT_SIZE; code++) {
		if (n > 0)
			out[n++] = ' ';
		out[n++] = *code;
	}
	out[n] = '\0';
	return out;
}

static const char *good_words(const struct model *m, char out[PAINT_SIZE])
{
	const struct manage_fresh *f = &m->manage.fresh;
	char when[PAINT_SIZE];

	paint_when(m, f->until, when);
	if (f->uses > 1)
		return paint_format(out,
			_("Good until %s, for %ld colleagues."), when,
			(long)f->uses);
	return paint_format(out, _("Good until %s, and once."), when);
}

static const char *tell_words(const struct model *m)
{
	return m->manage.fresh.uses > 0
		? _("Tell your new colleague: start noren, press Ctrl-N, and "
		    "enter this code with your own address.")
		: _("Tell it to nobody but the owner of the account, who "
		    "enters it where noren asks for the code from the mail.");
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct model *m = s->model;
	bool invite = m->manage.fresh.uses > 0;
	const char *title = invite ? _("Invite code") : _("Code");
	int inner = (at->width < BOX_COLS ? at->width : BOX_COLS) - 6;
	int air = at->small ? 0 : 1, row = air, bar = at->small ? 1 : 3;
	char code[PAINT_SIZE], text[PAINT_SIZE];
	struct box b;

	spaced(m->manage.fresh.code, code);
	good_words(m, text);
	b = box_open(g, at,
		paint_rows(tell_words(m), inner) + paint_rows(text, inner) +
			bar + 3 + 3 * air,
		title);
	grid_fill(g, b.row + row, b.col, bar, b.width, STYLE_REVERSE);
	paint_middle(g, b.row + row + bar / 2, b.col, b.width,
		STYLE_BOLD | STYLE_REVERSE, code);
	row += bar + air;
	row += box_text(&b, row, b.rows, STYLE_BOLD, text);
	row += box_text(&b, row, b.rows, STYLE_DEFAULT, tell_words(m)) + 1;
	if (row < b.rows)
		box_text(&b, row, 1, STYLE_GREY,
			invite ? _("Enter puts it away; the list has it.")
			       : _("It is shown only now. Enter puts it "
				   "away."));
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("put away"), false};
	return 1;
}

const struct screen_ops fresh_box_ops = {
	.name = "fresh",
	.size = 1,
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.event = event,
	.draw = draw,
	.foot = foot,
};
