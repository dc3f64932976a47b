/* SPDX-License-Identifier: MIT */
/*
 * The chat screen: log, marks, field, menu, what happens when the connection
 * or the chat is lost.  Rules D1, D2, D7, D10, D12, D13.
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
#include "client/model/settings.h"
#include "tests/lib/scene.h"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_chat(s, "live", 0);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

/* An entry that is no text. */
static void tell_event(struct scene *s, int seq, const char *at,
	const char *kind, const char *fields)
{
	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"" SCENE_CHAT "\",\"seq\":%d,"
		"\"at\":\"2026-11-%sZ\",\"kind\":\"%s\"%s}",
		seq, at, kind, fields);
}

#define SHOPPER ",\"who\":\"shopper\",\"name\":\"Guest 4821\""
#define AIKO ",\"who\":\"associate\",\"name\":\"Aiko Tanaka\""

/* Yesterday's opening, and so on to now. */
static void tell_log(struct scene *s)
{
	tell_event(s, 1, "20T17:01:00", "opened",
		SHOPPER ",\"text\":\"Navy wool coat\"");
	tell_event(s, 2, "20T17:01:00", "text",
		SHOPPER ",\"text\":\"Hi, do you have this coat in M?\"");
	tell_event(s, 3, "21T17:02:00", "joined", AIKO);
	tell_event(s, 4, "21T17:02:00", "text",
		AIKO ",\"text\":\"Hello! Yes, we have three in M here.\"");
	tell_event(s, 5, "21T17:02:30", "text", AIKO ",\"text\":\"Blue\"");
	tell_event(s, 6, "21T17:03:00", "page",
		SHOPPER ",\"text\":\"Cashmere scarf\"");
	tell_event(s, 7, "21T17:04:00", "text",
		SHOPPER ",\"text\":\"Could you hold one until Saturday? "
			"土曜日に行きますので、それまで取り置きを"
			"お願いできますでしょうか。\"");
	tell_event(s, 8, "21T17:04:30", "text", AIKO ",\"text\":\"Of course\"");
	scene_tell(s,
		"{\"t\":\"marked\",\"chat\":\"" SCENE_CHAT "\","
		"\"who\":\"shopper\",\"seq\":5,\"mark\":\"read\"}");
	scene_tell(s,
		"{\"t\":\"marked\",\"chat\":\"" SCENE_CHAT "\","
		"\"who\":\"shopper\",\"seq\":8,\"mark\":\"delivered\"}");
}

/* clang-format off */
static const char page[] =
" noren   Home   Chat   Catalogue       Aiko Tanaka  In a chat, connected  17:05\n"
"--------------------------------------------------------------------------------\n"
" < Guest 4821   English   4 min                         Navy wool coat  ¥48,000\n"
"\n"
" ------ Fri 20 Nov ------------------------------------------------------------\n"
" 17:01  > started the chat on Navy wool coat\n"
" 17:01  Guest 4821\n"
"        Hi, do you have this coat in M?\n"
" ------ Sat 21 Nov ------------------------------------------------------------\n"
" 17:02  > Aiko Tanaka joined\n"
" 17:02  You\n"
"        Hello! Yes, we have three in M here.\n"
"        Blue  read\n"
" 17:03  > viewed Cashmere scarf\n"
" 17:04  Guest 4821\n"
"        Could you hold one until Saturday? 土曜日に行きますので、それまで取り置\n"
"        きをお願いできますでしょうか。\n"
" 17:04  You\n"
"        Of course  delivered\n"
"\n"
"--- Guest 4821 is typing -------------------------------------------------------\n"
" > I will put your name on it\n"
"   until Saturday evening.\n"
" Enter send   F3 product   F9 chat menu   Alt-Enter new line            F1 help\n";
/* clang-format on */

static void test_page(void **state)
{
	struct scene *s = *state;

	tell_log(s);
	scene_tell(s,
		"{\"t\":\"types\",\"chat\":\"" SCENE_CHAT "\","
		"\"who\":\"shopper\"}");
	scene_keys(s,
		"I will put your name on it<Alt-Enter>until Saturday evening.");
	assert_string_equal(scene_plain(s), page);
	assert_non_null(strstr(scene_styles(s), "cursor 22 26"));
	scene_wait(s, MODEL_TYPES_MS);
	assert_false(scene_shows(s, "is typing"));
}

/* From 90 columns on, who the shopper is stands beside. */
static void test_side_panel(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 30, 100);
	assert_true(scene_shows(s, "Looking at"));
	assert_true(scene_shows(s, "Shopper is              here"));
	scene_tell(s,
		"{\"t\":\"peer\",\"chat\":\"" SCENE_CHAT "\","
		"\"present\":false}");
	assert_true(scene_shows(s, "away"));
	assert_true(scene_shows(s, "not connected"));
	scene_resize(s, 24, 89);
	assert_false(scene_shows(s, "Looking at"));
}

/* D10: who comes back on another page is not said to be away still. */
static void test_back_on_another_page(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"peer\",\"chat\":\"" SCENE_CHAT "\","
		"\"present\":false}");
	assert_true(scene_shows(s, "The shopper is away."));
	scene_chat(s, "live", 0);
	assert_true(scene_shows(s, "The shopper is back."));
	assert_false(scene_shows(s, "The shopper is away."));
}

/* D13 */
static void test_enter_sends(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "one<Shift-Enter>two<Enter>");
	assert_non_null(strstr(scene_out(s), "\"text\":\"one\\ntwo\""));
	assert_string_equal(s->model->chat->draft, "");
	assert_true(scene_shows(s, "two  sending"));
	scene_keys(s, "  <Enter>"); /* blanks are nothing to say */
	assert_null(strstr(scene_out(s), "say"));
}

static void swapped(struct settings *settings)
{
	settings->enter_sends = false;
}

static void test_enter_breaks(void **state)
{
	struct scene *s = scene_new(24, 80, false, swapped);

	(void)state;
	scene_sign_in(s);
	scene_chat(s, "live", 0);
	scene_keys(s, "one<Enter>two");
	assert_null(strstr(scene_out(s), "\"t\":\"say\""));
	assert_true(scene_shows(s, "Alt-Enter send"));
	scene_keys(s, "<Alt-Enter>");
	assert_non_null(strstr(scene_out(s), "\"text\":\"one\\ntwo\""));
	scene_destroy(&s);
}

/* What is pasted never sends. */
static void test_paste(void **state)
{
	struct scene *s = *state;

	scene_paste(s, "one\ntwo\n");
	assert_null(strstr(scene_out(s), "\"t\":\"say\""));
	assert_string_equal(s->model->chat->draft, "one\ntwo\n");
}

static void test_history(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "one<Enter>two<Up>");
	assert_string_equal(s->model->chat->draft, "one");
	scene_keys(s, "<Down>");
	assert_string_equal(s->model->chat->draft, "two");
}

static void test_offline(void **state)
{
	struct scene *s = *state;

	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_true(scene_shows(s, " Offline, retry 4 s "));
	assert_true(scene_shows(s, "Offline: will be sent when back"));
	scene_out(s);
	scene_keys(s, "still here<Enter>");
	assert_null(strstr(scene_out(s), "send"));
	assert_true(scene_shows(s, "still here  will be sent when back"));
}

/* C4: rung in an ended chat, a line says so and takes no key. */
static void test_ring_in_ended_chat(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "half a word");
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"left\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	assert_true(scene_shows(s, "The shopper has left."));
	assert_true(scene_shows(s, "> half a word"));
	scene_ring(s, SCENE_OTHER, 90000);
	assert_true(scene_shows(s, "Guest 4821 is ringing   90 s   F5 accept"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	assert_null(strstr(scene_out(s), "send"));
	scene_keys(s, "<F5>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"accept\""));
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_OTHER "\","
		"\"phase\":\"live\",\"name\":\"Kim\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:05:00Z\"}");
	assert_true(scene_shows(s, "< Kim"));
	assert_false(scene_shows(s, "half a word"));
	scene_keys(s, "<Up>"); /* not lost, and not sent to Kim */
	assert_true(scene_shows(s, "> half a word"));
}

static void test_draft_waits_at_home(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "half a word<Esc>");
	assert_int_equal(s->model->place, MODEL_HOME);
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "> half a word"));
}

/* D7: ends after a question whose first answer is the harmless one. */
static void test_end(void **state)
{
	struct scene *s = *state;

	scene_out(s);
	scene_keys(s, "<F9>");
	assert_true(scene_shows(s, "Chat with Guest 4821"));
	scene_keys(s, "<Up><Enter>");
	assert_true(scene_shows(s, "End the chat with Guest 4821?"));
	scene_keys(s, "<Enter>");
	assert_false(scene_shows(s, "End the chat"));
	assert_null(strstr(scene_out(s), "end"));
	scene_keys(s, "<F9>e<Right><Enter>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"end\""));
	scene_keys(s, "<F9>");
	assert_true(scene_shows(s, "End chat"));
	scene_keys(s, "<F9>");
	assert_false(scene_shows(s, "End chat"));
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_keys(s, "<Alt-M>");
	assert_true(scene_shows(s, "no connection"));
	scene_keys(s, "e<Up><Enter>");
	assert_false(scene_shows(s, "End the chat"));
}

static void tell_many(struct scene *s, int first, int last)
{
	char text[40];

	for (int i = first; i <= last; i++) {
		snprintf(text, sizeof(text), "message %d", i);
		scene_entry(s, i, "shopper", text);
	}
}

/* Scrolled up, the page stays where it is, and nothing counts as read. */
static void test_scroll(void **state)
{
	struct scene *s = *state;

	tell_many(s, 1, 60);
	assert_true(scene_shows(s, "message 60\n"));
	scene_out(s);
	scene_keys(s, "<PageUp>");
	assert_false(scene_shows(s, "message 60\n"));
	assert_true(scene_shows(s, "message 43\n"));
	assert_true(scene_shows(s, "PageDown: to the latest message"));
	tell_many(s, 61, 63);
	assert_true(scene_shows(s, "message 43\n"));
	assert_null(strstr(scene_out(s), "\"read\""));
	scene_keys(s, "<PageUp><PageUp><PageUp><PageUp><PageUp><PageUp>");
	assert_true(scene_shows(s, "message 1\n"));
	for (int i = 0; i < 30; i++)
		scene_wheel(s, false);
	assert_true(scene_shows(s, "message 63\n"));
	assert_non_null(strstr(scene_out(s), "\"read\""));
	scene_wheel(s, true);
	assert_false(scene_shows(s, "message 63\n"));
	scene_keys(s, "Hi<Enter>"); /* one's own words are to be seen */
	assert_true(scene_shows(s, "message 63\n"));
}

static void test_new_line_above_unseen(void **state)
{
	struct scene *s = *state;

	scene_entry(s, 1, "shopper", "seen");
	scene_focus(s, false);
	scene_entry(s, 2, "shopper", "unseen");
	scene_page(s);
	assert_non_null(strstr(scene_out(s), "title * New message - noren\n"));
	scene_focus(s, true);
	assert_non_null(strstr(scene_plain(s), "- New -"));
	scene_keys(s, "Hi<Enter>");
	assert_null(strstr(scene_plain(s), "- New -"));
}

/* D12: the terminal gets text and nothing but text. */
static void test_hostile_text(void **state)
{
	struct scene *s = *state;

	scene_entry(
		s, 1, "shopper", "a\\u001b]0;x\\u0007b\\u009b2Jc\\rd\\u202ee");
	assert_true(scene_shows(s, "        a]0;xb2Jc"));
	for (const char *at = scene_page(s); *at; at++)
		assert_true((unsigned char)*at >= ' ' || *at == '\n');
}

/* A long log wraps once a width: later pages cost what they show. */
static void test_long_log(void **state)
{
	struct scene *s = *state;

	tell_many(s, 1, 500);
	assert_true(scene_shows(s, "message 500\n"));
	for (int cols = 60; cols < 100; cols++) {
		scene_resize(s, 24, cols);
		assert_true(scene_shows(s, "message 500"));
	}
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(page),
		T(side_panel),
		T(back_on_another_page),
		T(enter_sends),
		cmocka_unit_test(test_enter_breaks),
		T(paste),
		T(history),
		T(offline),
		T(ring_in_ended_chat),
		T(draft_waits_at_home),
		T(end),
		T(scroll),
		T(new_line_above_unseen),
		T(hostile_text),
		T(long_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
