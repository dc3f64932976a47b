/* SPDX-License-Identifier: MIT */
/*
 * Performance on the page (E4): figures, charts, the team, and what is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "client/screen/screens.h"
#include "tests/lib/scene.h"

#define MIO "0bbbbbbbbbbbbbbbbbbbbbbbbb"

static const char *ref(const struct scene *s)
{
	return s->model->performance.ref;
}

static void sum(struct scene *s, const char *who, const char *name,
	int accepted, int missed, int converted, int ratings, int stars)
{
	scene_tellf(s,
		"{\"t\":\"figures\",\"ref\":\"%s\"%s%s%s,\"name\":\"%s\","
		"\"since\":\"2026-11-15T00:00:00Z\",\"accepted\":%d,"
		"\"missed\":%d,\"median\":6200,\"mean\":72000,\"chats\":%d,"
		"\"converted\":%d,\"sales\":%d,\"ratings\":%d,\"stars\":%d}",
		ref(s), *who ? ",\"associate\":\"" : "", who, *who ? "\"" : "",
		name, accepted, missed, accepted, converted, converted, ratings,
		stars);
}

static void money(struct scene *s, const char *who, const char *code, int n)
{
	scene_tellf(s,
		"{\"t\":\"takings\",\"ref\":\"%s\"%s%s%s,\"currency\":\"%s\","
		"\"sales\":2,\"amount\":%d}",
		ref(s), *who ? ",\"associate\":\"" : "", who, *who ? "\"" : "",
		code, n);
}

/* Days up to Saturday 21 November 2026, and some hours of the week. */
static void charts(struct scene *s, int days)
{
	for (int i = 0; i < days; i++) {
		int day = 21 - (days - 1) + i;

		scene_tellf(s,
			"{\"t\":\"day_figures\",\"ref\":\"%s\",\"day\":"
			"\"2026-%02d-%02d\",\"accepted\":%d,\"missed\":%d,"
			"\"sales\":1,\"amount\":%d}",
			ref(s), day < 1 ? 10 : 11, day < 1 ? day + 31 : day,
			3 + i * 5 % 9, i % 3 == 0 ? 2 : 0, 9000 + i * 700);
	}
	for (int i = 0; i < 7 * 10; i++)
		scene_tellf(s,
			"{\"t\":\"hour_figures\",\"ref\":\"%s\",\"weekday\":%d,"
			"\"hour\":%d,\"accepted\":%d,\"missed\":%d}",
			ref(s), i / 10, 10 + i % 10, i * 7 % 12, i % 5 == 0);
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", ref(s));
}

static void own(struct scene *s, int days)
{
	sum(s, SCENE_ME, "Aiko Tanaka", 42, 3, 13, 12, 55);
	money(s, SCENE_ME, "JPY", 128400);
	money(s, SCENE_ME, "USD", 12000);
	charts(s, days);
}

static void team(struct scene *s, int days)
{
	sum(s, "", "", 120, 9, 31, 40, 181);
	money(s, "", "JPY", 402300);
	sum(s, SCENE_ME, "Aiko Tanaka", 42, 3, 13, 12, 55);
	money(s, SCENE_ME, "JPY", 128400);
	money(s, SCENE_ME, "USD", 12000);
	sum(s, MIO, "佐藤 澪", 33, 1, 9, 0, 0);
	charts(s, days);
}

static struct scene *show(int rows, int cols, bool japanese)
{
	struct scene *s = scene_new(rows, cols, japanese, NULL);

	scene_sign_in(s);
	scene_keys(s, "<Alt-5>");
	return s;
}

/* NOREN_SHOW=1 prints every page that is drawn. */
static void look(struct scene *s)
{
	if (getenv("NOREN_SHOW"))
		printf("%s\n", scene_page(s));
}

static void test_figures(void **state)
{
	struct scene *s = show(30, 100, false);

	(void)state;
	scene_expect(s, "One moment");
	scene_asked(s, "\"t\":\"performance\"");
	scene_keys(s, "<Tab>");
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", ref(s));
	scene_expect(s, "One moment"); /* it was of another question */
	scene_asked(s, "\"days\":7");
	own(s, 7);
	look(s);
	scene_expect(s, "Archive   Performance"); /* the page's own tab */
	scene_expect(s, "Today   7 days   30 days");
	scene_expect(s, "Accepted   42");
	scene_expect(s, "6 s  on average 1 min 12 s");
	scene_expect(s, "31 %  13 of 42 chats");
	scene_expect(s, "4.6  of 5, 12 ratings");
	scene_expect(s, "13  ¥128,400");
	scene_expect(s, "$120.00");
	scene_expect(s, "Chats per day");
	scene_expect(s, "Mon");
	assert_int_not_equal(scene_count_style(s, STYLE_ACCENT), 0);
	scene_destroy(&s);
}

static void test_a_month_and_a_day(void **state)
{
	struct scene *s = show(30, 100, false);

	(void)state;
	own(s, 1);
	look(s);
	scene_expect(s, "Chats by the hour");
	scene_expect_not(s, "Sales per day");
	scene_keys(s, "<Left>");
	scene_asked(s, "\"days\":30");
	own(s, 30);
	look(s);
	scene_expect(s, "Hours");
	scene_expect(s, "fewer");
	scene_keys(s, "<PageDown>");
	scene_expect(s, "Sales per day");
	scene_expect_not(s, "Accepted");
	scene_keys(s, "<PageUp>");
	scene_expect(s, "Accepted");
	scene_destroy(&s);
}

static void test_nothing_yet(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	sum(s, SCENE_ME, "Aiko Tanaka", 0, 0, 0, 0, 0);
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", ref(s));
	look(s);
	scene_expect(s, "No chats in these days.");
	scene_expect(s, "Rating             -");
	scene_destroy(&s);
}

static void test_offline(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	scene_sign_in(s);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_keys(s, "<Alt-5>");
	scene_expect(s, "No connection");
	scene_destroy(&s);
	s = show(24, 80, false);
	own(s, 1);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_expect(s, "Accepted"); /* what is known stays */
	scene_destroy(&s);
}

/* I1: the team, one of it, and back. */
static void test_the_team(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	own(s, 1);
	scene_out(s);
	scene_keys(s, "t"); /* not for everybody */
	scene_asked_nothing(s);
	scene_manager(s);
	scene_tell(s, "{\"t\":\"ready\"}");
	scene_keys(s, "t");
	scene_asked(s, "\"t\":\"team_performance\"");
	team(s, 1);
	look(s);
	scene_expect(s, "The team");
	scene_expect(s, "佐藤 澪");
	scene_expect(s, "¥128,400 +");
	scene_keys(s, "<Down><Enter>");
	scene_asked(s, "\"associate\":\"" MIO "\"");
	scene_expect(s, "One moment");
	sum(s, MIO, "佐藤 澪", 33, 1, 9, 0, 0);
	charts(s, 1);
	look(s);
	scene_expect(s, "佐藤 澪");
	scene_expect_not(s, "Colleague");
	scene_keys(s, "<Esc>");
	assert_int_equal(s->model->place, MODEL_PERFORMANCE);
	team(s, 1);
	scene_expect(s, "The team");
	scene_keys(s, "t");
	own(s, 1);
	scene_expect_not(s, "The team");
	scene_keys(s, "<Esc>");
	assert_int_equal(s->model->place, MODEL_HOME);
	scene_destroy(&s);
}

/* What happens asks again, but not all the time; nor while elsewhere. */
static void test_news(void **state)
{
	static const char rated[] =
		"{\"t\":\"rated\",\"chat\":\"" SCENE_CHAT "\",\"stars\":5,"
		"\"at\":\"2026-11-21T17:05:00Z\",\"name\":\"Guest 4821\"}";
	struct scene *s = show(24, 80, false);

	(void)state;
	own(s, 1);
	scene_out(s);
	scene_tell(s, rated);
	scene_expect(s, "Guest 4821 rated the chat.");
	scene_asked_nothing(s);
	scene_wait(s, 5000);
	scene_asked(s, "\"t\":\"performance\"");
	own(s, 1);
	scene_out(s);
	scene_wait(s, 30000);
	scene_asked_nothing(s);
	scene_wait(s, 30000);
	scene_asked(s, "\"t\":\"performance\""); /* the day goes on */
	own(s, 1);
	scene_keys(s, "<F2>");
	scene_out(s);
	scene_tell(s, rated);
	scene_wait(s, 90000);
	scene_asked_nothing(s);
	scene_destroy(&s);
}

static void test_refused(void **state)
{
	struct scene *s = show(24, 80, false);

	(void)state;
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"busy\",\"text\":"
		"\"\",\"wait\":2000}",
		ref(s));
	scene_out(s);
	scene_wait(s, 1900);
	scene_asked_nothing(s);
	scene_wait(s, 200);
	scene_asked(s, "\"t\":\"performance\"");
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"wrong_state\","
		"\"text\":\"\"}",
		ref(s));
	scene_expect_not(s, "One moment");
	scene_out(s);
	scene_wait(s, 4000);
	scene_asked_nothing(s);
	scene_destroy(&s);
}

static void test_sizes(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct scene *s =
			show(sizes[i / 2][0], sizes[i / 2][1], i % 2 == 1);

		scene_keys(s, "<Tab>");
		scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%s\"}", ref(s));
		own(s, 7);
		look(s);
		scene_expect(s, i % 2 ? "対応" : "Accepted");
		scene_expect(s, "¥128,400");
		scene_keys(s, "<PageDown><PageDown><PageDown><PageDown>");
		look(s);
		scene_expect(s, i % 2 ? "日ごとの売上" : "Sales per day");
		scene_destroy(&s);
	}
}

/* A chat that was rated says so where it is opened. */
static void test_in_the_archive(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	scene_sign_in(s);
	scene_keys(s, "<F4>");
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:01:00Z\",\"name\":\"Guest 4790\","
		"\"associate\":\"" SCENE_ME "\",\"reason\":\"ended\","
		"\"opened\":\"2026-11-21T10:00:00Z\",\"stars\":4,"
		"\"opinion\":\"Very kind.\",\"rated\":"
		"\"2026-11-21T17:04:00Z\"}",
		s->model->archive.ref);
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
	scene_keys(s, "<Enter>");
	look(s);
	scene_expect(s, "17:04  > rated the chat 4 of 5: Very kind.");
	scene_tell(s,
		"{\"t\":\"rated\",\"chat\":\"" SCENE_CHAT "\",\"stars\":5,"
		"\"at\":\"2026-11-21T17:05:00Z\"}");
	scene_expect(s, "17:05  > rated the chat 5 of 5");
	scene_destroy(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_a_month_and_a_day),
		cmocka_unit_test(test_nothing_yet),
		cmocka_unit_test(test_offline),
		cmocka_unit_test(test_the_team),
		cmocka_unit_test(test_news),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_in_the_archive),
	};

	return cmocka_run_group_tests_name("performance", tests, NULL, NULL);
}
