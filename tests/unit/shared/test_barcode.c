/* SPDX-License-Identifier: MIT */
/* Rule F4: barcodes and their check digits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/barcode.h"

static enum barcode code(const char *s)
{
	return barcode_read(s, strlen(s));
}

static void the_four_kinds_are_known(void **state)
{
	(void)state;
	assert_int_equal(code("96385074"), BARCODE_EAN8);
	assert_int_equal(code("49123456"), BARCODE_EAN8);
	assert_int_equal(code("036000291452"), BARCODE_UPC_A);
	assert_int_equal(code("4006381333931"), BARCODE_EAN13);
	assert_int_equal(code("4901234567894"), BARCODE_EAN13);
	assert_int_equal(code("9780306406157"), BARCODE_EAN13);
	assert_int_equal(code("14006381333938"), BARCODE_GTIN14);
	assert_true(barcode_right("4901234567894", 13));
}

static void what_is_no_barcode(void **state)
{
	static const char *const none[] = {"", "0", "1234567", "123456789",
		"12345678901", "123456789012345", "4901234 67894",
		"490123456789X", "-4901234567894", "\xef\xbc\x94 01234567"};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		assert_int_equal(code(none[i]), BARCODE_NONE);
		assert_false(barcode_right(none[i], strlen(none[i])));
	}
}

/* Each wrong digit is noticed, and each pair of neighbours that was swapped
 * unless they differ by 5, which is all that this check promises. */
static void misreadings_are_noticed(void **state)
{
	static const char *const right[] = {
		"96385074", "036000291452", "4901234567894", "14006381333938"};
	char s[BARCODE_SIZE];

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		size_t len = strlen(right[k]);

		for (size_t i = 0; i < len; i++) {
			for (char c = '0'; c <= '9'; c++) {
				strcpy(s, right[k]);
				s[i] = c;
				assert_int_equal(barcode_right(s, len),
					c == right[k][i]);
			}
		}
		for (size_t i = 0; i + 1 < len; i++) {
			int by = right[k][i] - right[k][i + 1];

			strcpy(s, right[k]);
			s[i] = right[k][i + 1];
			s[i + 1] = right[k][i];
			assert_int_equal(code(s) == BARCODE_WRONG, by % 5 != 0);
		}
	}
}

static void a_zero_before_it_changes_nothing(void **state)
{
	char a[BARCODE_SIZE], b[BARCODE_SIZE];

	(void)state;
	assert_int_equal(code("0036000291452"), BARCODE_EAN13);
	assert_string_equal(
		barcode_long("036000291452", 12, a), "00036000291452");
	assert_string_equal(barcode_long("0036000291452", 13, b), a);
	assert_string_equal(barcode_long("96385074", 8, a), "00000096385074");
	assert_string_equal(
		barcode_long("14006381333938", 14, a), "14006381333938");
}

static void the_digit_that_belongs_there(void **state)
{
	(void)state;
	assert_int_equal(barcode_check_digit("490123456789", 12), '4');
	assert_int_equal(barcode_check_digit("0000000", 7), '0');
	assert_int_equal(barcode_check_digit("9638507", 7), '4');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_four_kinds_are_known),
		cmocka_unit_test(what_is_no_barcode),
		cmocka_unit_test(misreadings_are_noticed),
		cmocka_unit_test(a_zero_before_it_changes_nothing),
		cmocka_unit_test(the_digit_that_belongs_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
