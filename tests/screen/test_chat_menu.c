/* SPDX-License-Identifier: MIT */
/*
 * What the chat menu leads to: transferring, blocking, recommending; and the
 * greetings and saved replies.  Rules D3, D4, D5, D8, D9, A6.
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
#include "tests/lib/scene.h"

#define MIO "0eeeeeeeeeeeeeeeeeeeeeeeee"

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

/* clang-format off */
static const char menu[] =
" < Guest 4821   English   4 min                         Navy wool coat  ¥48,000\n"
" +- Chat with Guest 4821 ----+\n"
" |  Recommend a product   p  |\n"
" |  Send a picture        s  |\n"
" |  Transfer              t  |\n"
" |  Block shopper         b  |\n"
" |  End chat              e  |\n"
" +---------------------------+\n";
/* clang-format on */

static void test_menu(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F9>");
	assert_non_null(strstr(scene_plain(s), menu));
	scene_keys(s, "<Esc>");
	scene_click(s, "< Guest");
	assert_non_null(strstr(scene_plain(s), menu));
	scene_click(s, "End chat");
	assert_true(scene_shows(s, "End the chat with Guest 4821?"));
	scene_click(s, "Go on");
	assert_false(scene_shows(s, "End the chat"));
	scene_keys(s, "<F9>");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_true(scene_shows(s, "Transfer              no connection"));
	scene_click(s, "Transfer ");
	assert_false(scene_shows(s, "Only colleagues"));
}

/* Clicks on head and foot mean what stands there. */
static void test_clicks(void **state)
{
	struct scene *s = *state;

	scene_click(s, "Home");
	assert_int_equal(s->model->place, MODEL_HOME);
	scene_click(s, "Chat");
	assert_int_equal(s->model->place, MODEL_CHAT);
	scene_click(s, "F9 chat");
	assert_true(scene_shows(s, "End chat"));
	scene_click(s, "Esc back");
	assert_false(scene_shows(s, "End chat"));
	scene_click(s, "Guest 4821   E"); /* just words */
	assert_int_equal(s->model->place, MODEL_CHAT);
}

/* ---- transferring ---- */

static void tell_targets(struct scene *s)
{
	scene_tell(s,
		"{\"t\":\"target\",\"group\":\"ginza\",\"name\":\"Ginza\","
		"\"free\":2}");
	scene_tell(s,
		"{\"t\":\"target\",\"associate\":\"" SCENE_OTHER "\","
		"\"name\":\"Ken Ito\",\"free\":0}");
	scene_tell(s,
		"{\"t\":\"target\",\"associate\":\"" MIO "\","
		"\"name\":\"Mio Sato\",\"free\":1}");
}

/* The ref of the last command that was sent. */
static void answer_ok(struct scene *s, const char *out)
{
	const char *ref = out, *next;
	int len;

	while ((next = strstr(ref + 1, "\"ref\":\"")))
		ref = next;
	ref += 7;
	len = (int)strcspn(ref, "\"");
	scene_tellf(s, "{\"t\":\"ok\",\"ref\":\"%.*s\"}", len, ref);
}

/* clang-format off */
static const char transfer[] =
"          +- Transfer Guest 4821 ------------------------------------+\n"
"          |                                                          |\n"
"          |  Mio Sato                                          free  |\n"
"          |  Ken Ito                                       not free  |\n"
"          |  Ginza                                    group, 2 free  |\n"
"          |                                                          |\n"
"          |  Why  fits her better                                    |\n"
"          |  Only colleagues see this.                               |\n"
"          +----------------------------------------------------------+\n";
/* clang-format on */

static void test_transfer_list(void **state)
{
	struct scene *s = *state;
	const char *out;

	scene_keys(s, "<F9>t");
	assert_true(scene_shows(s, "One moment"));
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"targets\""));
	tell_targets(s);
	answer_ok(s, out);
	scene_keys(s, "fits her better");
	assert_non_null(strstr(scene_plain(s), transfer));
	scene_keys(s, "<Down><Enter>"); /* Ken is not free */
	assert_null(strstr(scene_out(s), "\"t\":\"transfer\""));
	assert_true(scene_shows(s, "Only colleagues"));
	/* It is asked for anew; who has gone goes. */
	scene_wait(s, TRANSFER_REFRESH_MS);
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"targets\""));
	scene_tell(s,
		"{\"t\":\"target\",\"associate\":\"" MIO "\","
		"\"name\":\"Mio Sato\",\"free\":1}");
	answer_ok(s, out);
	assert_false(scene_shows(s, "Ken"));
	scene_keys(s, "<Enter>");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"transfer\""));
	assert_non_null(strstr(out, "\"associate\":\"" MIO "\""));
	assert_non_null(strstr(out, "\"note\":\"fits her better\""));
	scene_wait(s, 3 * TRANSFER_REFRESH_MS);
	assert_null(strstr(scene_out(s), "targets"));
}

static void tell_handing(struct scene *s)
{
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"live\",\"name\":\"Guest 4821\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\",\"present\":true,"
		"\"handing\":\"Mio Sato\",\"left\":90000}");
}

static void test_transfer_is_pending(void **state)
{
	struct scene *s = *state;

	tell_handing(s);
	scene_wait(s, 28000);
	assert_true(scene_shows(s, "Transferring to Mio Sato, 62 s"));
	scene_keys(s, "<F9>");
	assert_true(scene_shows(s, "Call the chat back"));
	scene_keys(s, "<Esc>");
	scene_out(s);
	scene_keys(s, "<Alt-C>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"call_back\""));
	scene_tell(s,
		"{\"t\":\"transfer_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"called_back\"}");
	assert_true(scene_shows(s, "Called back: the chat stays with you."));
	assert_false(scene_shows(s, "Transferring"));
	tell_handing(s);
	scene_tell(s,
		"{\"t\":\"transfer_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"missed\"}");
	assert_true(scene_shows(s, "Nobody took it: it stays with you."));
	assert_int_equal(s->model->place, MODEL_CHAT);
}

/* The sender is home, unless something was being written. */
static void test_transfer_is_taken(void **state)
{
	struct scene *s = *state;

	tell_handing(s);
	scene_tell(s,
		"{\"t\":\"transfer_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio Sato\"}");
	assert_int_equal(s->model->place, MODEL_HOME);
	assert_true(scene_shows(s, "Mio Sato has the chat now."));
	assert_null(s->model->chat);
	scene_chat(s, "live", 0);
	scene_keys(s, "I was just");
	scene_tell(s,
		"{\"t\":\"transfer_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio Sato\"}");
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_true(scene_shows(s, "A colleague has the chat now."));
	assert_true(scene_shows(s, "I was just"));
}

/* Whoever ended it a moment too late reads who has it, not that it is over. */
static void test_ended_as_it_was_taken(void **state)
{
	struct scene *s = *state;
	const char *out;
	char ref[64] = "";

	tell_handing(s);
	scene_out(s);
	scene_keys(s, "<F9>e<Down><Enter>");
	out = strstr(scene_out(s), "\"t\":\"end\"");
	assert_non_null(out);
	assert_int_equal(
		sscanf(out, "\"t\":\"end\",\"ref\":\"%63[^\"]", ref), 1);
	scene_tell(s,
		"{\"t\":\"transfer_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio Sato\"}");
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"unknown_chat\","
		"\"text\":\"\"}",
		ref);
	assert_true(scene_shows(s, "Mio Sato has the chat now."));
}

/* The receiver sees who sends it, why, and how long it rings. */
static void test_transfer_rings(void **state)
{
	struct scene *s = *state;

	scene_focus(s, false);
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"ended\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"ring\",\"chat\":\"" SCENE_OTHER "\",\"left\":62000,"
		"\"name\":\"Guest 4790\",\"text\":\"Is it wool?\","
		"\"from\":\"Mio Sato\",\"note\":\"speaks Japanese\"}");
	assert_true(scene_shows(s, "A colleague sends you a chat"));
	assert_true(scene_shows(s, "From Mio Sato: speaks Japanese"));
	assert_true(scene_shows(s, "62 s"));
	assert_string_equal(scene_out(s),
		"bell\nnotify A colleague sends you a chat\n"
		"title * New chat - noren\n");
}

/* ---- blocking ---- */

/* clang-format off */
static const char block[] =
"          +- Block Guest 4821? --------------------------------------+\n"
"          |                                                          |\n"
"          |  The chat ends. The shopper is not told, and is not      |\n"
"          |  seen any more. Every manager is told.                   |\n"
"          |                                                          |\n"
"          |  Reason                                                  |\n"
"          |                                                          |\n"
"          |   Go on    Block  needs a reason                         |\n"
"          |                                                          |\n"
"          +----------------------------------------------------------+\n";
/* clang-format on */

static void test_block(void **state)
{
	struct scene *s = *state;
	const char *out;

	scene_keys(s, "<F9>b");
	assert_non_null(strstr(scene_plain(s), block));
	scene_out(s);
	scene_keys(s, "<Enter>"); /* the harmless answer */
	assert_false(scene_shows(s, "Reason"));
	scene_keys(s, "<F9>b<Tab><Enter>"); /* no reason, no block */
	assert_true(scene_shows(s, "needs a reason"));
	scene_keys(s, "Rude words");
	assert_false(scene_shows(s, "needs a reason"));
	assert_null(strstr(scene_out(s), "\"t\":\"block\""));
	scene_keys(s, "<Enter>");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"block\""));
	assert_non_null(strstr(out, "\"text\":\"Rude words\""));
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"blocked\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	assert_int_equal(s->model->place, MODEL_HOME);
}

static void tell_block(struct scene *s, const char *shopper, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"blocked\",\"shopper\":\"%s\",\"name\":\"Guest 11\","
		"\"by\":\"Mio Sato\",\"at\":\"2026-11-21T16:20:00Z\","
		"\"text\":\"Rude words\"%s}",
		shopper, more);
}

/* Managers are told, see the list, and lift. */
static void test_blocked_list(void **state)
{
	struct scene *s = *state;
	const char *out;

	scene_keys(s, "<F10>");
	assert_false(scene_shows(s, "Blocked"));
	scene_keys(s, "<Esc>");
	scene_manager(s);
	tell_block(s, MIO, ",\"fresh\":true");
	assert_true(scene_shows(s, "Mio Sato blocked a shopper."));
	assert_string_equal(scene_out(s), "bell\n");
	scene_keys(s, "<F10>b");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"blocks\""));
	tell_block(s, MIO, "");
	answer_ok(s, out);
	assert_true(scene_shows(s, "Guest 11"));
	assert_true(scene_shows(s, "16:20 by Mio Sato"));
	assert_true(scene_shows(s, "Rude words"));
	scene_keys(s, "<Enter>");
	assert_true(scene_shows(s, "Enter lifts the block"));
	scene_out(s);
	scene_keys(s, "<Enter>");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"unblock\""));
	answer_ok(s, out);
	assert_true(scene_shows(s, "Nobody is blocked."));
}

/* ---- greetings and replies ---- */

static void tell_template(struct scene *s, const char *key, const char *use,
	const char *text, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"template\",\"template\":\"%s\",\"use\":\"%s\","
		"\"text\":\"%s\"%s}",
		key, use, text, more);
}

static void tell_greetings(struct scene *s)
{
	tell_template(s, "a", "greeting", "Welcome to {group}!", "");
	tell_template(s, "b", "greeting",
		"{time_of_day}, {shopper}! I am {associate}.",
		",\"from\":600,\"until\":1200");
	tell_template(s, "c", "greeting", "Hello, coat", ",\"pages\":\"/x*\"");
	tell_template(
		s, "d", "greeting", "いらっしゃいませ", ",\"lang\":\"ja\"");
}

static void test_greeting(void **state)
{
	struct scene *s = *state;
	const char *text = "Good afternoon, Guest 4821! I am Aiko Tanaka.";

	tell_greetings(s);
	assert_true(scene_shows(s, text));
	assert_true(scene_shows(s, "Ctrl-G send  Tab edit"));
	scene_keys(s, "a");
	assert_false(scene_shows(s, text));
	scene_keys(s, "<Backspace><Tab>");
	assert_string_equal(s->model->chat->draft, text);
	scene_keys(s, "<Ctrl-U><Esc>"); /* puts it away, and stays */
	assert_false(scene_shows(s, text));
	assert_int_equal(s->model->place, MODEL_CHAT);
}

static void test_greeting_is_sent(void **state)
{
	struct scene *s = *state;

	tell_greetings(s);
	scene_click(s, "Tab edit"); /* sends nothing */
	assert_null(strstr(scene_out(s), "\"t\":\"say\""));
	scene_keys(s, "<Ctrl-U>");
	scene_out(s);
	scene_click(s, "Ctrl-G send");
	assert_non_null(strstr(scene_out(s),
		"\"text\":\"Good afternoon, Guest 4821! I am Aiko Tanaka.\""));
	assert_false(scene_shows(s, "Ctrl-G"));
}

/* Another of the associate's devices has sent it: gone here too (A6). */
static void test_greeting_is_gone_everywhere(void **state)
{
	struct scene *s = *state;

	tell_greetings(s);
	scene_entry(s, 1, "shopper", "Hello?");
	assert_true(scene_shows(s, "Ctrl-G"));
	scene_entry(s, 2, "associate", "Good afternoon");
	assert_false(scene_shows(s, "Ctrl-G"));
}

static void test_replies(void **state)
{
	struct scene *s = *state;

	tell_template(s, "hours", "reply", "We are open until {time_of_day}.",
		",\"title\":\"Opening hours\"");
	tell_template(s, "ship", "reply", "{associate} ships ＴＥＡ tomorrow.",
		",\"title\":\"Shipping\"");
	scene_keys(s, "/");
	assert_true(scene_shows(s, "Saved replies"));
	assert_true(scene_shows(s, "Opening hours"));
	scene_keys(s, "tea ship");
	assert_false(scene_shows(s, "Opening hours"));
	scene_keys(s, "<Enter>");
	assert_string_equal(
		s->model->chat->draft, "Aiko Tanaka ships ＴＥＡ tomorrow.");
	assert_true(scene_shows(s, "> Aiko Tanaka ships"));
	scene_keys(s, "/"); /* the field is not empty */
	assert_false(scene_shows(s, "Saved replies"));
}

/* ---- products ---- */

#define PRODUCT \
	"\"sku\":\"CO-1\",\"product\":\"Navy wool coat\",\"amount\":48000," \
	"\"currency\":\"JPY\""

static void tell_entry(
	struct scene *s, int seq, const char *kind, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"" SCENE_CHAT "\",\"seq\":%d,"
		"\"at\":\"2026-11-21T17:02:00Z\",\"kind\":\"%s\",%s}",
		seq, kind, more);
}

#define SHOPPER "\"who\":\"shopper\","
#define AIKO "\"who\":\"associate\",\"name\":\"Aiko Tanaka\","

/* clang-format off */
static const char events[] =
" 17:02  > viewed Navy wool coat\n"
" 17:02  You\n"
"        This one?\n"
"        +------------------------------------------+\n"
"        | Navy wool coat                   ¥48,000 |\n"
"        | CO-1                                     |\n"
"        +------------------------------------------+  sent\n"
" 17:02  > viewed your recommendation Navy wool coat\n"
" 17:02  > put your recommendation Navy wool coat in the cart (2)\n"
" 17:02  > took Navy wool coat out of the cart\n"
" 17:02  > went to the till\n"
" 17:02  > bought: order 77   ¥48,000\n";
/* clang-format on */

static void test_events(void **state)
{
	struct scene *s = *state;

	tell_entry(s, 1, "product", SHOPPER PRODUCT);
	tell_entry(s, 2, "card", AIKO PRODUCT ",\"text\":\"This one?\"");
	tell_entry(s, 3, "product", SHOPPER PRODUCT ",\"recommended\":true");
	tell_entry(s, 4, "cart",
		SHOPPER PRODUCT ",\"recommended\":true,\"quantity\":2");
	tell_entry(s, 5, "uncart", SHOPPER PRODUCT);
	tell_entry(s, 6, "checkout", "\"who\":\"shopper\"");
	tell_entry(s, 7, "purchase",
		SHOPPER
		"\"order\":\"77\",\"amount\":48000,\"currency\":\"JPY\"");
	assert_non_null(strstr(scene_plain(s), events));
	assert_null(strstr(scene_plain(s), "Ctrl-G"));
}

/* A lowered price, and what it was before; the card goes on as it came. */
static void test_lowered(void **state)
{
	struct scene *s = *state;

	tell_entry(s, 1, "card", AIKO PRODUCT ",\"sale\":38400");
	assert_true(scene_shows(s, "Navy wool coat                   ¥38,400"));
	assert_true(scene_shows(s, "CO-1                         was ¥48,000"));
	scene_keys(s, "<F9>p<Enter>");
	assert_non_null(strstr(scene_out(s),
		"\"amount\":48000,\"sale\":38400,\"currency\":\"JPY\""));
	/* One that is no lower is no news. */
	tell_entry(s, 2, "card", AIKO PRODUCT ",\"sale\":48000");
	assert_true(scene_shows(s, "Navy wool coat                   ¥48,000"));
}

static void test_recommend(void **state)
{
	struct scene *s = *state;
	const char *out;

	tell_entry(s, 1, "product",
		SHOPPER "\"sku\":\"S-2\",\"product\":\"Scarf\"");
	scene_out(s);
	scene_keys(s, "<F9>p");
	assert_true(scene_shows(s, "Navy wool coat"));
	scene_keys(s, "<Down>Warm too<Enter>");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"t\":\"recommend\""));
	assert_non_null(strstr(out, "\"sku\":\"S-2\""));
	assert_non_null(strstr(out, "\"text\":\"Warm too\""));
	assert_true(scene_shows(s, "sending"));
	assert_true(scene_shows(s, "Scarf"));
	scene_keys(s, "<F9>p<Up><Down><Down><Enter>");
	assert_true(scene_shows(s, "Another page")); /* it needs an address */
	scene_keys(s, "Hat<Tab>https://x.jp/hat<Tab>Nice<Enter>");
	assert_false(scene_shows(s, "Another page"));
	assert_true(scene_shows(s, "Hat"));
	assert_true(scene_shows(s, "Nice"));
}

/* The relay takes no page from elsewhere; and says so. */
static void test_recommend_is_refused(void **state)
{
	struct scene *s = *state;
	const char *ref;

	scene_keys(s, "<F9>p<Enter>");
	ref = strstr(scene_out(s), "\"ref\":\"");
	assert_non_null(ref);
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%.*s\",\"code\":\"bad_field\","
		"\"text\":\"\"}",
		(int)strcspn(ref + 7, "\""), ref + 7);
	assert_true(scene_shows(s, "That page is not one of the shop's."));
	assert_true(scene_shows(s, "not sent"));
}

static void tell_basket(struct scene *s, int quantity)
{
	scene_tellf(s,
		"{\"t\":\"basket\",\"chat\":\"" SCENE_CHAT "\"," PRODUCT
		",\"quantity\":%d}",
		quantity);
}

static void test_basket(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 30, 100);
	tell_basket(s, 1);
	tell_basket(s, 2);
	assert_true(scene_shows(s, "In the cart"));
	assert_true(scene_shows(s, "2 x Navy wool coat"));
	tell_basket(s, 0);
	assert_false(scene_shows(s, "In the cart"));
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, finish)
	const struct CMUnitTest tests[] = {
		T(test_menu),
		T(test_clicks),
		T(test_transfer_list),
		T(test_transfer_is_pending),
		T(test_transfer_is_taken),
		T(test_ended_as_it_was_taken),
		T(test_transfer_rings),
		T(test_block),
		T(test_blocked_list),
		T(test_greeting),
		T(test_greeting_is_sent),
		T(test_greeting_is_gone_everywhere),
		T(test_replies),
		T(test_events),
		T(test_lowered),
		T(test_recommend),
		T(test_recommend_is_refused),
		T(test_basket),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
