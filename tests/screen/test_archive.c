/* SPDX-License-Identifier: MIT */
/*
 * The archive on the page (E3): tabs, rows, the field, and an opened chat.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/archive.h"
#include "client/model/model.h"
#include "tests/lib/scene.h"

static void filed(struct scene *s, const char *chat, const char *time,
	const char *name, const char *text, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"at\":\"2026-11-21T%s:00Z\",\"name\":\"%s\","
		"\"associate\":\"" SCENE_ME "\",\"holder\":\"Aiko Tanaka\","
		"\"text\":\"%s\",\"opened\":\"2026-11-21T10:00:00Z\"%s}",
		s->model->archive.ref, chat, time, name, text, more);
}

static void told(struct scene *s)
{
	filed(s, SCENE_CHAT, "17:01", "Guest 4790", "Thank you",
		",\"reason\":\"ended\",\"sales\":1,\"amount\":12900,"
		"\"currency\":\"JPY\",\"fresh\":true");
	filed(s, SCENE_OTHER, "13:15", "佐藤さん", "ありがとう",
		",\"reason\":\"missed\"");
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
}

static struct scene *show(int rows, int cols, bool japanese)
{
	struct scene *s = scene_new(rows, cols, japanese, NULL);

	scene_sign_in(s);
	scene_tell(s,
		"{\"t\":\"panel\",\"window\":7,\"chats\":7,\"missed\":0,"
		"\"available\":4,\"colleagues\":9,\"enquiries\":1,"
		"\"sales\":3,\"fresh\":2,\"sold\":31100}");
	scene_keys(s, "<F4>");
	return s;
}

static void test_list(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	scene_expect(s, "One moment");
	told(s);
	scene_expect(s, "All   Sales *2   Missed   Enquiries 1");
	scene_expect(s, "/ search");
	scene_expect(s, "* 17:01       Guest 4790");
	scene_expect(s, "Sale ¥12,900");
	scene_expect(s, "Missed");
	scene_keys(s, "<Down>");
	assert_int_not_equal(scene_count_style(s, STYLE_BLUE_BOLD), 0);
	scene_keys(s, "/tr"); /* letters, though t and r have a meaning */
	assert_string_equal(s->model->archive.text, "tr");
	scene_keys(s, "<Esc>");
	assert_string_equal(s->model->archive.text, "");
	scene_keys(s, "<Tab>");
	assert_int_equal(s->model->archive.pick, WIRE_PICK_SALES);
	scene_keys(s, "<Left><Left>");
	assert_int_equal(s->model->place, MODEL_ENQUIRIES);
	scene_keys(s, "<Tab>");
	assert_int_equal(s->model->place, MODEL_ARCHIVE);
	scene_destroy(&s);
}

static void test_opened(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_keys(s, "<Enter>");
	scene_asked(s, "\"t\":\"viewed\"");
	scene_entry(s, 1, "shopper", "Is it linen?");
	scene_entry(s, 2, "associate", "It is.");
	scene_expect(s, "< Guest 4790");
	scene_expect(s, "One moment");
	scene_tellf(s,
		"{\"t\":\"replayed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"upto\":2,\"more\":false}",
		s->model->archive.chat_ref);
	scene_expect_not(s, "One moment");
	scene_expect(s, "It is.");
	scene_keys(s, "r<Space>");
	scene_expect(s, "Space plays it again");
	scene_keys(s, "<Esc><Esc>");
	assert_int_equal(s->model->place, MODEL_ARCHIVE);
	scene_destroy(&s);
}

static void test_sizes(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct scene *s =
			show(sizes[i / 2][0], sizes[i / 2][1], i % 2 == 1);

		told(s);
		scene_expect(s, "* 17:01");
		scene_expect(s, "¥12,900");
		scene_expect(s, "佐藤さん");
		scene_expect(s, i % 2 ? "不在" : "Missed");
		scene_destroy(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_opened),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
