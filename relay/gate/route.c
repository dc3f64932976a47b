/* SPDX-License-Identifier: MIT */
#include "relay/gate/route.h"

#include <string.h>

static bool matches(const char *pattern, const char *path, const char **arg)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	const char *star = strchr(pattern, '*');
	size_t before, segment;

	*arg = "";
	if (!star)
		return strcmp(pattern, path) == 0;
	before = (size_t)(star - pattern);
	if (strncmp(pattern, path, before) != 0)
		return false;
	*arg = path + before;
	if (star[1] == '*')
		return **arg != '\0';
	segment = strspn(*arg, fine);
	return segment > 0 && **arg != '.' &&
		strcmp(*arg + segment, star + 1) == 0;
}

enum route_answer route_find(const struct route *table, size_t n,
	enum route_method method, const char *path, int *handler,
	const char **arg, unsigned *allowed)
{
	*allowed = 0;
	for (size_t i = 0; i < n; i++) {
		if (!matches(table[i].path, path, arg))
			continue;
		if (table[i].methods & method) {
			*handler = table[i].handler;
			return ROUTE_FOUND;
		}
		*allowed |= table[i].methods;
	}
	return *allowed ? ROUTE_NO_METHOD : ROUTE_NO_PATH;
}
