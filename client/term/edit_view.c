/* SPDX-License-Identifier: MIT */
#include "client/term/edit_view.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/wrap.h"

/* A cluster of the text and where the shown text has it. */
struct pair {
	size_t raw, shown;
};

struct row {
	size_t start, len; /* in the shown text */
};

struct edit_view {
	char *shown;
	size_t shown_len;
	struct pair *map; /* of every cluster and the end; NULL: the shown text
			     is the text, as nearly always */
	size_t map_len;
	struct row *rows;
	size_t count;
	int width;
};

static void view_clear(struct edit_view *v)
{
	if (v->shown)
		explicit_bzero(v->shown, v->shown_len);
	mem_free(v->shown);
	mem_free(v->map);
	mem_free(v->rows);
	*v = (struct edit_view){.width = 1};
}

struct edit_view *edit_view_new(void)
{
	struct edit_view *v = mem_zero(sizeof(*v));

	if (v)
		view_clear(v);
	return v;
}

void edit_view_destroy(struct edit_view **v)
{
	if (!*v)
		return;
	view_clear(*v);
	mem_free(*v);
	*v = NULL;
}

static size_t count_clusters(const char *s, size_t len)
{
	struct cluster c;
	size_t count = 0;

	for (size_t at = 0; cluster_next(s + at, len - at, &c); at += c.len)
		count++;
	return count;
}

/* What one cluster shows as, added to `out`. */
static enum err show_cluster(const struct cluster *c, struct buf *out)
{
	char *shown = text_show(c->s, c->len, true);
	enum err e = shown ? buf_add_str(out, shown) : ERR_NOMEM;

	mem_free(shown);
	return e;
}

/* The long way, cluster by cluster, to know which became what. */
static enum err view_map(struct edit_view *v, const char *text, size_t len)
{
	struct cluster c;
	struct buf out;
	size_t at = 0, n = 0;
	enum err e = ERR_NOMEM;

	buf_init(&out, (len + 1) * TEXT_TAB);
	v->map = mem_alloc((count_clusters(text, len) + 1) * sizeof(*v->map));
	if (!v->map)
		goto out;
	for (; cluster_next(text + at, len - at, &c); at += c.len) {
		v->map[n++] = (struct pair){at, out.len};
		e = show_cluster(&c, &out);
		if (e)
			goto out;
	}
	v->map[n++] = (struct pair){len, out.len};
	v->map_len = n;
	v->shown_len = out.len;
	mem_free(v->shown);
	v->shown = buf_take(&out);
	e = v->shown ? ERR_OK : ERR_NOMEM;
out:
	buf_fini(&out);
	return e;
}

static enum err view_show(struct edit_view *v, const char *text, size_t len)
{
	v->shown = text_show(text, len, true);
	if (!v->shown)
		return ERR_NOMEM;
	v->shown_len = strlen(v->shown);
	if (v->shown_len == len && memcmp(v->shown, text, len) == 0)
		return ERR_OK;
	return view_map(v, text, len);
}

static enum err view_wrap(struct edit_view *v)
{
	struct wrap w;
	const char *line;
	size_t len;

	v->rows = mem_alloc(wrap_count(v->shown, v->shown_len, v->width) *
		sizeof(*v->rows));
	if (!v->rows)
		return ERR_NOMEM;
	wrap_init(&w, v->shown, v->shown_len, v->width);
	while (wrap_next(&w, &line, &len))
		v->rows[v->count++] =
			(struct row){(size_t)(line - v->shown), len};
	return ERR_OK;
}

enum err edit_view_lay(
	struct edit_view *v, const char *text, size_t len, int width)
{
	enum err e;

	view_clear(v);
	v->width = width > 2 ? width - 1 : 1;
	e = view_show(v, text, len);
	if (!e)
		e = view_wrap(v);
	if (e)
		view_clear(v);
	return e;
}

int edit_view_rows(const struct edit_view *v)
{
	return v->count ? (int)v->count : 1;
}

const char *edit_view_row(const struct edit_view *v, int row, size_t *len)
{
	assert(row >= 0 && row < edit_view_rows(v));
	if (v->count == 0) {
		*len = 0;
		return "";
	}
	*len = v->rows[row].len;
	return v->shown + v->rows[row].start;
}

static size_t to_shown(const struct edit_view *v, size_t raw)
{
	size_t i = 0;

	if (!v->map)
		return raw;
	while (i + 1 < v->map_len && v->map[i + 1].raw <= raw)
		i++;
	return v->map[i].shown;
}

static size_t to_raw(const struct edit_view *v, size_t shown)
{
	size_t i = 0;

	if (!v->map)
		return shown;
	while (i + 1 < v->map_len && v->map[i + 1].shown <= shown)
		i++;
	return v->map[i].raw;
}

void edit_view_find(const struct edit_view *v, size_t at, int *row, int *col)
{
	size_t shown = to_shown(v, at), i = 0;

	*row = *col = 0;
	if (v->count == 0)
		return;
	while (i + 1 < v->count && v->rows[i + 1].start <= shown)
		i++;
	*row = (int)i;
	*col = cluster_width(
		v->shown + v->rows[i].start, shown - v->rows[i].start);
	/* Blanks at which the line broke can be more than it has room for. */
	if (*col > v->width)
		*col = v->width;
}

/* The last place that is shown in that row.  A row that the width ended has
 * none behind its last cluster: that is the next one's first. */
static size_t row_last(const struct edit_view *v, size_t row)
{
	size_t end = v->rows[row].start + v->rows[row].len, last;

	if (row + 1 == v->count || v->shown[v->rows[row + 1].start - 1] == '\n')
		return end;
	last = cluster_prev(v->shown, v->rows[row + 1].start);
	return last < end ? last : end;
}

size_t edit_view_at(const struct edit_view *v, int row, int col)
{
	struct cluster c;
	size_t at, last;
	int used = 0;

	assert(row >= 0 && row < edit_view_rows(v));
	if (v->count == 0)
		return 0;
	at = v->rows[row].start;
	last = row_last(v, (size_t)row);
	while (at < last && cluster_next(v->shown + at, last - at, &c)) {
		used += c.width;
		if (used > col)
			break;
		at += c.len;
	}
	return to_raw(v, at);
}
