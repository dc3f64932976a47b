/* SPDX-License-Identifier: MIT */
/* Rule E4: what is kept for figures, and what shoppers think of a chat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/times.h"
#include "tests/lib/fix.h"

#define CHAT 900
#define S TIMES_SECOND

/* Shopper 100 has asked, and associate 1 is rung. */
static void rings(struct fix *f)
{
	fix_init(f, "always");
	fix_ready(f, 1);
	fix_visit(f, 100, 100);
	fix_open(f, 100, CHAT, "q");
}

/* And it is over, so that it can be rated. */
static void chatted(struct fix *f)
{
	fix_at_work(f);
	fix_end(f, 1, CHAT);
}

/* Associate 1 hands it on to 2, who accepts after so many seconds. */
static void hands_on(struct fix *f, double seconds)
{
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	fix_ready(f, 2);
	m.transfer.chat = fix_id(CHAT);
	m.transfer.associate = fix_id(2);
	fix_send(f, 1, &m, 0);
	fix_wait(f, seconds);
	fix_accept(f, 2, CHAT);
}

static void rates_chat(
	struct fix *f, int session, int chat, int stars, const char *text)
{
	struct wire_msg m = {.type = WIRE_T_RATE};

	m.rate.chat = fix_id(chat);
	m.rate.stars = stars;
	m.rate.text = text;
	fix_send(f, session, &m, 0);
}

static void rates(struct fix *f, int stars, const char *text)
{
	rates_chat(f, 100, CHAT, stars, text);
}

static const struct rec_rating *rating(const struct fix *f)
{
	struct rec like = {
		.kind = REC_K_RATING, .rating = {.chat = fix_id(CHAT)}};
	const struct rec *r = memstore_find(f->store, &like);

	return r ? &r->rating : NULL;
}

/* Is it asked for in the last answer, and for which chat? */
static bool is_asked(const struct fix *f, int session)
{
	return fix_heard(f, session, WIRE_T_ASK_RATING) > 0 &&
		id_is(&fix_last(f, session, WIRE_T_ASK_RATING)
				->ask_rating.chat);
}

static const struct rec_score *score(
	const struct fix *f, int round, int associate)
{
	struct rec like = {.kind = REC_K_SCORE,
		.score = {.chat = fix_id(CHAT), .round = round}};
	const struct rec *r;

	if (associate)
		like.score.associate = fix_id(associate);
	r = memstore_find(f->store, &like);
	return r ? &r->score : NULL;
}

static int all_scores(const struct fix *f)
{
	const struct rec *r = NULL;
	int n = 0;

	while ((r = memstore_next(f->store, REC_K_SCORE, r)))
		n++;
	return n;
}

/* ---- figures ---- */

static void E4_accepted(void **state)
{
	struct fix f = {0};

	(void)state;
	rings(&f);
	fix_wait(&f, 12);
	fix_accept(&f, 1, CHAT);
	assert_non_null(score(&f, 1, 1));
	assert_int_equal(score(&f, 1, 1)->missed, 0);
	assert_int_equal(score(&f, 1, 1)->waited, 12 * S);
	assert_int_equal(score(&f, 1, 1)->at, f.now.wall);
	assert_int_equal(all_scores(&f), 1);
	fix_fini(&f);
}

/* From when it rang there, not elsewhere. */
static void E4_the_wait_is_ones_own(void **state)
{
	struct fix f = {0};

	(void)state;
	rings(&f);
	fix_wait(&f, 20);
	fix_ready(&f, 2);
	fix_wait(&f, 5);
	fix_accept(&f, 2, CHAT);
	assert_int_equal(score(&f, 1, 2)->waited, 5 * S);
	assert_null(score(&f, 1, 1)); /* a colleague took it: no miss */
	fix_fini(&f);
}

/* C7: whoever rang or had passed; and the shop once. */
static void E4_missed(void **state)
{
	struct fix f = {0};

	(void)state;
	rings(&f);
	fix_ready(&f, 2);
	fix_staff(&f, 3, ""); /* is not rung */
	fix_pass(&f, 2, CHAT);
	fix_wait(&f, 90);
	for (int i = 0; i <= 2; i++) {
		assert_non_null(score(&f, 1, i));
		assert_int_equal(score(&f, 1, i)->missed, 1);
	}
	assert_int_equal(all_scores(&f), 3);
	assert_int_equal(fix_presence(&f, 1).missed, 1);
	fix_fini(&f);
}

/* D8, D10: every ringing counts for itself. */
static void E4_transferred_and_taken_over(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	hands_on(&f, 3);
	assert_int_equal(score(&f, 2, 2)->waited, 3 * S);
	fix_leave(&f, 2);
	fix_wait(&f, 5 * 60);
	fix_wait(&f, 7);
	fix_accept(&f, 1, CHAT);
	assert_int_equal(score(&f, 3, 1)->waited, 7 * S);
	assert_int_equal(all_scores(&f), 3);
	assert_int_equal(fix_presence(&f, 1).chats, 2);
	fix_fini(&f);
}

/* ---- stars ---- */

static void E4_rated_once(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	assert_false(is_asked(&f, 100));
	fix_end(&f, 1, CHAT);
	assert_true(is_asked(&f, 100));
	assert_string_equal(
		fix_last(&f, 100, WIRE_T_ASK_RATING)->ask_rating.name, "A1");
	rates(&f, 4, "Very kind.");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ASK_RATING), 1);
	assert_false(is_asked(&f, 100));
	assert_int_equal(rating(&f)->stars, 4);
	assert_string_equal(rating(&f)->body, "Very kind.");
	assert_string_equal(rating(&f)->associate.s, fix_id(1).s);
	assert_int_equal(fix_last(&f, 1, WIRE_T_RATED)->rated.stars, 4);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_RATED)->rated.text, "Very kind.");
	/* Said again, it is answered, and changes nothing. */
	rates(&f, 1, NULL);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_RATED), 0);
	assert_int_equal(rating(&f)->stars, 4);
	fix_fini(&f);
}

/* Asked on every page, by a relay that has been restarted, too; until then. */
static void E4_asked_until_answered(void **state)
{
	struct fix f = {0};

	(void)state;
	chatted(&f);
	fix_leave(&f, 100);
	fix_wait(&f, 120);
	fix_rebuild(&f);
	fix_visit(&f, 101, 100);
	assert_true(is_asked(&f, 101));
	fix_visit(&f, 102, 100);
	assert_true(is_asked(&f, 102));
	rates_chat(&f, 101, CHAT, 5, NULL);
	/* The other tab stops asking. */
	assert_int_equal(fix_heard(&f, 102, WIRE_T_ASK_RATING), 1);
	assert_false(is_asked(&f, 102));
	assert_int_equal(rating(&f)->stars, 5);
	fix_rebuild(&f);
	fix_visit(&f, 103, 100);
	assert_int_equal(fix_heard(&f, 103, WIRE_T_ASK_RATING), 0);
	fix_fini(&f);
}

static void E4_rather_not(void **state)
{
	struct fix f = {0};

	(void)state;
	chatted(&f);
	rates(&f, 0, NULL);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_null(rating(&f));
	assert_int_equal(fix_heard(&f, 1, WIRE_T_RATED), 0);
	fix_visit(&f, 101, 100);
	assert_false(is_asked(&f, 101));
	fix_fini(&f);
}

static void E4_not_for_ever(void **state)
{
	struct fix f = {0};

	(void)state;
	chatted(&f);
	fix_leave(&f, 100);
	fix_wait(&f, 86400);
	fix_visit(&f, 101, 100);
	assert_true(is_asked(&f, 101));
	fix_wait(&f, 1);
	fix_visit(&f, 102, 100);
	assert_int_equal(fix_heard(&f, 102, WIRE_T_ASK_RATING), 0);
	rates_chat(&f, 102, CHAT, 3, NULL);
	assert_string_equal(fix_answer(&f, 102), "stale");
	assert_null(rating(&f));
	fix_fini(&f);
}

/* A further chat is what one would rather speak of. */
static void E4_not_while_one_chats_again(void **state)
{
	struct fix f = {0};

	(void)state;
	chatted(&f);
	fix_open(&f, 100, CHAT + 1, "again");
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ASK_RATING), 1);
	assert_false(is_asked(&f, 100));
	fix_accept(&f, 1, CHAT + 1);
	fix_visit(&f, 101, 100);
	assert_int_equal(fix_heard(&f, 101, WIRE_T_ASK_RATING), 0);
	fix_end(&f, 1, CHAT + 1);
	assert_string_equal(
		fix_last(&f, 100, WIRE_T_ASK_RATING)->ask_rating.chat.s,
		fix_id(CHAT + 1).s);
	rates(&f, 3, NULL);
	assert_string_equal(fix_answer(&f, 100), "unknown_chat");
	assert_null(rating(&f));
	fix_fini(&f);
}

static void E4_not_what_was_missed(void **state)
{
	struct fix f = {0};

	(void)state;
	rings(&f);
	fix_wait(&f, 90);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ASK_RATING), 0);
	rates(&f, 1, NULL);
	assert_string_equal(fix_answer(&f, 100), "unknown_chat");
	fix_fini(&f);
}

/* D9: nothing tells a shopper of a block, nor do they have a say. */
static void E4_not_after_a_block(void **state)
{
	struct wire_msg m = {.type = WIRE_T_BLOCK};
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	m.block.chat = fix_id(CHAT);
	m.block.text = "Insults";
	fix_send(&f, 1, &m, 0);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ASK_RATING), 0);
	rates(&f, 1, "hm");
	assert_string_equal(fix_answer(&f, 100), "unknown_chat");
	fix_wait(&f, 31 * 60);
	fix_visit(&f, 101, 100);
	assert_int_equal(fix_heard(&f, 101, WIRE_T_ASK_RATING), 0);
	assert_null(rating(&f));
	fix_fini(&f);
}

static void E4_bad_ratings(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	rates(&f, 5, NULL); /* it goes on */
	assert_string_equal(fix_answer(&f, 100), "unknown_chat");
	fix_end(&f, 1, CHAT);
	rates(&f, 0, "no stars, but words");
	assert_string_equal(fix_answer(&f, 100), "bad_field");
	fix_visit(&f, 200, 200);
	rates_chat(&f, 200, CHAT, 1, NULL); /* another's */
	assert_string_equal(fix_answer(&f, 200), "unknown_chat");
	assert_null(rating(&f));
	rates(&f, 5, NULL);
	assert_int_equal(rating(&f)->stars, 5);
	fix_fini(&f);
}

/* The one who had it last, also when the account is gone by then. */
static void E4_of_who_had_it_last(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	hands_on(&f, 0);
	fix_end(&f, 2, CHAT);
	fix_gone(&f, 2);
	rates(&f, 2, NULL);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_string_equal(rating(&f)->associate.s, fix_id(2).s);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_RATED), 0);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(E4_accepted),
		cmocka_unit_test(E4_the_wait_is_ones_own),
		cmocka_unit_test(E4_missed),
		cmocka_unit_test(E4_transferred_and_taken_over),
		cmocka_unit_test(E4_rated_once),
		cmocka_unit_test(E4_asked_until_answered),
		cmocka_unit_test(E4_rather_not),
		cmocka_unit_test(E4_not_for_ever),
		cmocka_unit_test(E4_not_while_one_chats_again),
		cmocka_unit_test(E4_not_what_was_missed),
		cmocka_unit_test(E4_not_after_a_block),
		cmocka_unit_test(E4_bad_ratings),
		cmocka_unit_test(E4_of_who_had_it_last),
	};

	return cmocka_run_group_tests_name("desk_rate", tests, NULL, NULL);
}
