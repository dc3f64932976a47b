/* SPDX-License-Identifier: MIT */
/* Rule F3: the text of feeds, without the HTML in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/catalog/feed_plain.h"
#include "shared/buf.h"
#include "shared/mem.h"

static void expect(const char *s, int how, size_t cap, const char *is)
{
	struct buf out;

	buf_init(&out, SIZE_MAX);
	assert_int_equal(feed_plain(s, strlen(s), how, cap, &out), ERR_OK);
	assert_string_equal(buf_str(&out), is);
	buf_fini(&out);
}

static void line(const char *s, const char *is)
{
	expect(s, FEED_PLAIN_HTML, SIZE_MAX, is);
}

static void lines(const char *s, const char *is)
{
	expect(s, FEED_PLAIN_HTML | FEED_PLAIN_LINES, SIZE_MAX, is);
}

static void tags_go(void **state)
{
	(void)state;
	line("a <b class=\"x\">bold</b> word", "a bold word");
	line("<p>one</p><p>two</p>", "one two");
	lines("<p>one</p><p>two</p>three<br/>four<BR>five",
		"one\n\ntwo\nthree\nfour\nfive");
	lines("<ul><li>a</li><li>b</li></ul>", "a\n\nb");
	line("a<!-- no > one -->b<!-->c", "abc");
	line("a<!-- <b> never ends", "a");
	line("a<script>if (a < b) c();</script>d<style>e</STYLE>f", "adf");
	line("a<scripted>b</scripted>c", "abc");
	line("a<script>never ends", "a");
	line("<?xml x?>a<!DOCTYPE html>b", "ab");
}

static void what_is_no_tag_stays(void **state)
{
	(void)state;
	line("5 < 6 > 4", "5 < 6 > 4");
	line("a <3 b>", "a <3 b>");
	line("x < y", "x < y");
	line("a <b", "a <b");
	line("<", "<");
	line("a<", "a<");
	expect("a &amp; <b>", FEED_PLAIN_EXACT, SIZE_MAX, "a &amp; <b>");
}

static void entities_become_characters(void **state)
{
	(void)state;
	line("a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&#39;",
		"a & b <c> \"d\" 'e'");
	line("&#33590;&#x7897; &yen;&euro;&hellip;&nbsp;&Eacute;",
		"茶碗 ¥€… É");
	line("&amp;lt;", "&lt;");
	line("AT&T &unknown; &; &#; &#x; &#0; &#xd800; &#x110000; "
	     "&#99999999999; &amp",
		"AT&T &unknown; &; &#; &#x; &#0; &#xd800; &#x110000; "
		"&#99999999999; &amp");
	line("a&#27;[31m&#x202e;b", "a[31mb");
	line("&eacute", "&eacute");
}

static void blanks_are_few(void **state)
{
	(void)state;
	line("  a \t b\r\n c  ", "a b c");
	line("\xc2\xa0"
	     "a\xc2\xa0\xc2\xa0"
	     "b\xe3\x80\x80"
	     "c\xe3\x80\x80\xe3\x80\x80"
	     "d",
		"a b\xe3\x80\x80"
		"c d");
	lines(" a \r\n b\n\n\n\nc \n", "a\nb\n\nc");
	line("", "");
	line(" \n ", "");
	line("e\xcc\x81", "\xc3\xa9");
}

static void what_is_long_is_cut_between_clusters(void **state)
{
	(void)state;
	expect("abcdef", FEED_PLAIN_HTML, 6, "abcdef");
	expect("abcdefg", FEED_PLAIN_HTML, 6, "abc…");
	expect("ab defg", FEED_PLAIN_HTML, 6, "ab…");
	expect("茶碗茶碗", FEED_PLAIN_HTML, 11, "茶碗…");
	expect("a👨‍👩‍👧bcdefg", FEED_PLAIN_HTML, 15, "a…");
	expect("a👨‍👩‍👧bcdefg", FEED_PLAIN_HTML, 22,
		"a👨‍👩‍👧…");
	expect("abcd", FEED_PLAIN_HTML, 3, "…");
}

static void bad_bytes_are_an_error(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, SIZE_MAX);
	assert_int_equal(
		feed_plain("a\xff", 2, FEED_PLAIN_HTML, 99, &out), ERR_UTF8);
	assert_int_equal(feed_plain("\x81", 1, 0, 99, &out), ERR_UTF8);
	assert_int_equal(out.len, 0);
	buf_fini(&out);
}

/* Neither grows nor takes a time that is not linear: 2 MB of what could make
 * it look for something from each byte to the end are read at once. */
static void nothing_takes_long(void **state)
{
	static const char *const pieces[] = {
		"<a", "<!--", "&", "<script>", "&#", "<p>", "</", "<!-- -->"};
	const size_t size = 2000000;
	char *s = mem_alloc(size);

	(void)state;
	assert_non_null(s);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		size_t n = strlen(pieces[i]);

		for (size_t at = 0; at + n <= size; at += n)
			memcpy(s + at, pieces[i], n);
		assert_true(feed_plain_html(s, size / n * n) <= size);
	}
	mem_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_go),
		cmocka_unit_test(what_is_no_tag_stays),
		cmocka_unit_test(entities_become_characters),
		cmocka_unit_test(blanks_are_few),
		cmocka_unit_test(what_is_long_is_cut_between_clusters),
		cmocka_unit_test(bad_bytes_are_an_error),
		cmocka_unit_test(nothing_takes_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
