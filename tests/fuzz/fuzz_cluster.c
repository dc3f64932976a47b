/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <string.h>

#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/wrap.h"
#include "tests/fuzz/fuzz.h"

/* Clusters tile the text, their widths add up, and going back finds them. */
static void clusters(const char *s, size_t len)
{
	struct cluster c;
	int width = 0;

	for (size_t at = 0; cluster_next(s + at, len - at, &c); at += c.len) {
		assert(c.s == s + at && c.len >= 1 && c.len <= len - at);
		assert(c.width >= 0 && c.width <= CLUSTER_CELLS);
		assert((c.width == 0) == (*c.s == '\n'));
		assert(*c.s != '\n' || c.len == 1);
		if (at < 500) /* going back begins at the line's start */
			assert(cluster_prev(s, at + c.len) == at);
		width += c.width;
	}
	assert(cluster_width(s, len) == width);
	assert(cluster_prev(s, 0) == 0);
}

static void fits(const char *s, size_t len, int width)
{
	struct cluster c;
	int used;
	size_t n = cluster_fit(s, len, width, &used);

	assert(n <= len && used <= width);
	assert(cluster_width(s, n) == used && !memchr(s, '\n', n));
	if (cluster_next(s + n, len - n, &c))
		assert(*c.s == '\n' || used + c.width > width);
}

/* Lines are in order, hold everything but newlines and blanks, and fit. */
static void wraps(const char *s, size_t len, int width)
{
	struct wrap w;
	const char *line, *end = s;
	size_t n, lines = 0;
	struct cluster c;

	wrap_init(&w, s, len, width);
	for (; wrap_next(&w, &line, &n); lines++) {
		for (; end < line; end++)
			assert(*end == ' ' || *end == '\n');
		assert(line >= end && line + n <= s + len);
		assert(!memchr(line, '\n', n));
		if (cluster_width(line, n) > width)
			assert(cluster_next(line, n, &c) && c.len == n);
		end = line + n;
	}
	for (; end < s + len; end++)
		assert(*end == ' ');
	assert(lines >= 1 && wrap_count(s, len, width) == lines);
}

/* Of bytes that nobody cleaned only this is promised: an end. */
static void survives(const char *s, size_t len)
{
	struct cluster c;

	for (size_t at = 0; cluster_next(s + at, len - at, &c); at += c.len)
		assert(c.len >= 1 && c.width >= 0);
	assert(wrap_count(s, len, 10) >= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int width = 1 + fuzz_byte(&data, &size) % 40;
	char *s;
	size_t len;

	assert(setlocale(LC_CTYPE, "C.UTF-8"));
	survives((const char *)data, size);
	s = text_show((const char *)data, size, true);
	assert(s);
	len = strlen(s);
	clusters(s, len);
	fits(s, len, width);
	wraps(s, len, width);
	mem_free(s);
	return 0;
}
