/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/weblink.h"
#include "shared/mem.h"

static void check_found(const char *text, const char *want)
{
	size_t at = 0, len = 0;

	assert_int_equal(weblink_find(text, &at, &len), want != NULL);
	if (!want)
		return;
	assert_int_equal(len, strlen(want));
	assert_memory_equal(text + at, want, len);
}

static void test_links_are_found(void **state)
{
	(void)state;
	check_found("no link", NULL);
	check_found("https://", NULL);
	check_found("ftp://x.jp javascript:alert(1)", NULL);
	check_found("see https://x.jp/a?b=c#d.", "https://x.jp/a?b=c#d");
	check_found("(HTTP://x.jp/a)", "HTTP://x.jp/a");
	check_found("こちらhttps://例え.jp/服。どうぞ", "https://例え.jp/服");
	check_found("<https://x.jp>", "https://x.jp");
}

static void check_ascii(const char *url, const char *want)
{
	char *got = weblink_ascii(url, strlen(url));

	if (want)
		assert_string_equal(got, want);
	else
		assert_null(got);
	mem_free(got);
}

/* What only looks like another host is seen to be another. */
static void test_hosts_are_ascii(void **state)
{
	(void)state;
	check_ascii("https://x.jp/服", "https://x.jp/服");
	check_ascii("https://例え.jp:8443/a", "https://xn--r8jz45g.jp:8443/a");
	check_ascii("https://аpple.com/", "https://xn--pple-43d.com/");
	check_ascii("https://shop.jp@evil.com/", NULL);
	check_ascii("https:///a", NULL);
	check_ascii("--version", NULL);
	check_ascii("file:///etc/passwd", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links_are_found),
		cmocka_unit_test(test_hosts_are_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
