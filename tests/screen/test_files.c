/* SPDX-License-Identifier: MIT */
/*
 * What goes into the chat and out of it: pictures, links; and what support is
 * told.  Rules D6, B7, H1, H3, D12.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "shared/mem.h"
#include "tests/lib/scene.h"

#define MEDIA "0fffffffffffffffffffffffff"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_chat(s, "live", 0);
	scene_out(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void tell_file(struct scene *s, int seq)
{
	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"" SCENE_CHAT "\",\"seq\":%d,"
		"\"at\":\"2026-11-21T17:02:00Z\",\"kind\":\"file\","
		"\"who\":\"shopper\",\"name\":\"Guest 4821\","
		"\"text\":\"navy.jpg\",\"media\":\"" MEDIA "\","
		"\"mime\":\"image/jpeg\",\"width\":1024,\"height\":768,"
		"\"bytes\":348160}",
		seq);
}

/* ---- pictures ---- */

static void test_upload(void **state)
{
	struct scene *s = *state;
	struct wire_media media = {
		.media = id_from_str(MEDIA),
		.mime = WIRE_MIME_PNG,
		.bytes = 5000,
	};
	const char *out;

	scene_keys(s, "<F9>s");
	assert_true(scene_shows(s, "JPEG, PNG, GIF, WebP or MP4"));
	scene_out(s);
	scene_keys(s, "na<Tab>");
	assert_string_equal(scene_out(s), "complete ~/na\n");
	scene_act(s,
		&(struct action){.kind = ACTION_COMPLETED,
			.completed = {"~/navy", "navy 2.PNG\nnavy.jpg\n"}});
	assert_true(scene_shows(s, "~/navy"));
	assert_true(scene_shows(s, "navy 2.PNG"));
	scene_keys(s, ".jpg<Enter>");
	assert_non_null(strstr(scene_out(s), "upload ~/navy.jpg\n"));
	scene_act(s,
		&(struct action){
			.kind = ACTION_UPLOADING, .uploading = {500, 1000}});
	assert_true(scene_shows(s, "Sending navy.jpg: 50 %   Esc stops it"));
	scene_keys(s, "<Esc>");
	assert_non_null(strstr(scene_out(s), "upload_stop"));
	assert_int_equal(s->model->place, MODEL_CHAT);
	scene_act(s,
		&(struct action){
			.kind = ACTION_UPLOADED, .uploaded = {ERR_OK, &media}});
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"show\""));
	assert_non_null(strstr(out, "\"media\":\"" MEDIA "\""));
	assert_true(scene_shows(s, "[navy.jpg]  PNG, 5 KB  sending"));
}

static void test_upload_is_refused(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Alt-I>notes.txt<Enter>");
	scene_act(s,
		&(struct action){.kind = ACTION_UPLOADED,
			.uploaded = {.err = ERR_MEDIA}});
	assert_true(scene_shows(s, "Only JPEG, PNG, GIF, WebP and MP4"));
	assert_false(scene_shows(s, "Sending"));
	assert_null(strstr(scene_out(s), "show"));
}

/* The chat is over before the file is there. */
static void test_upload_comes_too_late(void **state)
{
	struct scene *s = *state;
	struct wire_media media = {.media = id_from_str(MEDIA)};

	scene_keys(s, "<Alt-I>a.png<Enter>");
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"left\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	scene_out(s);
	scene_act(s,
		&(struct action){
			.kind = ACTION_UPLOADED, .uploaded = {ERR_OK, &media}});
	assert_true(scene_shows(s, "The chat has ended."));
	assert_null(strstr(scene_out(s), "show"));
}

static void test_pictures_are_fetched_once(void **state)
{
	struct scene *s = *state;

	tell_file(s, 1);
	assert_non_null(strstr(scene_out(s), "picture " MEDIA "\n"));
	tell_file(s, 2);
	assert_null(strstr(scene_out(s), "picture"));
	assert_true(scene_shows(s, "[navy.jpg]  JPEG 1024x768, 340 KB"));
	scene_act(s,
		&(struct action){.kind = ACTION_CELLS,
			.cells = {.media = id_from_str(MEDIA)}});
	assert_true(scene_shows(s, "[navy.jpg]"));
}

/* ---- links ---- */

static void test_links(void **state)
{
	struct scene *s = *state;

	scene_entry(s, 1, "shopper",
		"See https://xn--r8jz45g.jp/a, or https://аpple.com/x");
	tell_file(s, 2);
	scene_keys(s, "<Alt-O>");
	assert_true(scene_shows(s, "Links and pictures"));
	assert_true(scene_shows(s, "https://xn--pple-43d.com/x"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_string_equal(scene_out(s), "save " MEDIA " navy.jpg\n");
	scene_act(s,
		&(struct action){.kind = ACTION_SAVED,
			.saved = {ERR_OK, "/srv/navy.jpg"}});
	assert_true(scene_shows(s, "Kept as /srv/navy.jpg"));
	scene_keys(s, "<Alt-O><Down>c");
	assert_null(strstr(scene_out(s), "copy"));
	assert_true(scene_shows(s, "c again: into the clipboard"));
	scene_keys(s, "c");
	assert_string_equal(scene_out(s), "copy https://xn--r8jz45g.jp/a\n");
	scene_keys(s, "<Down><Enter>");
	assert_string_equal(scene_out(s), "look https://xn--pple-43d.com/x\n");
}

/* ---- reports ---- */

static void test_report(void **state)
{
	struct scene *s = *state;
	const char *out;

	scene_entry(s, 1, "shopper", "My name is 佐藤, call me");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_IO);
	scene_sign_in(s);
	scene_page(s);
	scene_keys(s, "<F10>r");
	assert_true(scene_shows(s, "What is wrong"));
	scene_keys(s, "It froze");
	scene_act(s, &(struct action){.kind = ACTION_LOCK});
	assert_false(scene_shows(s, "It froze"));
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	assert_true(scene_shows(s, "It froze"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	out = scene_out(s);
	assert_non_null(strstr(out, "report_send It froze"));
	assert_non_null(strstr(out, "Maison Noren"));
	assert_non_null(strstr(out, "80x24 cells"));
	assert_non_null(strstr(out, "waiting, io"));
	assert_non_null(strstr(out, "xx xxxx xx ＊＊"));
	assert_null(strstr(out, "佐藤"));
	assert_null(strstr(out, "Guest 4821"));
	/* and the chat is as it was */
	assert_string_equal(s->model->chat->name, "Guest 4821");
	assert_true(scene_shows(s, "My name is 佐藤, call me"));
	scene_act(s, &(struct action){.kind = ACTION_REPORTED});
	assert_true(scene_shows(s, "support has your report"));
	scene_keys(s, "<F10>r<Tab><Enter>");
	assert_non_null(strstr(scene_out(s), "report_keep"));
}

/* ---- the battery, notices ---- */

static void test_battery(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F2>");
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"ended\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	scene_out(s);
	scene_keys(s, "<Space>");
	assert_non_null(strstr(scene_out(s), "battery\n"));
	scene_act(s, &(struct action){.kind = ACTION_BATTERY, .number = 25});
	assert_false(scene_shows(s, "plug in"));
	scene_act(s, &(struct action){.kind = ACTION_BATTERY, .number = 18});
	assert_true(scene_shows(s, "Battery at 18 %: please plug in."));
}

static void test_notices(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>n");
	assert_true(scene_shows(s, "New chats"));
	assert_false(scene_shows(s, "Blocks")); /* for managers */
	scene_out(s);
	scene_keys(s, "y");
	assert_string_equal(
		scene_out(s), "bell\nnotify This is how noren calls you\n");
	scene_click(s, "New chats");
	assert_false(s->model->notify.kind[NOTIFY_CHAT]);
	scene_keys(s, "<Esc>");
	scene_focus(s, false);
	scene_out(s);
	scene_ring(s, SCENE_OTHER, 60000);
	assert_null(strstr(scene_out(s), "bell"));
}

/* Where the terminal does not tell of its focus, who types looks at it. */
static void test_notices_without_focus(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F2>");
	scene_out(s);
	scene_ring(s, SCENE_OTHER, 60000);
	assert_null(strstr(scene_out(s), "notify"));
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_OTHER "\","
		"\"reason\":\"choice\"}");
	scene_wait(s, MODEL_IDLE_MS);
	scene_out(s);
	scene_ring(s, SCENE_OTHER, 60000);
	assert_non_null(strstr(scene_out(s), "notify A chat is ringing\n"));
}

/* An error of a newer relay, which has no name here. */
static void test_report_of_an_unknown_error(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"x\",\"code\":\"from_the_future\","
		"\"text\":\"?\"}");
	scene_keys(s, "<F10>r<Tab>");
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_non_null(strstr(scene_out(s), "unknown\n"));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, finish)
	const struct CMUnitTest tests[] = {
		T(test_upload),
		T(test_upload_is_refused),
		T(test_upload_comes_too_late),
		T(test_pictures_are_fetched_once),
		T(test_links),
		T(test_report),
		T(test_battery),
		T(test_notices),
		T(test_notices_without_focus),
		T(test_report_of_an_unknown_error),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
