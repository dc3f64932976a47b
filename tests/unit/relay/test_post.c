/* SPDX-License-Identifier: MIT */
/* What becomes of a mail after a try, on a virtual clock. */
#include "relay/post/post.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shared/times.h"

static enum post_verdict verdict(int code)
{
	struct post_try t = {.code = code, .tries = 1};
	int64_t due = 0;

	return post_judge(&t, &due);
}

static void test_verdicts(void **state)
{
	struct post_try sent = {.accepted = true, .code = 250, .tries = 1};
	int64_t due = 7;

	(void)state;
	assert_int_equal(post_judge(&sent, &due), POST_SENT);
	assert_int_equal(due, 7);
	assert_int_equal(verdict(0), POST_LATER);   /* no server there */
	assert_int_equal(verdict(250), POST_LATER); /* gone in the middle */
	assert_int_equal(verdict(354), POST_LATER);
	assert_int_equal(verdict(421), POST_LATER);
	assert_int_equal(verdict(452), POST_LATER);
	assert_int_equal(verdict(550), POST_REFUSED);
	assert_int_equal(verdict(554), POST_REFUSED);
	assert_int_equal(verdict(535), POST_LATER); /* a wrong password */
	assert_int_equal(verdict(530), POST_LATER); /* TLS is wanted first */
}

static int64_t wait_after(int tries, uint32_t random)
{
	struct post_try t = {
		.tries = tries, .made = 5, .now = 5, .random = random};
	int64_t due = 0;

	assert_int_equal(post_judge(&t, &due), POST_LATER);
	return due - t.now;
}

static void test_waits_grow_and_differ(void **state)
{
	(void)state;
	assert_int_equal(wait_after(1, 0), 45 * TIMES_SECOND);
	assert_int_equal(wait_after(1, UINT32_MAX), 75 * TIMES_SECOND);
	assert_int_equal(wait_after(2, 0), 90 * TIMES_SECOND);
	assert_int_equal(wait_after(4, 0), 6 * TIMES_MINUTE);
	assert_int_equal(wait_after(7, 0), 45 * TIMES_MINUTE);
	assert_int_equal(wait_after(1000, 0), 45 * TIMES_MINUTE);
	assert_int_equal(wait_after(1000, UINT32_MAX), 75 * TIMES_MINUTE);
}

/* All its life long, against a server that is never there. */
static void test_it_is_given_up(void **state)
{
	struct post_try t = {.code = 421};
	enum post_verdict v = POST_LATER;

	(void)state;
	while (v == POST_LATER) {
		int64_t due = 0;

		t.tries++;
		t.random = (uint32_t)t.tries * 2654435761u;
		v = post_judge(&t, &due);
		assert_true(v != POST_LATER || due > t.now);
		t.now = v == POST_LATER ? due : t.now;
	}
	assert_int_equal(v, POST_OLD);
	assert_in_range(t.tries, 40, 75);
	assert_true(t.now >= 2 * TIMES_DAY);
	assert_true(t.now < 2 * TIMES_DAY + 75 * TIMES_MINUTE);
	assert_string_equal(post_verdict_word(v), "too old");
}

static void test_urls(void **state)
{
	(void)state;
	assert_true(post_url_valid("smtp://mail.example:587"));
	assert_true(post_url_valid("smtps://mail.example"));
	assert_false(post_url_valid("mail.example"));
	assert_false(post_url_valid("smtp://"));
	assert_false(post_url_valid("http://mail.example"));
	assert_false(post_url_valid("smtp://me:secret@mail.example"));
	assert_true(post_url_local("smtp://127.0.0.1:2525"));
	assert_true(post_url_local("smtp://localhost"));
	assert_true(post_url_local("smtps://[::1]/me"));
	assert_false(post_url_local("smtp://localhost.example"));
	assert_false(post_url_local("smtp://127.0.0.1.example:25"));
	assert_false(post_url_local("smtp://mail.example"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_waits_grow_and_differ),
		cmocka_unit_test(test_it_is_given_up),
		cmocka_unit_test(test_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
