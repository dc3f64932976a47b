/* SPDX-License-Identifier: MIT */
/*
 * The enquiries that wait.  Rule C9.
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

#define ONE "01000000000000000000000000"
#define TWO "02000000000000000000000000"

static void tell_enquiry(
	struct scene *s, const char *id, const char *at, const char *fields)
{
	scene_tellf(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"%s\",\"at\":\"%s\","
		"\"address\":\"kim@example.com\",\"name\":\"Kim\","
		"\"text\":\"Is it machine washable?\\nAnd dryable?\"%s}",
		id, at, fields);
}

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_keys(s, "<F7>");
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void tell_two(struct scene *s)
{
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	tell_enquiry(s, ONE, "2026-11-20T09:00:00Z", "");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
}

static void test_list(void **state)
{
	struct scene *s = *state;
	const char *page;

	assert_string_equal(scene_out(s),
		"send {\"t\":\"enquiries\",\"ref\":\"0000000000005eed-1\"}\n");
	assert_true(scene_shows(s, "One moment"));
	tell_two(s);
	page = scene_page(s);
	assert_non_null(strstr(page,
		"   * Fri 20 Nov 09:00 Kim                  "
		"Is it machine washable?"));
	assert_true(strstr(page, "Fri 20 Nov") < strstr(page, "09:10"));
}

static void test_none(void **state)
{
	struct scene *s = *state;

	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	assert_true(scene_shows(s, "No enquiries wait."));
}

static void test_take_up(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	scene_out(s);
	scene_keys(s, "<Down><Enter>");
	assert_true(scene_shows(s, "Answer to kim@example.com"));
	assert_true(scene_shows(s, "And dryable?"));
	assert_null(strstr(scene_out(s), "take_up"));
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s),
		"send {\"t\":\"take_up\",\"ref\":\"0000000000005eed-2\","
		"\"enquiry\":\"" TWO "\"}\n");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", ",\"taken\":\"Mio\"");
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-2\","
		"\"code\":\"taken\",\"text\":\"\",\"name\":\"Mio\"}");
	assert_true(scene_shows(s, "Taken up by Mio"));
	assert_true(scene_shows(s, "A colleague was first."));
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "take_up"));
	scene_keys(s, "<Esc>");
	assert_true(scene_shows(s, "Fri 20 Nov"));
	scene_keys(s, "<Esc>");
	assert_int_equal(s->model->place, MODEL_HOME);
}

/* Asked again, those that are no longer there go. */
static void test_asked_again(void **state)
{
	struct scene *s = *state;

	tell_two(s);
	scene_keys(s, "<Esc><F7>");
	tell_enquiry(s, TWO, "2026-11-21T09:10:00Z", "");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-2\"}");
	assert_int_equal(s->model->n_enquiries, 1);
}

static void test_many(void **state)
{
	struct scene *s = *state;
	char id[] = ONE;

	for (int i = 0; i < 32; i++) {
		id[10] = "0123456789abcdefghjkmnpqrstvwxyz"[i];
		tell_enquiry(s, id, "2026-11-20T09:00:00Z", "");
	}
	scene_keys(s, "<PageDown><PageDown><PageDown>");
	assert_int_equal(s->model->n_enquiries, 32);
	assert_int_equal(scene_count_style(s, STYLE_REVERSE), 76);
	scene_resize(s, 12, 40);
	assert_int_equal(scene_count_style(s, STYLE_REVERSE), 38);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(list),
		T(none),
		T(take_up),
		T(asked_again),
		T(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
