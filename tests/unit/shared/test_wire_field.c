/* SPDX-License-Identifier: MIT */
/*
 * Every field of every message with every fault that its row in the table
 * makes one, each alone in a message that is otherwise right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "shared/mem.h"
#include "shared/wire.h"
#include "tests/lib/wiregen.h"

#define MAX LIMIT_ASSOCIATE_FRAME
#define ANYBODY (~0u)
#define AN_ID "0123456789abcdefghjkmnpqrs"

/* A message with every field set, as a tree to plant faults in. */
static json_t *full_message(struct wiregen *g, enum wire_type type)
{
	struct wire_msg msg;
	struct buf out;
	json_t *object;

	buf_init(&out, MAX);
	wiregen_make(g, type, true, &msg);
	assert_int_equal(wire_encode(&msg, &out), ERR_OK);
	object = json_loadb(out.data, out.len, 0, NULL);
	assert_non_null(object);
	json_object_set_new(object, "ref", json_string("r-1"));
	buf_fini(&out);
	return object;
}

/* Decodes `object` with `field` set to `value`, or without it when NULL (takes
 * `value`), and expects `want`; a bad field must be named. */
static void expect_with(
	json_t *object, const char *field, json_t *value, enum err want)
{
	char shown[60] = "(left out)";
	const char *why = NULL;
	struct wire_msg msg;
	enum err e;
	char *text;

	object = json_copy(object);
	if (value) {
		char *dump = json_dumps(value, JSON_ENCODE_ANY);

		snprintf(shown, sizeof(shown), "%s", dump);
		mem_free(dump);
		json_object_set_new(object, field, value);
	} else {
		json_object_del(object, field);
	}
	text = json_dumps(object, JSON_COMPACT);
	e = wire_decode(text, strlen(text), MAX, ANYBODY, &msg, &why);
	if (e != want || strcmp(why, want == ERR_FIELD ? field : "") != 0)
		fail_msg("%s %s: %s: %s, not %s; why: %s",
			json_string_value(json_object_get(object, "t")), field,
			shown, err_name(e), err_name(want), why);
	if (strcmp(field, "ref") != 0)
		assert_string_equal(msg.ref, "r-1");
	wire_fini(&msg);
	mem_free(text);
	json_decref(object);
}

static json_t *repeated(const char *piece, int64_t times)
{
	struct buf b;
	json_t *value;

	buf_init(&b, MAX);
	for (int64_t i = 0; i < times; i++)
		buf_add_str(&b, piece);
	value = json_string(buf_str(&b));
	buf_fini(&b);
	return value;
}

static void expect_bad(
	json_t *object, const struct wire_field *f, const char *const *bad)
{
	for (; *bad; bad++)
		expect_with(object, f->name, json_string(*bad), ERR_FIELD);
}

static void try_kinds(json_t *object, const struct wire_field *f)
{
	bool number = f->kind == WIRE_F_INT || f->kind == WIRE_F_TIME;
	bool boolean = f->kind == WIRE_F_BOOL;
	bool string = !number && !boolean;
	json_t *list = json_pack("[s]", "text");
	json_t *inner = json_pack("{s:s}", f->name, "text");

	expect_with(object, f->name, NULL, f->required ? ERR_FIELD : ERR_OK);
	expect_with(object, f->name, json_null(), ERR_FIELD);
	expect_with(object, f->name, list, ERR_FIELD);
	expect_with(object, f->name, inner, ERR_FIELD);
	expect_with(object, f->name, json_real(1.0), ERR_FIELD);
	if (!number)
		expect_with(object, f->name, json_integer(1), ERR_FIELD);
	if (!boolean)
		expect_with(object, f->name, json_true(), ERR_FIELD);
	if (!string) {
		expect_with(object, f->name, json_string("1"), ERR_FIELD);
		expect_with(object, f->name, json_string("true"), ERR_FIELD);
		expect_with(object, f->name, json_string(""), ERR_FIELD);
	}
}

static void try_id(json_t *object, const struct wire_field *f)
{
	static const char *const bad[] = {"", "0", AN_ID "0",
		"0123456789abcdefghjkmnpqr", "0123456789abcdefghjkmnpqri",
		"0123456789ABCDEFGHJKMNPQRS", "8123456789abcdefghjkmnpqrs",
		"0123456789abcdefghjkmnpqr ", "0123456789abcdefghjkmnpqré",
		NULL};

	expect_with(object, f->name, json_string(AN_ID), ERR_OK);
	expect_bad(object, f, bad);
}

static void try_key(json_t *object, const struct wire_field *f)
{
	static const char *const bad[] = {
		" ", "a b", "a.b", "a/b", "a\n", "é", "a\"", "+", "あ", NULL};

	expect_with(object, f->name, repeated("k", f->bound), ERR_OK);
	expect_with(object, f->name, repeated("k", f->bound + 1), ERR_FIELD);
	expect_with(object, f->name, json_string("-_9"), ERR_OK);
	expect_with(object, f->name, json_string(""),
		f->required ? ERR_FIELD : ERR_OK);
	expect_bad(object, f, bad);
}

static void try_line(json_t *object, const struct wire_field *f)
{
	expect_with(object, f->name, json_string(""), ERR_OK);
	expect_with(object, f->name, repeated("x", f->bound), ERR_OK);
	expect_with(object, f->name, repeated("x", f->bound + 1), ERR_FIELD);
	expect_with(object, f->name, repeated("あ", f->bound / 3), ERR_OK);
	expect_with(
		object, f->name, repeated("あ", f->bound / 3 + 1), ERR_FIELD);
	/* What cleaning takes away does not count. */
	expect_with(object, f->name, repeated("\x1b", f->bound + 1), ERR_OK);
}

static void try_text(json_t *object, const struct wire_field *f)
{
	/* Blanks of Japanese and others, what joins and what is nothing. */
	static const char *const unseen[] = {"\u3000", "\u00a0\u2003", "\u200b",
		"\ufeff", "\u00ad", "\u2060\u200d\u200c", "\u3164", "\ufe0f",
		"\u2800", "\u061c", " \u200e\n\u200f\t"};
	enum err empty = f->required ? ERR_FIELD : ERR_OK;

	expect_with(object, f->name, json_string(""), empty);
	expect_with(object, f->name, json_string(" \t\n "), empty);
	expect_with(object, f->name, json_string("\x1b\x7f"), empty);
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++)
		expect_with(object, f->name, json_string(unseen[i]), empty);
	expect_with(object, f->name, json_string("\n x"), ERR_OK);
	expect_with(object, f->name, json_string("\u200bあ"), ERR_OK);
	expect_with(object, f->name, repeated("👍", f->bound), ERR_OK);
	expect_with(object, f->name, repeated("👍", f->bound + 1), ERR_FIELD);
	expect_with(object, f->name, repeated("x", f->bound + 1), ERR_FIELD);
}

static void try_raw(json_t *object, const struct wire_field *f)
{
	static const char *const bad[] = {"\n", "\t", "\x1b", "\x7f",
		"\xc2\x80", "\xc2\x9f", "a\x01z", NULL};

	expect_with(object, f->name, json_string(""),
		f->required ? ERR_FIELD : ERR_OK);
	expect_with(object, f->name, repeated("r", f->bound), ERR_OK);
	expect_with(object, f->name, repeated("r", f->bound + 1), ERR_FIELD);
	expect_with(object, f->name, json_string("\xc2\xa0 é"), ERR_OK);
	expect_bad(object, f, bad);
}

static void try_number(json_t *object, const struct wire_field *f)
{
	int64_t most = f->kind == WIRE_F_TIME ? WIRE_INT_MAX : f->bound;

	expect_with(object, f->name, json_integer(0), ERR_OK);
	expect_with(object, f->name, json_integer(most), ERR_OK);
	expect_with(object, f->name, json_integer(most + 1), ERR_FIELD);
	expect_with(object, f->name, json_integer(-1), ERR_FIELD);
	expect_with(object, f->name, json_integer(INT64_MIN), ERR_FIELD);
	expect_with(object, f->name, json_integer(INT64_MAX), ERR_FIELD);
	expect_with(object, f->name, json_real(1.5), ERR_FIELD);
	expect_with(object, f->name, json_real(1e300), ERR_FIELD);
}

static void try_word(json_t *object, const struct wire_field *f)
{
	static const char *const bad[] = {
		"", "x", "TEXT", "en ", "readd", "0", NULL};

	for (int i = 0; i < f->bound; i++)
		expect_with(object, f->name, json_string(f->words[i]), ERR_OK);
	expect_bad(object, f, bad);
}

static void try_field(json_t *object, const struct wire_field *f)
{
	try_kinds(object, f);
	switch (f->kind) {
	case WIRE_F_ID:
		try_id(object, f);
		break;
	case WIRE_F_KEY:
		try_key(object, f);
		break;
	case WIRE_F_LINE:
		try_line(object, f);
		break;
	case WIRE_F_TEXT:
		try_text(object, f);
		break;
	case WIRE_F_RAW:
		try_raw(object, f);
		break;
	case WIRE_F_INT:
	case WIRE_F_TIME:
		try_number(object, f);
		break;
	case WIRE_F_BOOL:
		expect_with(object, f->name, json_false(), ERR_OK);
		break;
	case WIRE_F_ENUM:
		try_word(object, f);
		break;
	}
}

static void every_fault_of_every_field_is_named(void **state)
{
	struct wiregen g;

	(void)state;
	wiregen_init(&g, 3);
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);
		json_t *object = full_message(&g, (enum wire_type)t);

		for (int i = 0; i < info->n_fields; i++)
			try_field(object, &info->fields[i]);
		json_decref(object);
	}
	wiregen_fini(&g);
}

static void a_ref_is_a_short_key(void **state)
{
	struct wiregen g;
	json_t *object;

	(void)state;
	wiregen_init(&g, 4);
	object = full_message(&g, WIRE_T_SAY);
	expect_with(object, "ref", NULL, ERR_OK);
	expect_with(object, "ref", json_integer(1), ERR_FIELD);
	expect_with(object, "ref", json_string("a b"), ERR_FIELD);
	expect_with(object, "ref", repeated("r", LIMIT_REF), ERR_OK);
	expect_with(object, "ref", repeated("r", LIMIT_REF + 1), ERR_FIELD);
	json_decref(object);
	wiregen_fini(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_every_field_is_named),
		cmocka_unit_test(a_ref_is_a_short_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
