/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/cluster.h"

static const struct cluster_row {
	const char *s;
	int width;
} rows[] = {
	{"a", 1},
	{"日", 2},
	{"é", 1},
	{"e\u0302\u0316", 1},
	{"ｶﾞ", 2}, /* two columns, one key press to delete */
	{"👍", 2},
	{"กำ", 2},
	{"कि", 2},
	{"한", 2},
	{"\n", 0},
	{"\ufffd", 1},
	{"①", 1},
	{" ", 1},
	{"\u3000", 2},
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static void widths_and_lengths(void **state)
{
	struct cluster c;

	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		size_t len = strlen(rows[i].s);

		assert_true(cluster_next(rows[i].s, len, &c));
		assert_int_equal(c.len, len);
		assert_int_equal(c.width, rows[i].width);
	}
	assert_false(cluster_next("", 0, &c));
}

static void forth_and_back(void **state)
{
	char text[200] = "";
	struct cluster c;
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		strcat(text, rows[i].s);
	for (size_t i = 0; i < ROWS; i++) {
		assert_true(cluster_next(text + at, strlen(text) - at, &c));
		assert_int_equal(c.len, strlen(rows[i].s));
		at += c.len;
		assert_int_equal(cluster_prev(text, at), at - c.len);
	}
	assert_int_equal(at, strlen(text));
	assert_int_equal(cluster_prev(text, 0), 0);
}

static void endless_clusters_are_cut(void **state)
{
	struct cluster c;
	const char *s = "ｶﾞﾞﾞﾞﾞﾞﾞ";

	(void)state;
	assert_true(cluster_next(s, strlen(s), &c));
	assert_int_equal(c.width, CLUSTER_CELLS);
	assert_int_equal(cluster_width(s, strlen(s)), 8);
	assert_int_equal(cluster_prev(s, strlen(s)), c.len);
}

static void fits_whole_clusters(void **state)
{
	int used;

	(void)state;
	assert_int_equal(cluster_fit("日本語", 9, 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(cluster_fit("ｶﾞa", 7, 1, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(cluster_fit("ab\ncd", 5, 9, &used), 2);
	assert_int_equal(cluster_fit("e\u0302b", 4, 1, NULL), 3);
	assert_int_equal(cluster_fit("abc", 3, 0, &used), 0);
	assert_int_equal(cluster_fit("abc", 3, -1, &used), 0);
	assert_int_equal(cluster_fit("", 0, 3, &used), 0);
}

/* The table of facts about widths that the whole client relies on. */
static void cells_agree_or_are_unknown(void **state)
{
	(void)state;
	assert_int_equal(cluster_cells('a'), 1);
	assert_int_equal(cluster_cells(0x3042), 2);
	assert_int_equal(cluster_cells(0x2500), 1); /* ambiguous: ─ */
	assert_int_equal(cluster_cells(0x0301), 0);
	assert_int_equal(cluster_cells(0xfffd), 1);
	assert_int_equal(cluster_cells(0x1faf0), 2);  /* Unicode 14 */
	assert_int_equal(cluster_cells(0x1fae9), -1); /* Unicode 16 */
	assert_int_equal(cluster_cells(0x4dc0), -1);  /* libc 2, utf8proc 1 */
	assert_int_equal(cluster_cells(0x1b), -1);
	assert_int_equal(cluster_cells(UINT32_MAX), -1);
}

/* Without a UTF-8 locale nothing is misaligned. */
static void a_plain_locale_knows_ascii_only(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C");
	assert_int_equal(cluster_cells('a'), 1);
	assert_int_equal(cluster_cells(0xfffd), 1);
	assert_int_equal(cluster_cells(0x3042), -1);
	setlocale(LC_CTYPE, "C.UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_and_lengths),
		cmocka_unit_test(forth_and_back),
		cmocka_unit_test(endless_clusters_are_cut),
		cmocka_unit_test(fits_whole_clusters),
		cmocka_unit_test(cells_agree_or_are_unknown),
		cmocka_unit_test(a_plain_locale_knows_ascii_only),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
