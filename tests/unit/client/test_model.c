/* SPDX-License-Identifier: MIT */
/*
 * The client's model: what comes out of it for what goes in.  Rules A8, B1, B2,
 * C3, D1, D2, D7, D10.
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
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "shared/mem.h"
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

/* ---- B: availability ---- */

static void test_toggle(void **state)
{
	struct scene *s = *state;

	assert_int_equal(model_can_go(s->model), MODEL_CAN);
	act(s, ACTION_TOGGLE);
	assert_out(s,
		"send {\"t\":\"available\",\"ref\":"
		"\"0000000000005eed-1\",\"on\":true}\n");
	assert_int_equal(model_can_go(s->model), MODEL_CANNOT_WAIT);
	act(s, ACTION_TOGGLE);
	assert_out(s, "");
	scene_tell(s,
		"{\"t\":\"status\",\"available\":true,"
		"\"since\":\"2026-11-21T17:05:00Z\",\"open\":true}");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	act(s, ACTION_TOGGLE);
	assert_non_null(strstr(scene_out(s), "\"on\":false"));
}

static void test_why_not_available(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"status\",\"available\":false,\"reason\":\"closed\","
		"\"since\":\"2026-11-21T17:05:00Z\",\"open\":false}");
	assert_int_equal(model_can_go(s->model), MODEL_CANNOT_CLOSED);
	act(s, ACTION_TOGGLE);
	assert_out(s, "");
	lose(s);
	assert_int_equal(model_can_go(s->model), MODEL_CANNOT_LINK);
	scene_link(s, ACTION_LINK_WAITING, 60000, ERR_VERSION);
	assert_int_equal(model_can_go(s->model), MODEL_CANNOT_UPDATE);
}

static void test_told_why_unavailable(void **state)
{
	static const struct {
		const char *reason;
		enum model_notice notice;
	} cases[] = {
		{"closed", MODEL_NOTICE_CLOSED},
		{"misses", MODEL_NOTICE_MISSES},
		{"choice", MODEL_NOTICE_NONE},
	};
	struct scene *s = *state;

	for (size_t i = 0; i < 3; i++) {
		scene_tell(s,
			"{\"t\":\"status\",\"available\":true,"
			"\"since\":\"2026-11-21T17:05:00Z\",\"open\":true}");
		scene_tellf(s,
			"{\"t\":\"status\",\"available\":false,"
			"\"reason\":\"%s\",\"open\":false,"
			"\"since\":\"2026-11-21T17:05:00Z\"}",
			cases[i].reason);
		assert_int_equal(s->model->notice, cases[i].notice);
		scene_wait(s, MODEL_NOTICE_MS);
		assert_int_equal(s->model->notice, MODEL_NOTICE_NONE);
	}
}

/* ---- C: rings ---- */

static void test_ring_and_accept(void **state)
{
	struct scene *s = *state;

	scene_ring(s, CHAT, 90000);
	assert_out(s, "bell\n");
	scene_ring(s, CHAT, 89000); /* a change of it rings no more */
	assert_out(s, "");
	scene_wait(s, 28000);
	assert_int_equal(
		ring_left(model_ring(s->model), s->model->now_ms), 61000);
	act(s, ACTION_ACCEPT);
	act(s, ACTION_ACCEPT);
	assert_out(s,
		"send {\"t\":\"accept\",\"ref\":\"0000000000005eed-1\","
		"\"chat\":\"" CHAT "\"}\n");
	scene_chat(s, "live", 2);
	assert_null(model_ring(s->model));
	assert_int_equal(s->model->place, MODEL_CHAT);
	assert_int_equal(s->model->chat->visits, 2);
	assert_out(s,
		"send {\"t\":\"resume\",\"ref\":\"0000000000005eed-2\","
		"\"chat\":\"" CHAT "\",\"after\":0}\n");
}

static void test_taken(void **state)
{
	struct scene *s = *state;
	struct action dismiss = {.kind = ACTION_DISMISS};

	scene_ring(s, CHAT, 90000);
	act(s, ACTION_ACCEPT);
	scene_tell(s,
		"{\"t\":\"error\",\"ref\":\"0000000000005eed-1\","
		"\"code\":\"taken\",\"text\":\"\",\"name\":\"Mio\"}");
	assert_string_equal(model_ring(s->model)->over_name, "Mio");
	scene_wait(s, 60000); /* at home it stays until it was read */
	dismiss.id = model_ring(s->model)->id;
	scene_act(s, &dismiss);
	assert_null(model_ring(s->model));
}

static void test_taken_elsewhere_passes_by(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_ENQUIRIES);
	scene_ring(s, CHAT, 90000);
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio\"}");
	assert_non_null(model_ring(s->model));
	scene_wait(s, MODEL_NOTICE_MS);
	assert_null(model_ring(s->model));
}

static void test_rings_by_what_is_left(void **state)
{
	struct scene *s = *state;

	scene_ring(s, CHAT, 90000);
	scene_ring(s, SCENE_OTHER, 30000);
	assert_string_equal(model_ring(s->model)->id.s, SCENE_OTHER);
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_OTHER "\","
		"\"reason\":\"missed\"}");
	assert_string_equal(model_ring(s->model)->id.s, CHAT);
	assert_int_equal(s->model->n_rings, 2);
}

static void test_pass(void **state)
{
	struct scene *s = *state;

	scene_ring(s, CHAT, 90000);
	scene_out(s);
	act(s, ACTION_PASS);
	assert_non_null(strstr(scene_out(s), "\"t\":\"pass\""));
	assert_null(model_ring(s->model));
	lose(s);
	act(s, ACTION_PASS);
	assert_out(s, "");
}

static void test_rings_are_capped(void **state)
{
	struct scene *s = *state;
	char id[ID_LEN + 1] = "00000000000000000000000000";

	for (int i = 0; i < MODEL_RINGS + 4; i++) {
		id[5] = "0123456789abcdefghjkmnpq"[i];
		scene_ring(s, id, 90000);
	}
	assert_int_equal(s->model->n_rings, MODEL_RINGS);
}

/* A ring that the relay forgot to end is over by itself. */
static void test_ring_runs_out(void **state)
{
	struct scene *s = *state;

	scene_ring(s, CHAT, 3000);
	assert_int_equal(scene_wait(s, 3000), 3); /* a tick a second */
	assert_non_null(model_ring(s->model));
	scene_wait(s, 10000);
	assert_null(model_ring(s->model));
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

/* ---- reconnecting ---- */

/* What the snapshot does not mention is no more. */
static void test_snapshot(void **state)
{
	struct scene *s = *state;

	scene_ring(s, CHAT, 90000);
	scene_ring(s, SCENE_OTHER, 80000);
	lose(s);
	come_back(s);
	tell_welcome(s, SCENE_ME);
	scene_ring(s, SCENE_OTHER, 70000);
	assert_int_equal(s->model->n_rings, 2);
	scene_tell(s, "{\"t\":\"ready\"}");
	assert_int_equal(s->model->n_rings, 1);
	assert_string_equal(model_ring(s->model)->id.s, SCENE_OTHER);
}

static void test_somebody_else_signs_in(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_link(s, ACTION_LINK_DOWN, 0, ERR_TOKEN);
	assert_int_equal(s->model->place, MODEL_SIGN_IN);
	assert_int_equal(s->model->sign_in_err, ERR_TOKEN);
	assert_non_null(s->model->chat); /* for the same person */
	come_back(s);
	tell_welcome(s, SCENE_OTHER);
	assert_null(s->model->chat);
}

static void test_sign_out_forgets(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	act(s, ACTION_SIGN_OUT);
	assert_out(s, "sign_out\n");
	assert_null(s->model->chat);
	assert_int_equal(s->model->place, MODEL_SIGN_IN);
}

/* ---- A8: the lock ---- */

static void test_lock(void **state)
{
	struct scene *s = *state;

	scene_wait(s, 9 * 60000);
	act(s, ACTION_TOUCH);
	scene_wait(s, 10 * 60000 - 1);
	assert_false(s->model->locked);
	scene_wait(s, 1);
	assert_true(s->model->locked);
	act(s, ACTION_TOGGLE);
	act(s, ACTION_SIGN_OUT);
	act(s, ACTION_QUIT);
	assert_out(s, "");
	scene_act(s, &(struct action){.kind = ACTION_UNLOCK, .text = "no"});
	assert_out(s, "unlock no\n");
	scene_act(s,
		&(struct action){
			.kind = ACTION_UNLOCKED, .err = ERR_CREDENTIALS});
	assert_true(s->model->locked);
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	assert_false(s->model->locked);
}

static void never(struct settings *settings)
{
	settings->lock_minutes = 0;
}

static void test_lock_never(void **state)
{
	struct scene *s = scene_new(24, 80, false, never);

	(void)state;
	scene_sign_in(s);
	scene_wait(s, 24 * 3600 * 1000);
	assert_false(s->model->locked);
	scene_destroy(&s);
}

/* Nothing is awake when nothing happens: once a minute, for the clock. */
static void test_idle(void **state)
{
	struct scene *s = *state;

	scene_wait(s, 60000 - s->wall_us / 1000 % 60000);
	assert_in_range(scene_wait(s, 5 * 60000), 4, 6);
	begin_chat(s);
	assert_in_range(scene_wait(s, 4 * 60000), 3, 5);
}

static void test_offline_ticks(void **state)
{
	struct scene *s = *state;

	lose(s);
	assert_int_equal(scene_wait(s, 4000), 4);
	assert_in_range(scene_wait(s, 10000), 0, 1);
}

/* ---- text of others ---- */

static void test_words_are_cleaned(void **state)
{
	struct scene *s = *state;

	begin_chat(s);
	scene_entry(s, 1, "shopper", "a\\u001b[31mb\\u202ec\\nd");
	assert_string_equal(s->model->chat->entries[0].text, "a[31mbc\nd");
}

static void test_zone_is_checked(void **state)
{
	static const struct {
		const char *zone;
		bool asked;
	} cases[] = {
		{"Asia/Tokyo", true},
		{"../../etc/passwd", false},
		{"/etc/passwd", false},
		{"Asia//Tokyo", false},
		{"Etc/GMT+9", true},
	};
	struct scene *s = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		scene_tellf(s,
			"{\"t\":\"welcome\",\"version\":1,"
			"\"now\":\"2026-11-21T17:05:00Z\","
			"\"retailer\":\"Maison\",\"name\":\"Aiko\","
			"\"associate\":\"%s\",\"zone\":\"%s\"}",
			SCENE_ME, cases[i].zone);
		assert_int_equal(
			strstr(scene_out(s), "zone ") != NULL, cases[i].asked);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(toggle),
		T(why_not_available),
		T(told_why_unavailable),
		T(ring_and_accept),
		T(taken),
		T(taken_elsewhere_passes_by),
		T(rings_by_what_is_left),
		T(pass),
		T(rings_are_capped),
		T(ring_runs_out),
		T(say_and_ok),
		T(entry_before_ok),
		T(resend),
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
		T(snapshot),
		T(somebody_else_signs_in),
		T(sign_out_forgets),
		T(lock),
		cmocka_unit_test(test_lock_never),
		T(idle),
		T(offline_ticks),
		T(words_are_cleaned),
		T(zone_is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
