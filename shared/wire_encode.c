/* SPDX-License-Identifier: MIT */
/*
 * Writes a message straight into the buffer: with jansson it would first
 * become a tree, which costs ten times as much.
 */
#include "shared/wire.h"

#include <assert.h>
#include <string.h>

/* What a byte of a string needs: nothing, an escape, or a look at the two
 * bytes after it (U+2028 and U+2029 begin with E2).  "<" is escaped so that
 * a message may stand in a <script>. */
enum { PLAIN, ESCAPE, LOOK };
#define ESCAPE_8 ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE
static const unsigned char need_of[256] = {ESCAPE_8, ESCAPE_8, ESCAPE_8,
	ESCAPE_8, ['"'] = ESCAPE, ['\\'] = ESCAPE, ['<'] = ESCAPE,
	[0x7f] = ESCAPE, [0xe2] = LOOK};

static void add_escape(struct buf *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char code[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

	switch (c) {
	case '"':
		buf_add(out, "\\\"", 2);
		break;
	case '\\':
		buf_add(out, "\\\\", 2);
		break;
	case '\n':
		buf_add(out, "\\n", 2);
		break;
	default:
		buf_add(out, code, sizeof(code));
	}
}

/* Is there U+2028 or U+2029 at `s`?  Scripts once took them for line ends. */
static bool is_separator(const char *s)
{
	return memcmp(s, "\xe2\x80", 2) == 0 &&
		(s[2] == '\xa8' || s[2] == '\xa9');
}

static void add_string(struct buf *out, const char *s)
{
	const char *from = s;

	buf_add(out, "\"", 1);
	for (; *s; s++) {
		unsigned char need = need_of[(unsigned char)*s];

		if (need == PLAIN || (need == LOOK && !is_separator(s)))
			continue;
		buf_add(out, from, (size_t)(s - from));
		if (need == ESCAPE) {
			add_escape(out, (unsigned char)*s);
		} else {
			buf_add(out, s[2] == '\xa8' ? "\\u2028" : "\\u2029", 6);
			s += 2;
		}
		from = s + 1;
	}
	buf_add(out, from, (size_t)(s - from));
	buf_add(out, "\"", 1);
}

static void add_int(struct buf *out, int64_t v)
{
	char digits[20];
	char *p = digits + sizeof(digits);
	char *end = p;

	assert(v >= 0);
	do {
		*--p = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	buf_add(out, p, (size_t)(end - p));
}

static void add_name(struct buf *out, const struct wire_field *f)
{
	buf_add(out, ",\"", 2);
	buf_add_str(out, f->name);
	buf_add(out, "\":", 2);
}

static void add_text_field(
	struct buf *out, const struct wire_field *f, const char *s)
{
	if (!f->required && (!s || !*s))
		return;
	add_name(out, f);
	add_string(out, s ? s : "");
}

static void add_number_field(
	struct buf *out, const struct wire_field *f, int64_t n)
{
	if (!f->required && n == 0)
		return;
	add_name(out, f);
	if (f->kind == WIRE_F_BOOL) {
		buf_add_str(out, n ? "true" : "false");
	} else if (f->kind == WIRE_F_ENUM) {
		assert(n >= 0 && n < f->bound);
		add_string(out, f->words[n]);
	} else {
		add_int(out, n);
	}
}

static void add_field(
	struct buf *out, const struct wire_field *f, const void *member)
{
	switch (f->kind) {
	case WIRE_F_ID:
		add_text_field(out, f, ((const struct id *)member)->s);
		break;
	case WIRE_F_KEY:
	case WIRE_F_LINE:
	case WIRE_F_TEXT:
	case WIRE_F_RAW:
		add_text_field(out, f, *(const char *const *)member);
		break;
	case WIRE_F_INT:
	case WIRE_F_TIME:
		add_number_field(out, f, *(const int64_t *)member);
		break;
	case WIRE_F_BOOL:
		add_number_field(out, f, *(const bool *)member);
		break;
	case WIRE_F_ENUM:
		add_number_field(out, f, *(const int *)member);
		break;
	}
}

enum err wire_encode(const struct wire_msg *msg, struct buf *out)
{
	const struct wire_info *info = wire_info(msg->type);

	buf_add(out, "{\"t\":\"", 6);
	buf_add_str(out, info->name);
	buf_add(out, "\"", 1);
	if (msg->ref) {
		buf_add(out, ",\"ref\":", 7);
		add_string(out, msg->ref);
	}
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		add_field(out, f, (const char *)msg + f->offset);
	}
	return buf_add(out, "}", 1);
}
