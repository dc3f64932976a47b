/* SPDX-License-Identifier: MIT */
#include "relay/gate/callers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "relay/gate/file_zone.h"
#include "relay/gate/token.h"
#include "shared/tz.h"

#define MANY 500

static void test_ids_are_never_used_again(void **state)
{
	struct callers all = {.n = 0};
	struct caller *c[MANY];
	uint64_t gone[MANY];

	(void)state;
	for (int i = 0; i < MANY; i++)
		c[i] = callers_add(&all);
	for (int i = 0; i < MANY; i += 2) {
		gone[i] = c[i]->id;
		callers_remove(&all, c[i]);
	}
	for (int i = 0; i < MANY; i += 2) {
		assert_null(callers_find(&all, gone[i]));
		c[i] = callers_add(&all);
	}
	for (int i = 0; i < MANY; i++) {
		assert_true(c[i]->id != 0);
		assert_ptr_equal(callers_find(&all, c[i]->id), c[i]);
		if (i % 2 == 0)
			assert_null(callers_find(&all, gone[i]));
	}
	assert_null(callers_find(&all, 0));
	assert_null(callers_find(&all, UINT64_MAX));
	for (int i = 0; i < MANY; i++)
		callers_remove(&all, c[i]);
	callers_fini(&all);
}

static void test_the_oldest_comes_first(void **state)
{
	struct callers all = {.n = 0};
	struct caller *a = callers_add(&all), *b = callers_add(&all), *c;

	(void)state;
	callers_remove(&all, a);
	c = callers_add(&all); /* in the old one's place, but younger */
	assert_ptr_equal(all.first, b);
	assert_ptr_equal(all.first->next, c);
	assert_ptr_equal(all.last, c);
	callers_remove(&all, c);
	callers_remove(&all, b);
	assert_null(all.first);
	assert_null(all.last);
	callers_fini(&all);
}

static void test_tokens(void **state)
{
	uint8_t bytes[TOKEN_BYTES] = {1, 2, 3}, one[32], two[32];
	char token[TOKEN_LEN + 1];
	struct id a, b;

	(void)state;
	token_write(bytes, token);
	assert_true(token_valid(token));
	assert_false(token_valid(NULL));
	assert_false(token_valid(""));
	assert_false(
		token_valid("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+"));
	assert_false(
		token_valid("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	token_hash(token, one);
	token_hash("x", two);
	assert_memory_not_equal(one, two, 32);
	a = token_shopper("suzume", token);
	b = token_shopper("suzume", token);
	assert_true(id_same(&a, &b));
	b = token_shopper("kamome", token);
	assert_false(id_same(&a, &b));
	a = token_shopper("ab", "c");
	b = token_shopper("a", "bc");
	assert_false(id_same(&a, &b));
}

static void test_zones_are_files_of_that_directory_only(void **state)
{
	static const char *const bad[] = {"", "/etc/passwd", "../passwd",
		"Asia/../../etc/passwd", "Asia/", "Asia//Tokyo", ".", "Asia/.x",
		"Asia/Tokyo ", "a b", "zone.tab", "Nowhere/Land", "Asia"};
	struct tz *tz = file_zone_load("Asia/Tokyo");

	(void)state;
	assert_non_null(tz);
	tz_destroy(&tz);
	tz = file_zone_load("Etc/GMT+9");
	assert_non_null(tz);
	tz_destroy(&tz);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_null(file_zone_load(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids_are_never_used_again),
		cmocka_unit_test(test_the_oldest_comes_first),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_zones_are_files_of_that_directory_only),
	};

	return cmocka_run_group_tests_name("callers", tests, NULL, NULL);
}
