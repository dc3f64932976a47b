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
#include "client/model/settings.h"
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

/* What is looked for without a connection is not what still stands there. */
static void test_what_stands_there_is_not_the_answer(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_IO);
	scene_expect_not(s, "No connection");
	scene_keys(s, "/wool");
	scene_expect(s, "No connection");
	scene_expect(s, "Guest 4790");
	scene_sign_in(s);
	scene_keys(s, "<F4>");
	scene_expect_not(s, "No connection");
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"busy\","
		"\"text\":\"Busy\",\"wait\":3000}",
		s->model->archive.ref);
	scene_expect(s, "One moment");
	scene_wait(s, 3001);
	told(s);
	scene_expect_not(s, "One moment");
	scene_destroy(&s);
}

/* The chat rang again, and nobody accepted. */
static void missed(struct scene *s)
{
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:20:00Z\",\"name\":\"Guest 4790\","
		"\"reason\":\"missed\",\"opened\":\"2026-11-21T10:00:00Z\"}",
		s->model->archive.ref);
}

/* Both rows of a chat that two had can be gone to, and past. */
static void test_had_by_two(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	missed(s);
	told(s);
	scene_keys(s, "<Down><Down><Enter>");
	assert_string_equal(s->model->archive.opened.chat.s, SCENE_OTHER);
	scene_keys(s, "<Esc><Up><Enter>");
	assert_string_equal(s->model->archive.opened.chat.s, SCENE_CHAT);
	assert_int_equal(s->model->archive.opened.sales, 1);
	scene_destroy(&s);
}

static void test_had_by_two_on_two_pages(void **state)
{
	struct scene *s = show(24, 80, false);
	const struct archive *a = &s->model->archive;

	(void)state;
	missed(s);
	scene_tellf(
		s, "{\"t\":\"archived\",\"ref\":\"%s\",\"more\":true}", a->ref);
	scene_act(s, &(struct action){.kind = ACTION_ARCHIVE_OLDER});
	told(s);
	assert_int_equal(a->n, 3);
	scene_tell(s,
		"{\"t\":\"rated\",\"chat\":\"" SCENE_CHAT "\",\"stars\":4,"
		"\"at\":\"2026-11-21T17:21:00Z\",\"name\":\"Guest 4790\"}");
	assert_int_equal(a->rows[0].stars, 0);
	assert_int_equal(a->rows[1].stars, 4);
	scene_destroy(&s);
}

/* What is chosen stays so wherever it comes to stand. */
static void test_chosen_among_newer_ones(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_keys(s, "<Down>");
	scene_act(s, &(struct action){.kind = ACTION_ARCHIVE});
	filed(s, "0eeeeeeeeeeeeeeeeeeeeeeeee", "17:03", "Guest 4791", "Hi",
		",\"reason\":\"ended\"");
	told(s);
	assert_int_equal(s->model->archive.n, 3);
	scene_keys(s, "<Enter>");
	assert_string_equal(s->model->archive.opened.chat.s, SCENE_OTHER);
	scene_keys(s, "<Esc><Up><Enter>");
	assert_string_equal(s->model->archive.opened.chat.s, SCENE_CHAT);
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

/* J2: what saves is in the menu too, where there is something to save. */
static void test_menu_saves(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	scene_keys(s, "<F10>");
	scene_expect(s, "nothing yet");
	scene_keys(s, "w");
	scene_expect_not(s, "noren-archive-");
	scene_keys(s, "<Esc>");
	told(s);
	scene_keys(s, "<F10>w");
	scene_expect(s, "noren-archive-");
	scene_keys(s, "<Esc><Enter>");
	scene_entry(s, 1, "shopper", "Is it linen?");
	scene_tellf(s,
		"{\"t\":\"replayed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"upto\":1,\"more\":false}",
		s->model->archive.chat_ref);
	scene_keys(s, "<F10>");
	scene_expect(s, "Save the chat");
	scene_keys(s, "w");
	scene_expect(s, "noren-chat-");
	scene_keys(s, "<Esc><F2><F10>");
	scene_expect_not(s, "Save the");
	scene_destroy(&s);
}

/* J1: the relay has neither name nor words of it any more. */
static void test_erased(void **state)
{
	static const char *const words[][2] = {
		{"Erased", "What was said here was erased."},
		{"消去済み", "この会話の内容は消去されました。"}};

	(void)state;
	for (int japanese = 0; japanese < 2; japanese++) {
		struct scene *s = show(24, 80, japanese);

		filed(s, SCENE_CHAT, "17:01", "", "", ",\"reason\":\"ended\"");
		scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
			s->model->archive.ref);
		scene_expect(s, words[japanese][0]);
		scene_keys(s, "<Enter>");
		scene_expect_not(s, words[japanese][1]);
		scene_tellf(s,
			"{\"t\":\"replayed\",\"ref\":\"%s\",\"chat\":"
			"\"" SCENE_CHAT "\",\"upto\":0,\"more\":false}",
			s->model->archive.chat_ref);
		scene_expect(s, words[japanese][0]);
		scene_expect(s, words[japanese][1]);
		scene_destroy(&s);
	}
}

/* ---- saving it (J2) ---- */

static void so_far(struct scene *s, int chats)
{
	scene_act(s,
		&(struct action){.kind = ACTION_SAVING,
			.saving = &(struct saving){.chats = chats,
				.reached = INT64_C(1795280000000000)}});
}

static void ended(struct scene *s, enum saving_why why, enum err err)
{
	scene_act(s,
		&(struct action){.kind = ACTION_SAVING_END,
			.ended = &(struct saving_end){.why = why,
				.err = err,
				.chats = 7,
				.path = "/srv/aiko/Downloads/a.csv"}});
}

/* The list as it is shown: its tab, whose, and what is looked for. */
static void test_save_the_list(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	scene_manager(s);
	scene_expect(s, "s save");
	scene_keys(s, "s");
	scene_expect_not(s, "Save the archive"); /* of nothing */
	told(s);
	scene_keys(s, "/coat<Enter><Tab>t");
	told(s);
	scene_out(s);
	scene_keys(s, "s");
	scene_expect(s, "Save the archive");
	scene_expect(s, "Sales   Team   / coat");
	scene_expect(s, "~/Downloads/noren-archive-2026-11-21.txt");
	scene_expect(s, "only for CSV");
	scene_keys(s, "<Right>");
	scene_expect(s, "~/Downloads/noren-archive-2026-11-21.csv");
	scene_keys(s, "<Tab><Right><Tab><Enter>");
	assert_string_equal(scene_out(s),
		"saving 1 bom {\"t\":\"export\",\"pick\":\"sales\","
		"\"text\":\"coat\",\"team\":true} "
		"~/Downloads/noren-archive-2026-11-21.csv\n");
	scene_expect(s, "One moment");
	so_far(s, 340);
	scene_expect(s, "340 chats, back to");
	scene_expect(s, "Esc stop");
	ended(s, SAVING_OK, ERR_OK);
	scene_expect(s, "Kept as /srv/aiko/Downloads/a.csv");
	scene_expect_not(s, "Save the archive");
	/* Nothing was viewed by that. */
	scene_asked_nothing(s);
	scene_destroy(&s);
}

static void test_save_a_chat(void **state)
{
	struct scene *s = show(24, 80, true);

	(void)state;
	told(s);
	scene_keys(s, "<Enter>s");
	scene_expect(s, "チャットの保存");
	scene_expect(s, "Guest 4790");
	scene_out(s);
	/* A name of one's own stays, whatever the form. */
	scene_keys(s, "<Tab><Ctrl-U>~/ひとつ<Up><Right><Right>");
	scene_keys(s, "<Ctrl-S>");
	assert_string_equal(scene_out(s),
		"saving 2 {\"t\":\"export\",\"chat\":\"" SCENE_CHAT
		"\",\"associate\":\"" SCENE_ME "\"} ~/ひとつ\n");
	scene_keys(s, "<Esc>");
	assert_string_equal(scene_out(s), "saving_stop\n");
	scene_expect(s, "中止しています");
	ended(s, SAVING_STOPPED, ERR_OK);
	scene_expect(s, "中止しました");
	scene_expect(s, "~/ひとつ");
	scene_keys(s, "<Esc>");
	scene_expect_not(s, "チャットの保存");
	assert_int_equal(s->model->place, MODEL_ARCHIVED);
	scene_destroy(&s);
}

/* Without a connection it is said that there is none. */
static void test_save_offline(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_IO);
	scene_keys(s, "s");
	scene_expect_not(s, "Save the archive");
	scene_expect(s, "There is no connection.");
	scene_keys(s, "<Enter>s");
	scene_expect_not(s, "Save the chat");
	scene_destroy(&s);
}

/* A file that is there is asked about; what is chosen first harms nothing. */
static void test_save_over_another(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_keys(s, "s<Ctrl-S>");
	scene_out(s);
	ended(s, SAVING_EXISTS, ERR_OK);
	scene_expect(s, "There is a file of that name. Replace it?");
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "saving"));
	scene_expect_not(s, "Replace it");
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "replace"));
	ended(s, SAVING_EXISTS, ERR_OK);
	scene_keys(s, "<Right><Enter>");
	assert_non_null(strstr(scene_out(s), "saving 0 replace {"));
	scene_destroy(&s);
}

/* Why not, in words; the box stays, with what was typed. */
static void test_save_fails(void **state)
{
	static const struct {
		enum saving_why why;
		enum err err;
		const char *words[2];
	} cases[] = {
		{SAVING_FULL, ERR_OK, {"The disk is full", "空き容量がなく"}},
		{SAVING_FORBIDDEN, ERR_OK, {"You may not write", "権限"}},
		{SAVING_NO_FOLDER, ERR_OK, {"no such folder", "フォルダー"}},
		{SAVING_NO_FILE, ERR_OK, {"That cannot be", "ファイル名"}},
		{SAVING_DISK, ERR_OK, {"could not be written", "書き込めず"}},
		{SAVING_LINK, ERR_OK, {"The relay was lost", "接続が切れ"}},
		{SAVING_REFUSED, ERR_FORBIDDEN,
			{"You may not do that", "その操作"}},
	};

	(void)state;
	for (int ja = 0; ja < 2; ja++) {
		struct scene *s = show(12, 40, ja);

		told(s);
		scene_keys(s, "s");
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			scene_keys(s, "<Ctrl-S>");
			ended(s, cases[i].why, cases[i].err);
			scene_expect(s, cases[i].words[ja]);
			scene_expect(s, ja ? "形式" : "As");
		}
		scene_destroy(&s);
	}
}

/* Chats ring and are answered meanwhile; the box is there again afterwards. */
static void test_save_beside_a_chat(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	told(s);
	scene_keys(s, "s<Ctrl-S>");
	so_far(s, 20);
	scene_ring(s, SCENE_CHAT, 80000);
	scene_expect(s, "Guest 4821 is ringing");
	scene_expect(s, "20 chats");
	scene_out(s);
	scene_keys(s, "<F5>");
	scene_asked(s, "\"t\":\"accept\"");
	scene_chat(s, "live", 0);
	assert_int_equal(s->model->place, MODEL_CHAT);
	scene_expect_not(s, "20 chats");
	so_far(s, 40);
	scene_keys(s, "<F4>");
	scene_expect(s, "40 chats");
	/* A file is in one language. */
	scene_act(s, &(struct action){.kind = ACTION_LANGUAGE});
	assert_false(s->model->japanese);
	scene_keys(s, "<Alt-2>");
	ended(s, SAVING_FULL, ERR_OK);
	scene_expect(s, "The disk is full: nothing was saved.");
	scene_out(s);
	scene_keys(s, "<F4>");
	scene_expect(s, "The disk is full: nothing was saved.");
	scene_keys(s, "<Ctrl-S>");
	/* Nor is anybody left without an answer who has put the box away. */
	scene_keys(s, "<F2><F4>");
	ended(s, SAVING_LINK, ERR_OK);
	scene_expect(s, "The relay was lost: nothing was saved.");
	scene_keys(s, "s<Ctrl-S>");
	scene_act(s, &(struct action){.kind = ACTION_SIGN_OUT});
	assert_non_null(strstr(scene_out(s), "saving_stop"));
	scene_destroy(&s);
}

static void in_kiosk(struct settings *settings)
{
	settings->kiosk = true;
}

/* Nothing leads to the machine's files there. */
static void test_save_in_a_kiosk(void **state)
{
	struct scene *s = scene_new(24, 80, false, in_kiosk);

	(void)state;
	scene_sign_in(s);
	scene_keys(s, "<F4>");
	told(s);
	scene_keys(s, "s");
	scene_expect_not(s, "Save the archive");
	scene_expect(s, "Nothing leads out of noren here.");
	scene_out(s);
	scene_act(s,
		&(struct action){.kind = ACTION_SAVING_BEGIN,
			.begin = &(struct saving_wish){.path = "/tmp/x"}});
	assert_null(strstr(scene_out(s), "saving"));
	scene_destroy(&s);
}

/* All that can be typed has room, in both languages. */
static void test_save_sizes(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct scene *s =
			show(sizes[i / 2][0], sizes[i / 2][1], i % 2 == 1);

		told(s);
		scene_keys(s, "s");
		scene_expect(s, i % 2 ? "形式" : "As");
		scene_expect(s, "BOM");
		scene_expect(s, "~/Downloads/nore");
		scene_expect(s, i % 2 ? "保存" : "Save");
		scene_keys(s, "<Tab><Ctrl-S>");
		ended(s, SAVING_EXISTS, ERR_OK);
		scene_expect(s, i % 2 ? "置き換える" : "Replace it");
		scene_destroy(&s);
	}
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

/* However many sales: what they come to is not cut. */
static void test_a_sum_is_whole(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}};

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct scene *s =
			show(sizes[i / 2][0], sizes[i / 2][1], i % 2 == 1);

		filed(s, SCENE_CHAT, "17:01", "Guest 4790", "Thank you",
			",\"reason\":\"ended\",\"sales\":12,"
			"\"amount\":123456789,\"currency\":\"JPY\"");
		scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
			s->model->archive.ref);
		scene_expect(s,
			i % 2 ? "売上12件 ¥123,456,789"
			      : "12 sales ¥123,456,789");
		scene_expect(s, "Guest 4790");
		scene_destroy(&s);
	}
}

/* In little room a day goes without its weekday, and leaves some to the name.
 */
static void test_a_day_is_short(void **state)
{
	struct scene *s = show(12, 40, true);

	(void)state;
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-18T10:00:00Z\",\"name\":\"Guest 7\","
		"\"associate\":\"" SCENE_ME "\",\"sales\":1,\"amount\":12900,"
		"\"currency\":\"JPY\",\"reason\":\"ended\","
		"\"opened\":\"2026-11-18T09:00:00Z\"}",
		s->model->archive.ref);
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
	scene_expect(s, "11月18日  Guest 7     売上 ¥12,900");
	scene_resize(s, 24, 80);
	scene_expect(s, "11月18日(水)");
	scene_destroy(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_what_stands_there_is_not_the_answer),
		cmocka_unit_test(test_had_by_two),
		cmocka_unit_test(test_had_by_two_on_two_pages),
		cmocka_unit_test(test_chosen_among_newer_ones),
		cmocka_unit_test(test_opened),
		cmocka_unit_test(test_menu_saves),
		cmocka_unit_test(test_erased),
		cmocka_unit_test(test_save_the_list),
		cmocka_unit_test(test_save_a_chat),
		cmocka_unit_test(test_save_offline),
		cmocka_unit_test(test_save_over_another),
		cmocka_unit_test(test_save_fails),
		cmocka_unit_test(test_save_beside_a_chat),
		cmocka_unit_test(test_save_in_a_kiosk),
		cmocka_unit_test(test_save_sizes),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_a_sum_is_whole),
		cmocka_unit_test(test_a_day_is_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
