/* SPDX-License-Identifier: MIT */
#include "shared/greet.h"

#include <assert.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define NOON (12 * 60)
#define EVENING (18 * 60)
#define NIGHT_ENDS (4 * 60)

static const struct {
	const char *name, *help;
} rows[] = {
#define ROW(CODE, name_, help_) [GREET_##CODE] = {#name_, help_},
	GREET_TABLE(ROW)
#undef ROW
};

const char *greet_name(enum greet_variable v)
{
	assert(v < GREET_VARIABLES);
	return rows[v].name;
}

const char *greet_help(enum greet_variable v)
{
	assert(v < GREET_VARIABLES);
	return rows[v].help;
}

enum piece { PIECE_END, PIECE_WORDS, PIECE_VARIABLE, PIECE_BAD };

static enum piece variable(const char *s, size_t *used, enum greet_variable *v)
{
	size_t len = strcspn(s + 1, "{}");

	if (s[0] != '{' || s[1 + len] != '}')
		return PIECE_BAD;
	*used = len + 2;
	for (*v = 0; *v < GREET_VARIABLES; (*v)++)
		if (strlen(rows[*v].name) == len &&
			memcmp(rows[*v].name, s + 1, len) == 0)
			return PIECE_VARIABLE;
	return PIECE_BAD;
}

/* The next piece of *s, which moves behind it: words (a doubled brace is one
 * of them), or a variable.  A bad one is not moved over. */
static enum piece next(
	const char **s, const char **words, size_t *len, enum greet_variable *v)
{
	enum piece found;

	*words = *s;
	*len = strcspn(*s, "{}");
	if (**s == '\0')
		return PIECE_END;
	if (*len == 0 && (*s)[0] == (*s)[1])
		*len = 1;
	if (*len > 0) {
		*s += *len;
		*s += *words[0] == '{' || *words[0] == '}';
		return PIECE_WORDS;
	}
	found = variable(*s, len, v);
	if (found == PIECE_VARIABLE)
		*s += *len;
	return found;
}

enum err greet_check(const char *text, size_t *at)
{
	const char *s = text, *words;
	enum greet_variable v;
	enum piece found;
	size_t len;

	do
		found = next(&s, &words, &len, &v);
	while (found == PIECE_WORDS || found == PIECE_VARIABLE);
	*at = (size_t)(s - text);
	return found == PIECE_BAD ? ERR_FIELD : ERR_OK;
}

/* Adds what stands at *s; ERR_OK also at the end, where *more is false. */
static enum err fill_next(struct buf *b, const char **s,
	const struct greet_facts *facts, bool *more)
{
	const char *words;
	enum greet_variable v;
	size_t len;

	switch (next(s, &words, &len, &v)) {
	case PIECE_WORDS:
		return buf_add(b, words, len);
	case PIECE_VARIABLE:
		if (!facts->value[v] || !*facts->value[v])
			return ERR_UNKNOWN;
		return buf_add_str(b, facts->value[v]);
	case PIECE_BAD:
		return ERR_FIELD;
	case PIECE_END:
		break;
	}
	*more = false;
	return ERR_OK;
}

enum err greet_fill(
	const char *text, const struct greet_facts *facts, char **out)
{
	enum err e = ERR_OK;
	bool more = true;
	struct buf b;

	buf_init(&b, 2 * LIMIT_TEXT);
	while (more && !e)
		e = fill_next(&b, &text, facts, &more);
	*out = e ? NULL : mem_strdup(buf_str(&b));
	if (!e && !*out)
		e = ERR_NOMEM;
	buf_fini(&b);
	return e;
}

/* The path within an address: behind the host, before query and fragment. */
static const char *path_of(const char *url, size_t *len)
{
	const char *host = strstr(url, "://"), *path;

	path = host ? strchr(host + 3, '/') : url;
	if (!path)
		path = "/";
	*len = strcspn(path, "?#");
	return path;
}

/* The usual one: behind the last star, try again one further on. */
static bool glob_matches(const char *glob, const char *s, const char *end)
{
	const char *star = NULL, *again = s;

	while (s < end) {
		if (*glob == '*') {
			star = glob++;
			again = s;
		} else if (*glob == *s) {
			glob++;
			s++;
		} else if (star) {
			glob = star + 1;
			s = ++again;
		} else {
			return false;
		}
	}
	return glob[strspn(glob, "*")] == '\0';
}

bool greet_page(const char *glob, const char *url)
{
	const char *path;
	size_t len;

	if (!glob || !*glob)
		return true;
	if (!url || !*url)
		return false;
	path = path_of(url, &len);
	return glob_matches(glob, path, path + len);
}

bool greet_hour(int64_t from, int64_t until, int minute)
{
	int64_t end = until == 0 ? 1440 : until;

	if (from <= end)
		return minute >= from && minute < end;
	return minute >= from || minute < end;
}

const char *greet_time_of_day(int minute, enum wire_lang lang)
{
	bool ja = lang == WIRE_LANG_JA;

	if (minute >= EVENING || minute < NIGHT_ENDS)
		return ja ? "こんばんは" : "Good evening";
	if (minute < NOON)
		return ja ? "おはようございます" : "Good morning";
	return ja ? "こんにちは" : "Good afternoon";
}
