/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "tests/lib/heap.h"

static void assert_folded(const char *s, const char *want)
{
	char *folded = fold(s, strlen(s));

	assert_non_null(folded);
	assert_string_equal(folded, want);
	mem_free(folded);
}

/* F1: each row of words is one word. */
static void the_same_word_is_the_same(void **state)
{
	static const char *const words[][4] = {
		{"tea", "TEA", "ＴＥＡ", "Ｔｅａ"},
		{"かっぷ", "カップ", "ｶｯﾌﾟ", "かっふ゜"},
		{"がいど", "ガイド", "ｶﾞｲﾄﾞ", "カ゛イト゛"},
		{"ゔぃんてーじ", "ヴィンテージ", "ｳﾞｨﾝﾃｰｼﾞ",
			"う\u3099ぃんてーじ"},
		{"株式会社", "㍿", "株式会社", "株式会社"},
		{"strasse", "Straße", "STRASSE", "ｓｔｒａßｅ"},
		{"cafe", "CAFÉ", "cafe\u0301", "ＣＡＦＥ\u0301"},
		{"uber", "Über", "u\u0308ber", "ÜBER"},
		{"viet nam", "Việt Nam", "vie\u0323\u0302t nam", "VIỆT NAM"},
		{"smorrebrod", "Smørrebrød", "SMØRREBRØD", "smǿrrebrǿd"},
		{"lodz", "Łódź", "ŁÓDŹ", "łódź"},
		{"dorde", "Đorđe", "ĐORĐE", "ðorđe"},
		{"oeuvre", "Œuvre", "ŒUVRE", "œuvre"},
		{"aegir", "Ægir", "ǽgir", "ǢGIR"},
		{"istanbul", "İstanbul", "İSTANBUL", "ıstanbul"},
		{"αθηνα", "Αθήνα", "ΑΘΗΝΆ", "ἀθήνα"},
		{"елка", "Ёлка", "ЁЛКА", "е\u0308лка"},
		{"чаи", "чай", "ЧАЙ", "чаи\u0306"},
		{"l oreal", "L´Oréal", "L OREAL", "l\u00b4ore\u0301al"},
		{"490123", "４９０１２３", "490123", "４９0123"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		for (size_t n = 0; n < 4; n++)
			assert_folded(words[i][n], words[i][0]);
	}
}

static void other_words_stay_other(void **state)
{
	(void)state;
	assert_folded("はは", "はは");
	assert_folded("ばば", "ばば");
	assert_folded("か\u3099 ぱ", "が ぱ");
	/* Vowels and the like of scripts that write them as signs. */
	assert_folded("किताब", "किताब");
	assert_folded("ชา", "ชา");
	assert_folded("น้ำ", "น้\u0e4dา");
	assert_folded("שָׁלוֹם", "שָׁלוֹם");
	assert_folded("كِتَاب", "كِتَاب");
	assert_folded("か\u0301", "か\u0301");
	assert_folded("cafe", "cafe");
	assert_folded("", "");
	assert_folded("a\n\tb", "a  b");
	assert_folded("a\u00adb\u200d", "ab");
}

/* Most letters fold by a shorter way, which a soft hyphen, itself nothing,
 * closes: both must end at the same. */
static void both_ways_lead_to_the_same(void **state)
{
	char text[16];
	char *quick, *slow;
	size_t n;

	(void)state;
	for (uint32_t cp = 1; cp <= 0xffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		text[0] = 'X';
		n = 1 + utf8_encode(cp, text + 1);
		memcpy(text + n, "ツ\u00ad", 5);
		quick = fold(text, n + 3);
		slow = fold(text, n + 5);
		assert_non_null(quick);
		assert_non_null(slow);
		assert_string_equal(quick, slow);
		mem_free(quick);
		mem_free(slow);
	}
}

/* An index from before is asked in its own way. */
static void with_marks_it_is_as_it_was(void **state)
{
	static const char *const words[][2] = {{"CAFÉ", "café"},
		{"cafe\u0301", "café"}, {"Øl", "øl"}, {"カップ", "かっぷ"},
		{"ＴＥＡ", "tea"}, {"Straße", "strasse"}};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		char *folded = fold_marked(words[i][0], strlen(words[i][0]));

		assert_string_equal(folded, words[i][1]);
		mem_free(folded);
	}
}

static void bad_bytes_and_no_memory_give_nothing(void **state)
{
	char *folded = NULL;

	(void)state;
	assert_null(fold("\xff", 1));
	heap_init();
	for (long n = 0; !folded; n++) {
		heap_fail_at(n);
		folded = fold("カ゛", 6);
		assert_int_equal(folded == NULL, heap_failed());
		assert_int_equal(heap_live(), folded ? 1 : 0);
	}
	mem_free(folded);
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_word_is_the_same),
		cmocka_unit_test(other_words_stay_other),
		cmocka_unit_test(with_marks_it_is_as_it_was),
		cmocka_unit_test(both_ways_lead_to_the_same),
		cmocka_unit_test(bad_bytes_and_no_memory_give_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
