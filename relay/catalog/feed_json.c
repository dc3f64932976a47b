/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_json.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/jscan.h"
#include "shared/mem.h"

#define FEED_JSON_DEPTH 8

static size_t feed_json_digits(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

/* The bytes of the number at the front (RFC 8259, 6), or 0. */
static size_t feed_json_number(const char *s, size_t len)
{
	size_t at = len > 0 && s[0] == '-', n;

	n = feed_json_digits(s + at, len - at);
	if (n == 0 || (n > 1 && s[at] == '0'))
		return 0;
	at += n;
	if (at < len && s[at] == '.') {
		n = feed_json_digits(s + at + 1, len - at - 1);
		if (n == 0)
			return 0;
		at += 1 + n;
	}
	if (at < len && (s[at] == 'e' || s[at] == 'E')) {
		at++;
		at += at < len && (s[at] == '+' || s[at] == '-');
		n = feed_json_digits(s + at, len - at);
		at = n > 0 ? at + n : 0;
	}
	return at;
}

/* The bytes of the string at the front, quotes and all. */
static size_t feed_json_string(const char *s, size_t len)
{
	size_t at = 1;

	while (at < len && s[at] != '"')
		at += s[at] == '\\' ? 2 : 1;
	return at < len ? at + 1 : len;
}

/* Appends the line with its numbers as strings, for the library would make
 * floating point of them. */
static enum err feed_json_numbers(const char *s, size_t len, struct buf *out)
{
	for (size_t at = 0; at < len;) {
		bool number = s[at] == '-' || (s[at] >= '0' && s[at] <= '9');
		size_t n = 1;

		if (s[at] == '"')
			n = feed_json_string(s + at, len - at);
		else if (number)
			n = feed_json_number(s + at, len - at);
		if (n == 0) /* the library will not like it either */
			return buf_add(out, s + at, len - at);
		if (number)
			buf_add_char(out, '"');
		buf_add(out, s + at, n);
		if (number)
			buf_add_char(out, '"');
		at += n;
		/* What follows a number at once makes it none. */
		if (number && at < len && !strchr(",]} \t\r\n", s[at]))
			return buf_add(out, s + at, len - at);
	}
	return out->err;
}

/* Is it {"value": …, "currency": …}?  Appends that as a price. */
static bool feed_json_price(const json_t *value, struct buf *out)
{
	const char *amount = json_string_value(json_object_get(value, "value"));
	const char *code =
		json_string_value(json_object_get(value, "currency"));

	if (json_object_size(value) != 2 || !amount || !code)
		return false;
	buf_add_str(out, amount);
	buf_add_char(out, ' ');
	buf_add_str(out, code);
	return true;
}

static int feed_json_add(const char *data, size_t len, void *out)
{
	return buf_add(out, data, len) ? -1 : 0;
}

static enum err feed_json_dump(const json_t *value, struct buf *out)
{
	size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;

	return json_dump_callback(value, feed_json_add, out, flags) == 0
		? out->err
		: ERR_NOMEM;
}

/* Appends a value as the text of a cell. */
static enum err feed_json_text(const json_t *value, struct buf *out)
{
	const json_t *each;
	enum err e = ERR_OK;
	size_t i;

	if (json_is_string(value))
		return buf_add(out, json_string_value(value),
			json_string_length(value));
	if (json_is_null(value))
		return ERR_OK;
	if (json_is_object(value))
		return feed_json_price(value, out) ? out->err
						   : feed_json_dump(value, out);
	if (!json_is_array(value))
		return buf_add_str(out, json_is_true(value) ? "true" : "false");
	json_array_foreach(value, i, each)
	{
		if (i > 0)
			buf_add_str(out, ", ");
		e = json_is_array(each) ? feed_json_dump(each, out)
					: feed_json_text(each, out);
		if (e)
			return e;
	}
	return out->err;
}

/* Makes strings of all the values. */
static enum err feed_json_cells(json_t *object)
{
	struct buf text;
	const char *key;
	json_t *value;
	void *next;
	enum err e = ERR_OK;

	buf_init(&text, SIZE_MAX);
	json_object_foreach_safe(object, next, key, value)
	{
		if (json_is_string(value))
			continue;
		buf_clear(&text);
		e = feed_json_text(value, &text);
		if (!e &&
			json_object_set_new(
				object, key, json_string(buf_str(&text))) != 0)
			e = ERR_NOMEM;
		if (e)
			break;
	}
	buf_fini(&text);
	return e;
}

/* Out of memory the library says so, or nothing, or calls a string bad syntax:
 * so for a line that it does not like, memory of that size is asked for. */
static enum err feed_json_load(
	const struct buf *text, json_t **out, enum feed_reason *why)
{
	json_error_t error;
	void *probe;

	*out = json_loadb(
		buf_str(text), text->len, JSON_REJECT_DUPLICATES, &error);
	if (*out)
		return ERR_OK;
	if (json_error_code(&error) == json_error_out_of_memory ||
		json_error_code(&error) == json_error_unknown)
		return ERR_NOMEM;
	probe = mem_alloc(text->len);
	if (!probe)
		return ERR_NOMEM;
	mem_free(probe);
	*why = FEED_JSON;
	return ERR_OK;
}

enum err feed_json(const char *line, size_t len, int max_items, json_t **out,
	enum feed_reason *why)
{
	enum err e = jscan_check(line, len, len, FEED_JSON_DEPTH, max_items);
	struct buf text;

	*out = NULL;
	*why = FEED_FINE;
	if (e) {
		*why = e == ERR_UTF8 ? FEED_ENCODING : FEED_JSON;
		return ERR_OK;
	}
	buf_init(&text, SIZE_MAX);
	e = feed_json_numbers(line, len, &text);
	if (!e)
		e = feed_json_load(&text, out, why);
	buf_fini(&text);
	if (*out)
		e = feed_json_cells(*out);
	if (e) {
		json_decref(*out);
		*out = NULL;
	}
	return e;
}
