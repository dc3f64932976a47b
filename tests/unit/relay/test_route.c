/* SPDX-License-Identifier: MIT */
#include "relay/gate/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct route table[] = {
	{ROUTE_GET | ROUTE_HEAD, "/a", 1},
	{ROUTE_POST, "/a", 2},
	{ROUTE_GET, "/b/*", 3},
	{ROUTE_POST, "/c/*/end", 4},
	{ROUTE_GET, "/d/**", 5},
};

struct expectation {
	enum route_method method;
	const char *path;
	enum route_answer answer;
	int handler;
	const char *arg;
};

static void test_routes(void **state)
{
	static const struct expectation all[] = {
		{ROUTE_GET, "/a", ROUTE_FOUND, 1, ""},
		{ROUTE_POST, "/a", ROUTE_FOUND, 2, ""},
		{ROUTE_PUT, "/a", ROUTE_NO_METHOD, 0, NULL},
		{ROUTE_GET, "/b/x-1_y.js", ROUTE_FOUND, 3, "x-1_y.js"},
		{ROUTE_GET, "/b/", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/b", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/b/.htaccess", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/b/..", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/b/x/y", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/b/x%2e", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_POST, "/c/x-1/end", ROUTE_FOUND, 4, "x-1/end"},
		{ROUTE_GET, "/c/x-1/end", ROUTE_NO_METHOD, 0, NULL},
		{ROUTE_POST, "/c/x-1/ends", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_POST, "/c/x-1", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_POST, "/c//end", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_POST, "/c/x/y/end", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/a/", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_GET, "/d/x", ROUTE_FOUND, 5, "x"},
		{ROUTE_GET, "/d/\xe7\xb4\xba/.?%", ROUTE_FOUND, 5,
			"\xe7\xb4\xba/.?%"},
		{ROUTE_GET, "/d/", ROUTE_NO_PATH, 0, NULL},
		{ROUTE_POST, "/d/x", ROUTE_NO_METHOD, 0, NULL},
		{ROUTE_OTHER, "", ROUTE_NO_PATH, 0, NULL},
	};
	const char *arg;
	unsigned allowed;
	int handler;

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(route_find(table, 5, all[i].method,
					 all[i].path, &handler, &arg, &allowed),
			all[i].answer);
		if (all[i].answer == ROUTE_FOUND) {
			assert_int_equal(handler, all[i].handler);
			assert_string_equal(arg, all[i].arg);
		}
	}
	route_find(table, 5, ROUTE_PUT, "/a", &handler, &arg, &allowed);
	assert_int_equal(allowed, ROUTE_GET | ROUTE_HEAD | ROUTE_POST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_routes)};

	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
