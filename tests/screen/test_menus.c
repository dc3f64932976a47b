/* SPDX-License-Identifier: MIT */
/*
 * What opens over other screens: the help, the side menu, the question before
 * leaving a chat.  Rules A7, B1; style 18.
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
#include "client/screen/screens.h"
#include "client/term/edit_key.h"
#include "shared/mem.h"
#include "tests/lib/scene.h"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

/* Every action and every editing key is somewhere in the help. */
static void test_help_is_whole(void **state)
{
	struct scene *s = *state;
	const char *text;
	uint32_t key;

	scene_resize(s, 130, 80);
	scene_keys(s, "<F1>");
	for (int a = 0; a < ACTION_USER_COUNT; a++) {
		assert_true(scene_shows(s, action_info(a)->help));
		assert_true(scene_shows(s, action_info(a)->keys));
	}
	for (int i = 0; edit_key_help(i, &key, &text); i++)
		assert_true(scene_shows(s, text));
}

static void test_help_scrolls(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 12, 40);
	scene_keys(s, "<F1>");
	assert_true(scene_shows(s, "Show what the keys do"));
	for (int i = 0; i < 130; i++)
		scene_keys(s, "<Down>");
	assert_true(scene_shows(s, "Take the last change"));
	for (int i = 0; i < 20; i++)
		scene_keys(s, "<PageUp>");
	assert_true(scene_shows(s, "Show what the keys do"));
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "You are unavailable"));
}

static void set_kiosk(struct settings *settings)
{
	settings->kiosk = true;
}

/* In a kiosk nothing leads to the shell, not even the help's row for it. */
static void test_kiosk(void **state)
{
	struct scene *s = *state;
	struct scene *kiosk = scene_new(24, 80, false, set_kiosk);
	int grey;

	scene_sign_in(kiosk);
	scene_out(s);
	scene_out(kiosk);
	scene_keys(s, "<Ctrl-Z>");
	assert_non_null(strstr(scene_out(s), "suspend"));
	scene_keys(kiosk, "<Ctrl-Z>");
	assert_null(strstr(scene_out(kiosk), "suspend"));
	scene_keys(s, "<F1>");
	grey = scene_count_style(s, STYLE_GREY);
	scene_keys(kiosk, "<F1>");
	assert_true(scene_count_style(kiosk, STYLE_GREY) > grey);
	scene_destroy(&kiosk);
}

/* The help runs what it lists. */
static void test_help_runs(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F1><Down><Down><Down><Down><Down><Down><Enter>");
	assert_int_equal(s->model->place, MODEL_ENQUIRIES);
	assert_false(scene_shows(s, "Anywhere"));
	scene_keys(s, "<F1>");
	for (int i = 0; i < 17; i++)
		scene_keys(s, "<Down>"); /* the language, which has no key */
	scene_keys(s, "<Enter>");
	assert_true(s->model->japanese);
}

/* What would do nothing here does nothing, and says so by its ink. */
static void test_help_of_what_cannot_be(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 100, 80);
	scene_keys(s, "<F1>");
	assert_int_not_equal(scene_count_style(s, STYLE_GREY), 0);
	for (int i = 0; i < 20; i++)
		scene_keys(s, "<Down>");
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "Anywhere")); /* still there */
	assert_null(strstr(scene_out(s), "send"));
}

/* clang-format off */
static const char menu[] =
" noren   Home   Catalogue   Archive  Aiko Tanaka  Unavailable, connected  17:05\n"
"------------------------------------------------------+- noren ----------------+\n"
"                                                      |  Home               h  |\n"
"   (o) You are unavailable                Live        |  Catalogue          c  |\n"
"       for 1 h 12 min                                 |  Archive            v  |\n"
"                                          Chats today |  Enquiries          e  |\n"
"      Space   Go available                Missed today|  Performance        f  |\n"
"                                          Sales today |  Claims             d  |\n"
"                                          Colleagues a|  Account            a  |\n"
"                                          Attribution |  Language     English  |\n"
"                                          Open until  |  Notices            n  |\n"
"                                          Connection  |  Report a problem   r  |\n"
"                                                      |  Lock now           k  |\n"
"                                                      |  Sign out           s  |\n"
"                                                      |  Leave noren        q  |\n"
"                                                      |                        |\n"
"                                                      |  noren " NOREN_VERSION "           |\n"
"                                                      +------------------------+\n"
"\n\n\n\n\n"
" Enter open   Esc back                                                  F1 help\n";
/* clang-format on */

static void test_side_menu(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>");
	assert_string_equal(scene_plain(s), menu);
	scene_keys(s, "<Alt-S>");
	assert_false(scene_shows(s, "Lock now"));
	scene_keys(s, "<F10>k");
	assert_true(s->model->locked);
}

/* The language changes at once, everywhere. */
static void test_language(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>l");
	assert_non_null(strstr(scene_out(s), "language ja\n"));
	assert_true(scene_shows(s, "対応可にする"));
	assert_true(scene_shows(s, "言語        日本語"));
	scene_keys(s, "<Enter>");
	scene_out(s);
	assert_true(scene_shows(s, "Go available"));
}

static void test_leaving(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Ctrl-Q>");
	assert_non_null(strstr(scene_out(s), "quit\n"));
	scene_chat(s, "live", 0);
	scene_keys(s, "<Ctrl-Q>");
	assert_null(strstr(scene_out(s), "quit\n"));
	assert_true(scene_shows(s, "Leave the chat with Guest 4821?"));
	scene_keys(s, "<Esc><Ctrl-Q><Tab><Enter>");
	assert_non_null(strstr(scene_out(s), "quit\n"));
	scene_keys(s, "<F10>s<Down><Enter>");
	assert_non_null(strstr(scene_out(s), "sign_out\n"));
	assert_true(scene_shows(s, "E-mail address"));
}

static void rebound(struct settings *settings)
{
	settings->keys[ACTION_HELP] = mem_strdup("F12, Ctrl-G");
	settings->keys[ACTION_TOGGLE] = mem_strdup("");
}

/* Keys are the user's own, in the foot and the help too. */
static void test_own_keys(void **state)
{
	struct scene *s = scene_new(24, 80, false, rebound);

	(void)state;
	scene_sign_in(s);
	assert_true(scene_shows(s, "F12 help"));
	scene_keys(s, "<Space><F1>");
	assert_null(strstr(scene_out(s), "send"));
	assert_false(scene_shows(s, "Anywhere"));
	scene_keys(s, "<Ctrl-G>");
	assert_true(scene_shows(s, "F12, Ctrl-G"));
	scene_destroy(&s);
}

static enum err keys_err(enum action_kind a, const char *keys, char *why)
{
	struct settings settings;
	struct model_config config = {.settings = &settings};
	struct screens *screens = NULL;
	struct model *m;
	enum err e;

	settings_init(&settings);
	settings.keys[a] = mem_strdup(keys);
	m = model_new(&config);
	e = screens_new(m, &screens, why);
	screens_destroy(&screens);
	model_destroy(&m);
	settings_fini(&settings);
	return e;
}

static void test_wrong_keys(void **state)
{
	char why[SCREENS_WHY];

	(void)state;
	assert_int_equal(keys_err(ACTION_HELP, "F1, Alt-H", why), ERR_OK);
	assert_int_equal(keys_err(ACTION_HELP, ", , F99", why), ERR_CONFIG);
	assert_int_equal(keys_err(ACTION_HELP, "F99", why), ERR_CONFIG);
	assert_string_equal(why, "help: \"F99\" is no key");
	assert_int_equal(keys_err(ACTION_HELP, "a,b,c,d,e", why), ERR_CONFIG);
	assert_int_equal(keys_err(ACTION_HOME, "F1", why), ERR_CONFIG);
	assert_string_equal(why, "help and home have the same key");
	/* In another place it may mean something else. */
	assert_int_equal(keys_err(ACTION_TOGGLE, "Enter", why), ERR_OK);
}

static void test_too_small(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 4, 80);
	assert_string_equal(scene_page(s), "noren needs 20x5\n\n\n\n");
	scene_resize(s, 24, 19);
	assert_true(scene_shows(s, "noren needs 20x5"));
	scene_resize(s, 1, 1);
	scene_page(s);
	scene_resize(s, 5, 20);
	assert_false(scene_shows(s, "needs"));
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(help_is_whole),
		T(help_scrolls),
		T(kiosk),
		T(help_runs),
		T(help_of_what_cannot_be),
		T(side_menu),
		T(language),
		T(leaving),
		cmocka_unit_test(test_own_keys),
		cmocka_unit_test(test_wrong_keys),
		T(too_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
