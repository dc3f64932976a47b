/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/password.h"
#include "shared/password_table.h"
#include "tests/lib/heap.h"

static const char *const own[] = {"aiko.tanaka@suzume.example", NULL,
	"田中愛子さんです", "Suzume Coffee"};

static enum err check(const char *password)
{
	return password_check(password, own, 4);
}

static void test_length(void **state)
{
	(void)state;
	assert_int_equal(check(""), ERR_PASSWORD_SHORT);
	assert_int_equal(check("frgtzkpln"), ERR_PASSWORD_SHORT);
	assert_int_equal(check("frgtzkplnw"), ERR_OK);
	/* Characters, not bytes; composed. */
	assert_int_equal(check("夕焼けの猫が三匹"), ERR_PASSWORD_SHORT);
	assert_int_equal(check("夕焼けの猫が三匹いた"), ERR_OK);
	assert_int_equal(check("kaffeu\xcc\x88tzg"), ERR_PASSWORD_SHORT);
	assert_int_equal(check("kaffeeu\xcc\x88tzg"), ERR_OK);
	assert_int_equal(check("frgtzkpln\xff\xff"), ERR_UTF8);
}

static void test_common_ones(void **state)
{
	static const char *const all[] = {
		"1234567890",
		"qwertyuiop",
		"Password123",
		"PASSWORD12",
		"password!!",
		"P@ssw0rd123",
		"p@ssw0rd2024",
		"ｐａｓｓｗｏｒｄ１２",
		"pass word 12",
		"iloveyou12",
		"1q2w3e4r5t",
		"sakura2024",
		"sakura20240401",
		"Sakura0401",
		"daisukidayo",
		"arigatougozaimasu",
		"himitsu!1234",
		"12hanako34",
		"welcome2026",
		"asdfghjkl1",
		"aiueoaiueo",
		"correcthorsebatterystaple",
		"aaaaaaaaaaaa",
		"abcabcabcabc",
		"1212121212",
		"ああああああああああ",
		"abcdefghijkl",
		"9876543210",
		"4567890123",
		"zyxwvutsrq",
		"qazwsxedcrfv",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (check(all[i]) != ERR_PASSWORD_COMMON)
			fail_msg("%s", all[i]);
}

static void test_good_ones(void **state)
{
	static const char *const all[] = {
		"three tired larks",
		"sakura tree house",
		"mein-fahrrad-quietscht",
		"駅前のパン屋で待つ朝",
		"Tn7#kq92!xLw",
		"passwords are dull",
		"12345abXYZ99k",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (check(all[i]) != ERR_OK)
			fail_msg("%s", all[i]);
}

static void test_ones_own(void **state)
{
	(void)state;
	assert_int_equal(
		check("aiko.tanaka@suzume.example"), ERR_PASSWORD_COMMON);
	assert_int_equal(
		check("AIKO.TANAKA@suzume.example"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("aiko.tanaka"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("aiko.tanaka77"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("suzumecoffee"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("1 Suzume Coffee!"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("田中愛子さんです1234"), ERR_PASSWORD_COMMON);
	assert_int_equal(check("suzumecoffee is where I work"), ERR_OK);
	assert_int_equal(password_check("three tired larks", NULL, 0), ERR_OK);
}

/* By halves only finds what is in order. */
static void test_the_table_is_sorted(void **state)
{
	static const char *const words[] = {
#define WORD(word) word,
		PASSWORD_TABLE(WORD)
#undef WORD
	};
	const size_t n = sizeof(words) / sizeof(words[0]);
	size_t longs = 0;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			assert_true(strcmp(words[i - 1], words[i]) < 0);
		if (strlen(words[i]) < 10)
			continue;
		longs++;
		if (password_check(words[i], NULL, 0) != ERR_PASSWORD_COMMON)
			fail_msg("%s", words[i]);
	}
	assert_true(n > 1000);
	assert_true(longs > 250);
}

static void test_no_memory(void **state)
{
	bool done = false;

	(void)state;
	for (long n = 0; !done; n++) {
		enum err e;

		heap_init();
		heap_fail_at(n);
		e = check("three tired larks");
		done = !heap_failed();
		assert_int_equal(e, done ? ERR_OK : ERR_NOMEM);
		assert_int_equal(heap_live(), 0);
		heap_fini();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_common_ones),
		cmocka_unit_test(test_good_ones),
		cmocka_unit_test(test_ones_own),
		cmocka_unit_test(test_the_table_is_sorted),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
