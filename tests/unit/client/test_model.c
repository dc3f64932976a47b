/* SPDX-License-Identifier: MIT */
/*
 * The client's model but for the chat (test_model_chat.c): what comes out of it
 * for what goes in.  Rules A8, B1, B2, C3.
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
#include "client/model/ring.h"
#include "client/model/settings.h"
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

static void assert_out(struct scene *s, const char *want)
{
	assert_string_equal(scene_out(s), want);
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
		"\"0000000000005eed-1\",\"on\":true}\nbattery\n");
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
		"\"chat\":\"" CHAT "\"}\nbattery\n");
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
