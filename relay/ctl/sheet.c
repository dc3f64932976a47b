/* SPDX-License-Identifier: MIT */
#include "relay/ctl/sheet.h"

#include <assert.h>
#include <string.h>

#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"

#define CELLS_MOST (16 * 1024 * 1024) /* bytes */
#define GAP 2                         /* cells between columns */

void sheet_init(struct sheet *s, bool aligned)
{
	*s = (struct sheet){.aligned = aligned};
	buf_init(&s->cells, CELLS_MOST);
}

void sheet_fini(struct sheet *s)
{
	buf_fini(&s->cells);
}

void sheet_column(struct sheet *s, const char *heading)
{
	assert(s->columns < SHEET_COLUMNS && !s->cells.len);
	s->headings[s->columns++] = heading;
}

enum err sheet_add(struct sheet *s, const char *text)
{
	char *shown;
	enum err e;

	if (s->aligned) {
		shown = text_show(text, strlen(text), false);
		if (!shown)
			return ERR_NOMEM;
		e = buf_add(&s->cells, shown, strlen(shown) + 1);
		mem_free(shown);
		return e;
	}
	for (; *text; text++) {
		bool control = (unsigned char)*text < ' ' || *text == 0x7f;

		buf_add_char(&s->cells, control ? ' ' : *text);
	}
	return buf_add(&s->cells, "", 1);
}

static int width(const char *text)
{
	return cluster_width(text, strlen(text));
}

static void measure(const struct sheet *s, int widths[SHEET_COLUMNS])
{
	const char *cell = s->cells.data, *end = cell + s->cells.len;

	for (int i = 0; i < s->columns; i++)
		widths[i] = width(s->headings[i]);
	for (int i = 0; cell < end; i = (i + 1) % s->columns) {
		int w = width(cell);

		widths[i] = w > widths[i] ? w : widths[i];
		cell += strlen(cell) + 1;
	}
}

/* The last column ends with the line, and on a terminal no blank does. */
static void add_cell(const struct sheet *s, int i, const char *text,
	const int widths[SHEET_COLUMNS], struct buf *out)
{
	bool last = i + 1 == s->columns;

	buf_add_str(out, text);
	while (s->aligned && last && out->len && out->data[out->len - 1] == ' ')
		out->len--;
	if (!s->aligned || last)
		buf_add_char(out, last ? '\n' : '\t');
	else
		buf_addf(out, "%*s", widths[i] - width(text) + GAP, "");
}

enum err sheet_write(const struct sheet *s, struct buf *out)
{
	const char *cell = s->cells.data, *end = cell + s->cells.len;
	int widths[SHEET_COLUMNS] = {0};

	if (s->cells.err != ERR_OK || !s->cells.len)
		return s->cells.err;
	if (s->aligned) {
		measure(s, widths);
		for (int i = 0; i < s->columns; i++)
			add_cell(s, i, s->headings[i], widths, out);
	}
	for (int i = 0; cell < end; i = (i + 1) % s->columns) {
		add_cell(s, i, cell, widths, out);
		cell += strlen(cell) + 1;
	}
	return out->err;
}
