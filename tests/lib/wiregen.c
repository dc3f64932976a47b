/* SPDX-License-Identifier: MIT */
#include "tests/lib/wiregen.h"

#include <assert.h>
#include <string.h>

void wiregen_init(struct wiregen *g, uint64_t seed)
{
	*g = (struct wiregen){.seed = seed};
	for (size_t i = 0; i < sizeof(g->text) / sizeof(*g->text); i++)
		buf_init(&g->text[i], LIMIT_TEXT + 1);
}

void wiregen_fini(struct wiregen *g)
{
	for (size_t i = 0; i < sizeof(g->text) / sizeof(*g->text); i++)
		buf_fini(&g->text[i]);
}

/* splitmix64 */
uint64_t wiregen_next(struct wiregen *g, uint64_t bound)
{
	uint64_t z = g->seed += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return (z ^ z >> 31) % bound;
}

/* Pieces that text_keep leaves alone, in any order: what JSON escapes, what
 * HTML minds, and letters of every length. */
static const char *const line_pieces[] = {"a", "Z", "7", " ", "\"", "\\", "/",
	"<", "</script>", "&", "'", "{", "}", ":", ",", "é", "ß", "あ", "ガ",
	"髙", "…", "👍", "🇯🇵", "\\u0000", "%s", "-"};
static const char *const text_pieces[] = {"a", "b", " ", "\n", "\t", "\"", "\\",
	"<!--", "ü", "す", "カップ", "茶", "😀", "null", "\n\n"};
static const char *const raw_pieces[] = {"h", "?", "=", "&", "#", "%20", "\"",
	"\\", "</", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaa", "ü", "商",
	"🛍", " "};
static const char *const key_pieces[] = {
	"a", "z", "A", "Z", "0", "9", "-", "_", "q7"};

#define PIECES(list) list, sizeof(list) / sizeof(*list)

/* Text of at most `max` bytes from such pieces; short ones are likelier, the
 * longest possible come up too. */
static const char *wiregen_text(struct wiregen *g, const char *const *pieces,
	size_t n_pieces, size_t max)
{
	struct buf *b = &g->text[g->used++];
	uint64_t last = wiregen_next(g, 8) ? wiregen_next(g, 24) : 1000;

	assert(g->used < (int)(sizeof(g->text) / sizeof(*g->text)));
	buf_clear(b);
	buf_add_str(b, pieces[0]);
	for (uint64_t i = 0; i < last; i++) {
		const char *s = pieces[wiregen_next(g, n_pieces)];

		if (b->len + strlen(s) <= max)
			buf_add_str(b, s);
	}
	return b->data;
}

static bool is_string(const struct wire_field *f)
{
	return f->kind == WIRE_F_KEY || f->kind == WIRE_F_LINE ||
		f->kind == WIRE_F_TEXT || f->kind == WIRE_F_RAW;
}

static const char *wiregen_string(struct wiregen *g, const struct wire_field *f)
{
	size_t max = (size_t)f->bound;

	switch (f->kind) {
	case WIRE_F_KEY:
		return wiregen_text(g, PIECES(key_pieces), max);
	case WIRE_F_LINE:
		return wiregen_text(g, PIECES(line_pieces), max);
	case WIRE_F_TEXT:
		return wiregen_text(g, PIECES(text_pieces), max);
	default:
		return wiregen_text(g, PIECES(raw_pieces), max);
	}
}

static int64_t wiregen_int(struct wiregen *g, int64_t bound)
{
	if (wiregen_next(g, 4) == 0)
		return wiregen_next(g, 2) ? bound : 1;
	return 1 + (int64_t)wiregen_next(g, (uint64_t)bound);
}

static void wiregen_field(
	struct wiregen *g, const struct wire_field *f, void *member)
{
	uint8_t bytes[16];

	switch (f->kind) {
	case WIRE_F_ID:
		for (int i = 0; i < 16; i++)
			bytes[i] = (uint8_t)wiregen_next(g, 256);
		*(struct id *)member = id_from_bytes(bytes);
		break;
	case WIRE_F_KEY:
	case WIRE_F_LINE:
	case WIRE_F_TEXT:
	case WIRE_F_RAW:
		*(const char **)member = wiregen_string(g, f);
		break;
	case WIRE_F_INT:
		*(int64_t *)member = wiregen_int(g, f->bound);
		break;
	case WIRE_F_TIME:
		*(int64_t *)member = wiregen_int(g, WIRE_INT_MAX);
		break;
	case WIRE_F_BOOL:
		*(bool *)member = true;
		break;
	case WIRE_F_ENUM:
		*(int *)member =
			(int)(1 + wiregen_next(g, (uint64_t)f->bound - 1));
		break;
	}
}

void wiregen_make(
	struct wiregen *g, enum wire_type type, bool full, struct wire_msg *msg)
{
	static const struct wire_field ref = {
		.kind = WIRE_F_KEY, .bound = LIMIT_REF};
	const struct wire_info *info = wire_info(type);

	g->used = 0;
	*msg = (struct wire_msg){.type = type};
	if (full || wiregen_next(g, 2))
		msg->ref = wiregen_string(g, &ref);
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (full || wiregen_next(g, 2) ||
			(f->required && (is_string(f) || f->kind == WIRE_F_ID)))
			wiregen_field(g, f, (char *)msg + f->offset);
	}
}

static bool same_string(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_field(
	enum wire_kind_of_field kind, const void *a, const void *b)
{
	switch (kind) {
	case WIRE_F_ID:
		return id_same(a, b);
	case WIRE_F_KEY:
	case WIRE_F_LINE:
	case WIRE_F_TEXT:
	case WIRE_F_RAW:
		return same_string(
			*(const char *const *)a, *(const char *const *)b);
	case WIRE_F_INT:
	case WIRE_F_TIME:
		return *(const int64_t *)a == *(const int64_t *)b;
	case WIRE_F_BOOL:
		return *(const bool *)a == *(const bool *)b;
	case WIRE_F_ENUM:
		return *(const int *)a == *(const int *)b;
	}
	return false;
}

const char *wiregen_differ(const struct wire_msg *a, const struct wire_msg *b)
{
	const struct wire_info *info = wire_info(a->type);

	if (a->type != b->type)
		return "t";
	if (!same_string(a->ref, b->ref))
		return "ref";
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (!same_field(f->kind, (const char *)a + f->offset,
			    (const char *)b + f->offset))
			return f->name;
	}
	return NULL;
}
