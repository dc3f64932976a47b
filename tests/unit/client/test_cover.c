/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/cover.h"
#include "client/flow/flow.h"

static bool add(struct cover *c, const char *text, char why[COVER_WHY])
{
	struct flow_fault fault;
	struct flow *f;
	bool added;

	assert_int_equal(flow_parse(text, strlen(text), &f, &fault), ERR_OK);
	added = cover_add(c, f, why);
	flow_destroy(&f);
	return added;
}

static void flows_are_counted(void **state)
{
	char why[COVER_WHY] = "";
	struct cover c = {{0}};
	int before = cover_missing(&c);

	(void)state;
	assert_true(before > 20);
	assert_true(add(&c, "# rules: C3 D10\nwait 1 s\n", why));
	assert_true(add(&c, "# rules: C3,G1\nwait 1 s\n", why));
	assert_int_equal(c.flows[COVER_C3], 2);
	assert_int_equal(c.flows[COVER_D10], 1);
	assert_int_equal(c.flows[COVER_D1], 0);
	/* G1 is none of those that must have one. */
	assert_int_equal(cover_missing(&c), before - 2);
}

static void rules_that_are_not_there_are_told(void **state)
{
	char why[COVER_WHY] = "";
	struct cover c = {{0}};

	(void)state;
	assert_false(add(&c, "# rules: C33\nwait 1 s\n", why));
	assert_string_equal(why, "there is no rule C33");
	assert_false(add(&c, "# A title\nwait 1 s\n", why));
	assert_non_null(strstr(why, "names no rule"));
}

static void each_rule_has_a_line(void **state)
{
	char why[COVER_WHY];
	struct cover c = {{0}};
	struct buf out;
	int lines = 0;

	(void)state;
	buf_init(&out, 100000);
	add(&c, "# rules: C3 C3 B1\nwait 1 s\n", why);
	assert_int_equal(cover_write(&c, false, &out), ERR_OK);
	for (const char *s = out.data; *s; s++)
		lines += *s == '\n';
	assert_int_equal(lines, COVER_RULES + 1);
	assert_non_null(strstr(out.data, "C3   2 flows      The first"));
	assert_non_null(strstr(out.data, "B1   1 flow       Available"));
	assert_non_null(strstr(out.data, "C4  NONE          One chat"));
	assert_non_null(strstr(out.data, "G1  not built yet A list"));
	buf_clear(&out);
	assert_int_equal(cover_write(&c, true, &out), ERR_OK);
	assert_non_null(strstr(out.data, "C4  なし         一人に"));
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flows_are_counted),
		cmocka_unit_test(rules_that_are_not_there_are_told),
		cmocka_unit_test(each_rule_has_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
