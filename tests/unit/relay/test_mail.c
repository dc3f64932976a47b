/* SPDX-License-Identifier: MIT */
/* A mail to the letter; what subjects and texts cannot do to it. */
#include "relay/post/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/times.h"

static struct mail plain_mail(void)
{
	static const uint8_t bytes[16] = {1};
	struct mail m = {
		.id = id_from_bytes(bytes),
		.from = "noren@chat.example",
		.to = "help@shop.example",
		.subject = "A report",
		.text = "Hello\n",
	};

	times_parse("2026-11-23T09:05:07Z", 20, &m.date);
	return m;
}

static void test_to_the_letter(void **state)
{
	struct mail m = plain_mail();
	char expected[1024];
	struct buf b;

	(void)state;
	m.reply_to = "aiko@shop.example";
	m.text = "Hello\n.dot = 3 \n\nlast";
	snprintf(expected, sizeof(expected),
		"From: noren@chat.example\r\n"
		"To: help@shop.example\r\n"
		"Reply-To: aiko@shop.example\r\n"
		"Subject: A report\r\n"
		"Date: Mon, 23 Nov 2026 09:05:07 +0000\r\n"
		"Message-ID: <%s@chat.example>\r\n"
		"Auto-Submitted: auto-generated\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n"
		"\r\n"
		"Hello\r\n=2Edot =3D 3=20\r\n\r\nlast\r\n",
		m.id.s);
	buf_init(&b, 4096);
	assert_int_equal(mail_write(&m, &b), ERR_OK);
	assert_string_equal(buf_str(&b), expected);
	buf_fini(&b);
}

static void assert_subject(const char *subject, const char *expected)
{
	struct mail m = plain_mail();
	const char *at, *end;
	struct buf b;

	m.subject = subject;
	buf_init(&b, 4096);
	assert_int_equal(mail_write(&m, &b), ERR_OK);
	at = strstr(buf_str(&b), "Subject: ");
	assert_non_null(at);
	end = strstr(at, "\r\nDate: ");
	assert_non_null(end);
	assert_int_equal(end - at, strlen(expected));
	assert_memory_equal(at, expected, strlen(expected));
	buf_fini(&b);
}

static void test_subjects(void **state)
{
	(void)state;
	assert_subject("", "Subject: ");
	assert_subject("問題", "Subject: =?UTF-8?B?5ZWP6aGM?=");
	/* 14 characters of 3 bytes: 13 in the first word */
	assert_subject("ああああああああああああああ",
		"Subject: =?UTF-8?B?44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44"
		"GC44GC44GC?=\r\n =?UTF-8?B?44GC?=");
	assert_subject("=?UTF-8?B?44GC?=",
		"Subject: =?UTF-8?B?PT9VVEYtOD9CPzQ0R0M/PQ==?=");
}

static void test_no_header_is_smuggled_in(void **state)
{
	struct mail m = plain_mail();
	struct buf b;

	(void)state;
	assert_subject("x\r\nBcc: all@shop.example",
		"Subject: =?UTF-8?B?eCAgQmNjOiBhbGxAc2hvcC5leGFtcGxl?=");
	buf_init(&b, 4096);
	m.to = "help@shop.example\r\nBcc: all@shop.example";
	assert_int_equal(mail_write(&m, &b), ERR_FIELD);
	m = plain_mail();
	m.reply_to = "a@b\r\n";
	assert_int_equal(mail_write(&m, &b), ERR_FIELD);
	m = plain_mail();
	m.text = "a\rb\r\n";
	assert_int_equal(mail_write(&m, &b), ERR_OK);
	assert_non_null(strstr(buf_str(&b), "\r\n\r\na=0Db=0D\r\n"));
	buf_fini(&b);
}

/* The shop's name, before the relay's address. */
static void assert_from(const char *name, const char *expected)
{
	struct mail m = plain_mail();
	struct buf b;

	m.from_name = name;
	m.personal = true;
	buf_init(&b, 4096);
	assert_int_equal(mail_write(&m, &b), ERR_OK);
	assert_int_equal(strncmp(buf_str(&b), expected, strlen(expected)), 0);
	assert_null(strstr(buf_str(&b), "Auto-Submitted"));
	buf_fini(&b);
}

static void test_a_shop_by_its_name(void **state)
{
	(void)state;
	assert_from("", "From: noren@chat.example\r\nTo: ");
	assert_from("Suzume Pottery",
		"From: Suzume Pottery\r\n <noren@chat.example>\r\nTo: ");
	assert_from("茶碗",
		"From: =?UTF-8?B?6Iy256KX?=\r\n <noren@chat.example>\r\n");
	/* What means something there is encoded, and so means nothing. */
	assert_from("A <b@c>, \"d\"",
		"From: =?UTF-8?B?QSA8YkBjPiwgImQi?=\r\n <noren@");
	assert_from("x\r\nBcc: all@shop.example",
		"From: =?UTF-8?B?eCAgQmNjOiBhbGxAc2hvcC5leGFtcGxl?=\r\n <");
}

/* Whatever the text is, the lines are short ASCII and end in CRLF. */
static void test_lines_are_folded(void **state)
{
	struct mail m = plain_mail();
	char text[1000];
	struct buf b;
	const char *line;

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t i = 300; i < 600; i++)
		text[i] = "\xe3\x81\x82"[i % 3];
	text[800] = ' ';
	text[sizeof(text) - 1] = '\0';
	m.text = m.subject = text;
	buf_init(&b, 16384);
	assert_int_equal(mail_write(&m, &b), ERR_OK);
	line = buf_str(&b);
	while (*line) {
		size_t n = strcspn(line, "\r\n");

		assert_in_range(n, 0, 76);
		assert_memory_equal(line + n, "\r\n", 2);
		for (size_t i = 0; i < n; i++)
			assert_in_range(line[i], ' ', '~');
		line += n + 2;
	}
	buf_fini(&b);
}

static void test_addresses(void **state)
{
	static const char *const good[] = {
		"a@b", "a.b+c@shop.example", "x_y@xn--a.jp"};
	static const char *const bad[] = {"", "a", "@b", "a@", "a@b@c", ".a@b",
		"a.@b", "a..b@c", "a@.b", "a@b.", "a b@c", "a@b c", "\"a\"@b",
		"a,b@c", "<a@b>", "a@b\n", "-a@b", "あ@b", "a@あ",
		"a@[127.0.0.1]"};
	char longest[80];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(mail_address_valid(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(mail_address_valid(bad[i]));
	memset(longest, 'a', sizeof(longest));
	strcpy(longest + 64, "@b");
	assert_true(mail_address_valid(longest));
	strcpy(longest + 64, "a@b");
	assert_false(mail_address_valid(longest));
}

static void test_a_full_buffer_says_so(void **state)
{
	struct mail m = plain_mail();
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_int_not_equal(mail_write(&m, &b), ERR_OK);
	buf_fini(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_to_the_letter),
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_no_header_is_smuggled_in),
		cmocka_unit_test(test_a_shop_by_its_name),
		cmocka_unit_test(test_lines_are_folded),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_a_full_buffer_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
