/* SPDX-License-Identifier: MIT */
/* Percentiles, against those of the sorted list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "client/flow/tally.h"

#define N 20000

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void test_nothing(void **state)
{
	struct tally t = {0};

	(void)state;
	assert_int_equal(tally_at(&t, 500), 0);
	tally_add(&t, -5);
	assert_int_equal(tally_at(&t, 0), 0);
	assert_int_equal(tally_at(&t, 1000), 0);
	assert_int_equal(t.n, 1);
}

static void test_small_ones_are_exact(void **state)
{
	struct tally t = {0};

	(void)state;
	for (int i = 1; i <= 100; i++)
		tally_add(&t, i);
	assert_int_equal(tally_at(&t, 10), 1);
	assert_int_equal(tally_at(&t, 500), 50);
	assert_int_equal(tally_at(&t, 501), 51);
	assert_int_equal(tally_at(&t, 990), 99);
	assert_int_equal(tally_at(&t, 1000), 100);
}

/* At least the true one, by at most 1/64 of it. */
static void test_close_to_the_truth(void **state)
{
	static int64_t all[N];
	struct tally t = {0};
	uint64_t seed = 42;

	(void)state;
	for (int i = 0; i < N; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		all[i] = (int64_t)(seed >> 33) >> (i % 24);
		tally_add(&t, all[i]);
	}
	qsort(all, N, sizeof(all[0]), by_size);
	for (int p = 1; p <= 1000; p++) {
		int64_t truth = all[(N * (int64_t)p + 999) / 1000 - 1];
		int64_t told = tally_at(&t, p);

		assert_true(told >= truth);
		assert_true(told - truth <= truth / 64);
	}
	assert_int_equal(tally_at(&t, 1000), all[N - 1]);
}

static void test_longer_than_an_hour(void **state)
{
	struct tally t = {0};

	(void)state;
	tally_add(&t, INT64_MAX);
	tally_add(&t, 7200000000);
	tally_add(&t, 3600000000);
	assert_int_equal(t.most, INT64_MAX);
	assert_true(tally_at(&t, 1000) >= 3600000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_small_ones_are_exact),
		cmocka_unit_test(test_close_to_the_truth),
		cmocka_unit_test(test_longer_than_an_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
