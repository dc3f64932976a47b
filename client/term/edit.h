/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_EDIT_H
#define CLIENT_TERM_EDIT_H

/*
 * A field that text is typed into, one line or many: the text, the cursor,
 * undo and history, and its layout in rows of a given width.  Pure.  The
 * cursor stands between grapheme clusters, always; the text is what text_keep
 * makes of what is put in, and what text_show makes of it is drawn.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

struct edit;
struct grid;

#define EDIT_UNDO 64 /* steps kept; the oldest is forgotten */

enum edit_move {
	EDIT_LEFT,
	EDIT_RIGHT,
	EDIT_WORD_LEFT,
	EDIT_WORD_RIGHT,
	EDIT_HOME, /* of the line, as typed */
	EDIT_END,
	EDIT_TOP, /* of the text */
	EDIT_BOTTOM,
	EDIT_UP, /* a row, as last laid out; keeps its column in mind */
	EDIT_DOWN
};

/* An empty field for at most `max_chars` code points; NULL when memory is out.
 * One that is not `multiline` turns line ends into blanks. */
struct edit *edit_new(size_t max_chars, bool multiline);
/* One line for a secret: nothing of it is kept for undo, and it is wiped from
 * memory in the end. */
struct edit *edit_new_secret(size_t max_chars);
void edit_destroy(struct edit **e);

/* The text, a C string.  Lends until the next change. */
const char *edit_text(const struct edit *e);
size_t edit_len(const struct edit *e);

/* The cursor: the bytes before it. */
size_t edit_at(const struct edit *e);

/* Replaces the text, puts the cursor at its end, forgets undo.  ERR_SIZE as
 * edit_insert. */
enum err edit_set(struct edit *e, const char *text);

/* Inserts at the cursor.  ERR_SIZE when not all of it fits: then as many
 * whole clusters as do are in.  ERR_UTF8: then nothing is. */
enum err edit_insert(struct edit *e, const char *text, size_t len);

/* Moves the cursor; false when it is there already. */
bool edit_move(struct edit *e, enum edit_move how);

/* Removes what lies between the cursor and where it would move: EDIT_LEFT is
 * Backspace, EDIT_RIGHT is Delete, EDIT_END kills the line's rest.  At a line
 * end EDIT_END and EDIT_HOME take the line end itself. */
bool edit_erase(struct edit *e, enum edit_move how);

/* Takes the last change back.  Typing in one go is one change. */
bool edit_undo(struct edit *e);

/* Gives the text to the history and empties the field.  An empty text, or the
 * one that was last, is not kept twice. */
void edit_commit(struct edit *e);

/* Shows the text before (or after) the present one in the history.  What was
 * being typed is kept as the last of them.  False when there is none. */
bool edit_older(struct edit *e);
bool edit_newer(struct edit *e);

/* Lays the text out in rows of `width` cells; returns their number, at least
 * 1.  The cursor's cell is always inside. */
int edit_layout(struct edit *e, int width);

/* Where the cursor is, as last laid out. */
void edit_cursor(const struct edit *e, int *row, int *col);

/* The bytes of a row, as last laid out, without its line end.  Lends. */
const char *edit_row(const struct edit *e, int row, size_t *len);

/* Paints the field into an area, laid out to its width, scrolled so that the
 * cursor's row is in it, and puts the grid's cursor there.  A `masked` field
 * shows "*" for every cluster. */
void edit_draw(struct edit *e, struct grid *g, int row, int col, int rows,
	int cols, uint8_t style, bool masked);

#endif
