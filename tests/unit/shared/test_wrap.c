/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shared/cluster.h"
#include "shared/wrap.h"

/* Joins the lines with | so that a test reads like a page. */
static void assert_wrapped(const char *s, int width, const char *want)
{
	char page[500] = "";
	const char *line;
	struct wrap w;
	size_t len, lines = 0;

	wrap_init(&w, s, strlen(s), width);
	for (; wrap_next(&w, &line, &len); lines++) {
		if (lines)
			strcat(page, "|");
		strncat(page, line, len);
	}
	assert_string_equal(page, want);
	assert_int_equal(wrap_count(s, strlen(s), width), lines);
}

static void breaks_between_words(void **state)
{
	(void)state;
	assert_wrapped(
		"do you have this in blue", 8, "do you |have |this in |blue");
	assert_wrapped("do you have", 6, "do you|have");
	assert_wrapped("do you    have", 6, "do you|have");
	assert_wrapped("well-known", 6, "well-|known");
	assert_wrapped("exact", 5, "exact");
}

static void cuts_what_is_too_long(void **state)
{
	(void)state;
	assert_wrapped("abcdefgh", 3, "abc|def|gh");
	assert_wrapped("日本語", 1, "日|本|語");
	assert_wrapped("ab ｶﾞ", 1, "a|b|ｶﾞ");
	assert_wrapped(
		"https://shop.example/a", 12, "https://|shop.|example/a");
	assert_wrapped("a", 0, "a");
}

static void newlines_end_lines(void **state)
{
	(void)state;
	assert_wrapped("", 5, "");
	assert_wrapped("\n", 5, "|");
	assert_wrapped("a\n\nb\n", 5, "a||b|");
	assert_wrapped("abcde\nf", 5, "abcde|f");
	assert_wrapped("ab   \nf", 3, "ab |f");
	assert_wrapped("     ", 3, "   ");
}

/* Kinsoku: these may not begin a line, those may not end one. */
static void japanese_lines_keep_the_rules(void **state)
{
	static const char *const never_first[] = {"、", "。", "」", "』", "）",
		"！", "？", "ー", "っ", "ゃ", "ッ", "ョ", "々", "・", "，",
		"．", "〉", "】", "ぁ", "〜"};
	static const char *const never_last[] = {"「", "『", "（", "【", "〈"};
	static const char text[] = "いらっしゃいませ。「スーパー・コート」（Ｍ"
				   "サイズ）を、いろいろ人々に見て"
				   "いただきました！ちょっと『待って』ください"
				   "？【在庫】〈あり〉ショップへ、"
				   "キャッシュ、１，０００円。ジャケット〜シュ"
				   "ーズ、まぁ、そうですか。";
	struct wrap w;
	const char *line;
	size_t len;

	(void)state;
	for (int width = 8; width <= 60; width++) {
		wrap_init(&w, text, strlen(text), width);
		while (wrap_next(&w, &line, &len)) {
			const char *last = line + cluster_prev(line, len);

			for (size_t i = 0; line > text && i < 20; i++)
				assert_memory_not_equal(line, never_first[i],
					strlen(never_first[i]));
			for (size_t i = 0; i < 5; i++)
				assert_memory_not_equal(last, never_last[i], 3);
			assert_in_range(cluster_width(line, len), 1, width);
		}
	}
}

static void a_japanese_line_breaks_anywhere_else(void **state)
{
	(void)state;
	assert_wrapped("在庫はあります。", 8, "在庫はあ|ります。");
	assert_wrapped("在庫はありす。", 12, "在庫はあり|す。");
	assert_wrapped("青いTシャツ", 6, "青いT|シャツ");
}

/* A line of more bytes than the search looks at still ends. */
static void long_lines_end(void **state)
{
	size_t len = 30000;
	char *s = malloc(len);

	(void)state;
	memset(s, 'x', len);
	assert_int_equal(wrap_count(s, len, 10000), 3);
	assert_int_equal(wrap_count(s, len, 100), 300);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_between_words),
		cmocka_unit_test(cuts_what_is_too_long),
		cmocka_unit_test(newlines_end_lines),
		cmocka_unit_test(japanese_lines_keep_the_rules),
		cmocka_unit_test(a_japanese_line_breaks_anywhere_else),
		cmocka_unit_test(long_lines_end),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
