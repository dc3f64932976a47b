/* SPDX-License-Identifier: MIT */
#include "shared/jscan.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "shared/utf8.h"

/* RFC 8259's grammar as a machine that sees one token at a time.  All that it
 * must remember of the containers around it is which of them are objects: a
 * bit each. */
enum jscan_want {
	JSCAN_ROOT,      /* the message's { */
	JSCAN_FIRST_KEY, /* a key, or } at once */
	JSCAN_KEY,       /* a key */
	JSCAN_COLON,
	JSCAN_FIRST_VALUE, /* a value, or ] at once */
	JSCAN_VALUE,       /* a value */
	JSCAN_COMMA,       /* a comma, or the container's end */
	JSCAN_END,         /* nothing more */
};

struct jscan {
	const char *s;
	size_t len;
	size_t at;
	enum jscan_want want;
	uint64_t objects; /* bit n: is the container at depth n+1 an object? */
	int depth, max_depth;
	int items, max_items;
};

static bool jscan_wants_value(const struct jscan *j)
{
	return j->want == JSCAN_FIRST_VALUE || j->want == JSCAN_VALUE;
}

static bool jscan_in_object(const struct jscan *j)
{
	return j->depth > 0 && (j->objects >> (j->depth - 1) & 1);
}

/* A value begins here. */
static enum err jscan_item(struct jscan *j)
{
	if (!jscan_wants_value(j) && j->want != JSCAN_ROOT)
		return ERR_JSON;
	return ++j->items > j->max_items ? ERR_SIZE : ERR_OK;
}

/* A value has ended. */
static void jscan_done(struct jscan *j)
{
	j->want = j->depth > 0 ? JSCAN_COMMA : JSCAN_END;
}

static enum err jscan_open(struct jscan *j, bool object)
{
	enum err e = jscan_item(j);

	if (e)
		return e;
	if (j->want == JSCAN_ROOT && !object)
		return ERR_JSON;
	if (j->depth == j->max_depth)
		return ERR_DEPTH;
	j->objects &= ~(UINT64_C(1) << j->depth);
	j->objects |= (uint64_t)object << j->depth;
	j->depth++;
	j->want = object ? JSCAN_FIRST_KEY : JSCAN_FIRST_VALUE;
	return ERR_OK;
}

static enum err jscan_close(struct jscan *j, bool object)
{
	enum jscan_want empty = object ? JSCAN_FIRST_KEY : JSCAN_FIRST_VALUE;

	if (j->want != JSCAN_COMMA && j->want != empty)
		return ERR_JSON;
	if (jscan_in_object(j) != object)
		return ERR_JSON;
	j->depth--;
	jscan_done(j);
	return ERR_OK;
}

static enum err jscan_comma(struct jscan *j)
{
	if (j->want != JSCAN_COMMA)
		return ERR_JSON;
	j->want = jscan_in_object(j) ? JSCAN_KEY : JSCAN_VALUE;
	return ERR_OK;
}

static enum err jscan_colon(struct jscan *j)
{
	if (j->want != JSCAN_COLON)
		return ERR_JSON;
	j->want = JSCAN_VALUE;
	return ERR_OK;
}

/* Goes past a string whose opening quote has been read. */
static enum err jscan_string_end(struct jscan *j)
{
	bool escaped = false;

	while (j->at < j->len) {
		unsigned char c = (unsigned char)j->s[j->at++];

		if (c < 0x20)
			return ERR_JSON;
		if (c == '"' && !escaped)
			return ERR_OK;
		escaped = c == '\\' && !escaped;
	}
	return ERR_JSON;
}

static enum err jscan_string(struct jscan *j)
{
	bool key = j->want == JSCAN_FIRST_KEY || j->want == JSCAN_KEY;
	enum err e = key || j->want == JSCAN_ROOT ? ERR_OK : jscan_item(j);

	if (!e && j->want == JSCAN_ROOT)
		e = ERR_JSON;
	if (!e)
		e = jscan_string_end(j);
	if (!e && key)
		j->want = JSCAN_COLON;
	else if (!e)
		jscan_done(j);
	return e;
}

static bool jscan_is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' ||
		c == '+' || c == '.' || c == 'E';
}

/* A number, true, false or null; its first letter has been read. */
static enum err jscan_word(struct jscan *j)
{
	enum err e = ERR_JSON;

	if (jscan_is_word(j->s[j->at - 1]) && j->want != JSCAN_ROOT)
		e = jscan_item(j);
	while (!e && j->at < j->len && jscan_is_word(j->s[j->at]))
		j->at++;
	if (!e)
		jscan_done(j);
	return e;
}

static enum err jscan_token(struct jscan *j)
{
	char c = j->s[j->at++];

	switch (c) {
	case ' ':
	case '\t':
	case '\n':
	case '\r':
		return ERR_OK;
	case '{':
	case '[':
		return jscan_open(j, c == '{');
	case '}':
	case ']':
		return jscan_close(j, c == '}');
	case ',':
		return jscan_comma(j);
	case ':':
		return jscan_colon(j);
	case '"':
		return jscan_string(j);
	default:
		return jscan_word(j);
	}
}

enum err jscan_check(
	const char *s, size_t len, size_t max_len, int max_depth, int max_items)
{
	struct jscan j = {
		.s = s,
		.len = len,
		.want = JSCAN_ROOT,
		.max_depth = max_depth,
		.max_items = max_items,
	};
	enum err e = ERR_OK;

	assert(max_depth >= 1 && max_depth <= JSCAN_DEPTH);
	if (len > max_len)
		return ERR_SIZE;
	if (!utf8_valid(s, len))
		return ERR_UTF8;
	while (!e && j.at < j.len)
		e = jscan_token(&j);
	if (!e && j.want != JSCAN_END)
		e = ERR_JSON;
	return e;
}
