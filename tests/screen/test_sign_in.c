/* SPDX-License-Identifier: MIT */
/*
 * Sign-in and lock.  Rules A3, A7, A8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

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

/* clang-format off */
static const char address[] =
" noren\n"
"--------------------------------------------------------------------------------\n"
"\n\n\n\n"
"              Sign in to answer shoppers\n"
"\n"
"              E-mail address\n"
"              +--------------------------------------------------+\n"
"              | aiko@example.jp                                  |\n"
"              +--------------------------------------------------+\n"
"\n\n\n\n\n"
"              https://localhost\n"
"\n\n\n\n\n"
" Enter next   Ctrl-N create an account                                  F1 help\n";

static const char locked[] =
"  A chat is ringing   90 s\n"
"\n\n\n\n\n\n\n"
"                                     17:05\n"
"                                  Aiko Tanaka\n"
"\n"
"                          Locked. Enter your password\n"
"                    +--------------------------------------+\n"
"                    | ***                                  |\n"
"                    +--------------------------------------+\n"
"\n\n\n\n\n\n\n\n\n";
/* clang-format on */

static void test_two_steps(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "aiko@example.jp");
	assert_string_equal(scene_plain(s), address);
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "Password"));
	assert_true(scene_shows(s, "aiko@example.jp"));
	scene_keys(s, "se<Esc>cret"); /* back at the address */
	assert_true(scene_shows(s, "aiko@example.jpcret"));
	scene_keys(s, "<Backspace><Backspace><Backspace><Backspace><Enter>");
	scene_keys(s, "cret");
	assert_false(scene_shows(s, "cret"));
	assert_true(scene_shows(s, "******"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "sign_in aiko@example.jp secret\n");
	assert_true(scene_shows(s, "Signing in"));
	scene_keys(s, "x<Enter>");
	assert_string_equal(scene_out(s), "");
}

static void test_no_address(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "aiko<Enter>");
	assert_true(scene_shows(s, "Please enter an e-mail address."));
	assert_false(scene_shows(s, "Password"));
}

static void test_refused(void **state)
{
	struct scene *s = *state;
	struct action a = {.kind = ACTION_SIGNED_IN};

	scene_keys(s, "aiko@example.jp<Enter>wrong<Enter>");
	a.signed_in.err = ERR_CREDENTIALS;
	scene_act(s, &a);
	assert_true(scene_shows(s, "The address or the password is not right"));
	assert_false(scene_shows(s, "*"));
	a.signed_in.err = ERR_RATE;
	scene_act(s, &a);
	assert_true(scene_shows(s, "That was too fast"));
	a.signed_in.wait_ms = 8000;
	scene_act(s, &a);
	assert_true(scene_shows(s, "Please wait 8 s"));
	scene_wait(s, 3000);
	assert_true(scene_shows(s, "Please wait 5 s"));
	scene_wait(s, 5000);
	assert_false(scene_shows(s, "Please wait 0"));
	a.signed_in.wait_ms = 0;
	a.signed_in.err = ERR_IO;
	scene_act(s, &a);
	assert_true(scene_shows(s, "The relay cannot be reached"));
}

/* Both are pages of their own; see test_newcomer. */
static void test_forgot_and_create(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Ctrl-N>");
	assert_true(scene_shows(s, "Create an account"));
	scene_keys(s, "<Esc>a@b<Enter><Ctrl-F>");
	assert_true(scene_shows(s, "New password"));
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "a@b"));
}

static void test_session_ended(void **state)
{
	struct scene *s = *state;

	scene_sign_in(s);
	assert_true(scene_shows(s, "You are unavailable"));
	scene_link(s, ACTION_LINK_DOWN, 0, ERR_TOKEN);
	assert_true(scene_shows(s, "You were signed out."));
}

static void test_menu_before_sign_in(void **state)
{
	struct scene *s = *state;

	scene_out(s);
	scene_keys(s, "<F10>ehk<F7><F2><Alt-L>");
	assert_int_equal(s->model->place, MODEL_SIGN_IN);
	assert_false(s->model->locked);
	scene_keys(s, "<F10>l");
	scene_out(s);
	assert_true(scene_shows(s, "言語"));
	scene_keys(s, "q");
	assert_non_null(strstr(scene_out(s), "quit"));
}

/* A8: only a ring shows, without a word; only the field takes keys. */
static void test_lock(void **state)
{
	struct scene *s = *state;

	scene_sign_in(s);
	scene_keys(s, "<Alt-L>");
	scene_ring(s, SCENE_CHAT, 90000);
	assert_non_null(strstr(scene_out(s), "bell"));
	scene_keys(s, "<F1><F5><F10><Esc><Ctrl-Q><Space><Backspace>");
	scene_keys(s, "abc");
	assert_string_equal(scene_plain(s), locked);
	assert_null(strstr(scene_out(s), "Guest"));
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "unlock abc\n");
	assert_true(scene_shows(s, "One moment"));
	scene_act(s,
		&(struct action){
			.kind = ACTION_UNLOCKED, .err = ERR_CREDENTIALS});
	assert_true(scene_shows(s, "The password is not right."));
	scene_keys(s, "secret<Enter>");
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	assert_true(scene_shows(s, "New chat"));
}

/* Managers' pages and what lies over them are hidden too; what comes in goes on
 * being taken in. */
static void test_lock_hides_everything(void **state)
{
	struct scene *s = *state;

	scene_sign_in(s);
	scene_manager(s);
	scene_keys(s, "<F10>t");
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"" SCENE_OTHER "\","
		"\"name\":\"Mio Sato\",\"online\":true}");
	assert_true(scene_shows(s, "Mio Sato"));
	scene_keys(s, "<F1><Esc><F10>");
	scene_wait(s, 10 * 60000);
	assert_true(scene_shows(s, "Locked. Enter your password"));
	assert_false(scene_shows(s, "Mio Sato"));
	assert_false(scene_shows(s, "Lock now"));
	scene_out(s);
	scene_keys(s, "<Ctrl-Q><Ctrl-S><Ctrl-Z><Ctrl-T><Insert><Delete><Esc>");
	assert_string_equal(scene_out(s), "");
	scene_ring(s, SCENE_CHAT, 90000);
	assert_true(scene_shows(s, "A chat is ringing"));
	assert_false(scene_shows(s, "Hi, do you have"));
	assert_false(scene_shows(s, "Guest 4821"));
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	assert_true(scene_shows(s, "Mio Sato"));
}

static void test_lock_offline(void **state)
{
	struct scene *s = *state;

	scene_sign_in(s);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_keys(s, "<Alt-L>secret<Enter>");
	assert_true(scene_shows(s, "There is no connection."));
	assert_null(strstr(scene_out(s), "unlock"));
}

/* A7 */
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

static void test_too_old(void **state)
{
	struct scene *s = *state;

	answer(s, ASK_SERVES, ERR_VERSION, "");
	assert_true(scene_shows(s, "This noren is too old"));
	assert_true(scene_shows(s, NOREN_VERSION));
	assert_false(scene_shows(s, "E-mail address"));
	scene_keys(s, "aiko@example.jp<Enter>secret<Enter><Ctrl-N><Ctrl-F>");
	assert_null(strstr(scene_out(s), "sign_in"));
	assert_true(scene_shows(s, "This noren is too old"));
	scene_keys(s, "<Ctrl-T>");
	assert_non_null(
		strstr(scene_out(s), "ask GET /v1/serves/* " NOREN_VERSION));
	answer(s, ASK_SERVES, ERR_IO, "");
	assert_true(scene_shows(s, "This noren is too old"));
	answer(s, ASK_SERVES, ERR_OK, "");
	assert_true(scene_shows(s, "E-mail address"));
}

/* A relay that cannot be asked so says it at the sign-in, or at hello. */
static void test_too_old_later(void **state)
{
	struct scene *s = *state;

	answer(s, ASK_SERVES, ERR_UNKNOWN, "");
	scene_keys(s, "aiko@example.jp<Enter>secret<Enter>");
	scene_act(s,
		&(struct action){.kind = ACTION_SIGNED_IN,
			.signed_in = {.err = ERR_VERSION}});
	assert_true(scene_shows(s, "This noren is too old"));
	answer(s, ASK_SERVES, ERR_OK, "");
	scene_sign_in(s);
	scene_link(s, ACTION_LINK_DOWN, 0, ERR_VERSION);
	assert_true(scene_shows(s, "This noren is too old"));
	assert_false(scene_shows(s, "You were signed out"));
}

static void test_first_question(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	(void)state;
	assert_non_null(
		strstr(scene_out(s), "ask GET /v1/serves/* " NOREN_VERSION));
	scene_destroy(&s);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(two_steps),
		T(no_address),
		T(refused),
		T(forgot_and_create),
		T(session_ended),
		T(menu_before_sign_in),
		T(lock),
		T(lock_hides_everything),
		T(lock_offline),
		T(too_old),
		T(too_old_later),
		T(first_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
