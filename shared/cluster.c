/* SPDX-License-Identifier: MIT */
#include "shared/cluster.h"

#include <assert.h>
#include <utf8proc.h>
#include <wchar.h>

#include "shared/utf8.h"

int cluster_cells(uint32_t cp)
{
	int cells;

	if (cp >= 0x20 && cp < 0x7f)
		return 1;
	if (cp == UTF8_REPLACEMENT)
		return 1; /* what stands for the unmeasurable is measurable */
	if (cp == UTF8_BAD)
		return -1;
	cells = wcwidth((wchar_t)cp);
	/* Of spacing marks, the vowels of Hindi or Tamil, utf8proc always says
	 * 0: believing it would leave those languages unreadable. */
	if (utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_MC)
		return cells;
	return cells == utf8proc_charwidth((utf8proc_int32_t)cp) ? cells : -1;
}

bool cluster_next(const char *s, size_t len, struct cluster *out)
{
	utf8proc_int32_t state = 0, last = 0;
	uint32_t cp;
	int cells;
	size_t n;

	*out = (struct cluster){.s = s};
	while (out->len < len) {
		n = utf8_decode(s + out->len, len - out->len, &cp);
		cells = cluster_cells(cp);
		if (cells < 0)
			cells = 0;
		if (cp == UTF8_BAD)
			cp = UTF8_REPLACEMENT;
		if (out->len &&
			utf8proc_grapheme_break_stateful(
				last, (utf8proc_int32_t)cp, &state))
			break;
		if (out->width + cells > CLUSTER_CELLS)
			break;
		out->len += n;
		out->width += cells;
		last = (utf8proc_int32_t)cp;
	}
	return out->len > 0;
}

size_t cluster_prev(const char *s, size_t at)
{
	struct cluster c = {.len = 0};
	size_t from = at;

	/* Clusters are known only from the front; they never span a newline. */
	while (from > 0 && (from == at || s[from - 1] != '\n'))
		from--;
	while (cluster_next(s + from, at - from, &c) && from + c.len < at)
		from += c.len;
	return from;
}

int cluster_width(const char *s, size_t len)
{
	struct cluster c;
	int width = 0;

	for (size_t at = 0; cluster_next(s + at, len - at, &c); at += c.len)
		width += c.width;
	return width;
}

size_t cluster_fit(const char *s, size_t len, int width, int *used)
{
	struct cluster c;
	size_t at = 0;
	int cells = 0;

	while (cluster_next(s + at, len - at, &c) && c.s[0] != '\n' &&
		c.width <= width - cells) {
		cells += c.width;
		at += c.len;
	}
	if (used)
		*used = cells;
	return at;
}
