/* SPDX-License-Identifier: MIT */
#include "client/screen/find_field.h"

#include <assert.h>
#include <string.h>

#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

void find_field_open(struct find_field *f, size_t most, const char *text)
{
	if (!f->text)
		f->text = edit_new(most, false);
	assert(f->text);
	if (strcmp(edit_text(f->text), text) != 0)
		edit_set(f->text, text);
	f->typing = false;
}

void find_field_end(struct find_field *f)
{
	edit_destroy(&f->text);
}

const char *find_field_text(const struct find_field *f)
{
	return edit_text(f->text);
}

bool find_field_looks(const struct find_field *f)
{
	return f->typing || edit_len(f->text) > 0;
}

/* Letters are letters, whatever they mean beside the field. */
enum find_field_did find_field_event(
	struct find_field *f, const struct screen_event *e)
{
	const struct input_event *in = e->input;
	bool text = in &&
		(in->kind == INPUT_PASTE ||
			(in->kind == INPUT_KEY && in->text[0]));

	if (!f->typing || e->row != HITS_NO_ROW)
		return FIND_FIELD_NOT_MINE;
	if (!text && (e->action == ACTION_OPEN || e->action == ACTION_DOWN)) {
		f->typing = false;
		return FIND_FIELD_MINE;
	}
	if (!text && e->action == ACTION_BACK) {
		f->typing = false;
		edit_set(f->text, "");
		return FIND_FIELD_CHANGED;
	}
	if (!in || in->kind == INPUT_MOUSE ||
		edit_key(f->text, in) == EDIT_KEY_NOT_MINE)
		return FIND_FIELD_NOT_MINE;
	return FIND_FIELD_CHANGED;
}

enum find_field_did find_field_common(
	struct find_field *f, const struct screen_event *e)
{
	if (e->action == ACTION_SEARCH) {
		f->typing = true;
		return FIND_FIELD_MINE;
	}
	if (e->action != ACTION_BACK || edit_len(f->text) == 0)
		return FIND_FIELD_NOT_MINE;
	edit_set(f->text, "");
	return FIND_FIELD_CHANGED;
}

void find_field_draw(const struct find_field *f, const struct screen *s,
	struct grid *g, int row, int col, int width)
{
	char text[PAINT_SIZE], key[INPUT_KEY_NAME_MAX];

	if (!find_field_looks(f)) {
		paint_format(text, "%s %s",
			keymap_name(s->keys, ACTION_SEARCH, key), _("search"));
		paint_right(g, row, col + width, width, STYLE_GREY, text);
		return;
	}
	paint_line(g, row, col, 1, STYLE_GREY, "/");
	if (f->typing)
		edit_draw(f->text, g, row, col + 2, 1, width - 2, STYLE_BOLD,
			false);
	else
		paint_line(g, row, col + 2, width - 2, STYLE_BOLD,
			edit_text(f->text));
}

int find_field_foot(const struct find_field *f, struct screen_foot *feet)
{
	if (!f->typing)
		return 0;
	feet[0] = (struct screen_foot){ACTION_OPEN, _("list"), false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}
