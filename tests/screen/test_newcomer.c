/* SPDX-License-Identifier: MIT */
/*
 * Sign-up and a forgotten password (rules A1, A2, A4): keys in, what is asked
 * and shown out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

#define SENT "{\"t\":\"code_sent\",\"mailed\":true,\"digits\":5,\"minutes\":15}"
#define NOT_MAILED "{\"t\":\"code_sent\",\"digits\":5,\"minutes\":15}"
#define PASSWORD "seven sleepy otters"

static int begin(void **state)
{
	*state = scene_new(24, 80, false, NULL);
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void asked(struct scene *s, const char *words)
{
	const char *out = scene_out(s);

	if (!strstr(out, words))
		fail_msg("%s is not in: %s", words, out);
}

/* All four fields, and Enter at the last. */
static void fill_in(struct scene *s, const char *password)
{
	scene_keys(s,
		"<Ctrl-N>k7x2mp<Enter>ken@shop.example<Enter>Ken "
		"Sato<Enter>");
	scene_keys(s, password);
	scene_out(s);
	scene_keys(s, "<Enter>");
}

/* clang-format off */
static const char page[] =
" noren\n"
"--------------------------------------------------------------------------------\n"
"\n"
"          Create an account\n"
"\n"
"          +- Invite code --------------------------------------------+\n"
"          |                                                          |\n"
"          +----------------------------------------------------------+\n"
"          +- E-mail address -----------------------------------------+\n";
/* clang-format on */

static void A1_the_page(void **state)
{
	struct scene *s = *state;
	const char *seen;

	scene_keys(s, "<Ctrl-N>");
	seen = scene_plain(s);
	if (strncmp(seen, page, strlen(page)) != 0)
		fail_msg("%s", seen);
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "Sign in to answer shoppers"));
}

static void A1_all_the_way(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	asked(s,
		"\"invite\":\"k7x2mp\",\"address\":\"ken@shop.example\","
		"\"name\":\"Ken Sato\",\"password\":\"" PASSWORD "\"");
	assert_true(scene_shows(s, "One moment"));
	scene_answer(s, ASK_SIGN_UP, SENT);
	assert_true(
		scene_shows(s, "A code is on its way to ken@shop.example."));
	assert_true(scene_shows(s, "It is good for 15"));
	scene_keys(s, "04711<Enter>");
	asked(s, "\"address\":\"ken@shop.example\",\"code\":\"04711\"");
	scene_answer(s, ASK_CONFIRM, "");
	scene_page(s);
	asked(s, "sign_in ken@shop.example " PASSWORD);
	assert_true(scene_shows(s, "Signing in"));
}

static void A1_each_refusal_has_its_words(void **state)
{
	static const struct {
		enum err e;
		const char *words;
	} all[] = {
		{ERR_INVITE, "There is no such invite code."},
		{ERR_INVITE_EXPIRED, "That invite code has expired."},
		{ERR_INVITE_WITHDRAWN, "That invite code was withdrawn."},
		{ERR_INVITE_USED, "That invite code has been used up."},
		{ERR_ADDRESS, "That is no e-mail address."},
		{ERR_ADDRESS_TAKEN, "That address has an account already."},
		{ERR_PASSWORD_SHORT, "It needs at least 10 characters."},
		{ERR_PASSWORD_COMMON, "That would be guessed."},
		{ERR_IO, "The relay cannot be reached."},
		{ERR_FULL, "The relay is busy. Please try again."},
	};
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		scene_refuse(s, ASK_SIGN_UP, all[i].e);
		if (!scene_shows(s, all[i].words))
			fail_msg("%s: %s", all[i].words, scene_page(s));
		/* Nothing that was typed is lost: it goes again as it is. */
		scene_out(s);
		scene_keys(s, "<Enter><Enter><Enter><Enter>");
		asked(s, "\"name\":\"Ken Sato\",\"password\":\"" PASSWORD "\"");
	}
}

/* Nothing is sent that is known to be refused. */
static void A1_what_is_wrong_is_said_at_once(void **state)
{
	struct scene *s = *state;

	fill_in(s, "too short");
	assert_string_equal(scene_out(s), "");
	assert_true(scene_shows(s, "It needs at least 10 characters."));
	scene_keys(s, "<Esc>");
	fill_in(s, "qwertyuiop");
	assert_string_equal(scene_out(s), "");
	assert_true(scene_shows(s, "That would be guessed."));
	scene_keys(s, "<Esc><Ctrl-N><Enter><Enter><Enter><Enter>");
	assert_string_equal(scene_out(s), "");
}

static void A2_a_wrong_code(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_answer(s, ASK_SIGN_UP, SENT);
	scene_keys(s, "11111<Enter>");
	scene_refuse(s, ASK_CONFIRM, ERR_CODE);
	assert_true(scene_shows(s, "The code is not right."));
	/* Who goes on typing does not type behind it. */
	assert_false(scene_shows(s, "11111"));
	scene_keys(s, "22222");
	assert_true(scene_shows(s, "22222"));
	assert_false(scene_shows(s, "1111122222"));
	scene_keys(s, "<Enter>");
	scene_refuse(s, ASK_CONFIRM, ERR_CODE_OVER);
	assert_true(scene_shows(s, "That code is over."));
	/* Back, and another one is asked for. */
	scene_keys(s, "<Esc>");
	scene_out(s);
	scene_keys(s, "<Enter>");
	asked(s, "sign-up");
	scene_expect_not(s, "That code is over.");
	scene_act(s,
		&(struct action){.kind = ACTION_ANSWERED,
			.answered = {.ask = ASK_SIGN_UP,
				.err = ERR_RATE,
				.wait_ms = 5400000,
				.body = ""}});
	assert_true(scene_shows(s, "Please wait 1 h 30 min"));
	scene_wait(s, 5370000);
	assert_true(scene_shows(s, "Please wait 30 s"));
	for (int left = 29; left > 0; left--) {
		char words[32];

		/* Each second it wakes up by itself. */
		assert_int_equal(model_deadline(s->model), s->ms + 1000);
		scene_wait(s, 1000);
		snprintf(words, sizeof(words), "Please wait %d s,", left);
		scene_expect(s, words);
	}
}

#define FORGOTTEN "so the password was"

/* Nothing stands there for who sits down next. */
static void a_password_is_not_kept_for_long(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_refuse(s, ASK_SIGN_UP, ERR_INVITE);
	scene_wait(s, 20 * 60000 - 1);
	scene_expect_not(s, FORGOTTEN);
	assert_int_equal(model_deadline(s->model), s->ms + 1);
	scene_wait(s, 1);
	scene_expect(s, FORGOTTEN);
	scene_expect(s, "Ken Sato");
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "");
	scene_keys(s, PASSWORD "<Enter>");
	asked(s, "\"password\":\"" PASSWORD "\"");
	/* The code that was asked for needs it too. */
	scene_answer(s, ASK_SIGN_UP, SENT);
	scene_keys(s, "123");
	scene_wait(s, 20 * 60000);
	scene_expect(s, "Create an account");
	scene_expect(s, FORGOTTEN);
}

static void a_password_is_not_kept_elsewhere(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "aiko@example.jp<Enter><Ctrl-F><Enter>");
	scene_answer(s, ASK_FORGOT, SENT);
	scene_keys(s, "12345<Enter>a new password");
	scene_wait(s, 20 * 60000);
	scene_expect(s, FORGOTTEN);
	scene_expect(s, "12345");
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "");
	scene_keys(s, "<Esc><Esc>secret");
	scene_wait(s, 20 * 60000);
	scene_expect(s, FORGOTTEN);
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "");
	scene_keys(s, "secret<Enter>");
	asked(s, "sign_in aiko@example.jp secret");
	scene_expect_not(s, FORGOTTEN);
}

/* The code proves the address for whoever signed up last. */
static void A2_somebody_else_has_signed_up_since(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_answer(s, ASK_SIGN_UP, SENT);
	scene_keys(s, "11111<Enter>");
	scene_refuse(s, ASK_CONFIRM, ERR_CREDENTIALS);
	scene_expect(s, "Somebody else has signed up with this address since.");
	scene_expect(s, "Esc to start again.");
	scene_keys(s, "<Esc>");
	scene_expect(s, "Ken Sato");
	scene_out(s);
	scene_keys(s, "<Enter>");
	asked(s, "\"name\":\"Ken Sato\",\"password\":\"" PASSWORD "\"");
}

static void A2_no_mail_server(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_answer(s, ASK_SIGN_UP, NOT_MAILED);
	assert_true(scene_shows(s, "This relay sends no mail."));
}

static void A4_all_the_way(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "aiko@example.jp<Enter><Ctrl-F>");
	assert_true(scene_shows(s, "aiko@example.jp"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	asked(s, "\"address\":\"aiko@example.jp\"");
	scene_answer(s, ASK_FORGOT, SENT);
	assert_true(scene_shows(s, "If aiko@example.jp has an account"));
	scene_keys(s, "12345<Enter>short<Enter>");
	assert_string_equal(scene_out(s), "");
	assert_true(scene_shows(s, "It needs at least 10 characters."));
	scene_keys(s, " no longer so short<Enter>");
	asked(s,
		"\"code\":\"12345\",\"password\":\"short no longer so short\"");
	scene_refuse(s, ASK_RESET, ERR_LOCKED);
	assert_true(scene_shows(s, "ask a manager to unlock it."));
	scene_keys(s, "<Enter><Enter>");
	scene_answer(s, ASK_RESET, "");
	scene_page(s);
	asked(s, "sign_in aiko@example.jp short no longer so short");
}

/* What comes when the page has been left changes nothing. */
static void an_answer_that_comes_late(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_link(s, ACTION_LINK_DOWN, 0, ERR_OK);
	scene_answer(s, ASK_SIGN_UP, "{\"t\":\"ready\"}");
	assert_true(scene_shows(s, "The relay cannot be reached."));
	scene_keys(s, "<Esc>");
	scene_answer(s, ASK_RESET, "");
	assert_true(scene_shows(s, "Sign in to answer shoppers"));
}

/* One goes back while an answer is awaited; the next question waits for it. */
static void nobody_has_to_wait_for_an_answer(void **state)
{
	struct scene *s = *state;

	fill_in(s, PASSWORD);
	scene_expect(s, "One moment");
	scene_keys(s, "<Esc>");
	scene_expect(s, "Sign in to answer shoppers");
	fill_in(s, PASSWORD);
	assert_string_equal(scene_out(s), "");
	scene_expect(s, "One moment");
	scene_answer(s, ASK_SIGN_UP, SENT);
	scene_expect(s, "Create an account");
	scene_expect_not(s, "One moment");
	scene_keys(s, "<Enter>");
	asked(s, "\"address\":\"ken@shop.example\"");
	scene_answer(s, ASK_SIGN_UP, SENT);
	scene_keys(s, "04711<Enter><Esc>");
	scene_expect(s, "Create an account");
	scene_refuse(s, ASK_CONFIRM, ERR_CODE);
	scene_expect_not(s, "The code is not right.");
	scene_expect(s, "Ken Sato");
}

static void in_every_size_and_language(void **state)
{
	static const int sizes[][2] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct scene *s = scene_new(
			sizes[i / 2][0], sizes[i / 2][1], i % 2, NULL);

		scene_keys(s, "<Ctrl-N>");
		assert_true(
			scene_shows(s, i % 2 ? "招待コード" : "Invite code"));
		scene_keys(s, "<Esc>");
		fill_in(s, PASSWORD);
		scene_answer(s, ASK_SIGN_UP, SENT);
		assert_true(scene_shows(
			s, i % 2 ? "メールのコード" : "Code from the mail"));
		scene_destroy(&s);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(A1_the_page),
		T(A1_all_the_way),
		T(A1_each_refusal_has_its_words),
		T(A1_what_is_wrong_is_said_at_once),
		T(A2_a_wrong_code),
		T(a_password_is_not_kept_for_long),
		T(a_password_is_not_kept_elsewhere),
		T(A2_somebody_else_has_signed_up_since),
		T(A2_no_mail_server),
		T(A4_all_the_way),
		T(an_answer_that_comes_late),
		T(nobody_has_to_wait_for_an_answer),
		T(in_every_size_and_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
