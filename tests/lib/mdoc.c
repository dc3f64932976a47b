/* SPDX-License-Identifier: MIT */
#include "tests/lib/mdoc.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PAGE_WIDTH 78

/* Prints the table if `line` begins one; is it one's beginning? */
static bool begins_table(
	const struct mdoc_table *tables, size_t n, const char *line)
{
	char begin[80];

	for (size_t i = 0; i < n; i++) {
		snprintf(begin, sizeof(begin), ".\\\" BEGIN %s\n",
			tables[i].name);
		if (strcmp(line, begin) == 0) {
			fputs(line, stdout);
			tables[i].print();
			return true;
		}
	}
	return false;
}

int mdoc_fill(const struct mdoc_table *tables, size_t n)
{
	bool inside = false;
	char line[1000];
	int filled = 0;

	while (fgets(line, sizeof(line), stdin)) {
		if (strncmp(line, ".\\\" END", 7) == 0)
			inside = false;
		if (inside)
			continue;
		inside = begins_table(tables, n, line);
		filled += inside;
		if (!inside)
			fputs(line, stdout);
	}
	return inside ? -1 : filled;
}

void mdoc_text(const char *s, const char *end)
{
	size_t column = 0;

	while (*s) {
		size_t len = strcspn(s, " ");

		if (column && column + 1 + len > PAGE_WIDTH) {
			putchar('\n');
			column = 0;
		}
		column += (size_t)printf(
			"%s%.*s", column ? " " : "", (int)len, s);
		s += len + strspn(s + len, " ");
	}
	printf("%s\n", end);
}
