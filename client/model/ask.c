/* SPDX-License-Identifier: MIT */
/*
 * A list may be far longer than a message, so it is never parsed as one
 * value: only its brackets are followed, and each element is read by
 * wire_decode with all its checks.
 */
#include "client/model/ask.h"

#include <assert.h>
#include <string.h>

#include "shared/limits.h"

const struct ask_info *ask_info(enum ask_kind kind)
{
	static const struct ask_info infos[] = {
#define ASK_ROW(CODE, verb, where, bear) \
	[ASK_##CODE] = {.method = verb, .path = where, .bearer = bear},
		ASK_TABLE(ASK_ROW)
#undef ASK_ROW
	};

	assert(kind < ASK_COUNT);
	return &infos[kind];
}

/* ---- lists ---- */

struct span {
	const char *at, *end;
};

static void skip_blanks(struct span *s)
{
	while (s->at < s->end && strchr(" \t\r\n", *s->at) && *s->at)
		s->at++;
}

static bool take(struct span *s, char c)
{
	skip_blanks(s);
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* A string, from its opening quote on. */
static bool take_string(struct span *s, struct span *out)
{
	if (!take(s, '"'))
		return false;
	out->at = s->at;
	while (s->at < s->end && *s->at != '"')
		s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
	out->end = s->at;
	return take(s, '"');
}

/* Any value, by its brackets; what stands in it is not looked at. */
static bool take_value(struct span *s, struct span *out)
{
	struct span string;
	int depth = 0;

	skip_blanks(s);
	out->at = s->at;
	while (s->at < s->end) {
		char c = *s->at;

		if (depth == 0 && s->at > out->at && strchr(",]}", c) && c)
			break;
		if (c == '"') {
			if (!take_string(s, &string))
				return false;
		} else {
			depth += c == '{' || c == '[';
			depth -= c == '}' || c == ']';
			s->at++;
		}
		if (depth < 0)
			return false;
	}
	out->end = s->at;
	return depth == 0 && out->end > out->at;
}

static enum err read_elements(
	struct span list, unsigned from, ask_list_fn fn, void *ctx)
{
	struct span one;

	if (!take(&list, '['))
		return ERR_JSON;
	if (take(&list, ']'))
		return ERR_OK;
	do {
		struct wire_msg msg;
		enum err e;

		if (!take_value(&list, &one))
			return ERR_JSON;
		e = wire_decode(one.at, (size_t)(one.end - one.at),
			LIMIT_HTTP_BODY, from, &msg, NULL);
		if (e == ERR_OK)
			fn(ctx, &msg);
		wire_fini(&msg);
		if (e == ERR_NOMEM)
			return e;
	} while (take(&list, ','));
	return take(&list, ']') ? ERR_OK : ERR_JSON;
}

static bool is(const struct span *s, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(s->end - s->at) == len && memcmp(s->at, word, len) == 0;
}

enum err ask_list(const char *body, size_t len, const char *name, unsigned from,
	ask_list_fn fn, void *ctx, bool *more)
{
	struct span all = {body, body + len}, key, value;
	enum err e = ERR_JSON;

	if (more)
		*more = false;
	if (!take(&all, '{'))
		return ERR_JSON;
	do {
		if (!take_string(&all, &key) || !take(&all, ':') ||
			!take_value(&all, &value))
			return ERR_JSON;
		if (is(&key, name)) {
			e = read_elements(value, from, fn, ctx);
			if (e)
				return e;
		} else if (more && is(&key, "more")) {
			*more = is(&value, "true");
		}
	} while (take(&all, ','));
	return take(&all, '}') ? e : ERR_JSON;
}
