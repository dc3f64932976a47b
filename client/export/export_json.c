/* SPDX-License-Identifier: MIT */
#include "client/export/export_json.h"

#include <inttypes.h>
#include <string.h>

#include "shared/times.h"
#include "shared/utf8.h"

/* Controls, and what changes the order or the look of what stands around. */
static bool is_escaped(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{0, 0x1f},
		{'"', '"'},
		{'\\', '\\'},
		{0x7f, 0x9f},
		{0xad, 0xad},
		{0x61c, 0x61c},
		{0x200b, 0x200f},
		{0x2028, 0x202e},
		{0x2060, 0x206f},
		{0xfeff, 0xfeff},
		{0xfff9, 0xfffb},
		{0xe0000, 0xe0fff},
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return true;
	return false;
}

static void add_escape(uint32_t cp, struct buf *out)
{
	if (cp == '"' || cp == '\\')
		buf_addf(out, "\\%c", (int)cp);
	else if (cp == '\n')
		buf_add_str(out, "\\n");
	else if (cp < 0x10000)
		buf_addf(out, "\\u%04x", (unsigned)cp);
	else
		buf_addf(out, "\\u%04x\\u%04x",
			(unsigned)(0xd800 + ((cp - 0x10000) >> 10)),
			(unsigned)(0xdc00 + ((cp - 0x10000) & 0x3ff)));
}

void export_json_string(const char *s, struct buf *out)
{
	size_t len = strlen(s);
	uint32_t cp;

	buf_add_char(out, '"');
	while (len > 0) {
		size_t n = utf8_decode(s, len, &cp);

		if (is_escaped(cp))
			add_escape(cp, out);
		else if (cp == UTF8_BAD)
			buf_add_str(out, "\xef\xbf\xbd");
		else
			buf_add(out, s, n);
		s += n;
		len -= n;
	}
	buf_add_char(out, '"');
}

static void add_name(const char *name, bool *first, struct buf *out)
{
	buf_addf(out, "%s\"%s\":", *first ? "" : ",", name);
	*first = false;
}

static void add_int(
	const struct wire_field *f, int64_t v, bool *first, struct buf *out)
{
	char text[TIMES_SIZE];

	if (v == 0 && !f->required)
		return;
	add_name(f->name, first, out);
	if (f->kind == WIRE_F_TIME && v >= 0 && v <= TIMES_MAX)
		buf_addf(out, "\"%s\"", times_format(v, text));
	else
		buf_addf(out, "%" PRId64, v);
}

static void add_text(
	const struct wire_field *f, const char *s, bool *first, struct buf *out)
{
	if (!s || !*s)
		return;
	add_name(f->name, first, out);
	export_json_string(s, out);
}

static void add_field(const struct wire_field *f, const struct wire_msg *m,
	bool *first, struct buf *out)
{
	const char *at = (const char *)m + f->offset;
	int word;

	switch (f->kind) {
	case WIRE_F_INT:
	case WIRE_F_TIME:
		add_int(f, *(const int64_t *)(const void *)at, first, out);
		break;
	case WIRE_F_BOOL:
		if (!*(const bool *)(const void *)at)
			break;
		add_name(f->name, first, out);
		buf_add_str(out, "true");
		break;
	case WIRE_F_ENUM:
		word = *(const int *)(const void *)at;
		if (f->required || word || strcmp(f->name, "lang") == 0)
			add_text(f, f->words[word], first, out);
		break;
	case WIRE_F_ID:
		add_text(f, ((const struct id *)(const void *)at)->s, first,
			out);
		break;
	default:
		add_text(f, *(const char *const *)(const void *)at, first, out);
		break;
	}
}

/* All that the message says, but what the chat around it says already. */
static void add_fields(
	const struct wire_msg *m, bool first, bool inside, struct buf *out)
{
	const struct wire_info *info = wire_info(m->type);

	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (inside &&
			(strcmp(f->name, "chat") == 0 ||
				strcmp(f->name, "key") == 0))
			continue;
		add_field(f, m, &first, out);
	}
}

void export_json_begin(
	const struct wire_msg *head, const char *list, struct buf *out)
{
	buf_add_char(out, '{');
	add_fields(head, true, false, out);
	buf_addf(out, ",\"%s\":[", list);
}

void export_json_list(const char *list, struct buf *out)
{
	buf_addf(out, "],\"%s\":[", list);
}

void export_json_entry(
	const struct wire_msg *entry, bool first, struct buf *out)
{
	buf_add_str(out, first ? "{" : ",{");
	add_fields(entry, true, true, out);
	buf_add_char(out, '}');
}

void export_json_end(struct buf *out)
{
	buf_add_str(out, "]}\n");
}
