/* SPDX-License-Identifier: MIT */
#include "client/term/edit.h"

#include <assert.h>
#include <string.h>

#include "client/term/edit_history.h"
#include "client/term/edit_view.h"
#include "client/term/edit_word.h"
#include "client/term/grid.h"
#include "shared/buf.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"

#define NO_GOAL (-1)

/* What the last change was: the same again joins it in one undo step. */
enum { CHANGE_NONE = -2, CHANGE_TYPE = -1 /* else an enum edit_move */ };

struct step {
	char *text;
	size_t at;
};

struct edit {
	struct buf text;
	size_t max_chars;
	bool multiline;
	bool secret;
	size_t at; /* the cursor, in bytes */
	int goal;  /* the column that EDIT_UP and EDIT_DOWN aim at */
	int width, top;
	bool laid; /* the view shows the present text */
	struct edit_view *view;
	struct edit_history *history;
	struct step undo[EDIT_UNDO];
	int undo_count;
	int last_change;
};

struct edit *edit_new(size_t max_chars, bool multiline)
{
	struct edit *e = mem_zero(sizeof(*e));

	if (!e)
		return NULL;
	buf_init(&e->text, max_chars * UTF8_MAX);
	e->max_chars = max_chars;
	e->multiline = multiline;
	e->goal = NO_GOAL;
	e->width = 80;
	e->last_change = CHANGE_NONE;
	e->view = edit_view_new();
	e->history = edit_history_new();
	if (!e->view || !e->history)
		edit_destroy(&e);
	return e;
}

/* All the room that it will need, so that no copy stays behind as it grows. */
struct edit *edit_new_secret(size_t max_chars)
{
	struct edit *e = edit_new(max_chars, false);

	if (!e)
		return NULL;
	e->secret = true;
	for (size_t i = 0; i < max_chars * UTF8_MAX; i++)
		if (buf_add_char(&e->text, ' ') != ERR_OK) {
			edit_destroy(&e);
			return NULL;
		}
	buf_clear(&e->text);
	return e;
}

static void undo_forget(struct edit *e)
{
	while (e->undo_count > 0)
		mem_free(e->undo[--e->undo_count].text);
	e->last_change = CHANGE_NONE;
}

void edit_destroy(struct edit **e)
{
	if (!*e)
		return;
	undo_forget(*e);
	edit_view_destroy(&(*e)->view);
	edit_history_destroy(&(*e)->history);
	if ((*e)->text.data)
		explicit_bzero((*e)->text.data, (*e)->text.size);
	buf_fini(&(*e)->text);
	mem_free(*e);
	*e = NULL;
}

const char *edit_text(const struct edit *e)
{
	return buf_str(&e->text);
}

size_t edit_len(const struct edit *e)
{
	return e->text.len;
}

size_t edit_at(const struct edit *e)
{
	return e->at;
}

/* The first cluster's beginning at or after the cursor: a change beside it can
 * have joined what stood on either side. */
static void snap(struct edit *e)
{
	const char *s = edit_text(e);
	struct cluster c;
	size_t at = e->at > 0 ? cluster_prev(s, e->at) : 0;

	while (at < e->at && cluster_next(s + at, edit_len(e) - at, &c))
		at += c.len;
	e->at = at;
}

static void changed(struct edit *e)
{
	snap(e);
	e->goal = NO_GOAL;
	e->laid = false;
}

/* Remembers the present text, unless this change goes on with the last. */
static void undo_push(struct edit *e, int change, bool joins)
{
	struct step step = {.at = e->at};

	if (e->secret || (joins && change == e->last_change))
		return;
	e->last_change = change;
	step.text = mem_strdup(edit_text(e));
	if (!step.text)
		return;
	if (e->undo_count == EDIT_UNDO) {
		mem_free(e->undo[0].text);
		e->undo_count--;
		memmove(e->undo, e->undo + 1,
			(size_t)e->undo_count * sizeof(*e->undo));
	}
	e->undo[e->undo_count++] = step;
}

bool edit_undo(struct edit *e)
{
	struct step *step;

	if (e->undo_count == 0)
		return false;
	step = &e->undo[--e->undo_count];
	buf_clear(&e->text);
	buf_add_str(&e->text, step->text);
	e->at = step->at;
	mem_free(step->text);
	e->last_change = CHANGE_NONE;
	changed(e);
	return true;
}

/* Removes bytes; the cursor is where they were. */
static void cut(struct edit *e, size_t from, size_t to)
{
	struct buf *b = &e->text;

	if (from == to)
		return;
	memmove(b->data + from, b->data + to, b->len - to + 1);
	b->len -= to - from;
	e->at = from;
	changed(e);
}

/* Puts bytes in at the cursor, which goes behind them. */
static enum err splice(struct edit *e, const char *s, size_t len)
{
	struct buf *b = &e->text;
	size_t tail = b->len - e->at;
	enum err err = buf_add(b, s, len);

	if (err) {
		b->err = ERR_OK; /* the text itself is as it was */
		return err;
	}
	memmove(b->data + e->at + len, b->data + e->at, tail);
	memcpy(b->data + e->at, s, len);
	e->at += len;
	changed(e);
	return ERR_OK;
}

/* The bytes of the whole clusters at the front that the field has room for. */
static size_t that_fits(const struct edit *e, const char *s)
{
	size_t room = e->max_chars - utf8_count(edit_text(e), edit_len(e));
	size_t len = strlen(s), at = 0;
	struct cluster c;

	while (cluster_next(s + at, len - at, &c)) {
		size_t chars = utf8_count(c.s, c.len);

		if (chars > room)
			break;
		room -= chars;
		at += c.len;
	}
	return at;
}

static void join_lines(char *s)
{
	for (; *s; s++)
		if (*s == '\n' || *s == '\t')
			*s = ' ';
}

/* One character, and no new word: typing goes on. */
static bool goes_on(const struct edit *e, const char *s)
{
	bool after_blank = e->at > 0 && edit_text(e)[e->at - 1] == ' ';

	return utf8_count(s, strlen(s)) == 1 && *s != '\n' &&
		!(after_blank && *s != ' ');
}

static enum err insert(struct edit *e, const char *text, size_t len)
{
	char *clean = NULL;
	size_t fits;
	enum err err = text_keep(text, len, SIZE_MAX, &clean);

	if (err)
		return err;
	if (!e->multiline)
		join_lines(clean);
	fits = that_fits(e, clean);
	err = clean[fits] ? ERR_SIZE : ERR_OK;
	if (fits > 0) {
		undo_push(e, CHANGE_TYPE, goes_on(e, clean));
		if (splice(e, clean, fits) == ERR_NOMEM)
			err = ERR_NOMEM;
	}
	explicit_bzero(clean, strlen(clean));
	mem_free(clean);
	return err;
}

/* What cleans a text makes copies on its way: of a secret never more than a
 * cluster. */
enum err edit_insert(struct edit *e, const char *text, size_t len)
{
	struct cluster c;
	enum err err = ERR_OK;

	if (!e->secret)
		return insert(e, text, len);
	if (!utf8_valid(text, len))
		return ERR_UTF8;
	for (size_t at = 0; !err && cluster_next(text + at, len - at, &c);
		at += c.len)
		err = insert(e, c.s, c.len);
	return err;
}

enum err edit_set(struct edit *e, const char *text)
{
	enum err err;

	buf_clear(&e->text);
	e->at = 0;
	e->top = 0;
	changed(e);
	err = edit_insert(e, text, strlen(text));
	undo_forget(e);
	return err;
}

static size_t line_begin(const struct edit *e)
{
	size_t at = e->at;

	while (at > 0 && edit_text(e)[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct edit *e)
{
	return e->at + strcspn(edit_text(e) + e->at, "\n");
}

static void lay(struct edit *e)
{
	if (!e->laid)
		edit_view_lay(e->view, edit_text(e), edit_len(e), e->width);
	e->laid = true;
}

/* A row up or down, towards the column where the way began. */
static size_t other_row(struct edit *e, int step)
{
	int row, col;

	if (e->secret) /* one row, of which no view is made */
		return e->at;
	lay(e);
	edit_view_find(e->view, e->at, &row, &col);
	if (e->goal == NO_GOAL)
		e->goal = col;
	row += step;
	if (row < 0 || row >= edit_view_rows(e->view))
		return e->at;
	return edit_view_at(e->view, row, e->goal);
}

static size_t next_cluster(const struct edit *e)
{
	struct cluster c = {.len = 0};

	cluster_next(edit_text(e) + e->at, edit_len(e) - e->at, &c);
	return e->at + c.len;
}

static size_t target(struct edit *e, enum edit_move how)
{
	switch (how) {
	case EDIT_LEFT:
		return e->at ? cluster_prev(edit_text(e), e->at) : 0;
	case EDIT_RIGHT:
		return next_cluster(e);
	case EDIT_WORD_LEFT:
		return edit_word_left(edit_text(e), e->at);
	case EDIT_WORD_RIGHT:
		return edit_word_right(edit_text(e), edit_len(e), e->at);
	case EDIT_HOME:
		return line_begin(e);
	case EDIT_END:
		return line_end(e);
	case EDIT_TOP:
		return 0;
	case EDIT_BOTTOM:
		return edit_len(e);
	case EDIT_UP:
		return other_row(e, -1);
	case EDIT_DOWN:
		return other_row(e, 1);
	}
	return e->at;
}

bool edit_move(struct edit *e, enum edit_move how)
{
	size_t to = target(e, how);
	bool moves = to != e->at;

	e->at = to;
	e->last_change = CHANGE_NONE;
	if (how != EDIT_UP && how != EDIT_DOWN)
		e->goal = NO_GOAL;
	return moves;
}

bool edit_erase(struct edit *e, enum edit_move how)
{
	size_t to = target(e, how);

	if (to == e->at && how == EDIT_END)
		to = next_cluster(e);
	if (to == e->at && how == EDIT_HOME)
		to = target(e, EDIT_LEFT);
	if (to == e->at)
		return false;
	undo_push(e, (int)how, how == EDIT_LEFT || how == EDIT_RIGHT);
	cut(e, to < e->at ? to : e->at, to < e->at ? e->at : to);
	return true;
}

void edit_commit(struct edit *e)
{
	edit_history_add(e->history, edit_text(e));
	edit_set(e, "");
}

bool edit_older(struct edit *e)
{
	const char *text = edit_history_older(e->history, edit_text(e));

	if (text)
		edit_set(e, text);
	return text;
}

bool edit_newer(struct edit *e)
{
	const char *text = edit_history_newer(e->history);

	if (text)
		edit_set(e, text);
	return text;
}

int edit_layout(struct edit *e, int width)
{
	if (width != e->width)
		e->laid = false;
	e->width = width;
	lay(e);
	return edit_view_rows(e->view);
}

void edit_cursor(const struct edit *e, int *row, int *col)
{
	assert(e->laid);
	edit_view_find(e->view, e->at, row, col);
}

const char *edit_row(const struct edit *e, int row, size_t *len)
{
	assert(e->laid);
	return edit_view_row(e->view, row, len);
}

/* Scrolls as little as it can. */
static void scroll(struct edit *e, int rows, int cursor_row)
{
	int last = edit_view_rows(e->view) - rows;

	if (e->top > cursor_row)
		e->top = cursor_row;
	if (e->top < cursor_row - rows + 1)
		e->top = cursor_row - rows + 1;
	if (e->top > last)
		e->top = last > 0 ? last : 0;
}

static void draw_masked(struct edit *e, struct grid *g, int row, int col,
	int cols, uint8_t style)
{
	const char *s = edit_text(e);
	struct cluster c;
	int count = 0, before = 0, from;

	for (size_t at = 0; cluster_next(s + at, edit_len(e) - at, &c);
		at += c.len) {
		count++;
		before += at < e->at;
	}
	from = before < cols ? 0 : before - cols + 1;
	for (int i = from; i < count && i < from + cols; i++)
		grid_text(g, row, col + i - from, 1, style, "*");
	grid_cursor_show(g, row, col + before - from);
}

void edit_draw(struct edit *e, struct grid *g, int row, int col, int rows,
	int cols, uint8_t style, bool masked)
{
	int cursor_row, cursor_col;

	if (rows < 1 || cols < 1)
		return;
	grid_fill(g, row, col, rows, cols, style);
	if (masked) {
		draw_masked(e, g, row, col, cols, style);
		return;
	}
	edit_layout(e, cols);
	edit_cursor(e, &cursor_row, &cursor_col);
	scroll(e, rows, cursor_row);
	for (int i = 0; i < rows; i++) {
		const char *text;
		size_t len;

		if (e->top + i >= edit_view_rows(e->view))
			break;
		text = edit_row(e, e->top + i, &len);
		grid_span(g, row + i, col, cols, style, text, len);
	}
	grid_cursor_show(g, row + cursor_row - e->top, col + cursor_col);
}
