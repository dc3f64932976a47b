/* SPDX-License-Identifier: MIT */
/*
 * The orders below a chat that is opened in the archive, with what became of
 * them after it had ended.  Rule E1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

/* 2026-11-21 17:00 and two days later, in Tokyo. */
#define THEN "1795248000000000"
#define LATER "1795420800000000"

#define SALE(order, at, more) \
	"{\"t\":\"sale\",\"order\":\"" order "\",\"chat\":\"" SCENE_CHAT \
	"\",\"at\":" at ",\"product\":\"Navy wool coat\",\"amount\":12900," \
	"\"currency\":\"JPY\"" more "}"

/* The chat is opened, and has been asked for its sales. */
static struct scene *opened(int rows, int cols, bool japanese)
{
	struct scene *s = scene_new(rows, cols, japanese, NULL);

	scene_sign_in(s);
	scene_keys(s, "<F4>");
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:01:00Z\",\"opened\":"
		"\"2026-11-21T16:50:00Z\",\"name\":\"Guest 4790\","
		"\"associate\":\"" SCENE_ME "\",\"reason\":\"ended\"}",
		s->model->archive.ref);
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
	scene_out(s);
	scene_keys(s, "<Enter>");
	scene_asked(s, "ask GET /v1/chats/*/sales " SCENE_CHAT);
	return s;
}

/* J1: what was said is not on a page that is opened once it is erased. */
static void test_erased_since(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_tell(s,
		"{\"t\":\"entry\",\"chat\":\"" SCENE_CHAT
		"\",\"seq\":1,\"at\":\"2026-11-21T16:50:00Z\","
		"\"kind\":\"text\",\"who\":\"shopper\",\"name\":\"Guest "
		"4790\",\"text\":\"Is it wool?\"}");
	scene_expect(s, "Is it wool?");
	scene_keys(s, "<Esc>");
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:01:00Z\",\"opened\":\"2026-11-21T16:"
		"50:00Z\",\"associate\":"
		"\"" SCENE_ME "\",\"reason\":\"ended\"}",
		s->model->archive.ref);
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
	scene_expect(s, "Erased");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Erased");
	scene_expect_not(s, "Is it wool?");
	scene_destroy(&s);
}

static void test_what_became_of_them(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_answer(s, ASK_SALES,
		"{\"sales\":[" SALE("T-1", THEN, ",\"paid\":20000") "," SALE(
			"T-2", LATER,
			",\"quantity\":2,\"cancelled\":true") "]}");
	scene_expect(
		s, "> order T-1   Navy wool coat   ¥12,900, some paid back");
	scene_expect(s, "Sale ¥12,900"); /* the head, too */
	scene_expect(s, "T-2   Navy wool coat x 2   cancelled");
	/* The shop's server says more of it: it is asked for again. */
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"sale\",\"order\":\"T-1\",\"chat\":\"" SCENE_CHAT
		"\",\"at\":\"2026-11-21T17:03:00Z\",\"name\":\"Mio\","
		"\"amount\":12900,\"currency\":\"JPY\",\"cancelled\":true,"
		"\"just\":true}");
	scene_asked(s, "ask GET /v1/chats/*/sales " SCENE_CHAT);
	scene_answer(s, ASK_SALES, "{\"sales\":[]}");
	scene_expect_not(s, "some paid back");
	scene_destroy(&s);
}

static void test_an_older_relay(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_refuse(s, ASK_SALES, ERR_UNKNOWN);
	scene_expect(s, "Guest 4790");
	scene_asked_nothing(s);
	scene_destroy(&s);
}

/* Nothing of it is left: not some of it, and not nothing. */
static void test_all_paid_back(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_answer(s, ASK_SALES,
		"{\"sales\":[{\"t\":\"sale\",\"order\":\"T-1\",\"at\":" THEN
		",\"amount\":0,\"paid\":12900,\"currency\":\"JPY\"}]}");
	scene_expect(s, "> order T-1   all paid back");
	scene_expect_not(s, "some paid back");
	scene_destroy(&s);
}

/* A relay that has much to do is asked again, by and by. */
static void test_a_busy_relay(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_out(s);
	scene_refuse(s, ASK_SALES, ERR_FULL);
	scene_asked_nothing(s);
	scene_wait(s, 1000);
	scene_asked(s, "ask GET /v1/chats/*/sales " SCENE_CHAT);
	scene_answer(s, ASK_SALES, "{\"sales\":[" SALE("T-1", THEN, "") "]}");
	scene_expect(s, "> order T-1");
	scene_out(s);
	scene_wait(s, 1000);
	scene_asked_nothing(s);
	scene_destroy(&s);
}

/* However many: the log keeps its room, and nothing is cut without a word. */
static void test_many(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(*sizes); i++) {
		const int *size = sizes[i / 2];
		bool small = size[0] == 12;
		struct scene *s = opened(size[0], size[1], i % 2);

		scene_answer(s, ASK_SALES,
			"{\"sales\":[" SALE("T-1", THEN, "") "," SALE("T-2",
				THEN,
				"") "," SALE("T-3", THEN, "") "," SALE("T-4",
				THEN, "") "," SALE("T-5", LATER, "") "]}");
		scene_expect(s, "T-5");
		if (small)
			scene_expect_not(s, "T-4");
		else
			scene_expect(s, "T-3");
		scene_expect_not(s, "T-2");
		scene_expect(s,
			i % 2 ? (small ? "以前の注文4件" : "以前の注文2件")
				: small ? "4 earlier orders"
					: "2 earlier orders");
		scene_destroy(&s);
	}
}

/* What became of it is whole, whatever the product is called. */
static void test_little_room(void **state)
{
	static const char answer[] =
		"{\"sales\":["
		"{\"t\":\"sale\",\"order\":\"T-1\",\"at\":" THEN
		",\"product\":\"A coat of navy wool with a lining of silk and "
		"horn buttons, for women\",\"amount\":12900,\"paid\":20000,"
		"\"currency\":\"JPY\"}," SALE("T-2", LATER,
			",\"quantity\":2,\"cancelled\":true") "]}";
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_answer(s, ASK_SALES, answer);
	scene_expect(s, "..   ¥12,900, some paid back");
	scene_expect(s, "> order T-2   Navy wool coat x 2   cancelled");
	scene_destroy(&s);
	s = opened(12, 40, false);
	scene_answer(s, ASK_SALES, answer);
	scene_expect(s, "T-1..   ¥12,900, some paid back");
	scene_expect(s, "T-2   Navy wool c..   cancelled");
	scene_destroy(&s);
	s = opened(12, 40, true);
	scene_answer(s, ASK_SALES, answer);
	scene_expect(s, "¥12,900（一部返金）");
	scene_expect(s, "T-2   Navy wool ..   キャンセル");
	scene_destroy(&s);
}

/* Where none is in the retailer's, the latest sale's currency, as in the list.
 */
static void test_several_currencies(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_answer(s, ASK_SALES,
		"{\"sales\":["
		"{\"t\":\"sale\",\"order\":\"T-1\",\"at\":" THEN
		",\"amount\":4950,\"currency\":\"USD\"},"
		"{\"t\":\"sale\",\"order\":\"T-2\",\"at\":" LATER
		",\"amount\":1200,\"currency\":\"EUR\"}]}");
	scene_expect(s, "2 sales €12.00");
	scene_destroy(&s);
}

/* A manager is told of everybody's: a colleague's, who had the chat later, is
 * not in this row. */
static void test_of_who_has_the_row(void **state)
{
	struct scene *s = opened(24, 80, false);

	(void)state;
	scene_answer(s, ASK_SALES,
		"{\"sales\":[" SALE("T-1", THEN,
			",\"associate\":\"" SCENE_ME "\"") "," SALE("T-2", THEN,
			",\"associate\":\"" SCENE_CHAT "\"") "]}");
	scene_expect(s, "> order T-1");
	scene_expect(s, "Sale ¥12,900");
	scene_expect_not(s, "T-2");
	scene_destroy(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_became_of_them),
		cmocka_unit_test(test_erased_since),
		cmocka_unit_test(test_an_older_relay),
		cmocka_unit_test(test_all_paid_back),
		cmocka_unit_test(test_a_busy_relay),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_little_room),
		cmocka_unit_test(test_several_currencies),
		cmocka_unit_test(test_of_who_has_the_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
