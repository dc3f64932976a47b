/* SPDX-License-Identifier: MIT */
/*
 * One's own account: name, address, password, and where it is signed in.
 * Rules A5, A8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "client/model/settings.h"
#include "tests/lib/scene.h"

static const char just_here[] =
	"{\"sessions\":[{\"t\":\"session\",\"session\":\"" SCENE_HERE "\","
	"\"device\":\"ginza-2\",\"made\":1795280000000000,"
	"\"used\":1795280400000000,\"this\":true}]}";

static void answer(
	struct scene *s, enum ask_kind ask, enum err err, const char *body)
{
	scene_act(s,
		&(struct action){
			.kind = ACTION_ANSWERED,
			.answered = {.ask = ask,
				.err = err,
				.body = body,
				.len = strlen(body)},
		});
}

/* Titles of the window are another matter. */
static void quiet(struct settings *s)
{
	s->title = false;
}

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, quiet);

	scene_sign_in(s);
	scene_keys(s, "<F10>a");
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void test_page(void **state)
{
	struct scene *s = *state;

	assert_true(scene_shows(s, "One moment"));
	assert_string_equal(
		scene_out(s), "ask GET /v1/account\nask GET /v1/sessions\n");
	scene_account(s);
	assert_true(scene_shows(s, "aiko@example.jp"));
	assert_true(scene_shows(s, "Aiko Tanaka"));
	assert_true(scene_shows(s, "ginza-2"));
	assert_true(scene_shows(s, "this one"));
	assert_true(scene_shows(s, "last used 16:00"));
	assert_true(scene_shows(s, "last used Fri 20 Nov 12:00"));
	assert_true(scene_shows(s, "an unnamed device"));
	assert_true(scene_shows(s, "Sign out everywhere else"));
	assert_true(scene_shows(s, "Groups"));
	assert_true(scene_shows(s, "English"));
	/* newest first */
	assert_true(strstr(scene_page(s), "ginza-2") <
		strstr(scene_page(s), "an unnamed"));
	assert_true(strstr(scene_page(s), "an unnamed") <
		strstr(scene_page(s), "tablet"));
}

static void test_name(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "Change your name"));
	scene_keys(s, "<Ctrl-U><Enter>");
	assert_true(scene_shows(s, "Please enter your name."));
	scene_keys(s, "Aiko T.<Enter>");
	assert_string_equal(scene_out(s),
		"ask POST /v1/account/name "
		"{\"t\":\"rename\",\"name\":\"Aiko T.\"}\n");
	assert_true(scene_shows(s, "One moment"));
	answer(s, ASK_RENAME, ERR_NOT_KEPT, "");
	assert_true(scene_shows(s, "It was not kept. Please try again."));
	scene_keys(s, "<Enter>");
	answer(s, ASK_RENAME, ERR_OK, "");
	assert_false(scene_shows(s, "Change your name"));
	assert_true(scene_shows(s, "Your name is changed."));
	assert_non_null(strstr(scene_out(s), "ask GET /v1/account\n"));
}

static void test_password(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Down><Down><Enter><Tab><Enter>");
	assert_true(scene_shows(s, "Please enter the password."));
	scene_keys(s, "secret<Enter>short<Enter>");
	assert_true(scene_shows(s, "It needs at least 10 characters."));
	scene_keys(s, " no more<Enter>");
	assert_string_equal(scene_out(s),
		"ask POST /v1/account/password {\"t\":\"password\","
		"\"password\":\"secret\",\"fresh\":\"short no more\"}\n");
	answer(s, ASK_PASSWORD, ERR_CREDENTIALS, "");
	assert_true(scene_shows(s, "The password is not right."));
	scene_keys(s, "secret<Enter><Enter>");
	answer(s, ASK_PASSWORD, ERR_PASSWORD_COMMON, "");
	assert_true(scene_shows(s, "That would be guessed."));
	scene_keys(s, "<Enter>");
	answer(s, ASK_PASSWORD, ERR_OK, "");
	assert_true(scene_shows(s, "Your new password holds."));
	scene_keys(s, "<Enter>"); /* empty again */
	assert_true(scene_shows(s, "Change your password"));
	assert_false(scene_shows(s, "│  │ *"));
}

static void test_address(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Down><Enter>new<Enter>secret<Enter>");
	assert_true(scene_shows(s, "Please enter an e-mail address."));
	scene_keys(s, "@example.jp<Enter><Enter>");
	assert_string_equal(scene_out(s),
		"ask POST /v1/account/address {\"t\":\"move\","
		"\"password\":\"secret\",\"address\":\"new@example.jp\"}\n");
	answer(s, ASK_MOVE, ERR_ADDRESS_TAKEN, "");
	assert_true(scene_shows(s, "has an account already."));
	scene_keys(s, "<Enter><Enter>");
	answer(s, ASK_MOVE, ERR_OK,
		"{\"t\":\"code_sent\",\"mailed\":true,\"digits\":5,"
		"\"minutes\":15}");
	assert_true(scene_shows(s, "We have mailed it to new@example.jp"));
	scene_keys(s, "<Esc>"); /* it can be entered later */
	assert_true(scene_shows(s, "new@example.jp waits for its code"));
	scene_keys(s, "<Enter>11111<Enter>");
	answer(s, ASK_MOVED, ERR_CODE, "");
	assert_true(scene_shows(s, "The code is not right."));
	scene_out(s);
	scene_keys(s, "12345<Enter>");
	assert_string_equal(scene_out(s),
		"ask POST /v1/account/address/confirm "
		"{\"t\":\"moved\",\"code\":\"12345\"}\n");
	answer(s, ASK_MOVED, ERR_OK, "");
	assert_true(scene_shows(s, "Your new address holds."));
	assert_false(scene_shows(s, "waits for its code"));
}

static void test_address_again(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Down><Enter>new@example.jp<Enter>secret<Enter>");
	answer(s, ASK_MOVE, ERR_OK,
		"{\"t\":\"code_sent\",\"digits\":5,\"minutes\":15}");
	assert_true(scene_shows(s, "a manager has the code"));
	scene_keys(s, "<Ctrl-R>");
	assert_true(scene_shows(s, "Change your address"));
	scene_keys(s, "<Esc>");
	scene_wait(s, 15 * 60000);
	assert_false(scene_shows(s, "waits for its code"));
}

static void test_sessions(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	/* What mails and groups are, and this session, is not changed here. */
	scene_keys(s, "<Down><Down><Down><Enter><Down><Enter><Down><Enter>");
	assert_string_equal(scene_out(s), "");
	scene_keys(s, "<Down><Enter>");
	assert_true(scene_shows(s, "Sign out on an unnamed device?"));
	scene_keys(s, "<Enter>"); /* the harmless answer comes first */
	assert_false(scene_shows(s, "Sign out on"));
	assert_string_equal(scene_out(s), "");
	scene_keys(s, "<Enter><Right><Enter>");
	assert_string_equal(
		scene_out(s), "ask POST /v1/sessions/*/end " SCENE_TILL "\n");
	answer(s, ASK_SESSION_END, ERR_OK, "");
	assert_non_null(strstr(scene_out(s), "ask GET /v1/sessions"));
	answer(s, ASK_SESSION_END, ERR_FULL, "");
	assert_true(scene_shows(s, "The relay is busy."));
}

static void test_sessions_all(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Up><Up><Down><Down><Down><Down><Down><Down><Down>");
	scene_keys(s, "<Down><Enter>");
	assert_true(scene_shows(s, "Sign out everywhere else?"));
	scene_keys(s, "<Right><Enter>");
	assert_string_equal(scene_out(s),
		"ask POST /v1/sessions/*/end " SCENE_TILL "\n"
		"ask POST /v1/sessions/*/end " SCENE_TABLET "\n");
	answer(s, ASK_SESSION_END, ERR_OK, "");
	answer(s, ASK_SESSION_END, ERR_OK, "");
	scene_account(s);
	answer(s, ASK_SESSIONS, ERR_OK, just_here);
	assert_false(scene_shows(s, "tablet"));
	assert_false(scene_shows(s, "Sign out everywhere else"));
}

static void test_mouse(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_click(s, "tablet");
	scene_click(s, "tablet");
	assert_true(scene_shows(s, "Sign out on tablet?"));
}

/* Each mistake is said where it was made, before anything is asked. */
static void test_unanswered(void **state)
{
	struct scene *s = *state;

	answer(s, ASK_ACCOUNT, ERR_FULL, "");
	assert_true(scene_shows(s, "The relay is busy."));
	answer(s, ASK_ACCOUNT, ERR_OK, "{\"t\":\"nonsense\"}");
	assert_false(s->model->account.told);
	answer(s, ASK_SESSIONS, ERR_OK, "[");
	assert_int_equal(s->model->account.n, 0);
	scene_account(s);
	assert_true(scene_shows(s, "aiko@example.jp"));
}

static void test_wait(void **state)
{
	struct scene *s = *state;
	struct action a = {.kind = ACTION_ANSWERED};

	scene_account(s);
	scene_keys(s, "<Down><Enter>new@example.jp<Enter>secret<Enter>");
	a.answered.ask = ASK_MOVE;
	a.answered.err = ERR_RATE;
	a.answered.wait_ms = 90 * 60000;
	a.answered.body = "";
	scene_act(s, &a);
	assert_true(scene_shows(s, "Please wait 1 h 30 min, then try again."));
	assert_true(scene_shows(s, "new@example.jp"));
}

static void is_whole(struct scene *s)
{
	if (strstr(scene_page(s), ".."))
		print_message("a word is cut:\n%s", scene_page(s));
	assert_null(strstr(scene_page(s), ".."));
}

/* Small, and in Japanese: nothing of ours is cut, and all of it is there. */
static void test_small(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_resize(s, 12, 40);
	for (int i = 0; i < 9; i++) {
		is_whole(s);
		scene_keys(s, "<Down>");
	}
	assert_true(scene_shows(s, "Sign out everywhere else"));
	scene_destroy((struct scene **)state);
	s = scene_new(12, 40, true, quiet);
	*state = s;
	scene_sign_in(s);
	scene_keys(s, "<F10>a");
	scene_account(s);
	assert_true(scene_shows(s, "お名前"));
	for (int i = 0; i < 9; i++) {
		is_whole(s);
		scene_keys(s, "<Down>");
	}
	assert_true(scene_shows(s, "ほかの端末をすべてサインアウト"));
	for (int step = ACCOUNT_NAME; step <= ACCOUNT_CODE; step++) {
		scene_act(s,
			&(struct action){
				.kind = ACTION_CHANGE, .number = step});
		is_whole(s);
	}
	assert_true(scene_shows(s, "コードの入力"));
}

static void test_offline(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Enter>");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_true(scene_shows(s, "No connection"));
	scene_keys(s, "x<Enter>");
	assert_true(scene_shows(s, "There is no connection."));
	assert_null(strstr(scene_out(s), "rename"));
	assert_true(scene_shows(s, "Aiko Tanakax")); /* nothing is lost */
	scene_sign_in(s);
	assert_int_equal(s->model->place, MODEL_HOME);
}

/* What was typed waits for the end of a chat that comes in, a password does
 * not. */
static void test_chat_comes_in(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Down><Enter>new@shop.example<Enter>secret");
	scene_ring(s, SCENE_CHAT, 60000);
	scene_keys(s, "<F5>");
	scene_chat(s, "live", 0);
	scene_expect_not(s, "new@shop.example");
	scene_keys(s, "<F2><F10>a");
	scene_expect(s, "Change your address");
	scene_expect(s, "new@shop.example");
	scene_out(s);
	scene_keys(s, "<Enter>");
	scene_expect(s, "Please enter the password.");
	assert_string_equal(scene_out(s), "");
	/* Who leaves it has left it. */
	scene_keys(s, "<F2><F10>a");
	scene_expect_not(s, "Change your address");
	scene_keys(s, "<Down><Enter>");
	scene_expect(s, "Change your address");
	scene_expect_not(s, "new@shop.example");
}

/* Nothing of one person's is the next one's. */
static void test_somebody_else(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<F10>s");
	assert_null(s->model->account.address);
	scene_account(s);
	assert_null(s->model->account.address);
	assert_int_equal(s->model->account.n, 0);
}

/* A8: while it is locked nothing of it shows, no key acts, and what is
 * answered waits. */
static void test_locked(void **state)
{
	struct scene *s = *state;

	scene_account(s);
	scene_keys(s, "<Enter><Ctrl-U>Aiko T.<Enter>");
	scene_out(s);
	scene_wait(s, 10 * 60000);
	assert_true(s->model->locked);
	assert_true(scene_shows(s, "Locked. Enter your password"));
	assert_false(scene_shows(s, "Change your name"));
	answer(s, ASK_RENAME, ERR_OK, "");
	scene_account(s);
	assert_false(scene_shows(s, "Your name is changed."));
	assert_false(scene_shows(s, "aiko@example.jp"));
	scene_out(s);
	scene_keys(s, "<F10><F1><F2><F5><F7><Ctrl-R><Ctrl-N><Ctrl-F><Ctrl-T>");
	scene_keys(s, "<Ctrl-Q><Ctrl-Z><Alt-L><Alt-S><Esc><Tab>");
	assert_string_equal(scene_out(s), "");
	assert_true(scene_shows(s, "Locked. Enter your password"));
	scene_keys(s, "secret<Enter>");
	assert_string_equal(scene_out(s), "unlock secret\n");
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	assert_int_equal(s->model->place, MODEL_ACCOUNT);
	assert_true(scene_shows(s, "aiko@example.jp"));
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(page),
		T(name),
		T(password),
		T(address),
		T(address_again),
		T(sessions),
		T(sessions_all),
		T(mouse),
		T(unanswered),
		T(wait),
		T(small),
		T(offline),
		T(chat_comes_in),
		T(somebody_else),
		T(locked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
