/* SPDX-License-Identifier: MIT */
#include "relay/gate/backoff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shared/times.h"

static const struct backoff_policy policy = {
	.free = 3,
	.first = TIMES_SECOND,
	.most = TIMES_MINUTE,
	.forget = TIMES_HOUR,
};
#define START (TIMES_DAY)

static void test_each_failure_doubles_the_wait(void **state)
{
	struct backoff *b = backoff_new(&policy, 64);
	int64_t now = START;
	int64_t wait = TIMES_SECOND;

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(backoff_try(b, 7, now), 0);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(backoff_try(b, 7, now), wait);
		assert_int_equal(backoff_try(b, 8 + i, now), 0);
		now += wait;
		assert_int_equal(backoff_try(b, 7, now), 0);
		wait = 2 * wait < policy.most ? 2 * wait : policy.most;
	}
	backoff_destroy(&b);
}

static void test_right_password_forgives(void **state)
{
	struct backoff *b = backoff_new(&policy, 64);

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(backoff_try(b, 7, START), 0);
	assert_true(backoff_try(b, 7, START) > 0);
	backoff_forgive(b, 7);
	for (int i = 0; i < 4; i++)
		assert_int_equal(backoff_try(b, 7, START), 0);
	backoff_destroy(&b);
}

static void test_try_that_was_not_judged_is_returned(void **state)
{
	struct backoff *b = backoff_new(&policy, 64);

	(void)state;
	for (int i = 0; i < 20; i++) {
		assert_int_equal(backoff_try(b, 7, START), 0);
		backoff_return(b, 7);
	}
	backoff_destroy(&b);
}

static void test_an_idle_hour_forgets(void **state)
{
	struct backoff *b = backoff_new(&policy, 64);

	(void)state;
	for (int i = 0; i < 4; i++)
		backoff_try(b, 7, START);
	for (int i = 0; i < 4; i++)
		assert_int_equal(backoff_try(b, 7, START + TIMES_HOUR), 0);
	backoff_destroy(&b);
}

static void test_full_table_drops_the_longest_idle(void **state)
{
	struct backoff *b = backoff_new(&policy, 8);

	(void)state;
	for (int i = 0; i < 4; i++)
		backoff_try(b, 1, START + 100);
	for (uint64_t k = 2; k < 9; k++)
		backoff_try(b, k, START + (int64_t)k);
	assert_int_equal(backoff_try(b, 99, START + 101), 0); /* for 2 */
	assert_true(backoff_try(b, 1, START + 102) > 0);
	backoff_destroy(&b);
	assert_null(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_failure_doubles_the_wait),
		cmocka_unit_test(test_right_password_forgives),
		cmocka_unit_test(test_try_that_was_not_judged_is_returned),
		cmocka_unit_test(test_an_idle_hour_forgets),
		cmocka_unit_test(test_full_table_drops_the_longest_idle),
	};

	return cmocka_run_group_tests_name("backoff", tests, NULL, NULL);
}
