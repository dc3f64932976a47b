/* SPDX-License-Identifier: MIT */
#include "relay/gate/bucket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shared/times.h"

static const struct bucket_policy ten = {
	.rate = 10 * BUCKET_POINT,
	.burst = 40 * BUCKET_POINT,
};

static void test_burst_then_wait_then_flood(void **state)
{
	struct bucket b;

	(void)state;
	bucket_init(&b, &ten, 0);
	for (int i = 0; i < 40; i++)
		assert_int_equal(
			bucket_take(&b, &ten, BUCKET_POINT, 0), BUCKET_OK);
	assert_int_equal(bucket_wait(&b, &ten, 0), 0);
	for (int i = 0; i < 40; i++)
		assert_int_equal(
			bucket_take(&b, &ten, BUCKET_POINT, 0), BUCKET_WAIT);
	assert_int_equal(bucket_wait(&b, &ten, 0), 4 * TIMES_SECOND);
	assert_int_equal(bucket_take(&b, &ten, BUCKET_POINT, 0), BUCKET_FLOOD);
}

static void test_waiting_as_told_is_enough(void **state)
{
	struct bucket b;
	int64_t now = 5;

	(void)state;
	bucket_init(&b, &ten, now);
	for (int i = 0; i < 1000; i++) {
		while (bucket_take(&b, &ten, BUCKET_POINT, now) == BUCKET_OK)
			;
		now += bucket_wait(&b, &ten, BUCKET_POINT);
		assert_int_equal(
			bucket_take(&b, &ten, BUCKET_POINT, now), BUCKET_OK);
		assert_in_range(b.level, 0, 1);
	}
}

static void test_steady_rate_is_held_whatever_the_steps(void **state)
{
	int64_t steps[] = {1, 7, 333, 99999, TIMES_SECOND};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct bucket b;
		int64_t now = 0, taken = 0;

		bucket_init(&b, &ten, 0);
		b.level = 0;
		while (now < 3 * TIMES_SECOND) {
			now += steps[i];
			while (bucket_take(&b, &ten, 1, now) == BUCKET_OK)
				taken++;
			b.level++; /* the one refused */
		}
		/* Points are whole: what a step cuts off comes later. */
		assert_in_range(taken, now / 100 - 1, now / 100 + 1);
	}
}

static void test_never_more_than_the_burst_and_no_overflow(void **state)
{
	struct bucket b;

	(void)state;
	bucket_init(&b, &ten, 0);
	bucket_take(&b, &ten, 0, INT64_MAX / 2);
	assert_int_equal(b.level, ten.burst);
	/* A clock that goes back gives nothing and takes nothing. */
	bucket_take(&b, &ten, 0, 0);
	assert_int_equal(b.level, ten.burst);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_burst_then_wait_then_flood),
		cmocka_unit_test(test_waiting_as_told_is_enough),
		cmocka_unit_test(test_steady_rate_is_held_whatever_the_steps),
		cmocka_unit_test(
			test_never_more_than_the_burst_and_no_overflow),
	};

	return cmocka_run_group_tests_name("bucket", tests, NULL, NULL);
}
