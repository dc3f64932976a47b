/* SPDX-License-Identifier: MIT */
/* Ratings and figures in a play, and what is told where they are others
 * (E4). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "tests/lib/playbed.h"

#define CHAT "\"chat\":\"2rk4gq0z8v6m1c5n7t9w3x0y8c\""

/* Ken has heard of 4 stars of Hana, and has looked at his figures. */
static void begin(struct playbed *b, const char *step)
{
	char text[200];

	snprintf(text, sizeof(text), "associate Ken\nshopper Hana\n%s\n", step);
	playbed_begin(b, text);
	playbed_come(b, 0, "Ken");
	playbed_hear(b, 0,
		"{\"t\":\"rated\"," CHAT
		",\"at\":1764000000000,\"stars\":4,\"name\":\"Hana\","
		"\"text\":\"Kind\"}");
	playbed_hear(b, 0,
		"{\"t\":\"figures\",\"since\":1764000000000,\"accepted\":2,"
		"\"missed\":1,\"chats\":2,\"converted\":1,\"sales\":1,"
		"\"ratings\":2,\"stars\":9}");
}

static void holds(const char *step)
{
	struct playbed b;

	begin(&b, step);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* It does not, and that is told instead. */
static void instead(const char *step, const char *told)
{
	struct playbed b;

	begin(&b, step);
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, told));
	playbed_end(&b);
}

static void figures_are_as_they_were(void **state)
{
	(void)state;
	holds("Ken has 2 chats and 1 missed in the figures");
	holds("Ken has 2 chats and 1 missed in the figures with 1 sale");
	holds("Ken has 2 ratings of 9 stars in all in the figures");
	instead("Ken has 3 chats and 1 missed in the figures",
		"the figures of Ken: 2 chats, 1 missed, 1 sales");
	instead("Ken has 2 chats and 1 missed in the figures with 2 sales",
		"1 sales");
	instead("Ken has 2 ratings of 8 stars in all in the figures",
		"2 ratings, 9 stars in all");
}

static void figures_are_asked_for(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, "Ken looks at the figures of 7 days");
	assert_true(playbed_wants(&b, "0: performance"));
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void who_is_not_asked_cannot_rate(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, "Hana rates the chat 5 stars");
	playbed_later(&b, PLAY_RETRY_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, "Hana is not asked to rate a chat"));
	playbed_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_as_they_were),
		cmocka_unit_test(figures_are_asked_for),
		cmocka_unit_test(who_is_not_asked_cannot_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
