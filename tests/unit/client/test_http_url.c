/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "client/link/http_url.h"

static void accepts_what_people_write(void **state)
{
	static const struct {
		const char *text, *host, *base;
		int port;
		bool tls;
	} rows[] = {
		{"https://chat.example", "chat.example",
			"https://chat.example:443", 443, true},
		{"https://chat.example:8443/", "chat.example",
			"https://chat.example:8443", 8443, true},
		{"https://[::1]:9000", "::1", "https://[::1]:9000", 9000, true},
		{"http://127.0.0.1:8080", "127.0.0.1", "http://127.0.0.1:8080",
			8080, false},
		{"http://localhost", "localhost", "http://localhost:80", 80,
			false},
	};
	struct http_url u;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(http_url_split(rows[i].text, &u), 0);
		assert_string_equal(u.host, rows[i].host);
		assert_string_equal(u.base, rows[i].base);
		assert_int_equal(u.port, rows[i].port);
		assert_int_equal(u.tls, rows[i].tls);
	}
}

static void refuses_what_is_no_relay(void **state)
{
	static const char *const rows[] = {
		"",
		"chat.example",
		"ftp://chat.example",
		"file:///etc/passwd",
		"https://",
		"https://chat.example/path",
		"https://chat.example/?a=b",
		"https://user:word@chat.example",
		"https://chat.example:99999",
		"http://chat.example", /* plain, to another machine */
		"http://128.0.0.1",
		"http://127.example.com",
	};
	struct http_url u;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(http_url_split(rows[i], &u), ERR_CONFIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_what_people_write),
		cmocka_unit_test(refuses_what_is_no_relay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
