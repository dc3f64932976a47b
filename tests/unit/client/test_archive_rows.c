/* SPDX-License-Identifier: MIT */
/*
 * The rows of the archive's list (E3): none twice, in their order, and as many
 * as a shop of some years has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "client/model/archive_rows.h"
#include "shared/mem.h"

#define PAGE 500

static struct id id_of(int i)
{
	uint8_t bytes[16] = {0};

	for (int b = 0; b < 4; b++)
		bytes[15 - b] = (uint8_t)(i >> 8 * b);
	return id_from_bytes(bytes);
}

/* That of chat i, which A had. */
static struct archive_row row(int i)
{
	struct archive_row r = {.chat = id_of(i), .associate = id_of(1000000)};

	r.name = mem_strdup("Sato");
	return r;
}

static void come(struct archive *a, int first, int n)
{
	a->came =
		mem_resize(a->came, (size_t)(a->n_came + n) * sizeof(*a->came));
	for (int i = first; i < first + n; i++)
		a->came[a->n_came++] = row(i);
}

static void came(struct archive *a, int i)
{
	come(a, i, 1);
}

static void assert_rows(const struct archive *a, const int *want, int n)
{
	assert_int_equal(a->n, n);
	for (int i = 0; i < n; i++) {
		struct id id = id_of(want[i]);

		assert_string_equal(a->rows[i].chat.s, id.s);
		assert_string_equal(a->rows[i].name, "Sato");
	}
}
#define ROWS(a, ...) \
	assert_rows(a, (const int[]){__VA_ARGS__}, \
		sizeof((int[]){__VA_ARGS__}) / sizeof(int))

static void test_in_their_place(void **state)
{
	struct archive a = {.n = 0};

	(void)state;
	come(&a, 10, 3);
	assert_int_equal(archive_rows_put(&a, 0, 0), 3);
	ROWS(&a, 10, 11, 12);
	come(&a, 13, 2); /* behind */
	assert_int_equal(archive_rows_put(&a, 3, 3), 5);
	come(&a, 20, 1); /* instead of two */
	assert_int_equal(archive_rows_put(&a, 1, 3), 2);
	ROWS(&a, 10, 20, 13, 14);
	come(&a, 30, 3); /* instead of one */
	assert_int_equal(archive_rows_put(&a, 1, 2), 4);
	ROWS(&a, 10, 30, 31, 32, 13, 14);
	assert_int_equal(archive_rows_put(&a, 1, 6), 1);
	ROWS(&a, 10);
	assert_int_equal(archive_rows_put(&a, 0, 1), 0);
	assert_int_equal(a.n, 0);
	archive_fini(&a);
}

static void test_none_twice(void **state)
{
	struct archive a = {.n = 0};

	(void)state;
	come(&a, 10, 6);
	archive_rows_put(&a, 0, 0);
	came(&a, 12); /* it is above */
	came(&a, 15); /* and this was below */
	came(&a, 16);
	assert_int_equal(archive_rows_put(&a, 4, 4), 6);
	ROWS(&a, 10, 11, 12, 13, 15, 16, 14);
	/* Fewer than what comes. */
	come(&a, 14, 20);
	assert_int_equal(archive_rows_put(&a, 5, 7), 24);
	assert_int_equal(a.n, 24);
	/* The same chat of another's is another row. */
	came(&a, 10);
	a.came[0].associate = id_of(1000001);
	assert_int_equal(archive_rows_put(&a, 24, 24), 25);
	assert_int_equal(archive_rows_index(a.rows, a.n, &a.rows[24].chat,
				 &a.rows[24].associate),
		24);
	archive_fini(&a);
}

/* A page costs a look at what is there, not one for each row that comes: else
 * this takes minutes. */
static void test_a_hundred_thousand(void **state)
{
	struct archive a = {.n = 0};
	struct id id = id_of(99999);

	(void)state;
	for (int n = 0; n < 100000; n += PAGE) {
		come(&a, n, PAGE);
		assert_int_equal(archive_rows_put(&a, n, n), n + PAGE);
	}
	come(&a, 0, 100000);
	assert_int_equal(archive_rows_put(&a, 0, 0), 100000);
	assert_int_equal(a.n, 100000);
	assert_int_equal(
		archive_rows_index(a.rows, a.n, &id, &a.rows[0].associate),
		99999);
	come(&a, 100000, 10); /* no more than that */
	assert_int_equal(archive_rows_put(&a, 99995, 99995), 100000);
	assert_string_equal(a.rows[99999].chat.s, id_of(100004).s);
	archive_fini(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_their_place),
		cmocka_unit_test(test_none_twice),
		cmocka_unit_test(test_a_hundred_thousand),
	};

	return cmocka_run_group_tests_name("archive_rows", tests, NULL, NULL);
}
