/* SPDX-License-Identifier: MIT */
/*
 * The codec: every message there and back, what is written, and what is no
 * message at all.  The faults of single fields are in test_wire_field.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "shared/wire.h"
#include "tests/lib/heap.h"
#include "tests/lib/wiregen.h"

#define MAX LIMIT_ASSOCIATE_FRAME
#define ANYBODY (~0u)
#define AN_ID "0123456789abcdefghjkmnpqrs"

static enum err decode(
	const char *text, unsigned from, struct wire_msg *msg, const char **why)
{
	return wire_decode(text, strlen(text), MAX, from, msg, why);
}

/* --- there and back --------------------------------------------------- */

static void there_and_back(struct wiregen *g, enum wire_type type, bool full)
{
	const struct wire_info *info = wire_info(type);
	struct wire_msg msg, back;
	const char *why = NULL;
	const char *differs;
	struct buf out;
	enum err e;

	buf_init(&out, MAX);
	wiregen_make(g, type, full, &msg);
	assert_int_equal(wire_encode(&msg, &out), ERR_OK);
	e = wire_decode(out.data, out.len, MAX, info->from, &back, &why);
	if (e)
		fail_msg("%s: %s %s", out.data, err_name(e), why);
	assert_string_equal(why, "");
	differs = wiregen_differ(&msg, &back);
	if (differs)
		fail_msg("%s: %s differs", out.data, differs);
	wire_fini(&back);
	buf_fini(&out);
}

static void every_message_comes_back(void **state)
{
	struct wiregen g;

	(void)state;
	wiregen_init(&g, 1);
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		for (int i = 0; i < 200; i++)
			there_and_back(&g, (enum wire_type)t, i == 0);
	}
	wiregen_fini(&g);
}

/* What is written must be JSON to others too, not only to our own reader. */
static void what_is_written_is_json(void **state)
{
	struct wire_msg msg;
	struct wiregen g;
	struct buf out;

	(void)state;
	wiregen_init(&g, 2);
	buf_init(&out, MAX);
	for (int i = 0; i < 2000; i++) {
		json_t *object;

		wiregen_make(&g, WIRE_T_ENTRY, true, &msg);
		msg.entry.text = "line\n\ttab \"q\" \\ \x01\x7f é あ 👍";
		buf_clear(&out);
		wire_encode(&msg, &out);
		object = json_loadb(
			out.data, out.len, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(object);
		assert_string_equal(
			json_string_value(json_object_get(object, "text")),
			msg.entry.text);
		assert_string_equal(
			json_string_value(json_object_get(object, "name")),
			msg.entry.name);
		assert_int_equal(
			json_integer_value(json_object_get(object, "seq")),
			msg.entry.seq);
		json_decref(object);
	}
	buf_fini(&out);
	wiregen_fini(&g);
}

static void assert_encodes(const struct wire_msg *msg, const char *json)
{
	struct buf out;

	buf_init(&out, MAX);
	assert_int_equal(wire_encode(msg, &out), ERR_OK);
	assert_string_equal(out.data, json);
	buf_fini(&out);
}

static void optional_fields_are_left_out(void **state)
{
	struct wire_msg ok = {.type = WIRE_T_OK, .ref = "7"};
	struct wire_msg ping = {.type = WIRE_T_PING};
	struct wire_msg seen = {
		.type = WIRE_T_SEEN, .seen = {.chat = id_from_str(AN_ID)}};
	struct wire_msg name = {
		.type = WIRE_T_IDENTIFY, .identify = {.name = ""}};
	struct wire_msg ring = {.type = WIRE_T_RING,
		.ring = {.chat = id_from_str(AN_ID), .text = "x"}};

	(void)state;
	assert_encodes(&ok, "{\"t\":\"ok\",\"ref\":\"7\"}");
	assert_encodes(&ping, "{\"t\":\"ping\"}");
	assert_encodes(&seen,
		"{\"t\":\"seen\",\"chat\":\"" AN_ID "\",\"seq\":0,"
		"\"mark\":\"delivered\"}");
	assert_encodes(&name, "{\"t\":\"identify\"}");
	assert_encodes(&ring,
		"{\"t\":\"ring\",\"chat\":\"" AN_ID "\","
		"\"left\":0,\"name\":\"\",\"text\":\"x\"}");
}

static void text_is_safe_in_a_script(void **state)
{
	struct wire_msg page = {.type = WIRE_T_PAGE};

	(void)state;
	page.page.url = "a\"\\\x01\n\x7f</script><!--\xe2\x80\xa8\xe2\x80\xa9"
			"\xe2\x80\xa6/";
	assert_encodes(&page,
		"{\"t\":\"page\",\"url\":\"a\\\"\\\\\\u0001\\n"
		"\\u007f\\u003c/script>\\u003c!--"
		"\\u2028\\u2029\xe2\x80\xa6/\"}");
}

static void numbers_are_written_whole(void **state)
{
	struct wire_msg pong = {.type = WIRE_T_PONG};

	(void)state;
	pong.pong.now = WIRE_INT_MAX;
	assert_encodes(&pong, "{\"t\":\"pong\",\"now\":9007199254740991}");
	pong.pong.now = INT64_MAX;
	assert_encodes(&pong, "{\"t\":\"pong\",\"now\":9223372036854775807}");
}

static void a_full_buffer_is_an_error(void **state)
{
	struct wire_msg ok = {.type = WIRE_T_OK, .ref = "abc"};
	struct buf out;

	(void)state;
	for (size_t cap = 0; cap < 22; cap++) {
		buf_init(&out, cap);
		assert_int_equal(wire_encode(&ok, &out), ERR_SIZE);
		buf_fini(&out);
	}
	buf_init(&out, 22);
	assert_int_equal(wire_encode(&ok, &out), ERR_OK);
	assert_string_equal(out.data, "{\"t\":\"ok\",\"ref\":\"abc\"}");
	buf_fini(&out);
}

/* --- what is not a message at all ------------------------------------- */

static void expect_text(const char *text, enum err want, const char *why_want)
{
	const char *why = NULL;
	struct wire_msg msg;
	enum err e = decode(text, ANYBODY, &msg, &why);

	if (e != want || strcmp(why, why_want) != 0)
		fail_msg("%s: %s, not %s; why: %s", text, err_name(e),
			err_name(want), why);
	wire_fini(&msg);
}

static void what_is_no_message_is_refused(void **state)
{
	(void)state;
	expect_text("", ERR_JSON, "");
	expect_text("[]", ERR_JSON, "");
	expect_text("\"ping\"", ERR_JSON, "");
	expect_text("{", ERR_JSON, "");
	expect_text("{\"t\":\"ping\"} {}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"t\":\"ping\"}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":1,\"x\":2}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\\u0000\"}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\\ud800\"}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\\q\"}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":01}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":1e999}", ERR_JSON, "");
	expect_text(
		"{\"t\":\"ping\",\"x\":99999999999999999999}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":nil}", ERR_JSON, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\xff\"}", ERR_UTF8, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\xc0\x80\"}", ERR_UTF8, "");
	expect_text("{\"t\":\"ping\",\"x\":\"\xed\xa0\x80\"}", ERR_UTF8, "");
	expect_text("{\"t\":\"pin\"}", ERR_TYPE, "");
	expect_text("{\"t\":\"\"}", ERR_TYPE, "");
	expect_text("{\"t\":1}", ERR_FIELD, "t");
	expect_text("{}", ERR_FIELD, "t");
	expect_text(" {\"t\":\"ping\",\"later\":{\"a\":[1]}} ", ERR_OK, "");
}

static void a_nul_is_refused(void **state)
{
	static const char text[] = "{\"t\":\"ping\"\0}";
	static const char inside[] = "{\"t\":\"ping\",\"x\":\"a\0b\"}";
	struct wire_msg msg;

	(void)state;
	assert_int_equal(
		wire_decode(text, sizeof(text) - 1, MAX, ANYBODY, &msg, NULL),
		ERR_JSON);
	assert_int_equal(wire_decode(inside, sizeof(inside) - 1, MAX, ANYBODY,
				 &msg, NULL),
		ERR_JSON);
}

static void size_depth_and_number_are_bounded(void **state)
{
	static const char ping[] = "{\"t\":\"ping\"}";
	struct wire_msg msg;
	struct buf b;

	(void)state;
	assert_int_equal(wire_decode(ping, strlen(ping), strlen(ping), ANYBODY,
				 &msg, NULL),
		ERR_OK);
	assert_int_equal(wire_decode(ping, strlen(ping), strlen(ping) - 1,
				 ANYBODY, &msg, NULL),
		ERR_SIZE);
	expect_text("{\"t\":\"ping\",\"x\":[[[[[[[1]]]]]]]}", ERR_OK, "");
	expect_text("{\"t\":\"ping\",\"x\":[[[[[[[[1]]]]]]]]}", ERR_DEPTH, "");
	buf_init(&b, MAX);
	buf_add_str(&b, "{\"t\":\"ping\",\"x\":[");
	for (int i = 0; i < LIMIT_JSON_ITEMS; i++)
		buf_add_str(&b, "0,");
	buf_add_str(&b, "0]}");
	expect_text(b.data, ERR_SIZE, "");
	buf_fini(&b);
}

static void a_message_comes_only_from_its_side(void **state)
{
	struct wire_msg msg;
	struct wiregen g;
	struct buf out;

	(void)state;
	wiregen_init(&g, 5);
	buf_init(&out, MAX);
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		unsigned may = wire_info((enum wire_type)t)->from;

		wiregen_make(&g, (enum wire_type)t, true, &msg);
		msg.ref = "r-1";
		buf_clear(&out);
		wire_encode(&msg, &out);
		assert_int_not_equal(may, 0);
		for (unsigned bit = 1; bit <= WIRE_FROM_C; bit *= 2) {
			assert_int_equal(decode(out.data, bit, &msg, NULL),
				may & bit ? ERR_OK : ERR_TYPE);
			assert_string_equal(msg.ref, "r-1");
			wire_fini(&msg);
		}
	}
	buf_fini(&out);
	wiregen_fini(&g);
}

/* --- what becomes of the fields --------------------------------------- */

static void text_is_cleaned(void **state)
{
	struct wire_msg msg;

	(void)state;
	assert_int_equal(
		decode("{\"t\":\"enquire\",\"key\":\"k\",\"address\":"
		       "\"a\\tb\\r\\n"
		       "c\\u001b\\u202ed\",\"text\":\"e\\u0301\\r\\n\\u0007x\","
		       "\"name\":\"\"}",
			WIRE_FROM_S, &msg, NULL),
		ERR_OK);
	assert_string_equal(msg.enquire.address, "a b cd");
	assert_string_equal(msg.enquire.text, "é\nx");
	assert_null(msg.enquire.name);
	assert_null(msg.ref);
	wire_fini(&msg);
	wire_fini(&msg);
	assert_int_equal(decode("{\"t\":\"identify\",\"name\":\"x\\u007fy\"}",
				 WIRE_FROM_S, &msg, NULL),
		ERR_OK);
	assert_string_equal(msg.identify.name, "xy");
	wire_fini(&msg);
}

static void absent_fields_are_zero(void **state)
{
	struct wire_msg msg;

	(void)state;
	memset(&msg, 0xa5, sizeof(msg));
	assert_int_equal(decode("{\"t\":\"hello\",\"version\":1}", WIRE_FROM_A,
				 &msg, NULL),
		ERR_OK);
	assert_int_equal(msg.hello.version, 1);
	assert_int_equal(msg.hello.lang, WIRE_LANG_EN);
	assert_null(msg.hello.token);
	assert_null(msg.hello.client);
	assert_int_equal(msg.hello.amount, 0);
	wire_fini(&msg);
	assert_int_equal(
		decode("{\"t\":\"ok\"}", WIRE_FROM_RA, &msg, NULL), ERR_OK);
	assert_false(id_is(&msg.ok.chat));
	wire_fini(&msg);
}

static void words_have_names(void **state)
{
	(void)state;
	assert_string_equal(wire_lang_word(WIRE_LANG_JA), "ja");
	assert_string_equal(wire_reason_word(WIRE_REASON_GONE), "gone");
	assert_string_equal(wire_who_word(WIRE_WHO_RELAY), "relay");
	assert_string_equal(wire_mark_word(WIRE_MARK_READ), "read");
	assert_string_equal(wire_phase_word(WIRE_PHASE_LIVE), "live");
	assert_string_equal(wire_kind_word(WIRE_KIND_PAGE), "page");
}

/* --- no memory -------------------------------------------------------- */

static void decoding_without_memory_leaves_nothing(void **state)
{
	static const char text[] =
		"{\"t\":\"enquire\",\"ref\":\"7\",\"key\":\"k1\",\"name\":\"é "
		"x\","
		"\"address\":\"a@b.example\",\"text\":\"か\\u3099 e\\u0301 and "
		"more than sixty-four bytes, so that the buffer grows\"}";
	bool done = false;

	(void)state;
	heap_init();
	for (long n = 0; !done; n++) {
		struct wire_msg msg;
		enum err e;

		heap_fail_at(n);
		e = decode(text, WIRE_FROM_S, &msg, NULL);
		done = !heap_failed();
		/* jansson calls a string that it has no room for bad JSON. */
		if (done)
			assert_int_equal(e, ERR_OK);
		else
			assert_true(e == ERR_NOMEM || e == ERR_JSON);
		wire_fini(&msg);
		assert_int_equal(heap_live(), 0);
		assert_in_range(n, 0, 1000);
	}
	heap_fini();
}

static void encoding_without_memory_is_an_error(void **state)
{
	struct wire_msg msg;
	struct wiregen g;
	bool done = false;

	(void)state;
	wiregen_init(&g, 6);
	wiregen_make(&g, WIRE_T_CHAT, true, &msg);
	heap_init();
	for (long n = 0; !done; n++) {
		struct buf out;
		enum err e;

		buf_init(&out, MAX);
		heap_fail_at(n);
		e = wire_encode(&msg, &out);
		done = !heap_failed();
		assert_int_equal(e, done ? ERR_OK : ERR_NOMEM);
		buf_fini(&out);
		assert_int_equal(heap_live(), 0);
	}
	heap_fini();
	wiregen_fini(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_message_comes_back),
		cmocka_unit_test(what_is_written_is_json),
		cmocka_unit_test(optional_fields_are_left_out),
		cmocka_unit_test(text_is_safe_in_a_script),
		cmocka_unit_test(numbers_are_written_whole),
		cmocka_unit_test(a_full_buffer_is_an_error),
		cmocka_unit_test(what_is_no_message_is_refused),
		cmocka_unit_test(a_nul_is_refused),
		cmocka_unit_test(size_depth_and_number_are_bounded),
		cmocka_unit_test(a_message_comes_only_from_its_side),
		cmocka_unit_test(text_is_cleaned),
		cmocka_unit_test(absent_fields_are_zero),
		cmocka_unit_test(words_have_names),
		cmocka_unit_test(decoding_without_memory_leaves_nothing),
		cmocka_unit_test(encoding_without_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
