/* SPDX-License-Identifier: MIT */
/* Shoppers' data in a play (J1): by what whoever runs the relay finds somebody,
 * what is refused; and what the archive has (E3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "tests/lib/playbed.h"

#define HANA FLOW_DEVICES /* her seat */
#define CHAT "2rk4gq0z8v6m1c5n7t9w3x0y8c"
#define OTHER "2rk4gq0z8v6m1c5n7t9w3x0y8d"

/* Ken is rung for Hana, who is the seventh guest; what comes then. */
static void begin(struct playbed *b, enum err keeps, const char *steps)
{
	char text[500];

	snprintf(text, sizeof(text),
		"associate Ken\nshopper Hana opens /\nKen is rung for Hana\n"
		"%s\n",
		steps);
	playbed_begin(b, text);
	b->keeps = keeps;
	playbed_come(b, 0, "Ken");
	playbed_come(b, HANA, "Guest");
	playbed_hear(b, HANA,
		"{\"t\":\"chat\",\"chat\":\"" CHAT
		"\",\"phase\":\"ringing\",\"opened\":1764000000000,\"seq\":0}");
	playbed_hear(b, 0,
		"{\"t\":\"ring\",\"chat\":\"" CHAT
		"\",\"left\":90000,\"name\":\"Guest 7\",\"text\":\"Hello\"}");
}

static void a_guest_is_found_by_number(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, ERR_OK, "the data of Hana are erased");
	assert_true(playbed_wants(&b, "erase 7 - -\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
	begin(&b, ERR_OK,
		"the data of Hana are corrected to the name \"Hana Abe\"");
	assert_true(playbed_wants(&b, "rename 7 to Hana Abe\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* By the last of what they have left, where they were no guest. */
static void others_are_found_by_what_they_left(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"shopper Hana opens /\nHana leaves the enquiry \"When?\"\n"
		"the data of Hana are erased\nHana buys order A-17 for 5 JPY\n"
		"the data of Hana are erased\n");
	playbed_come(&b, 0, "Hana");
	playbed_answer(&b, 0, "\"ok\"");
	assert_true(playbed_wants(&b, "erase 0 - shopper1@flow.example\n"));
	assert_true(playbed_wants(&b, "erase 0 A-17 -\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void nobody_is_found_by_what_was_erased(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, ERR_OK,
		"the data of Hana are erased\nthe data of Hana are erased");
	playbed_later(&b, PLAY_RETRY_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(
		&b, "nothing is known by which Hana could be found"));
	playbed_end(&b);
}

/* Erasing is to be refused as in_a_chat; `told`: why it is not, or NULL. */
static void refuse(enum err keeps, const char *told)
{
	struct playbed b;

	begin(&b, keeps, "erasing the data of Hana is refused as in_a_chat");
	assert_true(playbed_wants(&b, "erase 7 - -\n"));
	assert_int_equal(play_held(b.play), !told);
	assert_int_equal(play_refused(b.play), keeps == ERR_FORBIDDEN);
	if (told)
		assert_true(playbed_tells(&b, told));
	playbed_end(&b);
}

static void a_refusal_can_be_awaited(void **state)
{
	struct playbed b;

	(void)state;
	refuse(ERR_BUSY_CHAT, NULL);
	refuse(ERR_OK, "it is not refused");
	refuse(ERR_UNKNOWN, "it is refused as unknown_id");
	refuse(ERR_FORBIDDEN, "it is refused as forbidden");
	begin(&b, ERR_BUSY_CHAT, "the data of Hana are erased");
	assert_false(play_held(b.play));
	playbed_end(&b);
	/* Who was not erased is found like that again. */
	begin(&b, ERR_BUSY_CHAT,
		"erasing the data of Hana is refused as in_a_chat\n"
		"erasing the data of Hana is refused as in_a_chat");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* The relay knows that browser no more. */
static void who_was_erased_begins_anew(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nshopper Hana opens /\nKen is rung\n"
		"Hana reloads\n");
	playbed_come(&b, 0, "Ken");
	playbed_come(&b, HANA, "Guest");
	play_connected(b.play, HANA, false, ERR_TOKEN);
	buf_clear(&b.log);
	playbed_hear(&b, 0,
		"{\"t\":\"ring\",\"chat\":\"" CHAT
		"\",\"left\":90000,\"name\":\"Guest 7\",\"text\":\"Hello\"}");
	assert_true(playbed_wants(&b, "4 connects\n"));
	playbed_come(&b, HANA, "Guest");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void the_stage_keeps_chats_for_so_long(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"chats are kept for 30 days\n"
		"what is past the retention is removed\n");
	assert_true(playbed_wants(&b, "retain 30\nexpire\n"));
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* ---- the archive ---- */

static void file(struct playbed *b, const char *chat, const char *fields)
{
	char text[400];

	snprintf(text, sizeof(text),
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"at\":1764000000000,\"opened\":1764000000000%s}",
		b->ref, chat, fields);
	playbed_hear(b, 0, text);
}

#define KENS \
	",\"reason\":\"ended\",\"name\":\"Guest 7\",\"holder\":\"Ken\"," \
	"\"text\":\"Bye\",\"sales\":1"

/* Ken has looked for something, and found Hana's chat with these fields, and
 * somebody's. */
static void look(struct playbed *b, const char *step, const char *fields)
{
	char steps[300];

	snprintf(steps, sizeof(steps),
		"Ken looks into the archive for \"bye\"\n%s", step);
	begin(b, ERR_OK, steps);
	assert_true(playbed_wants(b, "0: archive\n"));
	file(b, CHAT, fields);
	file(b, OTHER, ",\"reason\":\"missed\",\"name\":\"Guest 8\"");
	assert_false(play_over(b->play)); /* there may be more of them */
	playbed_answer(b, 0, "\"archived\"");
}

static void holds(const char *step, const char *fields)
{
	struct playbed b;

	look(&b, step, fields);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* It does not, and that is told instead. */
static void instead(const char *step, const char *fields, const char *told)
{
	struct playbed b;

	look(&b, step, fields);
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, told));
	playbed_end(&b);
}

static void a_chat_is_known_by_its_shopper(void **state)
{
	static const char there[] =
		"it is there (ended, Guest 7, Ken, sales: 1)";

	(void)state;
	holds("Ken sees in the archive the chat of Hana", KENS);
	holds("Ken sees in the archive the chat of Hana with Ken under the "
	      "name \"Guest 7\" with 1 sale",
		KENS);
	holds("Ken sees in the archive 2 chats", KENS);
	instead("Ken sees in the archive the chat of Hana with 2 sales", KENS,
		there);
	instead("Ken sees in the archive the chat of Hana with Hana", KENS,
		there);
	instead("Ken sees in the archive the chat of Hana under the name "
		"\"Guest\"",
		KENS, there);
	instead("Ken sees in the archive the missed chat of Hana", KENS, there);
	instead("Ken sees in the archive the erased chat of Hana", KENS, there);
	instead("Ken sees in the archive 1 chat", KENS,
		"Ken sees 2 in the archive");
	instead("Ken does not see in the archive the chat of Hana", KENS,
		"it does hold of Ken");
}

static void an_erased_or_a_missed_one_is_another(void **state)
{
	(void)state;
	holds("Ken sees in the archive the erased chat of Hana with 1 sale",
		",\"reason\":\"ended\",\"sales\":1");
	instead("Ken sees in the archive the erased chat of Hana with 1 sale",
		",\"reason\":\"ended\"", "it is there (ended, -, -, sales: 0)");
	holds("Ken does not see in the archive the missed chat of Hana",
		",\"reason\":\"ended\"");
	holds("Ken sees in the archive the missed chat of Hana",
		",\"reason\":\"missed\",\"name\":\"Guest 7\"");
}

/* What has just come there is found a moment later; until an answer is whole,
 * the last one counts. */
static void what_is_not_there_is_looked_for_again(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, ERR_OK,
		"Ken looks into the archive\n"
		"Ken sees in the archive the chat of Hana");
	playbed_answer(&b, 0, "\"archived\"");
	buf_clear(&b.log);
	playbed_later(&b, 400);
	assert_false(playbed_wants(&b, "archive"));
	playbed_later(&b, 200);
	assert_true(playbed_wants(&b, "0: archive\n"));
	file(&b, CHAT, KENS);
	buf_clear(&b.log);
	playbed_later(&b, 600);
	assert_false(playbed_wants(&b, "archive")); /* it is under way */
	assert_false(play_over(b.play));
	playbed_answer(&b, 0, "\"archived\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* Looking again is nobody's deed: what became of theirs stands. */
static void a_refusal_outlives_looking_again(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, ERR_OK,
		"Ken looks into the archive\nKen tries to go available\n"
		"Ken sees in the archive 1 chat\nKen is refused as closed");
	playbed_answer(&b, 0, "\"archived\"");
	playbed_answer(
		&b, 0, "\"error\",\"code\":\"closed\",\"text\":\"Shut.\"");
	playbed_later(&b, 600);
	file(&b, CHAT, KENS);
	playbed_answer(&b, 0, "\"archived\"");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void who_has_not_looked_sees_nothing(void **state)
{
	struct playbed b;

	(void)state;
	begin(&b, ERR_OK, "Ken sees in the archive the chat of Hana");
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_true(playbed_tells(&b, "Ken has not looked into the archive"));
	playbed_end(&b);
	begin(&b, ERR_OK, "Ken sees in the archive 0 chats");
	playbed_later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	playbed_end(&b);
}

/* ---- saved ---- */

static void what_is_saved_is_read(void **state)
{
	static const char *const saved =
		"{\"t\":\"exporting\",\"name\":\"S\"}\n{\"text\":\"Glazed\"}\n";
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nKen sees in the saved archive \"Glazed\"\n"
		"Ken sees in the saved archive of the team \"bowl\"\n");
	playbed_come(&b, 0, "Ken");
	assert_true(
		playbed_wants(&b, "0 asks signed in POST /v1/export export\n"));
	playbed_reply(&b, 200, saved);
	playbed_reply(&b, 200, saved);
	playbed_later(&b, PLAY_LOOK_MS + 1); /* it is saved once more */
	playbed_reply(&b, 200, "{\"text\":\"A bowl\"}\n");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guest_is_found_by_number),
		cmocka_unit_test(others_are_found_by_what_they_left),
		cmocka_unit_test(nobody_is_found_by_what_was_erased),
		cmocka_unit_test(a_refusal_can_be_awaited),
		cmocka_unit_test(who_was_erased_begins_anew),
		cmocka_unit_test(the_stage_keeps_chats_for_so_long),
		cmocka_unit_test(a_chat_is_known_by_its_shopper),
		cmocka_unit_test(an_erased_or_a_missed_one_is_another),
		cmocka_unit_test(what_is_not_there_is_looked_for_again),
		cmocka_unit_test(a_refusal_outlives_looking_again),
		cmocka_unit_test(who_has_not_looked_sees_nothing),
		cmocka_unit_test(what_is_saved_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
