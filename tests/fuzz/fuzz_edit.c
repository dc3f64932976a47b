/* SPDX-License-Identifier: MIT */
/* A field: each byte below 32 is something done to it, what lies between is
 * typed. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "client/term/edit.h"
#include "client/term/grid.h"
#include "shared/cluster.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

#define MAX_CHARS 60

/* Does a cluster begin there, or the text end? */
static bool between_clusters(const struct edit *e)
{
	const char *s = edit_text(e);
	struct cluster c;
	size_t at = 0;

	while (at < edit_at(e) && cluster_next(s + at, edit_len(e) - at, &c))
		at += c.len;
	return at == edit_at(e);
}

static void check(struct edit *e, int width)
{
	int rows = edit_layout(e, width), row, col;

	assert(strlen(edit_text(e)) == edit_len(e));
	assert(utf8_valid(edit_text(e), edit_len(e)));
	assert(utf8_count(edit_text(e), edit_len(e)) <= MAX_CHARS);
	assert(edit_at(e) <= edit_len(e));
	assert(between_clusters(e));
	edit_cursor(e, &row, &col);
	assert(row >= 0 && row < rows && col >= 0);
	assert(col < width || width < 5); /* one cluster can be 4 cells */
}

static void act(struct edit *e, uint8_t what)
{
	if (what < 10)
		edit_move(e, (enum edit_move)what);
	else if (what < 20)
		edit_erase(e, (enum edit_move)(what - 10));
	else if (what == 20)
		edit_undo(e);
	else if (what == 21)
		edit_commit(e);
	else if (what == 22)
		edit_older(e);
	else if (what == 23)
		edit_newer(e);
	else
		edit_insert(e, "\n", 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct edit *e;
	struct grid *g = grid_new(6, 30);
	int width;
	size_t end;

	setlocale(LC_ALL, "C.UTF-8");
	if (size < 1 || !g)
		goto out;
	width = data[0] % 40 + 1;
	e = edit_new(MAX_CHARS, data[0] & 0x80);
	assert(e);
	for (size_t at = 1; at < size; at = end) {
		for (end = at; end < size && data[end] >= 32;)
			end++;
		if (end > at)
			edit_insert(e, (const char *)data + at, end - at);
		if (end < size)
			act(e, data[end++]);
		check(e, width);
		edit_draw(e, g, 1, 2, 3, width, 0, data[0] & 0x40);
	}
	edit_destroy(&e);
out:
	grid_destroy(&g);
	return 0;
}
