/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/settings.h"

static void test_defaults(void **state)
{
	struct settings s;

	(void)state;
	settings_init(&s);
	assert_string_equal(s.relay, "https://localhost");
	assert_int_equal(s.language, SETTINGS_LANGUAGE_AUTO);
	assert_true(s.enter_sends);
	assert_int_equal(s.lock_minutes, 10);
	assert_false(s.ascii);
	for (int i = 0; i < ACTION_USER_COUNT; i++)
		assert_null(s.keys[i]);
	settings_fini(&s);
}

static void test_set(void **state)
{
	static const struct {
		const char *section, *name, *value, *why; /* NULL: fine */
	} cases[] = {
		{"", "relay", "https://x", NULL},
		{"", "lock_minutes", "0", NULL},
		{"", "lock_minutes", "240", NULL},
		{"", "lock_minutes", "241", "lock_minutes must be 0 to 240"},
		{"", "lock_minutes", "-1", "lock_minutes must be 0 to 240"},
		{"", "lock_minutes", "1x", "lock_minutes must be 0 to 240"},
		{"", "lock_minutes", "", "lock_minutes must be 0 to 240"},
		{"", "bell", "no", NULL},
		{"", "bell", "maybe", "bell must be yes or no"},
		{"", "theme", "light", NULL},
		{"", "theme", "li",
			"theme must be one of: auto dark light mono"},
		{"", "theme", "auto dark",
			"theme must be one of: auto dark light mono"},
		{"", "colour", "red", "no setting is called colour"},
		{"x", "bell", "no", "no setting is called [x] bell"},
		{"keys", "accept", "F4", NULL},
		{"keys", "explode", "F4", "no action is called explode"},
	};
	struct settings s;

	(void)state;
	settings_init(&s);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char why[SETTINGS_WHY] = "";
		enum err e = settings_set(&s, cases[i].section, cases[i].name,
			cases[i].value, why);

		assert_int_equal(e, cases[i].why ? ERR_CONFIG : ERR_OK);
		assert_string_equal(why, cases[i].why ? cases[i].why : "");
	}
	assert_string_equal(s.relay, "https://x");
	assert_int_equal(s.lock_minutes, 240);
	assert_false(s.bell);
	assert_int_equal(s.theme, SETTINGS_THEME_LIGHT);
	assert_string_equal(s.keys[ACTION_ACCEPT], "F4");
	settings_fini(&s);
}

static void test_too_long(void **state)
{
	char value[LIMIT_ADDRESS + 2], why[SETTINGS_WHY];
	struct settings s;

	(void)state;
	settings_init(&s);
	memset(value, 'a', sizeof(value));
	value[LIMIT_ADDRESS + 1] = '\0';
	assert_int_equal(
		settings_set(&s, "", "address", value, why), ERR_CONFIG);
	value[LIMIT_ADDRESS] = '\0';
	assert_int_equal(settings_set(&s, "", "address", value, why), ERR_OK);
	settings_fini(&s);
}

static void test_copy(void **state)
{
	char why[SETTINGS_WHY];
	struct settings a, b;

	(void)state;
	settings_init(&a);
	settings_set(&a, "keys", "help", "F2", why);
	settings_copy(&b, &a);
	settings_fini(&a);
	assert_string_equal(b.relay, "https://localhost");
	assert_string_equal(b.keys[ACTION_HELP], "F2");
	settings_fini(&b);
}

/* Every row's own default is one of its values. */
static void test_rows(void **state)
{
	struct settings s;
	struct settings_info info;
	char range[SETTINGS_WHY], why[SETTINGS_WHY];
	int n = 0;

	(void)state;
	settings_init(&s);
	for (; settings_info(n, &info, range); n++) {
		assert_int_equal(
			settings_set(&s, "", info.name, info.value, why),
			ERR_OK);
		assert_true(*info.help && *range);
	}
	assert_true(n > 8);
	assert_false(settings_info(-1, &info, range));
	settings_fini(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
