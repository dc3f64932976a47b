/* SPDX-License-Identifier: MIT */
#include "relay/gate/origin.h"

#include <ctype.h>
#include <string.h>

#include "shared/limits.h"

/* The host of "http://host" or "https://host"; NULL when it is neither. */
static const char *after_scheme(const char *s)
{
	if (strncmp(s, "https://", 8) == 0)
		return s + 8;
	if (strncmp(s, "http://", 7) == 0)
		return s + 7;
	return NULL;
}

static bool is_port(const char *s)
{
	size_t len = strspn(s, "0123456789");

	return len >= 1 && len <= 5 && s[len] == '\0';
}

static bool is_host_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
		c == '.';
}

bool origin_valid(const char *origin)
{
	const char *s = after_scheme(origin);
	const char *start = s;

	if (!s || strlen(origin) > LIMIT_TITLE)
		return false;
	if (*s == '[') {
		s += 1 + strspn(s + 1, "0123456789abcdef:.");
		if (*s++ != ']')
			return false;
	} else {
		while (is_host_char(*s))
			s++;
	}
	if (s == start || *start == '-' || *start == '.')
		return false;
	return *s == '\0' || (*s == ':' && is_port(s + 1));
}

/* Takes the next line that is not blank off the list, without the blanks
 * around it.  *n counts lines.  NULL at the end. */
static const char *next_line(const char **list, size_t *len, int *n)
{
	while (**list) {
		const char *s = *list;
		size_t l = strcspn(s, "\n");

		*list = s + l + (s[l] == '\n');
		++*n;
		while (l > 0 && isspace((unsigned char)*s))
			s++, l--;
		while (l > 0 && isspace((unsigned char)s[l - 1]))
			l--;
		*len = l;
		if (l > 0)
			return s;
	}
	return NULL;
}

enum err origin_check(const char *list, int *line)
{
	char one[LIMIT_TITLE + 1];
	const char *s;
	size_t len;
	int n = 0;

	while ((s = next_line(&list, &len, &n)) != NULL) {
		*line = n;
		if (len >= sizeof(one))
			return ERR_FIELD;
		memcpy(one, s, len);
		one[len] = '\0';
		if (!origin_valid(one))
			return ERR_FIELD;
	}
	return ERR_OK;
}

bool origin_listed(const char *list, const char *origin)
{
	size_t want = strlen(origin);
	const char *s;
	size_t len;
	int n = 0;

	while ((s = next_line(&list, &len, &n)) != NULL) {
		if (len == want && memcmp(s, origin, len) == 0)
			return true;
	}
	return false;
}

bool origin_own(const char *public_url, const char *host, const char *origin)
{
	const char *s = after_scheme(origin);

	if (public_url[0])
		return strcmp(public_url, origin) == 0;
	return s && origin_valid(origin) && strcmp(s, host) == 0;
}

enum err origin_add_all(const char *list, struct buf *out)
{
	const char *s;
	size_t len;
	int n = 0;

	while ((s = next_line(&list, &len, &n)) != NULL) {
		buf_add_char(out, ' ');
		buf_add(out, s, len);
	}
	return out->err;
}
