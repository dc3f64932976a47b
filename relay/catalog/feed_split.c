/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_split.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"

enum feed_split_state {
	FEED_SPLIT_START,  /* of a cell */
	FEED_SPLIT_PLAIN,  /* in a cell without quotes */
	FEED_SPLIT_QUOTED, /* between quotes */
	FEED_SPLIT_CLOSED, /* behind a quote, which may be the first of two */
};

struct feed_split {
	char separator;
	size_t max_row, max_cells;
	enum feed_split_state state;
	bool fresh;    /* the next byte begins a row */
	bool after_cr; /* an LF belongs to the CR before it */
	uint64_t line, row_line, quote_line;
	struct buf data; /* the cells, a NUL behind each */
	size_t cells;    /* that are complete */
	enum feed_reason fault;
	size_t fault_cell;
	enum err err;
	uint32_t *starts; /* of the cells, max_cells + 1 of them */
};

struct feed_split *feed_split_new(
	char separator, size_t max_row, size_t max_cells, uint64_t line)
{
	struct feed_split *s = mem_zero(sizeof(*s));

	if (!s)
		return NULL;
	assert(max_row < UINT32_MAX - max_cells);
	s->separator = separator;
	s->max_row = max_row;
	s->max_cells = max_cells;
	s->line = line;
	s->fresh = true;
	buf_init(&s->data, max_row + max_cells);
	s->starts = mem_zero((max_cells + 1) * sizeof(s->starts[0]));
	if (!s->starts)
		feed_split_destroy(&s);
	return s;
}

void feed_split_destroy(struct feed_split **s)
{
	if (!*s)
		return;
	buf_fini(&(*s)->data);
	mem_free((*s)->starts);
	mem_free(*s);
	*s = NULL;
}

/* The row is refused, for the first reason that is found. */
static void feed_split_refuse(struct feed_split *s, enum feed_reason why)
{
	if (s->fault)
		return;
	s->fault = why;
	s->fault_cell = s->cells;
}

/* Keeps a run of bytes of the cell. */
static void feed_split_keep(struct feed_split *s, const char *data, size_t len)
{
	if (s->fault || len == 0)
		return;
	if (memchr(data, '\0', len)) {
		feed_split_refuse(s, FEED_NUL);
	} else if (len > s->max_row - (s->data.len - s->cells)) {
		feed_split_refuse(s, FEED_LONG_ROW);
	} else if (buf_add(&s->data, data, len)) {
		assert(s->data.err == ERR_NOMEM);
		s->err = s->data.err;
	}
}

/* The cell is complete. */
static void feed_split_cell_end(struct feed_split *s)
{
	s->state = FEED_SPLIT_START;
	if (s->fault)
		return;
	if (s->cells == s->max_cells) {
		feed_split_refuse(s, FEED_COLUMNS);
		return;
	}
	if (buf_add_char(&s->data, '\0'))
		s->err = s->data.err;
	s->starts[++s->cells] = (uint32_t)s->data.len;
}

static void feed_split_fresh(struct feed_split *s)
{
	buf_clear(&s->data);
	s->cells = 0;
	s->fault = FEED_FINE;
	s->fault_cell = 0;
	s->row_line = s->line;
	s->fresh = false;
}

/* Ends the row; a line with nothing on it was none. */
static bool feed_split_row_end(struct feed_split *s)
{
	bool blank = s->state == FEED_SPLIT_START && s->cells == 0 && !s->fault;

	feed_split_cell_end(s);
	s->fresh = true;
	return !blank;
}

/* Counts the lines that a run between quotes goes over. */
static void feed_split_count(struct feed_split *s, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '\r' || (data[i] == '\n' && !s->after_cr))
			s->line++;
		s->after_cr = data[i] == '\r';
	}
}

/* The bytes that only add to the cell. */
static size_t feed_split_run(
	const struct feed_split *s, const char *data, size_t len)
{
	const char *quote;
	size_t n = 0;

	if (s->state == FEED_SPLIT_QUOTED) {
		quote = memchr(data, '"', len);
		return quote ? (size_t)(quote - data) : len;
	}
	while (n < len && data[n] != '\n' && data[n] != '\r' &&
		(data[n] != s->separator || !s->separator))
		n++;
	return n;
}

/* A quote, where it means something. */
static bool feed_split_quote(struct feed_split *s)
{
	switch (s->state) {
	case FEED_SPLIT_START:
		s->quote_line = s->line;
		s->state = FEED_SPLIT_QUOTED;
		return true;
	case FEED_SPLIT_QUOTED:
		s->state = FEED_SPLIT_CLOSED;
		return true;
	case FEED_SPLIT_CLOSED:
		feed_split_keep(s, "\"", 1);
		s->state = FEED_SPLIT_QUOTED;
		return true;
	case FEED_SPLIT_PLAIN:
		break;
	}
	return false;
}

/* Takes a newline or separator that ends something, and says whether that was
 * a row. */
static bool feed_split_mark(struct feed_split *s, char c)
{
	if (c == s->separator) {
		feed_split_cell_end(s);
		return false;
	}
	s->line++;
	s->after_cr = c == '\r';
	return feed_split_row_end(s);
}

/* Takes one byte that is no newline's second; *row as feed_split_bytes. */
static size_t feed_split_step(
	struct feed_split *s, const char *data, size_t len, bool *row)
{
	size_t n;

	if (s->fresh)
		feed_split_fresh(s);
	if (data[0] == '"' && s->separator != FEED_SPLIT_LINES &&
		feed_split_quote(s)) {
		s->after_cr = false;
		return 1;
	}
	n = feed_split_run(s, data, len);
	if (n == 0) {
		*row = feed_split_mark(s, data[0]);
		return 1;
	}
	if (s->state == FEED_SPLIT_CLOSED)
		feed_split_refuse(s, FEED_QUOTE);
	if (s->state == FEED_SPLIT_QUOTED)
		feed_split_count(s, data, n);
	else
		s->state = FEED_SPLIT_PLAIN;
	feed_split_keep(s, data, n);
	return n;
}

size_t feed_split_bytes(struct feed_split *s, const char *data, size_t len,
	bool *row, enum err *e)
{
	size_t at = 0;

	*row = false;
	while (at < len && !*row && !s->err) {
		bool second = s->after_cr && data[at] == '\n' &&
			s->state != FEED_SPLIT_QUOTED;

		if (s->state != FEED_SPLIT_QUOTED)
			s->after_cr = false;
		at += second ? 1 : feed_split_step(s, data + at, len - at, row);
	}
	*e = s->err;
	return at;
}

bool feed_split_end(struct feed_split *s, enum err *e)
{
	bool row;

	if (s->fresh)
		feed_split_fresh(s);
	if (s->state == FEED_SPLIT_QUOTED) {
		s->fault = FEED_FINE; /* a row that is too long is that first */
		feed_split_refuse(s, FEED_OPEN_QUOTE);
		s->row_line = s->quote_line;
	}
	row = feed_split_row_end(s);
	*e = s->err;
	return row;
}

enum feed_reason feed_split_fault(const struct feed_split *s, size_t *cell)
{
	*cell = s->fault_cell;
	return s->fault;
}

size_t feed_split_cells(const struct feed_split *s)
{
	return s->cells;
}

const char *feed_split_cell(const struct feed_split *s, size_t i, size_t *len)
{
	assert(i < s->cells);
	*len = s->starts[i + 1] - s->starts[i] - 1;
	return s->data.data + s->starts[i];
}

uint64_t feed_split_row_line(const struct feed_split *s)
{
	return s->row_line;
}

uint64_t feed_split_line(const struct feed_split *s)
{
	return s->line;
}
