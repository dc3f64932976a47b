/* SPDX-License-Identifier: MIT */
/*
 * Forms and lists: what several screens share.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/action.h"
#include "client/screen/form.h"
#include "client/screen/hits.h"
#include "client/screen/list.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "shared/buf.h"
#include "tests/lib/scene.h"

enum { NAME, SECRET, USES, LANG, TEXT, FIELDS };

static const char *const langs[] = {"English", "Japanese", NULL};
static const struct form_field fields[FIELDS] = {
	[NAME] = {.label = "Name", .most = 20, .hint = "As shoppers see it."},
	[SECRET] = {.label = "Password", .kind = FORM_SECRET, .most = 40},
	[USES] = {.label = "Uses", .kind = FORM_NUMBER, .most = 100},
	[LANG] = {.label = "Language", .kind = FORM_CHOICE, .choices = langs},
	[TEXT] = {.label = "Note", .kind = FORM_TEXT, .most = 100, .rows = 2},
};

struct bed {
	struct form *form;
	struct grid *grid;
	struct hits hits;
	struct buf page;
};

static int begin(void **state)
{
	struct bed *b = test_calloc(1, sizeof(*b));

	scene_language("en");
	b->form = form_new(fields, FIELDS);
	form_clear(b->form);
	b->grid = grid_new(24, 40);
	buf_init(&b->page, 1 << 16);
	*state = b;
	return 0;
}

static int finish(void **state)
{
	struct bed *b = *state;

	form_destroy(&b->form);
	grid_destroy(&b->grid);
	buf_fini(&b->page);
	test_free(b);
	return 0;
}

/* As screens.c hands it to a screen that types. */
static enum form_result press(struct bed *b, uint32_t key, const char *text)
{
	struct input_event in = {.kind = INPUT_KEY, .key = key};
	struct screen_event e = {ACTION_USER_COUNT, &in, HITS_NO_ROW};

	strcpy(in.text, text);
	if (key == INPUT_KEY_ENTER)
		e.action = ACTION_OPEN;
	else if (key == INPUT_KEY_UP)
		e.action = ACTION_UP;
	else if (key == INPUT_KEY_DOWN)
		e.action = ACTION_DOWN;
	return form_event(b->form, &e);
}

static enum form_result type(struct bed *b, const char *text)
{
	enum form_result r = FORM_NOT_MINE;

	for (; *text; text++)
		r = press(b, (uint32_t)*text, (char[]){*text, '\0'});
	return r;
}

static enum form_result paste(struct bed *b, const char *text)
{
	struct input_event in = {
		.kind = INPUT_PASTE, .data = text, .len = strlen(text)};
	struct screen_event e = {ACTION_USER_COUNT, &in, HITS_NO_ROW};

	return form_event(b->form, &e);
}

static const char *draw(struct bed *b, int rows, const char *off)
{
	grid_clear(b->grid);
	hits_clear(&b->hits);
	form_draw(b->form, b->grid, &b->hits, 0, 0, rows, 38, off);
	buf_clear(&b->page);
	grid_dump(b->grid, true, &b->page);
	return buf_str(&b->page);
}

static bool shows(struct bed *b, int rows, const char *off, const char *text)
{
	return strstr(draw(b, rows, off), text) != NULL;
}

static void test_going_about(void **state)
{
	struct bed *b = *state;

	assert_int_equal(type(b, "Aiko"), FORM_CHANGED);
	assert_int_equal(press(b, INPUT_KEY_ENTER, ""), FORM_MINE);
	assert_int_equal(form_at(b->form), SECRET);
	press(b, INPUT_KEY_TAB, "");
	press(b, INPUT_KEY_DOWN, "");
	assert_int_equal(form_at(b->form), LANG);
	press(b, INPUT_KEY_SHIFT | INPUT_KEY_TAB, "");
	press(b, INPUT_KEY_UP, "");
	press(b, INPUT_KEY_UP, "");
	assert_int_equal(form_at(b->form), NAME);
	press(b, INPUT_KEY_UP, ""); /* round */
	assert_int_equal(form_at(b->form), TEXT);
	assert_true(form_last(b->form));
	assert_int_equal(press(b, INPUT_KEY_ENTER, ""), FORM_DONE);
	assert_int_equal(press(b, INPUT_KEY_CTRL | 't', ""), FORM_NOT_MINE);
	assert_string_equal(form_text(b->form, NAME), "Aiko");
}

static void test_values(void **state)
{
	struct bed *b = *state;

	assert_int_equal(form_number(b->form, USES), -1);
	form_go(b->form, USES);
	assert_int_equal(type(b, "a"), FORM_MINE);
	assert_int_equal(paste(b, "1e3"), FORM_MINE);
	assert_int_equal(type(b, "12"), FORM_CHANGED);
	assert_int_equal(form_number(b->form, USES), 12);
	type(b, "3");
	assert_int_equal(form_number(b->form, USES), -1); /* over the most */
	form_set_number(b->form, USES, 7);
	assert_int_equal(form_number(b->form, USES), 7);

	form_go(b->form, LANG);
	assert_int_equal(type(b, "x"), FORM_NOT_MINE);
	assert_int_equal(type(b, " "), FORM_CHANGED);
	assert_int_equal(form_choice(b->form, LANG), 1);
	press(b, INPUT_KEY_RIGHT, "");
	press(b, INPUT_KEY_LEFT, "");
	assert_int_equal(form_choice(b->form, LANG), 1);

	form_go(b->form, TEXT);
	assert_true(form_blank(b->form, TEXT));
	type(b, "a");
	press(b, INPUT_KEY_ALT | INPUT_KEY_ENTER, "");
	type(b, "b");
	assert_string_equal(form_text(b->form, TEXT), "a\nb");
	draw(b, 24, NULL);
	press(b, INPUT_KEY_UP, ""); /* within the text, then out of it */
	assert_int_equal(form_at(b->form), TEXT);
	press(b, INPUT_KEY_UP, "");
	assert_int_equal(form_at(b->form), LANG);
}

/* Choices that are only known at run time are no words of ours. */
static void test_options(void **state)
{
	static const char *const groups[] = {"Ginza", "Home", "Umeda"};
	struct bed *b = *state;

	form_options(b->form, LANG, groups, 3);
	form_choose(b->form, LANG, 2);
	assert_true(shows(b, 24, NULL, "< Umeda >"));
	form_options(b->form, LANG, groups, 2);
	assert_int_equal(form_choice(b->form, LANG), 0);
	form_options(b->form, LANG, groups, 0);
	form_go(b->form, LANG);
	assert_int_equal(type(b, " "), FORM_MINE);
	draw(b, 24, NULL);
}

static void test_secret(void **state)
{
	struct bed *b = *state;

	form_go(b->form, SECRET);
	type(b, "hunter2");
	assert_true(shows(b, 24, NULL, "*******"));
	press(b, INPUT_KEY_TAB, "");
	assert_false(shows(b, 24, NULL, "hunter2"));
	assert_string_equal(form_text(b->form, SECRET), "hunter2");
	form_set(b->form, NAME, "Aiko");
	form_wipe(b->form);
	assert_string_equal(form_text(b->form, SECRET), "");
	assert_string_equal(form_text(b->form, NAME), "Aiko");
}

static void test_wrong(void **state)
{
	struct bed *b = *state;

	form_go(b->form, LANG);
	form_err(b->form, NAME, "Please enter a name.");
	assert_int_equal(form_at(b->form), NAME);
	assert_true(shows(b, 24, NULL, "Please enter a name."));
	press(b, INPUT_KEY_LEFT, "");
	assert_true(shows(b, 24, NULL, "Please enter a name."));
	type(b, "A");
	assert_false(shows(b, 24, NULL, "Please enter a name."));
}

/* What cannot be filled in is passed by, and says why. */
static void test_off(void **state)
{
	struct bed *b = *state;

	form_off(b->form, SECRET, "not here");
	assert_true(shows(b, 24, NULL, "not here"));
	press(b, INPUT_KEY_ENTER, "");
	assert_int_equal(form_at(b->form), USES);
	for (int i = 0; i < FIELDS; i++)
		form_off(b->form, i, "no");
	press(b, INPUT_KEY_TAB, "");
	assert_int_equal(press(b, 'x', "x"), FORM_NOT_MINE);
	assert_true(shows(b, 24, NULL, "cursor hidden"));
	assert_int_equal(press(b, INPUT_KEY_ENTER, ""), FORM_DONE);
}

static void test_mouse(void **state)
{
	struct bed *b = *state;
	struct screen_event e = {ACTION_USER_COUNT, NULL, LANG};

	draw(b, 24, NULL);
	assert_int_equal(hits_find(&b->hits, 10, 3)->number, LANG);
	assert_int_equal(form_event(b->form, &e), FORM_MINE);
	assert_int_equal(form_at(b->form), LANG);
	assert_int_equal(form_event(b->form, &e), FORM_CHANGED);
	assert_int_equal(form_choice(b->form, LANG), 1);
	e.row = 90;
	assert_int_equal(form_event(b->form, &e), FORM_NOT_MINE);
}

/* clang-format off */
static const char framed[] =
"|┌─ Name ─────────────────────────────┐\n"
"~...hhhh\n"
"|│ Aiko                               │\n"
"|└────────────────────────────────────┘\n";
static const char spaced[] =
"|Name      │ Aiko                     │\n"
"~hhhh\n"
"|\n"
"|Password  │                          │\n";
static const char dense[] =
"|Name      │ Aiko                     │\n"
"~hhhh\n"
"|Password  │                          │\n";
/* clang-format on */

static void test_sizes(void **state)
{
	struct bed *b = *state;

	type(b, "Aiko");
	assert_true(shows(b, 20, NULL, framed));
	assert_true(shows(b, 20, NULL, "As shoppers see it."));
	assert_true(shows(b, 12, NULL, spaced));
	assert_true(shows(b, 8, NULL, dense));
	assert_true(shows(b, 8, NULL, "As shoppers see it."));
	assert_false(shows(b, 6, NULL, "As shoppers see it."));
	form_go(b->form, TEXT);
	assert_true(shows(b, 3, NULL, "Note"));
	assert_false(shows(b, 3, NULL, "Name"));
	draw(b, 0, NULL);
	assert_true(shows(b, 20, "No connection", "No connection"));
}

/* ---- lists ---- */

static int moved(struct list *l, enum action_kind action, int n, int chosen)
{
	struct screen_event e = {action, NULL, HITS_NO_ROW};

	assert_true(list_event(l, &e, n, &chosen));
	return chosen;
}

static void test_list(void **state)
{
	struct list l = {0};
	struct input_event wheel = {
		.kind = INPUT_MOUSE, .mouse = INPUT_WHEEL_DOWN};
	struct screen_event e = {ACTION_USER_COUNT, &wheel, HITS_NO_ROW};
	int chosen = 3;

	(void)state;
	list_page(&l, 5, 20, 0);
	assert_int_equal(moved(&l, ACTION_UP, 20, 0), 0);
	assert_int_equal(moved(&l, ACTION_DOWN, 20, 0), 1);
	assert_int_equal(moved(&l, ACTION_PAGE_DOWN, 20, 1), 6);
	assert_int_equal(moved(&l, ACTION_PAGE_DOWN, 20, 18), 19);
	assert_int_equal(moved(&l, ACTION_PAGE_UP, 20, 6), 1);
	assert_int_equal(moved(&l, ACTION_DOWN, 0, 0), 0);
	assert_true(list_event(&l, &e, 20, &chosen));
	assert_int_equal(chosen, 4);
	e.row = 7;
	assert_true(list_event(&l, &e, 20, &chosen));
	assert_int_equal(chosen, 7);
	e.row = 20;
	assert_false(list_event(&l, &e, 20, &chosen));
	list_page(&l, 5, 20, 9);
	assert_int_equal(l.first, 5);
	list_page(&l, 5, 20, 2);
	assert_int_equal(l.first, 2);
	list_page(&l, 5, 3, 2); /* others have gone */
	assert_int_equal(l.first, 0);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(going_about),
		T(values),
		T(options),
		T(secret),
		T(wrong),
		T(off),
		T(mouse),
		T(sizes),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
