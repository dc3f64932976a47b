/* SPDX-License-Identifier: MIT */
/* Rules C8, C9: enquiries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/fix.h"

static void enquire(struct fix *f, int session, int enquiry, const char *key)
{
	struct wire_msg m = {.type = WIRE_T_ENQUIRE,
		.enquire = {.key = key,
			.address = "mio@example.com",
			.text = "Please write"}};

	fix_send(f, session, &m, enquiry);
}

static void list(struct fix *f, int session)
{
	fix_send(f, session, &(struct wire_msg){.type = WIRE_T_ENQUIRIES}, 0);
}

static void take_up(struct fix *f, int session, int enquiry)
{
	struct wire_msg m = {.type = WIRE_T_TAKE_UP};

	m.take_up.enquiry = fix_id(enquiry);
	fix_send(f, session, &m, 0);
}

static void begin(struct fix *f)
{
	fix_init(f, "");
	fix_staff(f, 1, "");
	fix_staff(f, 2, "");
	fix_sit(f, 1, 1);
	fix_sit(f, 2, 2);
	fix_visit(f, 100, 100);
}

static void C9_left_when_nobody_is_there(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_string_equal(
		fix_last(&f, 2, WIRE_T_ENQUIRY)->enquiry.text, "Please write");
	assert_int_equal(fix_last(&f, 2, WIRE_T_PANEL)->panel.enquiries, 1);
	enquire(&f, 100, 801, "k");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(f.out->n_recs, 0);
	fix_rebuild(&f);
	fix_visit(&f, 101, 100);
	enquire(&f, 101, 802, "k");
	assert_int_equal(f.out->n_recs, 0);
	fix_fini(&f);
}

static void C9_oldest_first(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	for (int i = 0; i < 3; i++) {
		char key[16];

		snprintf(key, sizeof(key), "k%d", i);
		enquire(&f, 100, 800 + i, key);
		fix_wait(&f, 1);
	}
	fix_rebuild(&f);
	fix_sit(&f, 11, 1);
	list(&f, 11);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_ENQUIRY), 3);
	for (int i = 0; i < 3; i++)
		assert_string_equal(
			f.out->notices[i].message->enquiry.enquiry.s,
			fix_id(800 + i).s);
	assert_string_equal(fix_answer(&f, 11), "ok");
	fix_fini(&f);
}

static void C9_one_takes_it_up(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	take_up(&f, 1, 800);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_string_equal(
		fix_last(&f, 2, WIRE_T_ENQUIRY)->enquiry.taken, "A1");
	assert_int_equal(fix_last(&f, 2, WIRE_T_PANEL)->panel.enquiries, 0);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "taken");
	assert_string_equal(fix_last(&f, 2, WIRE_T_ERROR)->error.name, "A1");
	take_up(&f, 1, 800);
	assert_string_equal(fix_answer(&f, 1), "ok");
	list(&f, 1);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.taken, "A1");
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.holder.s, fix_id(1).s);
	take_up(&f, 1, 801);
	assert_string_equal(fix_answer(&f, 1), "unknown_id");
	/* It stays theirs, also where the relay begins anew. */
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	fix_sit(&f, 2, 2);
	fix_wait(&f, 600);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "taken");
	fix_fini(&f);
}

static void put_back(struct fix *f, int session, int enquiry)
{
	struct wire_msg m = {.type = WIRE_T_PUT_BACK};

	m.put_back.enquiry = fix_id(enquiry);
	fix_send(f, session, &m, 0);
}

static void C9_put_back_it_is_anybodys(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	put_back(&f, 1, 800);
	assert_string_equal(fix_answer(&f, 1), "unknown_id");
	take_up(&f, 1, 800);
	put_back(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "unknown_id");
	put_back(&f, 1, 800);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_false(*fix_last(&f, 2, WIRE_T_ENQUIRY)->enquiry.taken);
	assert_int_equal(fix_last(&f, 2, WIRE_T_PANEL)->panel.enquiries, 1);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_fini(&f);
}

/* As B6 has it: a minute is no reason, and coming back in time neither. */
static void C9_who_goes_away_leaves_it_to_others(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	take_up(&f, 1, 800);
	fix_leave(&f, 1);
	fix_wait(&f, 59);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_ENQUIRY), 0);
	fix_sit(&f, 1, 1);
	fix_wait(&f, 600);
	fix_leave(&f, 1);
	fix_rebuild(&f);
	fix_sit(&f, 2, 2);
	fix_wait(&f, 61);
	assert_int_equal(fix_last(&f, 2, WIRE_T_PANEL)->panel.enquiries, 1);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_fini(&f);
}

static void C9_whose_account_goes_leaves_it_too(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	take_up(&f, 1, 800);
	fix_gone(&f, 1);
	assert_false(*fix_last(&f, 2, WIRE_T_ENQUIRY)->enquiry.taken);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_fini(&f);
}

static void C9_answered_it_waits_no_longer(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	enquire(&f, 100, 800, "k");
	enquire(&f, 100, 801, "l");
	take_up(&f, 1, 800);
	fix_answered(&f, 800);
	assert_true(fix_last(&f, 2, WIRE_T_ENQUIRY)->enquiry.done > 0);
	fix_answered(&f, 800);
	assert_int_equal(f.out->n_recs, 0);
	take_up(&f, 2, 800);
	assert_string_equal(fix_answer(&f, 2), "unknown_id");
	/* One that nobody had: whoever answered it has answered it. */
	fix_answered(&f, 801);
	assert_int_equal(fix_last(&f, 2, WIRE_T_PANEL)->panel.enquiries, 0);
	fix_rebuild(&f);
	fix_sit(&f, 11, 1);
	list(&f, 11);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_ENQUIRY), 0);
	fix_answered(&f, 800);
	assert_int_equal(f.out->n_recs, 0);
	fix_fini(&f);
}

/* Ten of each shopper's, from session and shopper 100 on. */
static void fill(struct fix *f, int n)
{
	for (int i = 0; i < n; i++) {
		int who = 100 + i / LIMIT_OWN_ENQUIRIES;
		char key[16];

		if (i % LIMIT_OWN_ENQUIRIES == 0)
			fix_visit(f, who, who);
		snprintf(key, sizeof(key), "k%d", i);
		enquire(f, who, 1000 + i, key);
		assert_string_equal(fix_answer(f, who), "ok");
	}
}

static void C9_so_many_may_wait(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fill(&f, LIMIT_ENQUIRIES);
	fix_visit(&f, 99, 99);
	enquire(&f, 99, 800, "more");
	assert_string_equal(fix_answer(&f, 99), "busy");
	list(&f, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENQUIRY), 100);
	fix_fini(&f);
}

static void C9_so_many_of_one_shopper_may_wait(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fill(&f, LIMIT_OWN_ENQUIRIES);
	enquire(&f, 100, 800, "more");
	assert_string_equal(fix_answer(&f, 100), "too_fast");
	assert_int_equal(f.out->n_recs, 0);
	/* What is kept is confirmed nevertheless, and others are heard. */
	enquire(&f, 100, 801, "k0");
	assert_string_equal(fix_answer(&f, 100), "ok");
	fix_visit(&f, 99, 99);
	enquire(&f, 99, 802, "k0");
	assert_string_equal(fix_answer(&f, 99), "ok");
	/* One that was taken up makes room. */
	take_up(&f, 1, 1003);
	enquire(&f, 100, 803, "more");
	assert_string_equal(fix_answer(&f, 100), "ok");
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(C9_left_when_nobody_is_there),
		cmocka_unit_test(C9_oldest_first),
		cmocka_unit_test(C9_one_takes_it_up),
		cmocka_unit_test(C9_put_back_it_is_anybodys),
		cmocka_unit_test(C9_who_goes_away_leaves_it_to_others),
		cmocka_unit_test(C9_whose_account_goes_leaves_it_too),
		cmocka_unit_test(C9_answered_it_waits_no_longer),
		cmocka_unit_test(C9_so_many_may_wait),
		cmocka_unit_test(C9_so_many_of_one_shopper_may_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
