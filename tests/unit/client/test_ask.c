/* SPDX-License-Identifier: MIT */
/* Lists that the relay answers with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/ask.h"

struct seen {
	char names[200];
	int n;
};

static void note(void *ctx, const struct wire_msg *msg)
{
	struct seen *s = ctx;

	assert_int_equal(msg->type, WIRE_T_CTL_GROUP);
	s->n++;
	strcat(s->names, msg->ctl_group.name);
	strcat(s->names, ";");
}

static enum err list(const char *body, struct seen *s, bool *more)
{
	*s = (struct seen){0};
	return ask_list(
		body, strlen(body), "groups", WIRE_FROM_C, note, s, more);
}

#define GROUP(name) \
	"{\"t\":\"ctl_group\",\"retailer\":\"r\",\"group\":\"g\"," \
	"\"name\":\"" name "\"}"

static void elements_come_in_order(void **state)
{
	struct seen s;
	bool more;

	(void)state;
	assert_int_equal(
		list("{\"more\":true,\"groups\":[" GROUP("a") " , " GROUP(
			     "b]}\\\"") "] , \"x\":[[1,{}],\"]\"]}",
			&s, &more),
		ERR_OK);
	assert_string_equal(s.names, "a;b]}\";");
	assert_true(more);
	assert_int_equal(list("{\"groups\":[]}", &s, &more), ERR_OK);
	assert_int_equal(s.n, 0);
	assert_false(more);
}

static void what_is_new_is_passed_over(void **state)
{
	struct seen s;

	(void)state;
	assert_int_equal(
		list("{\"groups\":[{\"t\":\"of_2031\"},5," GROUP("a") "]}", &s,
			NULL),
		ERR_OK);
	assert_int_equal(s.n, 1);
}

static void no_list_is_refused(void **state)
{
	static const char *const bad[] = {"", "[]", "{", "{\"groups\"",
		"{\"groups\":[", "{\"groups\":[{}", "{\"groups\":{}}", "{}",
		"{\"groups\":[}]}", "{\"groups\":[\"]}", "{\"groups\":[],}",
		"{\"groups\":[{]}", "{\"groups\":[\\"};
	struct seen s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(list(bad[i], &s, NULL), ERR_JSON);
}

/* Whatever is cut off is no list, and is read no further than it goes. */
static void every_prefix_is_refused(void **state)
{
	static const char whole[] = "{\"groups\":[" GROUP("a") "]}";
	struct seen s;

	(void)state;
	for (size_t n = 0; n < sizeof(whole) - 1; n++) {
		s = (struct seen){0};
		assert_int_equal(ask_list(whole, n, "groups", WIRE_FROM_C, note,
					 &s, NULL),
			ERR_JSON);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_come_in_order),
		cmocka_unit_test(what_is_new_is_passed_over),
		cmocka_unit_test(no_list_is_refused),
		cmocka_unit_test(every_prefix_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
