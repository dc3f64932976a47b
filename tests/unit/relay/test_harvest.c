/* SPDX-License-Identifier: MIT */
/* What a try to fetch a feed came to, and when the next one is due. */
#include "relay/gate/harvest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shared/mem.h"
#include "shared/times.h"

#define BEGAN (1000 * TIMES_DAY)

static const struct store_feed before = {.retailer = "tea",
	.url = "https://tea.example/",
	.every = 6 * TIMES_HOUR,
	.etag = "old",
	.modified = "then",
	.made = 1,
	.checked = 2,
	.hash = "0a",
	.fails = 3,
	.taken = 7,
	.refused = 8};

static void test_taken(void **state)
{
	const struct fetch_result result = {.end = FETCH_FINE,
		.etag = "new",
		.modified = "now",
		.hash = "0b"};
	struct intake_state s = {
		.phase = INTAKE_DONE, .totals = {.taken = 4, .refused = 1}};
	struct store_feed row = before;
	char why[FETCH_WHY];

	(void)state;
	row.declined = 1;
	harvest_judge(&row, BEGAN, false, &result, &s, why);
	assert_string_equal(row.result, "imported");
	assert_string_equal(row.hash, "0b");
	assert_true(row.declined == 0);
	assert_string_equal(row.why, "");
	assert_string_equal(row.etag, "new");
	assert_string_equal(row.modified, "now");
	assert_true(row.made == BEGAN && row.checked == BEGAN);
	assert_true(row.fails == 0 && row.taken == 4 && row.refused == 1);
	harvest_due(&row, BEGAN, 0, BEGAN + TIMES_MINUTE, 0);
	assert_true(row.due == BEGAN + 6 * TIMES_HOUR);
	s.held = true;
	s.before = 9;
	s.gone = 5;
	row = before;
	harvest_judge(&row, BEGAN, true, &result, &s, why);
	assert_string_equal(row.result, "held");
	assert_string_equal(row.why,
		"It waits: of the 9 products before 5 are not in it (by "
		"SKU).");
	assert_true(row.made == BEGAN && row.checked == 2);
	/* One that took longer than it is to wait. */
	row.every = TIMES_MINUTE;
	harvest_due(&row, BEGAN, 0, BEGAN + TIMES_HOUR, 0);
	assert_true(row.due == BEGAN + TIMES_HOUR + TIMES_MINUTE / 2);
}

static void test_unchanged(void **state)
{
	const struct fetch_result result = {.end = FETCH_UNCHANGED};
	const struct intake_state s = {.phase = INTAKE_READING};
	struct store_feed row = before;
	char why[FETCH_WHY];

	(void)state;
	harvest_judge(&row, BEGAN, false, &result, &s, why);
	assert_string_equal(row.result, "unchanged");
	assert_string_equal(row.etag, "old");
	assert_true(row.made == 1 && row.checked == BEGAN && row.fails == 0);
	assert_true(row.taken == 7 && row.refused == 8);
	assert_string_equal(row.why, "");
	/* What waits, or was refused, is not what the catalogue is. */
	row = before;
	harvest_judge(&row, BEGAN, true, &result, &s, why);
	assert_string_equal(row.result, "unchanged");
	assert_string_equal(row.why, "It is the one that waits for a manager.");
	assert_true(row.checked == 2 && row.fails == 0);
	row = before;
	row.declined = 1;
	harvest_judge(&row, BEGAN, false, &result, &s, why);
	assert_string_equal(row.why, "It is the one that a manager refused.");
	assert_true(row.checked == 2 && row.declined == 1);
}

/* The same bytes under another tag. */
static void test_same_bytes(void **state)
{
	const struct fetch_result result = {
		.end = FETCH_UNCHANGED, .etag = "new", .hash = "0a"};
	const struct intake_state s = {.phase = INTAKE_READING};
	struct store_feed row = before;
	char why[FETCH_WHY];

	(void)state;
	harvest_judge(&row, BEGAN, false, &result, &s, why);
	assert_string_equal(row.result, "unchanged");
	assert_string_equal(row.etag, "new");
	assert_string_equal(row.modified, "");
	assert_string_equal(row.hash, "0a");
	assert_true(row.made == 1 && row.checked == BEGAN);
}

static void test_failed(void **state)
{
	const struct fetch_result away = {
		.end = FETCH_CONNECT, .why = "Nobody there."};
	const struct fetch_result spilt = {.end = FETCH_SPILT};
	struct intake_state s = {.phase = INTAKE_READING};
	struct store_feed row = before;
	char why[FETCH_WHY];

	(void)state;
	harvest_judge(&row, BEGAN, false, &away, &s, why);
	assert_string_equal(row.result, "connect");
	assert_string_equal(row.why, "Nobody there.");
	assert_string_equal(row.etag, "old");
	assert_true(row.made == 1 && row.checked == 2 && row.tried == BEGAN);
	assert_true(row.fails == 4 && row.taken == 7);
	harvest_due(&row, BEGAN, 0, BEGAN, 0);
	assert_true(row.due == BEGAN + 8 * TIMES_MINUTE * 3 / 4);
	/* The feed itself was no good. */
	s = (struct intake_state){.phase = INTAKE_FAILED,
		.err = ERR_FIELD,
		.fault = {.line = 1,
			.reason = FEED_NO_COLUMN,
			.column = "price"}};
	harvest_judge(&row, BEGAN, false, &spilt, &s, why);
	assert_string_equal(row.result, "no_column");
	assert_string_equal(row.why,
		"line 1, price: The header lacks a column that is needed.");
	assert_int_equal(row.fails, 5);
	/* Nor could it be kept. */
	s = (struct intake_state){.phase = INTAKE_FAILED,
		.err = ERR_NOT_KEPT,
		.why = "The disk is full."};
	harvest_judge(&row, BEGAN, false, &spilt, &s, why);
	assert_string_equal(row.result, err_name(ERR_NOT_KEPT));
	assert_string_equal(row.why, "The disk is full.");
}

/* Who asks to be left alone is, if that is longer than it would be anyway. */
static void test_again(void **state)
{
	struct store_feed row = before;

	(void)state;
	row.fails = 4;
	harvest_due(&row, BEGAN, TIMES_HOUR, BEGAN + 1, 0);
	assert_true(row.due == BEGAN + 1 + TIMES_HOUR);
	harvest_due(&row, BEGAN, 6 * TIMES_MINUTE, BEGAN, 0);
	assert_true(row.due == BEGAN + 6 * TIMES_MINUTE);
	harvest_due(&row, BEGAN, 6 * TIMES_MINUTE - 1, BEGAN, 0);
	assert_true(row.due == BEGAN + 6 * TIMES_MINUTE);
	harvest_due(&row, BEGAN, 2 * TIMES_DAY, BEGAN, 0);
	assert_true(row.due == BEGAN + 2 * TIMES_DAY);
}

static void test_put_off(void **state)
{
	const struct fetch_result stopped = {.end = FETCH_STOPPED};
	const struct fetch_result fine = {.end = FETCH_FINE};
	struct intake_state s = {.phase = INTAKE_READING};

	(void)state;
	assert_true(harvest_put_off(&stopped, &s));
	assert_false(harvest_put_off(&fine, &s));
	s = (struct intake_state){.phase = INTAKE_FAILED, .err = ERR_FULL};
	assert_true(harvest_put_off(&fine, &s));
	s.err = ERR_RESTART;
	assert_true(harvest_put_off(&fine, &s));
	s.err = ERR_FIELD;
	assert_false(harvest_put_off(&fine, &s));
}

static void test_rows(void **state)
{
	static struct intake_refusal all[HARVEST_ROWS + 5];
	struct intake_state s = {.refusals = all};
	char *text = harvest_rows(&s);
	int n = 0;

	(void)state;
	assert_string_equal(text, "[]");
	mem_free(text);
	for (int i = 0; i < HARVEST_ROWS + 5; i++) {
		all[i].line = (uint64_t)i + 2;
		all[i].first = i == 1 ? 2 : 0;
		all[i].reason = i == 1 ? FEED_DUPLICATE : FEED_PRICE;
		strcpy(all[i].sku, "A\"1");
	}
	s.n_refusals = HARVEST_ROWS + 5;
	text = harvest_rows(&s);
	for (const char *at = text; (at = strstr(at, "\"line\"")); at++)
		n++;
	assert_int_equal(n, HARVEST_ROWS);
	assert_non_null(strstr(text, "\"sku\":\"A\\\"1\""));
	assert_non_null(strstr(text, "\"first\":2"));
	mem_free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_unchanged),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_failed),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_put_off),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("harvest", tests, NULL, NULL);
}
