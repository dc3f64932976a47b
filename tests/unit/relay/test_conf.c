/* SPDX-License-Identifier: MIT */
#include "relay/gate/conf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void setup_conf(struct conf *c)
{
	assert_int_equal(conf_init(c), ERR_OK);
}

static void test_defaults_agree_with_each_other(void **state)
{
	char why[CONF_WHY];
	struct conf c;

	(void)state;
	setup_conf(&c);
	assert_int_equal(conf_check(&c, why), ERR_OK);
	assert_string_equal(c.listen, "127.0.0.1");
	assert_int_equal(c.port, 8484);
	assert_false(c.trust_proxy);
	conf_fini(&c);
}

static void test_file_is_read(void **state)
{
	char why[CONF_WHY];
	struct conf c;

	(void)state;
	setup_conf(&c);
	assert_int_equal(conf_read(&c,
				 "# a comment\n\nport = 0\n"
				 "trust_proxy=yes\ndirectory = /tmp/a b\n"
				 "log_level = debug\n",
				 why),
		ERR_OK);
	assert_int_equal(c.port, 0);
	assert_true(c.trust_proxy);
	assert_string_equal(c.directory, "/tmp/a b");
	assert_int_equal(c.log_level, 3);
	conf_fini(&c);
}

static void test_mistakes_are_named_with_their_line(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{"port = 70000",
			"line 1: port must be a number from 0 to "
			"65535"},
		{"\nport = 1x",
			"line 2: port must be a number from 0 to "
			"65535"},
		{"\n\nprot = 1", "line 3: there is no setting called prot"},
		{"nonsense", "line 1: this is not `name = value`"},
		{"[a]\nport = 1", "line 2: there are no [sections]"},
		{"trust_proxy = maybe",
			"line 1: trust_proxy must be one of no|yes"},
		{"store = files", "line 1: store must be sqlite"},
		{"listen =", "line 1: listen must have 2 to 45 bytes"},
	};
	char why[CONF_WHY];
	struct conf c;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		setup_conf(&c);
		assert_int_equal(conf_read(&c, bad[i].text, why), ERR_CONFIG);
		assert_string_equal(why, bad[i].why);
		conf_fini(&c);
	}
}

static void test_long_line_is_refused(void **state)
{
	char text[300] = "\nweb = ";
	char why[CONF_WHY];
	struct conf c;

	(void)state;
	memset(text + strlen(text), 'a', 250);
	setup_conf(&c);
	assert_int_equal(conf_read(&c, text, why), ERR_CONFIG);
	assert_string_equal(why, "line 2: more than 190 bytes");
	conf_fini(&c);
}

static void test_settings_that_contradict_are_refused(void **state)
{
	static const char *const bad[] = {"listen = example.com",
		"tls_key = /k", "public_url = https://a/b",
		"smtp_url = mail.example", "smtp_url = smtp://a:b@mail.example",
		"smtp_url = smtp://mail.example", "smtp_user = noren",
		"least_client = new"};
	char why[CONF_WHY];
	struct conf c;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		setup_conf(&c);
		assert_int_equal(conf_read(&c, bad[i], why), ERR_OK);
		assert_int_equal(conf_check(&c, why), ERR_CONFIG);
		conf_fini(&c);
	}
}

static void test_help_names_every_setting(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	assert_int_equal(conf_help(&b), ERR_OK);
#define NAMED(K, name, d, l, m, w, h) \
	assert_non_null(strstr(b.data, #name " (")); \
	assert_non_null(strstr(b.data, h));
	CONF_TABLE(NAMED)
#undef NAMED
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults_agree_with_each_other),
		cmocka_unit_test(test_file_is_read),
		cmocka_unit_test(test_mistakes_are_named_with_their_line),
		cmocka_unit_test(test_long_line_is_refused),
		cmocka_unit_test(test_settings_that_contradict_are_refused),
		cmocka_unit_test(test_help_names_every_setting),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
