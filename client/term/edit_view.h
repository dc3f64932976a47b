/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_EDIT_VIEW_H
#define CLIENT_TERM_EDIT_VIEW_H

/*
 * How the text of a field stands on the screen: what the terminal is shown of
 * it (text_show), wrapped into rows, and the way between a place in the text
 * and a cell.  The text itself keeps what the terminal cannot show, such as
 * joined emoji, so that it is sent as it was typed.
 */
#include <stddef.h>

#include "shared/err.h"

struct edit_view;

struct edit_view *edit_view_new(void); /* NULL: memory is out */
void edit_view_destroy(struct edit_view **v);

/* Lays a text out.  Rows are one cell narrower than `width`, so that the
 * cursor has a cell behind each.  ERR_NOMEM: then it shows one empty row. */
enum err edit_view_lay(
	struct edit_view *v, const char *text, size_t len, int width);

int edit_view_rows(const struct edit_view *v);

/* What row shows, ready for the grid.  Lends until laid out again. */
const char *edit_view_row(const struct edit_view *v, int row, size_t *len);

/* The cell of byte `at` of the text, a cluster's beginning or the end. */
void edit_view_find(const struct edit_view *v, size_t at, int *row, int *col);

/* The byte of the text nearest to a cell, again a cluster's beginning. */
size_t edit_view_at(const struct edit_view *v, int row, int col);

#endif
