/* SPDX-License-Identifier: MIT */
/*
 * The home screen and the alert on it.  Rules B1, B2, B5, C2, C3, C5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void tell_status(struct scene *s, const char *fields)
{
	scene_tellf(s,
		"{\"t\":\"status\",\"since\":\"2026-11-21T15:53:00Z\",%s}",
		fields);
}

static void tell_panel(struct scene *s, int enquiries)
{
	scene_tellf(s,
		"{\"t\":\"panel\",\"window\":7,\"chats\":7,\"missed\":0,"
		"\"available\":4,\"colleagues\":9,\"enquiries\":%d}",
		enquiries);
}

/* clang-format off */
static const char home[] =
" noren  Home  Catalogue  Enquiries *2  Aiko Tanaka  Available, connected  17:05\n"
"--------------------------------------------------------------------------------\n"
"\n"
"   (o) You are available                  Live\n"
"       for 1 h 12 min\n"
"                                          Chats today                        7\n"
"      Space   Go unavailable              Missed today                       0\n"
"                                          Sales today                        0\n"
"                                          Colleagues available          4 of 9\n"
"                                          Attribution window            7 days\n"
"                                          Open until                     19:00\n"
"                                          Connection                      good\n"
"\n"
"   * 2 enquiries wait\n"
"\n\n\n\n\n\n\n\n\n"
" Space go unavailable   / find product   F7 enquiries   F10 menu        F1 help\n";

static const char alert[] =
" noren   Home   Catalogue   Archive  Aiko Tanaka  Unavailable, connected  17:05\n"
"--------------------------------------------------------------------------------\n"
"\n\n\n\n"
"          +- New chat -----------------------------------------------+\n"
"          |                                                          |\n"
"          |  Guest 4821                           English   visit 2  |\n"
"          |  Looking at  Navy wool coat                     ¥48,000  |\n"
"          |                                                          |\n"
"          |  Hi, do you have this coat in M in Ginza?                |\n"
"          |                                                          |\n"
"          |                                                          |\n"
"          |                                                    62 s  |\n"
"          |                                                          |\n"
"          |   Enter  Accept    Esc  Pass to a colleague              |\n"
"          |                                                          |\n"
"          +----------------------------------------------------------+\n"
"\n\n\n\n"
" Enter accept   Esc pass                                                F1 help\n";
/* clang-format on */

static void tell_sale(struct scene *s, int order, const char *name,
	const char *product, int amount, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"sale\",\"order\":\"o-%d\",\"chat\":\"%s\","
		"\"at\":\"2026-11-21T%02d:01:00Z\",\"name\":\"%s\","
		"\"product\":\"%s\",\"amount\":%d,\"currency\":\"JPY\"%s}",
		order, order == 3 ? SCENE_OTHER : SCENE_CHAT, 14 + order, name,
		product, amount, more);
}

static void tell_sales(struct scene *s)
{
	tell_sale(s, 1, "Guest 4655", "Leather belt", 9800, "");
	tell_sale(s, 2, "佐藤さん", "ウールマフラー", 8400, ",\"fresh\":true");
	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900,
		",\"fresh\":true,\"just\":true");
	scene_tell(s,
		"{\"t\":\"panel\",\"window\":7,\"chats\":7,\"missed\":0,"
		"\"available\":4,\"colleagues\":9,\"enquiries\":0,"
		"\"sales\":3,\"fresh\":2,\"sold\":31100}");
}

/* Sales of several days stand in columns, too. */
static void test_sales_of_days(void **state)
{
	struct scene *s = *state;

	tell_sales(s);
	scene_expect(s, "* 17:01  Guest 4790");
	scene_tell(s,
		"{\"t\":\"sale\",\"order\":\"o-0\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-18T10:00:00Z\",\"name\":\"Kim\","
		"\"product\":\"Cup\",\"amount\":900,\"currency\":\"JPY\"}");
	scene_expect(s, "* 17:01       Guest 4790        Linen shirt, navy");
	scene_expect(s, "  Wed 18 Nov  Kim               Cup");
}

/* Rule E3. */
static void test_a_sale_is_news(void **state)
{
	struct scene *s = *state;

	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900,
		",\"fresh\":true,\"just\":true");
	assert_true(scene_shows(s, "A sale: Guest 4790 has bought."));
	assert_non_null(strstr(scene_out(s), "bell"));
	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900,
		",\"fresh\":true");
	assert_null(strstr(scene_out(s), "bell"));
}

/* E1: what became of it is said, but it is no new sale; seen or not, known
 * here or not. */
static void test_a_correction_is_no_sale(void **state)
{
	struct scene *s = *state;

	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900,
		",\"fresh\":true,\"just\":true");
	scene_out(s);
	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 9900,
		",\"fresh\":true,\"just\":true,\"paid\":12900");
	assert_true(scene_shows(s, "The shop has corrected order o-3."));
	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900,
		",\"fresh\":true,\"just\":true,\"cancelled\":true");
	assert_true(scene_shows(s, "Order o-3 was cancelled."));
	tell_sale(s, 2, "Mio", "Cup", 900, ",\"just\":true,\"paid\":1000");
	assert_true(scene_shows(s, "The shop has corrected order o-2."));
	/* The server was first, and the page tells only now. */
	tell_sale(s, 1, "Mio", "Cup", 900,
		",\"fresh\":true,\"just\":true,\"cancelled\":true");
	assert_true(scene_shows(s, "Order o-1 was cancelled."));
	assert_null(strstr(scene_out(s), "bell"));
}

static void test_sales_are_blue_until_they_are_opened(void **state)
{
	struct scene *s = *state;

	tell_sales(s);
	assert_true(scene_shows(s, "*2  3  ¥31,100"));
	assert_true(scene_shows(s, "* 17:01  Guest 4790"));
	assert_true(scene_shows(s, "* 16:01  佐藤さん"));
	assert_true(scene_shows(s, "  15:01  Guest 4655"));
	assert_true(scene_shows(s, "¥12,900"));
	scene_out(s);
	scene_keys(s, "<Down><Enter>");
	assert_non_null(strstr(scene_out(s), "\"viewed\""));
	assert_int_equal(s->model->place, MODEL_ARCHIVED);
	assert_true(scene_shows(s, "< Guest 4790"));
	scene_keys(s, "<Esc>");
	/* Grey is what the relay says. */
	assert_true(scene_shows(s, "* 17:01  Guest 4790"));
	tell_sale(s, 3, "Guest 4790", "Linen shirt, navy", 12900, "");
	assert_true(scene_shows(s, "  17:01  Guest 4790"));
	assert_false(scene_shows(s, "* 17:01"));
	scene_out(s);
	scene_keys(s, "<Down><Enter>");
	assert_null(strstr(scene_out(s), "viewed"));
}

/* The relay says again what is still new. */
static void test_a_new_connection_tells_what_is_new(void **state)
{
	struct scene *s = *state;

	tell_sales(s);
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_IO);
	assert_true(scene_shows(s, "* 17:01  Guest 4790"));
	scene_sign_in(s);
	assert_false(scene_shows(s, "* 17:01"));
	assert_true(scene_shows(s, "  17:01  Guest 4790"));
}

static void test_what_became_of_an_order(void **state)
{
	struct scene *s = *state;

	tell_sale(s, 3, "Guest 4790", "Linen shirt", 12900,
		",\"cancelled\":true");
	tell_sale(s, 2, "Guest 4", "Coat", 10000, ",\"paid\":12900");
	assert_true(scene_shows(s, "cancelled"));
	assert_true(scene_shows(s, "¥10,000, some paid back"));
}

/* What is opened from here says the sum that the archive says: that of the
 * retailer's currency.  And a clock that is behind the relay's counts from 0.
 */
static void test_sales_of_two_currencies(void **state)
{
	struct scene *s = *state;

	tell_sale(s, 1, "Guest 4", "Coat", 900, "");
	tell_sale(s, 2, "Guest 4", "Coat", 10000, "");
	scene_tell(s,
		"{\"t\":\"sale\",\"order\":\"o-9\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:02:00Z\",\"name\":\"Guest 4\","
		"\"amount\":5,\"currency\":\"USD\"}");
	assert_true(scene_shows(s, "$0.05"));
	scene_keys(s, "<Down><Enter>");
	assert_true(scene_shows(s, "3 sales ¥10,900"));
	scene_keys(s, "<Esc>");
	scene_tell(s,
		"{\"t\":\"sale\",\"order\":\"o-8\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:03:00Z\",\"name\":\"Guest 4\","
		"\"amount\":1000000000000000,\"currency\":\"JPY\"}");
	assert_true(scene_shows(s, "17:03"));
	scene_keys(s, "<Down><Enter>");
	assert_true(scene_shows(s, "4 sales ¥1,000,000,000,010,900"));
	scene_keys(s, "<Esc>");
	scene_tell(s,
		"{\"t\":\"status\",\"since\":\"2026-11-21T17:35:00Z\","
		"\"available\":true,\"open\":true}");
	assert_true(scene_shows(s, "for 0 min"));
}

static void test_sales_where_there_is_little_room(void **state)
{
	struct scene *s = *state;

	tell_sales(s);
	scene_resize(s, 16, 60);
	assert_true(scene_shows(s, "*2  3  ¥31,100"));
	scene_resize(s, 30, 50);
	assert_true(scene_shows(s, "* 17:01  Guest 4790"));
	scene_resize(s, 12, 40);
	scene_page(s);
	scene_out(s);
	scene_keys(s, "<Down><Enter>");
	assert_null(strstr(scene_out(s), "viewed"));
}

static void test_page(void **state)
{
	struct scene *s = *state;

	tell_status(s,
		"\"available\":true,\"open\":true,"
		"\"next\":\"2026-11-21T19:00:00Z\"");
	tell_panel(s, 2);
	assert_string_equal(scene_plain(s), home);
}

/* B2: the button says why it cannot. */
static void test_why_not(void **state)
{
	struct scene *s = *state;

	assert_true(scene_shows(s, " Space   Go available "));
	tell_status(s,
		"\"available\":false,\"reason\":\"closed\",\"open\":false,"
		"\"next\":\"2026-11-23T10:00:00Z\"");
	assert_true(scene_shows(s, "Closed. Opens Mon 10:00"));
	assert_true(scene_shows(s, "since closing time"));
	assert_false(scene_shows(s, "(o)"));
	tell_status(s,
		"\"available\":false,\"reason\":\"closed\",\"open\":false,"
		"\"next\":\"2026-12-01T10:00:00Z\"");
	assert_true(scene_shows(s, "Closed. Opens Tue 1 Dec 10:00"));
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_true(scene_shows(s, "No connection"));
	assert_true(scene_shows(s, "Offline, retry 4 s"));
	scene_wait(s, 1000);
	assert_true(scene_shows(s, "Offline, retry 3 s"));
	scene_keys(s, "<Ctrl-T>");
	assert_non_null(strstr(scene_out(s), "retry\n"));
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_VERSION);
	assert_true(scene_shows(s, "Update needed"));
}

static void test_why_unavailable(void **state)
{
	struct scene *s = *state;

	tell_status(
		s, "\"available\":false,\"reason\":\"misses\",\"open\":true");
	assert_true(scene_shows(s, "after three missed chats"));
	tell_status(
		s, "\"available\":false,\"reason\":\"offline\",\"open\":true");
	assert_true(scene_shows(s, "since you were offline"));
}

static void test_toggle(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Space>");
	assert_non_null(strstr(scene_out(s), "\"on\":true"));
	assert_true(scene_shows(s, "One moment"));
	scene_keys(s, "<Space><Enter>");
	assert_null(strstr(scene_out(s), "available"));
}

static void test_slow_is_said(void **state)
{
	struct scene *s = *state;

	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 30});
	assert_true(scene_shows(s, "connected"));
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 420});
	assert_true(scene_shows(s, "Unavailable, slow 420 ms"));
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 450});
	assert_true(scene_shows(s, "Unavailable, slow 420 ms"));
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 249});
	assert_true(scene_shows(s, "connected"));
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 255});
	assert_true(scene_shows(s, "Unavailable, slow 255 ms"));
}

/* However slow, on however small a page: it is said, and whose page it is. */
static void test_slow_leaves_the_name(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 12, 40);
	for (int ms = 300; ms < 1000000; ms *= 3) {
		scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = ms});
		assert_true(scene_shows(s, "Home"));
		assert_true(scene_shows(s, "Aiko Tanaka"));
		assert_true(scene_shows(s, "slow "));
	}
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 12420});
	assert_true(scene_shows(s, "Aiko Tanaka  slow 12 s  "));
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 30});
	assert_true(scene_shows(s, "Aiko Tanaka  Unavailable  "));
}

/* The arrows go to what waits, Enter opens it. */
static void test_what_waits(void **state)
{
	struct scene *s = *state;

	tell_panel(s, 1);
	assert_true(scene_shows(s, "* 1 enquiry waits"));
	scene_keys(s, "<Down><Enter>");
	assert_int_equal(s->model->place, MODEL_ENQUIRIES);
	assert_non_null(strstr(scene_out(s), "\"t\":\"enquiries\""));
	scene_keys(s, "<Esc>");
	scene_chat(s, "live", 0);
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "In a chat with Guest 4821"));
	scene_entry(s, 1, "shopper", "Are you there?");
	assert_true(scene_shows(s, "* In a chat with Guest 4821"));
	assert_true(scene_shows(s, "Chat *1"));
	scene_keys(s, "<Enter>");
	assert_int_equal(s->model->place, MODEL_CHAT);
}

/* C2 */
static void test_alert(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	scene_wait(s, 28000);
	assert_string_equal(scene_plain(s), alert);
	assert_non_null(strstr(scene_out(s), "title * New chat - noren\n"));
	scene_keys(s, "<Enter>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"accept\""));
	assert_true(scene_shows(s, "One moment"));
}

/* Two thirds of the time left are two thirds of the bar. */
static void test_bar(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	assert_int_equal(scene_count_style(s, STYLE_ACCENT), 46);
	scene_wait(s, 45000);
	assert_int_equal(scene_count_style(s, STYLE_ACCENT), 23);
	scene_wait(s, 45000);
	assert_int_equal(scene_count_style(s, STYLE_ACCENT), 0);
}

static void test_pass(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	scene_keys(s, "<Esc>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"pass\""));
	assert_false(scene_shows(s, "New chat"));
}

/* C3 */
static void test_taken(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio\"}");
	assert_true(scene_shows(s, "Taken by Mio"));
	scene_keys(s, "<Enter>"); /* it was to accept */
	assert_true(scene_shows(s, "Taken by Mio"));
	assert_int_equal(scene_wait(s, MODEL_GUARD_MS), 1);
	assert_true(scene_shows(s, " Enter  Back to home "));
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "send"));
	assert_false(scene_shows(s, "Taken by Mio"));
}

static void test_missed(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"missed\"}");
	assert_true(scene_shows(s, "Missed: nobody accepted Guest 4821"));
}

static void test_taken_over(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"ring\",\"chat\":\"" SCENE_CHAT "\",\"left\":90000,"
		"\"name\":\"Kim\",\"text\":\"Hi\",\"taken_over\":true}");
	assert_true(scene_shows(s, "A colleague's chat"));
}

static void test_offline_alert(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_CHAT, 90000);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_true(scene_shows(s, "No connection: cannot accept"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "send"));
}

/* Menus over home do not lose the keyboard to a ring. */
static void test_ring_under_menu(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>");
	scene_ring(s, SCENE_CHAT, 90000);
	assert_true(scene_shows(s, "Guest 4821 is ringing   90 s   F5 accept"));
	scene_keys(s, "<Down><Down><Down><Enter>"); /* the menu's Enquiries */
	assert_int_equal(s->model->place, MODEL_ENQUIRIES);
	assert_null(strstr(scene_out(s), "accept"));
	scene_keys(s, "<F5>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"accept\""));
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(page),
		T(sales_of_days),
		T(a_sale_is_news),
		T(a_correction_is_no_sale),
		T(sales_are_blue_until_they_are_opened),
		T(a_new_connection_tells_what_is_new),
		T(what_became_of_an_order),
		T(sales_of_two_currencies),
		T(sales_where_there_is_little_room),
		T(why_not),
		T(why_unavailable),
		T(toggle),
		T(slow_is_said),
		T(slow_leaves_the_name),
		T(what_waits),
		T(alert),
		T(bar),
		T(pass),
		T(taken),
		T(missed),
		T(taken_over),
		T(offline_alert),
		T(ring_under_menu),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
