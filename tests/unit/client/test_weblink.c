/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/weblink.h"
#include "shared/limits.h"
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

static void check_shown(const char *text, const char *want)
{
	char *got = weblink_shown(text);

	assert_string_equal(got, want);
	mem_free(got);
}

/* No text shows a host that only looks like another, wherever it stands. */
static void test_texts_show_hosts_in_ascii(void **state)
{
	char many[3 * LIMIT_TEXT_CHARS + 1] = "";
	char *got;

	(void)state;
	assert_null(weblink_shown(NULL));
	check_shown("", "");
	check_shown("no link\nat all", "no link\nat all");
	check_shown(
		"see https://аpple.com/a.", "see https://xn--pple-43d.com/a.");
	check_shown("https://例え.jp/服。\nhttps://x.jp@y.jp or http://例え.jp",
		"https://xn--r8jz45g.jp/服。\n"
		"https://x.jp@y.jp or http://xn--r8jz45g.jp");
	for (int i = 0; i < LIMIT_TEXT_CHARS / 11; i++)
		strcat(many, "http://が.j ");
	got = weblink_shown(many);
	assert_null(strstr(got, "が"));
	mem_free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_links_are_found),
		cmocka_unit_test(test_hosts_are_ascii),
		cmocka_unit_test(test_texts_show_hosts_in_ascii),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
