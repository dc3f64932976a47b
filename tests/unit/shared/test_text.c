/* SPDX-License-Identifier: MIT */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"
#include "tests/lib/heap.h"

static void assert_kept(const char *s, size_t len, const char *want)
{
	char *kept;

	assert_int_equal(text_keep(s, len, 4000, &kept), ERR_OK);
	assert_string_equal(kept, want);
	mem_free(kept);
}

static void assert_shown(const char *s, bool lines, const char *want)
{
	char *shown = text_show(s, strlen(s), lines);

	assert_non_null(shown);
	assert_string_equal(shown, want);
	mem_free(shown);
}

static void keeps_what_people_type(void **state)
{
	static const char *const same[] = {"", "hello\n\tthere ",
		"日本語、ｶﾞ。",
		"👨‍👩‍👧‍👦 ❤️ 🇯🇵 👍🏽",
		"葛󠄀城", "עִבְרִית\u200f العربية", "नमस्ते", "\u200b\u00ad"};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		assert_kept(same[i], strlen(same[i]), same[i]);
}

static void keeps_nothing_that_misleads(void **state)
{
	static const char dropped[] =
		"a\0b\x01\x07\x08\x0b\x0c\x1b[31m\x7f\xc2\x80\xc2\x9b\xc2\x9f"
		"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
		"\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff"
		"\U000e0001\U000e0041\U000e007fz";

	(void)state;
	assert_kept(dropped, sizeof(dropped) - 1, "ab[31mz");
}

static void keeps_one_kind_of_newline(void **state)
{
	(void)state;
	assert_kept("a\r\nb\rc\nd\u2028e\u2029f\r", 18, "a\nb\nc\nd\ne\nf\n");
	assert_kept("\r\r\n\n", 4, "\n\n\n");
}

static void keeps_nfc(void **state)
{
	static const char zalgo[] = "か\u3099e\u0301\u212b\u1112\u1161\u11ab";

	(void)state;
	assert_kept(zalgo, sizeof(zalgo) - 1, "が\u00e9\u00c5한");
}

/* One letter with 20,000 marks in the worst order: kept short, and at once. */
static void keeps_few_marks(void **state)
{
	size_t marks = 20000, len = 1 + 2 * marks;
	char *s = malloc(len), *kept;

	(void)state;
	s[0] = 'a';
	for (size_t i = 0; i < marks; i++) /* classes 230 and 220 by turns */
		memcpy(s + 1 + 2 * i, i % 2 ? "\u0316" : "\u0302", 2);
	assert_int_equal(text_keep(s, len, 4000, &kept), ERR_OK);
	assert_in_range(utf8_count(kept, strlen(kept)), 20, 31);
	mem_free(kept);
	free(s);
}

static void refuses_what_is_not_text(void **state)
{
	char *kept = (char *)"";

	(void)state;
	assert_int_equal(text_keep("a\xff", 2, 10, &kept), ERR_UTF8);
	assert_null(kept);
	assert_int_equal(text_keep("\xed\xa0\x80", 3, 10, &kept), ERR_UTF8);
	assert_int_equal(text_keep("あいう", 8, 10, &kept), ERR_UTF8);
}

/* D12: code points after cleaning count, not bytes. */
static void refuses_what_is_too_long(void **state)
{
	char *kept;

	(void)state;
	assert_int_equal(text_keep("あいう", 9, 3, &kept), ERR_OK);
	mem_free(kept);
	assert_int_equal(text_keep("あいうえ", 12, 3, &kept), ERR_SIZE);
	assert_null(kept);
	assert_int_equal(
		text_keep("か\u3099か\u3099か\u3099", 18, 3, &kept), ERR_OK);
	mem_free(kept);
}

static void shows_little_of_emoji(void **state)
{
	(void)state;
	assert_shown("👍🏽!", false, "👍!");
	assert_shown("👨‍👩‍👧‍👦!", false, "👨!");
	assert_shown("🏳️‍🌈🇯🇵🇺", false, "🏳JPU");
	assert_shown("❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", false,
		"❤ 1 🏴");
	assert_shown("🏽", false, "");
	assert_shown("🫩", false, "\ufffd"); /* Unicode 16 */
}

static void shows_japanese(void **state)
{
	static const char *const same[] = {"日本語、漢字かな。", "ｶﾞｷﾞ ﾊﾟ",
		"①☆※〒", "𠮟る", "「￥１２，８００」"};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		assert_shown(same[i], false, same[i]);
	assert_shown("か\u3099", false, "が");
	assert_shown("葛󠄀城", false, "葛城");
	assert_shown("\u1112\u1161\u11ab", false, "한");
}

/* libc and utf8proc disagree on these: libc is believed for the vowels of
 * Indian languages, nobody for hexagrams. */
static void shows_other_scripts(void **state)
{
	static const char *const same[] = {"नमस्ते किताब", "தமிழ்", "กำลัง", "ກຳ",
		"עִבְרִית", "العربية", "Ελληνικά", "Việt Nam", "ကျွန်ုပ်"};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		assert_shown(same[i], false, same[i]);
	assert_shown("䷀", false, "\ufffd");
}

static void shows_no_controls(void **state)
{
	(void)state;
	assert_shown("a\x1b[31m\x07\x7f\xc2\x9b\u202e\u200f\u00ad\u2060z", true,
		"a[31mz");
	assert_shown("a\nb\r\nc\rd\u2028e", true, "a\nb\nc\nd\ne");
	assert_shown("a\nb\r\nc\rd\u2028e", false, "a b c d e");
	assert_shown("a\tb", true, "a    b");
	assert_shown("a\xff\xe3\x81z", true, "a\ufffd\ufffdz");
}

static void shows_few_marks(void **state)
{
	(void)state;
	assert_shown(
		"Z\u0301\u0302\u0303\u0304a", false, "\u0179\u0302\u0303a");
	assert_shown("\u0301a\n\u0301b", true, "a\nb");
}

/* Of every code point there is, and between letters: what is shown has cells
 * by libc, and utf8proc, where it counts, agrees. */
static void every_code_point_can_be_measured(void **state)
{
	char bytes[2 + UTF8_MAX] = "a";

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		size_t n, len;
		char *shown;
		int sum = 0;

		if (cp == 0xd800)
			cp = 0xe000;
		n = 1 + utf8_encode(cp, bytes + 1);
		bytes[n++] = 'b';
		shown = text_show(bytes, n, false);
		len = strlen(shown);
		for (size_t at = 0; at < len;) {
			uint32_t out;
			int cells;

			at += utf8_decode(shown + at, len - at, &out);
			cells = out == 0xfffd ? 1 : wcwidth((wchar_t)out);
			assert_in_range(cells, 0, 2);
			sum += cells;
		}
		assert_int_equal(cluster_width(shown, len), sum);
		assert_in_range(sum, 2, 2 + TEXT_TAB);
		mem_free(shown);
	}
}

static void memory_runs_out_in_words(void **state)
{
	const char *s = "か\u3099 👍🏽\n";
	enum err e = ERR_NOMEM;
	char *out = NULL;

	(void)state;
	heap_init();
	for (long n = 0; e; n++) {
		heap_fail_at(n);
		e = text_keep(s, strlen(s), 100, &out);
		assert_int_equal(e, heap_failed() ? ERR_NOMEM : ERR_OK);
		assert_int_equal(heap_live(), e ? 0 : 1);
	}
	mem_free(out);
	out = NULL;
	for (long n = 0; !out; n++) {
		heap_fail_at(n);
		out = text_show(s, strlen(s), true);
		assert_int_equal(out == NULL, heap_failed());
		assert_int_equal(heap_live(), out ? 1 : 0);
	}
	mem_free(out);
	heap_fini();
}

static void blank_is_what_nobody_sees(void **state)
{
	static const char *const seen[] = {"x", " .", "\u200b\u0301a", "👍",
		"\U0001f3fb", "あ", "\u3000！", "\u200d\u00e9"};
	static const char *const unseen[] = {"", " \n\t", "\u200b", "\u3000",
		"\u00ad\ufeff", "\u115f\u1160", "\u2800", "\U000e0100"};

	(void)state;
	for (size_t i = 0; i < sizeof(seen) / sizeof(*seen); i++)
		assert_false(text_blank(seen[i], strlen(seen[i])));
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++)
		assert_true(text_blank(unseen[i], strlen(unseen[i])));
}

static void a_line_has_single_blanks(void **state)
{
	char out[32];

	(void)state;
	text_line(" \tT-1 \xe3\x80\x80 \xc2\xa0 2\xef\xbb\xbf ", out);
	assert_string_equal(out, "T-1 2");
	text_line("注文 12", out);
	assert_string_equal(out, "注文 12");
	text_line("  ", out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_people_type),
		cmocka_unit_test(keeps_nothing_that_misleads),
		cmocka_unit_test(keeps_one_kind_of_newline),
		cmocka_unit_test(keeps_nfc),
		cmocka_unit_test(keeps_few_marks),
		cmocka_unit_test(refuses_what_is_not_text),
		cmocka_unit_test(refuses_what_is_too_long),
		cmocka_unit_test(shows_little_of_emoji),
		cmocka_unit_test(shows_japanese),
		cmocka_unit_test(shows_other_scripts),
		cmocka_unit_test(shows_no_controls),
		cmocka_unit_test(shows_few_marks),
		cmocka_unit_test(blank_is_what_nobody_sees),
		cmocka_unit_test(a_line_has_single_blanks),
		cmocka_unit_test(every_code_point_can_be_measured),
		cmocka_unit_test(memory_runs_out_in_words),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
