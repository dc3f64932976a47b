/* SPDX-License-Identifier: MIT */
/*
 * Reads a message in three steps: a scan that bounds what the JSON library
 * can be made to allocate, the library, and the table, field by field.  The
 * strings gather in one buffer, which grows and so moves: only when all of
 * them are in do the struct's members get to point at them.
 */
#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "shared/jscan.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"
#include "shared/wire.h"

#define FIELDS_MAX 32 /* of one message; the table's longest has 20 */

struct reader {
	const json_t *object;
	struct wire_msg *msg;
	struct buf strings;    /* each ends in NUL; the first byte is unused */
	size_t ref;            /* where in `strings`; 0: there is none */
	size_t at[FIELDS_MAX]; /* the same for each field */
};

/* Puts a string by; *at is where. */
static enum err keep(struct reader *r, const char *s, size_t len, size_t *at)
{
	*at = r->strings.len;
	return buf_add(&r->strings, s, len + 1);
}

static bool is_key(const char *s, size_t len, int64_t bound)
{
	static const char charset[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";

	return len <= (size_t)bound && strspn(s, charset) == len;
}

static bool is_raw(const char *s, size_t len, int64_t bound)
{
	uint32_t cp;

	if (len > (size_t)bound)
		return false;
	for (size_t i = 0; i < len;) {
		i += utf8_decode(s + i, len - i, &cp);
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return false;
	}
	return true;
}

/* Most text is ASCII that cleaning would not change, and cleaning costs more
 * than all the rest. */
static bool is_clean(const char *s, size_t len)
{
	bool clean = true;

	for (size_t i = 0; i < len; i++)
		clean &= (s[i] >= ' ' && s[i] < 0x7f) || s[i] == '\n' ||
			s[i] == '\t';
	return clean;
}

static void flatten(char *s)
{
	while ((s = strpbrk(s, "\t\n")))
		*s++ = ' ';
}

/* Cleans a LINE or TEXT and puts it by. */
static enum err read_clean(struct reader *r, const struct wire_field *f,
	const char *s, size_t len, size_t *at)
{
	bool line = f->kind == WIRE_F_LINE;
	char *cleaned = NULL;
	enum err e = ERR_OK;

	if (!is_clean(s, len)) {
		e = text_keep(s, len, (size_t)f->bound, &cleaned);
		s = cleaned ? cleaned : "";
		len = strlen(s);
	}
	if (!e && (line || !cleaned) && len > (size_t)f->bound)
		e = ERR_FIELD;
	if (!e && f->required && !line && text_blank(s, len))
		e = ERR_FIELD;
	if (!e && (len || f->required)) {
		e = keep(r, s, len, at);
		if (!e && line)
			flatten(r->strings.data + *at);
	}
	mem_free(cleaned);
	return e && e != ERR_NOMEM ? ERR_FIELD : e;
}

/* A string of any kind.  An empty one is as good as none where there need not
 * be one, and what people write in one line may be empty. */
static enum err read_string(struct reader *r, const struct wire_field *f,
	const json_t *value, size_t *at)
{
	const char *s = json_string_value(value);
	size_t len = json_string_length(value);

	if (!s)
		return ERR_FIELD;
	if (f->kind == WIRE_F_LINE || f->kind == WIRE_F_TEXT)
		return read_clean(r, f, s, len, at);
	if (len == 0)
		return f->required ? ERR_FIELD : ERR_OK;
	if (f->kind == WIRE_F_KEY ? !is_key(s, len, f->bound)
				  : !is_raw(s, len, f->bound))
		return ERR_FIELD;
	return keep(r, s, len, at);
}

static enum err read_id(const json_t *value, struct id *id)
{
	const char *s = json_string_value(value);

	if (!s || !id_valid(s))
		return ERR_FIELD;
	*id = id_from_str(s);
	return ERR_OK;
}

static enum err read_int(const json_t *value, int64_t bound, int64_t *n)
{
	json_int_t v = json_integer_value(value);

	if (!json_is_integer(value) || v < 0 || v > bound)
		return ERR_FIELD;
	*n = v;
	return ERR_OK;
}

static enum err read_word(
	const json_t *value, const struct wire_field *f, int *word)
{
	const char *s = json_string_value(value);

	for (int i = 0; s && i < f->bound; i++) {
		if (strcmp(s, f->words[i]) == 0) {
			*word = i;
			return ERR_OK;
		}
	}
	return ERR_FIELD;
}

static enum err read_field(
	struct reader *r, const struct wire_field *f, size_t *at)
{
	const json_t *value = json_object_get(r->object, f->name);
	void *member = (char *)r->msg + f->offset;

	if (!value)
		return f->required ? ERR_FIELD : ERR_OK;
	switch (f->kind) {
	case WIRE_F_ID:
		return read_id(value, member);
	case WIRE_F_KEY:
	case WIRE_F_LINE:
	case WIRE_F_TEXT:
	case WIRE_F_RAW:
		return read_string(r, f, value, at);
	case WIRE_F_INT:
		return read_int(value, f->bound, member);
	case WIRE_F_TIME:
		return read_int(value, WIRE_INT_MAX, member);
	case WIRE_F_BOOL:
		*(bool *)member = json_is_true(value);
		return json_is_boolean(value) ? ERR_OK : ERR_FIELD;
	case WIRE_F_ENUM:
		return read_word(value, f, member);
	}
	assert(!"a kind of field");
	return ERR_FIELD;
}

static enum err read_ref(struct reader *r)
{
	static const struct wire_field ref = {
		.name = "ref",
		.kind = WIRE_F_KEY,
		.bound = LIMIT_REF,
	};

	return read_field(r, &ref, &r->ref);
}

/* Sets the message's type, if there is such a one from that side. */
static enum err read_type(struct reader *r, unsigned from)
{
	const char *name = json_string_value(json_object_get(r->object, "t"));

	if (!name)
		return ERR_FIELD;
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);

		if (strcmp(info->name, name) == 0) {
			r->msg->type = (enum wire_type)t;
			return info->from & from ? ERR_OK : ERR_TYPE;
		}
	}
	return ERR_TYPE;
}

/* All that the message says but its ref; *why is the field at fault. */
static enum err read_message(struct reader *r, unsigned from, const char **why)
{
	const struct wire_info *info;
	enum err e;

	*why = "ref";
	e = read_ref(r);
	if (e)
		return e;
	*why = "t";
	e = read_type(r, from);
	info = wire_info(r->msg->type);
	assert(info->n_fields <= FIELDS_MAX);
	for (int i = 0; !e && i < info->n_fields; i++) {
		*why = info->fields[i].name;
		e = read_field(r, &info->fields[i], &r->at[i]);
	}
	return e;
}

/* Points the message at its strings, which it takes: its ref, and those of its
 * first `n` fields. */
static enum err settle(struct reader *r, int n)
{
	const struct wire_field *fields = wire_info(r->msg->type)->fields;
	char *mem;

	if (r->strings.len <= 1) {
		buf_fini(&r->strings);
		return ERR_OK;
	}
	mem = buf_take(&r->strings);
	if (!mem)
		return ERR_NOMEM;
	r->msg->mem = mem;
	r->msg->ref = r->ref ? mem + r->ref : NULL;
	for (int i = 0; i < n; i++) {
		void *member = (char *)r->msg + fields[i].offset;

		if (r->at[i])
			*(const char **)member = mem + r->at[i];
	}
	return ERR_OK;
}

static enum err parse(const char *text, size_t len, size_t max, json_t **object)
{
	enum err e =
		jscan_check(text, len, max, LIMIT_JSON_DEPTH, LIMIT_JSON_ITEMS);
	json_error_t why;

	if (e)
		return e;
	*object = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
	if (*object)
		return ERR_OK;
	/* Out of memory it says so, or nothing, or calls a string bad syntax:
	 * then we do too, and the sender reconnects either way. */
	if (json_error_code(&why) == json_error_out_of_memory ||
		json_error_code(&why) == json_error_unknown)
		return ERR_NOMEM;
	return ERR_JSON;
}

enum err wire_decode(const char *text, size_t len, size_t max, unsigned from,
	struct wire_msg *msg, const char **why)
{
	struct reader r = {.msg = msg};
	const char *field = "";
	json_t *object = NULL;
	enum err settled;
	enum err e;

	*msg = (struct wire_msg){0};
	buf_init(&r.strings, 4 * max); /* NFC at most triples a text */
	e = parse(text, len, max, &object);
	if (e)
		goto out;
	r.object = object;
	e = buf_add(&r.strings, "", 1);
	if (!e)
		e = read_message(&r, from, &field);
	if (e)
		*msg = (struct wire_msg){0};
	settled = settle(&r, e ? 0 : wire_info(msg->type)->n_fields);
	if (!e)
		e = settled;
	json_decref(object);
out:
	if (why)
		*why = e == ERR_FIELD ? field : "";
	return e;
}

void wire_fini(struct wire_msg *msg)
{
	mem_free(msg->mem);
	*msg = (struct wire_msg){0};
}
