/* SPDX-License-Identifier: MIT */
#include "shared/wrap.h"

#include <stdint.h>
#include <string.h>
#include <unilbrk.h>

#include "shared/cluster.h"

/* libunistring says where a line may break; how wide things are is known only
 * to cluster.c, so its own u8_width_linebreaks is of no use. */

/* Enough for 500 columns of letters with marks.  Longer lines break between
 * any two clusters. */
#define WRAP_BYTES 8192

void wrap_init(struct wrap *w, const char *s, size_t len, int width)
{
	*w = (struct wrap){.s = s, .len = len, .width = width < 1 ? 1 : width};
}

/* The last place in s[1..upto] where a line may break, given what follows up
 * to `len`; 0 when there is none. */
static size_t wrap_break(const char *s, size_t upto, size_t len)
{
	char may[WRAP_BYTES];

	if (len > sizeof(may))
		return 0;
	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8", may);
	while (upto > 0 && may[upto] != UC_BREAK_POSSIBLE)
		upto--;
	return upto;
}

bool wrap_next(struct wrap *w, const char **line, size_t *len)
{
	const char *s = w->s + w->at, *newline;
	struct cluster c;
	size_t rest, fit, blanks, cut;

	if (w->done)
		return false;
	newline = w->len > w->at ? memchr(s, '\n', w->len - w->at) : NULL;
	rest = newline ? (size_t)(newline - s) : w->len - w->at;
	fit = cluster_fit(s, rest, w->width, NULL);
	if (fit == 0 && cluster_next(s, rest, &c))
		fit = c.len; /* wider than the line; it must stand somewhere */
	blanks = fit;
	while (blanks < rest && s[blanks] == ' ')
		blanks++;
	*line = s;
	*len = fit;
	if (blanks == rest) { /* all of it, or all but blanks */
		w->at += rest + (newline != NULL);
		w->done = !newline;
		return true;
	}
	cluster_next(s + blanks, rest - blanks, &c);
	cut = wrap_break(s, blanks, blanks + c.len);
	if (cut == 0)
		cut = blanks;
	if (cut < fit)
		*len = cut;
	w->at += cut;
	return true;
}

size_t wrap_count(const char *s, size_t len, int width)
{
	struct wrap w;
	const char *line;
	size_t n, count = 0;

	wrap_init(&w, s, len, width);
	while (wrap_next(&w, &line, &n))
		count++;
	return count;
}
