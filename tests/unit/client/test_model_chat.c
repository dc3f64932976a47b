/* SPDX-License-Identifier: MIT */
/*
 * The client's model of a chat: what is sent, again and once; the log without a
 * gap; marks; drafts.  Rules D1, D2, D7, D10.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "tests/lib/scene.h"

#define CHAT SCENE_CHAT

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

static void lose(struct scene *s)
{
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
}

static void come_back(struct scene *s)
{
	scene_link(s, ACTION_LINK_CONNECTING, 0, ERR_OK);
	scene_link(s, ACTION_LINK_UP, 0, ERR_OK);
}

static void tell_welcome(struct scene *s, const char *me)
{
	scene_tellf(s,
		"{\"t\":\"welcome\",\"version\":1,"
		"\"now\":\"2026-11-21T17:05:00Z\",\"retailer\":\"Maison\","
		"\"name\":\"Aiko Tanaka\",\"associate\":\"%s\"}",
		me);
}

static void act(struct scene *s, enum action_kind kind)
{
	scene_act(s, &(struct action){.kind = kind});
}

static void say(struct scene *s, const char *text)
{
	scene_act(s, &(struct action){.kind = ACTION_SAY, .text = text});
}

static void assert_out(struct scene *s, const char *want)
{
	assert_string_equal(scene_out(s), want);
}

/* What follows `"key":"` in the first message that is a say. */
static void first_key(const char *out, char key[40])
{
	const char *at = strstr(out, "\"key\":\"");

	assert_non_null(at);
	at += 7;
	memcpy(key, at, strcspn(at, "\""));
	key[strcspn(at, "\"")] = '\0';
}

static void begin_chat(struct scene *s)
{
	scene_chat(s, "live", 0);
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_out(s, "");
}

/* ---- D: the chat ---- */

static void test_say_and_ok(void **state)
{
	struct scene *s = *state;
	char key[40];

	begin_chat(s);
	say(s, "Hello!");
	first_key(scene_out(s), key);
	assert_string_equal(key, "0000000000005eed-1");
	assert_int_equal(s->model->outbox->says->state, OUTBOX_SENT);
	scene_tellf(s,
		"{\"t\":\"ok\",\"ref\":\"%s\",\"chat\":\"%s\",\"seq\":1,"
		"\"at\":\"2026-11-21T17:05:00Z\"}",
		key, CHAT);
	assert_null(s->model->outbox->says);
	assert_int_equal(s->model->chat->n, 1);
	/* The entry itself comes too: once is enough. */
	scene_entry(s, 1, "associate", "Hello!");
	assert_int_equal(s->model->chat->n, 1);
	assert_out(s, "");
}

static void test_entry_before_ok(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	say(s, "Hello!");
	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"%s\",\"seq\":1,"
		"\"at\":\"2026-11-21T17:02:00Z\",\"kind\":\"text\","
		"\"who\":\"associate\",\"name\":\"Aiko Tanaka\","
		"\"key\":\"0000000000005eed-1\",\"text\":\"Hello!\"}",
		CHAT);
	assert_null(s->model->outbox->says);
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	assert_int_equal(s->model->chat->n, 1);
}

/* One at a time, in order, under the same keys after a lost connection. */
static void test_resend(void **state)
{
	struct scene *s = *state;
	const char *out;

	begin_chat(s);
	say(s, "one");
	lose(s);
	say(s, "two");
	out = scene_out(s);
	assert_non_null(strstr(out, "one"));
	assert_null(strstr(out, "two"));
	come_back(s);
	tell_welcome(s, SCENE_ME);
	scene_chat(s, "live", 0);
	assert_out(s, ""); /* nothing before all is told */
	scene_tell(s, "{\"t\":\"ready\"}");
	assert_out(s,
		"send {\"t\":\"say\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\",\"key\":\"0000000000005eed-1\","
		"\"text\":\"one\"}\n");
	scene_tell(
		s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\",\"seq\":1}");
	assert_out(s,
		"send {\"t\":\"say\",\"ref\":\"0000000000005eed-2\","
		"\"chat\":\"" CHAT "\",\"key\":\"0000000000005eed-2\","
		"\"text\":\"two\"}\n");
}

static void test_welcomed_again(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	say(s, "one");
	assert_non_null(strstr(scene_out(s), "one"));
	tell_welcome(s, SCENE_ME);
	scene_chat(s, "live", 0);
	assert_out(s, "");
	scene_tell(s, "{\"t\":\"ready\"}");
	assert_non_null(strstr(scene_out(s), "one")); /* under the same key */
	assert_string_equal(s->model->outbox->says->key, "0000000000005eed-1");
}

static void test_refused_for_now(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	say(s, "one");
	say(s, "two");
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-1\","
		"\"code\":\"too_fast\",\"text\":\"\",\"wait\":2500}");
	assert_out(s, "");
	scene_wait(s, 2400);
	assert_out(s, "");
	scene_wait(s, 100);
	assert_non_null(strstr(scene_out(s), "one")); /* not overtaken */
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-1\","
		"\"code\":\"restarting\",\"text\":\"\",\"wait\":1000}");
	assert_int_equal(s->model->outbox->says->state, OUTBOX_WAITS);
}

static void test_refused_for_good(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	say(s, "one");
	say(s, "two");
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-1\","
		"\"code\":\"forbidden\",\"text\":\"\"}");
	assert_int_equal(s->model->outbox->says->state, OUTBOX_FAILED);
	assert_int_equal(s->model->outbox->says->why, ERR_FORBIDDEN);
	assert_non_null(strstr(scene_out(s), "two"));
}

static void test_gap_is_filled(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_entry(s, 1, "shopper", "one");
	scene_out(s);
	scene_entry(s, 4, "shopper", "four");
	assert_int_equal(s->model->chat->n, 1);
	assert_out(s,
		"send {\"t\":\"resume\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\",\"after\":1}\n");
	scene_entry(s, 5, "shopper", "five"); /* asked already */
	scene_entry(s, 2, "shopper", "two");
	scene_entry(s, 3, "shopper", "three");
	assert_out(s, "");
	scene_tell(s,
		"{\"t\":\"replayed\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\",\"upto\":3,\"more\":true}");
	assert_non_null(strstr(scene_out(s), "\"after\":3"));
	scene_entry(s, 4, "shopper", "four");
	scene_entry(s, 4, "shopper", "four");
	scene_entry(s, 5, "shopper", "five");
	scene_tell(s,
		"{\"t\":\"replayed\",\"ref\":\"0000000000005eed-2\","
		"\"chat\":\"" CHAT "\",\"upto\":5,\"more\":false}");
	assert_int_equal(s->model->chat->n, 5);
	assert_string_equal(s->model->chat->entries[3].text, "four");
	assert_null(strstr(scene_out(s), "resume"));
	assert_null(s->model->outbox->asks);
}

/* A replay that brings nothing is not asked for in a circle. */
static void test_empty_replay(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_entry(s, 3, "shopper", "three");
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"replayed\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\",\"upto\":0,\"more\":false}");
	assert_out(s, "");
	scene_wait(s, CHAT_AGAIN_MS);
	assert_non_null(strstr(scene_out(s), "resume"));
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-2\","
		"\"code\":\"unknown_chat\",\"text\":\"\"}");
	scene_wait(s, 10 * CHAT_AGAIN_MS);
	assert_out(s, "");
}

static void test_marks(void **state)
{
	struct scene *s = *state;
	struct action follow = {.kind = ACTION_FOLLOW, .on = false};

	begin_chat(s);
	scene_entry(s, 1, "shopper", "one");
	assert_out(s,
		"send {\"t\":\"seen\",\"chat\":\"" CHAT "\",\"seq\":1,"
		"\"mark\":\"read\"}\n");
	scene_act(s, &follow); /* scrolled up */
	scene_entry(s, 2, "shopper", "two");
	assert_out(s,
		"send {\"t\":\"seen\",\"chat\":\"" CHAT "\",\"seq\":2,"
		"\"mark\":\"delivered\"}\n");
	assert_int_equal(s->model->chat->unread_from, 2);
	assert_int_equal(chat_unread(s->model->chat), 1);
	follow.on = true;
	scene_act(s, &follow);
	assert_non_null(strstr(scene_out(s), "\"read\""));
	assert_int_equal(chat_unread(s->model->chat), 0);
	scene_act(s, &(struct action){.kind = ACTION_FOCUS, .on = false});
	scene_entry(s, 3, "shopper", "three");
	assert_non_null(strstr(scene_out(s), "\"delivered\""));
	act(s, ACTION_LOCK);
	scene_act(s, &(struct action){.kind = ACTION_FOCUS, .on = true});
	assert_out(s, "");
	scene_entry(s, 4, "associate", "own ones are not marked");
	assert_out(s, "");
}

static void test_their_marks(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_tell(s,
		"{\"t\":\"marked\",\"chat\":\"" CHAT "\",\"who\":\"shopper\","
		"\"seq\":4,\"mark\":\"read\"}");
	scene_tell(s,
		"{\"t\":\"marked\",\"chat\":\"" CHAT "\",\"who\":\"shopper\","
		"\"seq\":2,\"mark\":\"read\"}");
	assert_int_equal(s->model->chat->read, 4);
}

/* D2: at most every 3 s, and only when something is typed. */
static void test_typing(void **state)
{
	struct scene *s = *state;
	struct action a = {.kind = ACTION_DRAFT, .text = "H"};

	begin_chat(s);
	scene_act(s, &a);
	assert_out(s, "send {\"t\":\"typing\",\"chat\":\"" CHAT "\"}\n");
	a.text = "He";
	scene_act(s, &a);
	assert_out(s, "");
	scene_wait(s, MODEL_TYPING_MS);
	scene_act(s, &a); /* nothing new */
	assert_out(s, "");
	a.text = "Hel";
	scene_act(s, &a);
	assert_non_null(strstr(scene_out(s), "typing"));
	scene_wait(s, MODEL_TYPING_MS);
	a.text = "";
	scene_act(s, &a);
	assert_out(s, "");
}

static void test_they_type(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_tell(s,
		"{\"t\":\"types\",\"chat\":\"" CHAT "\",\"who\":\"shopper\"}");
	assert_true(s->model->chat->types_until > s->model->now_ms);
	assert_int_equal(
		model_deadline(s->model), s->model->now_ms + MODEL_TYPES_MS);
	scene_entry(s, 1, "shopper", "one");
	assert_false(s->model->chat->types_until > s->model->now_ms);
}

static void test_draft_survives(void **state)
{
	struct scene *s = *state;
	struct action a = {.kind = ACTION_DRAFT, .text = "half a"};

	begin_chat(s);
	scene_act(s, &a);
	lose(s);
	act(s, ACTION_LOCK);
	come_back(s);
	tell_welcome(s, SCENE_ME);
	scene_tell(s, "{\"t\":\"ready\"}"); /* without the chat */
	assert_int_equal(s->model->chat->phase, WIRE_PHASE_ENDED);
	assert_string_equal(s->model->chat->draft, "half a");
}

/* D7: who ends a chat is home; unless words would be lost. */
static void test_end(void **state)
{
	struct scene *s = *state;
	struct action a = {.kind = ACTION_END};

	begin_chat(s);
	a.id = s->model->chat->id;
	scene_act(s, &a);
	scene_act(s, &a);
	assert_out(s,
		"send {\"t\":\"end\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\"}\n");
	scene_tellf(s,
		"{\"t\":\"chat\",\"chat\":\"%s\",\"phase\":\"ended\","
		"\"reason\":\"ended\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}",
		CHAT);
	assert_int_equal(s->model->place, MODEL_HOME);
	assert_null(s->model->chat);
}

static void test_ended_stays_readable(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	lose(s);
	say(s, "too late");
	come_back(s);
	scene_tellf(s,
		"{\"t\":\"chat\",\"chat\":\"%s\",\"phase\":\"ended\","
		"\"reason\":\"left\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}",
		CHAT);
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_int_equal(s->model->outbox->says->state, OUTBOX_FAILED);
	act(s, ACTION_BACK);
	assert_null(s->model->chat);
	assert_null(s->model->outbox->says);
}

static void test_back_ends_nothing(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	act(s, ACTION_BACK);
	assert_int_equal(s->model->place, MODEL_HOME);
	assert_true(model_in_chat(s->model));
	act(s, ACTION_OPEN);
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_out(s, "");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(say_and_ok),
		T(entry_before_ok),
		T(resend),
		T(welcomed_again),
		T(refused_for_now),
		T(refused_for_good),
		T(gap_is_filled),
		T(empty_replay),
		T(marks),
		T(their_marks),
		T(typing),
		T(they_type),
		T(draft_survives),
		T(end),
		T(ended_stays_readable),
		T(back_ends_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
