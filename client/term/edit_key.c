/* SPDX-License-Identifier: MIT */
#include "client/term/edit_key.h"

#include <string.h>

#include "client/term/edit.h"
#include "client/term/input.h"

#define N_(text) text /* marked for translation */

#define ALT INPUT_KEY_ALT
#define CTRL INPUT_KEY_CTRL
#define SHIFT INPUT_KEY_SHIFT
#define KEY(name) INPUT_KEY_##name

enum deed { MOVE, ERASE, UNDO };

static const struct row {
	uint32_t key;
	enum deed deed;
	enum edit_move how;
	const char *help; /* NULL: another key's double */
} rows[] = {
	{KEY(LEFT), MOVE, EDIT_LEFT, N_("A character left")},
	{KEY(RIGHT), MOVE, EDIT_RIGHT, N_("A character right")},
	{KEY(UP), MOVE, EDIT_UP,
		N_("A row up; before the first, an older text")},
	{KEY(DOWN), MOVE, EDIT_DOWN,
		N_("A row down; behind the last, a newer text")},
	{CTRL | KEY(LEFT), MOVE, EDIT_WORD_LEFT, N_("A word left")},
	{ALT | KEY(LEFT), MOVE, EDIT_WORD_LEFT, NULL},
	{ALT | 'b', MOVE, EDIT_WORD_LEFT, NULL},
	{CTRL | KEY(RIGHT), MOVE, EDIT_WORD_RIGHT, N_("A word right")},
	{ALT | KEY(RIGHT), MOVE, EDIT_WORD_RIGHT, NULL},
	{ALT | 'f', MOVE, EDIT_WORD_RIGHT, NULL},
	{KEY(HOME), MOVE, EDIT_HOME, N_("To the line's beginning")},
	{CTRL | 'a', MOVE, EDIT_HOME, NULL},
	{KEY(END), MOVE, EDIT_END, N_("To the line's end")},
	{CTRL | 'e', MOVE, EDIT_END, NULL},
	{CTRL | KEY(HOME), MOVE, EDIT_TOP, N_("To the text's beginning")},
	{CTRL | KEY(END), MOVE, EDIT_BOTTOM, N_("To the text's end")},
	{KEY(BACKSPACE), ERASE, EDIT_LEFT, N_("Delete the character before")},
	{SHIFT | KEY(BACKSPACE), ERASE, EDIT_LEFT, NULL},
	{KEY(DELETE), ERASE, EDIT_RIGHT, N_("Delete the character behind")},
	{CTRL | 'd', ERASE, EDIT_RIGHT, NULL},
	{CTRL | 'w', ERASE, EDIT_WORD_LEFT, N_("Delete the word before")},
	{ALT | KEY(BACKSPACE), ERASE, EDIT_WORD_LEFT, NULL},
	{CTRL | KEY(BACKSPACE), ERASE, EDIT_WORD_LEFT, NULL},
	{ALT | 'd', ERASE, EDIT_WORD_RIGHT, N_("Delete the word behind")},
	{CTRL | KEY(DELETE), ERASE, EDIT_WORD_RIGHT, NULL},
	{ALT | KEY(DELETE), ERASE, EDIT_WORD_RIGHT, NULL},
	{CTRL | 'u', ERASE, EDIT_HOME, N_("Delete to the line's beginning")},
	{CTRL | 'k', ERASE, EDIT_END, N_("Delete to the line's end")},
	{ALT | 'u', UNDO, 0, N_("Take the last change back")},
	{CTRL | '_', UNDO, 0, NULL},
};

#define COUNT (sizeof(rows) / sizeof(rows[0]))

/* At the first and last row the way goes on through the history. */
static bool move(struct edit *e, enum edit_move how)
{
	if (edit_move(e, how))
		return true;
	if (how == EDIT_UP)
		return edit_older(e);
	if (how == EDIT_DOWN)
		return edit_newer(e);
	return true;
}

static enum edit_key_result do_row(struct edit *e, const struct row *row)
{
	bool mine = true;

	if (row->deed == MOVE)
		mine = move(e, row->how);
	else if (row->deed == ERASE)
		edit_erase(e, row->how);
	else
		edit_undo(e);
	return mine ? EDIT_KEY_DONE : EDIT_KEY_NOT_MINE;
}

static enum edit_key_result insert(struct edit *e, const char *text, size_t len)
{
	return edit_insert(e, text, len) ? EDIT_KEY_FULL : EDIT_KEY_DONE;
}

enum edit_key_result edit_key(struct edit *e, const struct input_event *event)
{
	if (event->kind == INPUT_PASTE)
		return insert(e, event->data, event->len);
	if (event->kind != INPUT_KEY)
		return EDIT_KEY_NOT_MINE;
	if (event->text[0])
		return insert(e, event->text, strlen(event->text));
	for (size_t i = 0; i < COUNT; i++)
		if (rows[i].key == event->key)
			return do_row(e, &rows[i]);
	return EDIT_KEY_NOT_MINE;
}

bool edit_key_help(int i, uint32_t *key, const char **text)
{
	for (size_t at = 0; at < COUNT; at++) {
		if (!rows[at].help || i-- > 0)
			continue;
		*key = rows[at].key;
		*text = rows[at].help;
		return true;
	}
	return false;
}
