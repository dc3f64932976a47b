/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_sniff.h"

#include <string.h>

#include "relay/catalog/feed_split.h"

static size_t feed_sniff_count(const char *s, size_t len, char c)
{
	size_t n = 0;
	bool quoted = false;

	for (size_t i = 0; i < len; i++) {
		quoted ^= s[i] == '"';
		n += s[i] == c && !quoted;
	}
	return n;
}

/* What is neither, though it would pass for CSV: JSON in one piece, XML, and
 * files that are packed. */
static bool feed_sniff_strange(const char *s, size_t len)
{
	return s[0] == '[' || s[0] == '<' || s[0] == '\x1f' ||
		(len >= 4 && memcmp(s, "PK\x03\x04", 4) == 0);
}

static void feed_sniff_line(const char *s, size_t len, enum feed_format told,
	struct feed_sniff *out)
{
	size_t commas = feed_sniff_count(s, len, ',');
	size_t semicolons = feed_sniff_count(s, len, ';');

	out->format = told;
	if (told == FEED_ANY_FORMAT && s[0] == '{')
		out->format = FEED_JSON_LINES;
	else if (told == FEED_ANY_FORMAT && feed_sniff_strange(s, len))
		out->fault = FEED_FORMAT;
	else if (told == FEED_ANY_FORMAT)
		out->format =
			feed_sniff_count(s, len, '\t') ? FEED_TSV : FEED_CSV;
	if (out->format == FEED_JSON_LINES)
		out->separator = FEED_SPLIT_LINES;
	else if (out->format == FEED_TSV)
		out->separator = '\t';
	else
		out->separator = semicolons > commas ? ';' : ',';
}

bool feed_sniff(const char *s, size_t len, enum feed_format told, bool end,
	struct feed_sniff *out)
{
	size_t from = 0, to;

	*out = (struct feed_sniff){.fault = FEED_FINE};
	while (from < len &&
		(s[from] == '\r' || s[from] == '\n' || s[from] == ' '))
		from++;
	for (to = from; to < len && s[to] != '\r' && s[to] != '\n';)
		to++;
	if (to == len && !end && len < FEED_SNIFF)
		return false;
	if (from == len)
		out->fault = end ? FEED_EMPTY : FEED_FORMAT;
	else
		feed_sniff_line(s + from, to - from, told, out);
	return true;
}
