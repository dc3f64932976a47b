/* SPDX-License-Identifier: MIT */
#include "relay/gate/route.h"

#include <string.h>

static bool is_segment(const char *s)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

	return s[0] && s[0] != '.' && s[strspn(s, fine)] == '\0';
}

static bool matches(const char *pattern, const char *path, const char **arg)
{
	size_t len = strlen(pattern);

	if (len > 0 && pattern[len - 1] == '*') {
		if (strncmp(pattern, path, len - 1) != 0)
			return false;
		*arg = path + len - 1;
		return is_segment(*arg);
	}
	*arg = "";
	return strcmp(pattern, path) == 0;
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
