/* SPDX-License-Identifier: MIT */
/* What people do, written down: who, which chat, and nothing personal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/caller.h"
#include "relay/gate/tap.h"
#include "relay/gate/tenant.h"

struct bed {
	struct tenant tenant;
	struct caller aiko, hana;
	struct tap *tap;
	struct buf out;
};

static struct id id(int n)
{
	uint8_t bytes[16] = {[14] = (uint8_t)(n >> 8), [15] = (uint8_t)n};

	return id_from_bytes(bytes);
}

static int setup(void **state)
{
	static struct bed b;

	b = (struct bed){
		.aiko = {.kind = CALLER_ASSOCIATE,
			.tenant = &b.tenant,
			.who = id(1)},
		.hana = {.kind = CALLER_SHOPPER,
			.tenant = &b.tenant,
			.who = id(2),
			.lang = WIRE_LANG_JA},
		.tap = tap_new(),
	};
	buf_init(&b.out, 2 * TAP_ANSWER);
	assert_non_null(b.tap);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	tap_destroy(&b->tap);
	buf_fini(&b->out);
	return 0;
}

/* The lines after that number. */
static const char *after(struct bed *b, int64_t n)
{
	buf_clear(&b->out);
	assert_int_equal(tap_write(b->tap, n, &b->out), ERR_OK);
	return buf_str(&b->out);
}

static struct wire_msg page(const char *url)
{
	struct wire_msg m = {.type = WIRE_T_PAGE};

	m.page.url = url;
	m.page.title = "Hana's page";
	return m;
}

static void test_of_an_address_only_the_path_is_told(void **state)
{
	static const struct {
		const char *url, *path;
	} all[] = {
		{"https://hana:pw@shop.example/p/cup?me=hana#x",
			"\"path\":\"/p/cup\""},
		{"https://shop.example", "\"path\":\"/\""},
		{"https://shop.example?me=hana", "\"path\":\"/\""},
		{"https://shop.example/a\"b", "\"path\":\"/a\\\"b\""},
		{"hana", NULL},
	};
	struct bed *b = *state;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct wire_msg m = page(all[i].url);
		const char *line;

		tap_said(b->tap, 5, &b->hana, &m);
		line = after(b, (int64_t)i);
		if (all[i].path)
			assert_non_null(strstr(line, all[i].path));
		else
			assert_null(strstr(line, "path"));
		assert_null(strcasestr(line, "hana"));
	}
}

/* The first words have their chat's number before it has an id. */
static void test_chats_are_counted(void **state)
{
	struct bed *b = *state;
	struct wire_msg say = {.type = WIRE_T_SAY};
	struct wire_msg accept = {.type = WIRE_T_ACCEPT};
	struct wire_msg chat = {.type = WIRE_T_CHAT};

	say.say.text = "お茶";
	tap_said(b->tap, 5, &b->hana, &say);
	assert_non_null(strstr(after(b, 0), "\"chat\":1,\"chars\":2"));
	chat.chat.chat = id(50);
	chat.chat.phase = WIRE_PHASE_RINGING;
	tap_told(b->tap, &b->hana, &chat);
	accept.accept.chat = id(50);
	tap_said(b->tap, 5, &b->aiko, &accept);
	assert_non_null(strstr(after(b, 1),
		"\"who\":\"associate 1\",\"did\":\"accept\",\"chat\":1"));
	chat.chat.phase = WIRE_PHASE_ENDED;
	tap_told(b->tap, &b->hana, &chat);
	tap_said(b->tap, 5, &b->hana, &say);
	assert_non_null(strstr(after(b, 2), "\"chat\":2"));
}

static void test_the_oldest_lines_are_dropped(void **state)
{
	struct bed *b = *state;
	struct wire_msg m = page("https://shop.example/p/cup");

	for (int i = 0; i < TAP_LINES + 10; i++)
		tap_said(b->tap, 5, &b->hana, &m);
	assert_true(strncmp(after(b, 0), "{\"n\":11,", 8) == 0);
	assert_true(b->out.len <= TAP_ANSWER);
	assert_string_equal(after(b, TAP_LINES + 10), "");
	assert_string_equal(after(b, INT64_MAX), "");
	assert_true(strncmp(after(b, -5), "{\"n\":11,", 8) == 0);
}

static void test_of_too_many_people_the_rest_is_left_out(void **state)
{
	struct bed *b = *state;
	struct wire_msg m = page("https://shop.example/");

	for (int i = 0; i < TAP_PEOPLE + 5; i++) {
		b->hana.who = id(1000 + i);
		tap_said(b->tap, 5, &b->hana, &m);
	}
	assert_non_null(strstr(after(b, TAP_PEOPLE - 1), "\"shopper 1024\""));
	assert_string_equal(after(b, TAP_PEOPLE), "");
}

static void test_who_comes_is_told_once(void **state)
{
	struct bed *b = *state;

	tap_came(b->tap, 5, &b->hana);
	tap_came(b->tap, 6, &b->hana);
	assert_string_equal(after(b, 0),
		"{\"n\":1,\"at\":5,\"who\":\"shopper 1\","
		"\"did\":\"connect\",\"lang\":\"ja\"}\n");
	tap_left(b->tap, 7, &b->hana);
	tap_left(b->tap, 7, &b->aiko); /* never came */
	assert_string_equal(after(b, 1),
		"{\"n\":2,\"at\":7,\"who\":\"shopper 1\","
		"\"did\":\"disconnect\"}\n");
}

static void test_where_a_chat_is_transferred_to(void **state)
{
	struct bed *b = *state;
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	m.transfer.chat = id(50);
	m.transfer.note = "Hana is difficult";
	m.transfer.group = "ginza";
	tap_said(b->tap, 5, &b->aiko, &m);
	assert_non_null(strstr(after(b, 0), "\"to\":\"group ginza\""));
	m.transfer.associate = id(9);
	tap_said(b->tap, 5, &b->aiko, &m);
	assert_non_null(strstr(after(b, 1), "\"to\":\"associate 2\""));
	assert_null(strstr(after(b, 0), "difficult"));
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		BED(test_of_an_address_only_the_path_is_told),
		BED(test_chats_are_counted),
		BED(test_the_oldest_lines_are_dropped),
		BED(test_of_too_many_people_the_rest_is_left_out),
		BED(test_who_comes_is_told_once),
		BED(test_where_a_chat_is_transferred_to),
	};

	return cmocka_run_group_tests_name("tap", tests, NULL, NULL);
}
