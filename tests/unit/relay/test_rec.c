/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/desk/rec.h"

static const struct rec_column *column(enum rec_kind kind, const char *name)
{
	const struct rec_table *t = rec_table(kind);

	for (int i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return &t->columns[i];
	fail_msg("no column %s", name);
	return NULL;
}

static void every_kind_has_a_table_and_a_key(void **state)
{
	(void)state;
	for (int kind = 0; kind < REC_K_COUNT; kind++) {
		const struct rec_table *t = rec_table((enum rec_kind)kind);

		assert_non_null(t->name);
		assert_true(t->columns[0].key);
		for (int i = 0; i < t->n_columns; i++)
			assert_true(t->columns[i].offset >=
				offsetof(struct rec, presence));
	}
	assert_string_equal(rec_table(REC_K_ENTRY)->name, "entry");
}

static void columns_are_where_the_struct_has_them(void **state)
{
	struct rec r = {.kind = REC_K_ENTRY,
		.entry = {.chat = {"c"}, .seq = 7, .body = "text"}};

	(void)state;
	assert_int_equal(rec_int(&r, column(REC_K_ENTRY, "seq")), 7);
	assert_string_equal(rec_str(&r, column(REC_K_ENTRY, "chat")), "c");
	assert_string_equal(rec_str(&r, column(REC_K_ENTRY, "body")), "text");
	assert_string_equal(rec_str(&r, column(REC_K_ENTRY, "key")), "");
}

static void keys_are_compared_column_by_column(void **state)
{
	struct rec a = {.kind = REC_K_ENTRY,
		.entry = {.chat = {"c"}, .seq = 7, .body = "one"}};
	struct rec b = a, other = {.kind = REC_K_TALLY};

	(void)state;
	b.entry.body = "two";
	assert_true(rec_same_key(&a, &b));
	b.entry.seq = 8;
	assert_false(rec_same_key(&a, &b));
	b.entry.seq = 7;
	strcpy(b.entry.chat.s, "d");
	assert_false(rec_same_key(&a, &b));
	assert_false(rec_same_key(&a, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_a_table_and_a_key),
		cmocka_unit_test(columns_are_where_the_struct_has_them),
		cmocka_unit_test(keys_are_compared_column_by_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
