/* SPDX-License-Identifier: MIT */
/* The door to the archive as a file (J2), on a real store: how many are let in
 * at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "relay/gate/export.h"
#include "tests/lib/gatebed.h"

#define BODY "{\"t\":\"export\"}"

struct bed {
	struct gatebed gate;
	char token[64];
	struct gatebed_reply replies[EXPORT_AT_ONCE + 1];
};

static void sign_in(struct bed *b)
{
	struct request q = gatebed_request(
		"{\"t\":\"sign_in\",\"address\":\"mari@tea.example\","
		"\"password\":\"pw\",\"known\":\"\",\"lang\":\"ja\"}",
		1);
	struct gatebed_reply r;

	gatebed_reply(&r);
	signin_in(b->gate.signin, &q, &r.reply);
	gatebed_run(&b->gate);
	assert_string_equal(gatebed_word(&r), "ok");
	snprintf(b->token, sizeof(b->token), "%s", r.msg.signed_in.token);
	gatebed_over(&r);
}

static int set_up(void **state)
{
	struct bed *b = calloc(1, sizeof(*b));

	gatebed_init(&b->gate, 0, true);
	gatebed_staff(&b->gate, 1, "tea", "mari@tea.example", "Mari", "pw");
	sign_in(b);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	gatebed_fini(&b->gate);
	free(b);
	return 0;
}

/* Asks, and does not wait. */
static void ask(struct bed *b, int n, const char *body)
{
	struct request q = gatebed_request(body, 1);

	q.bearer = b->token;
	gatebed_reply(&b->replies[n]);
	export_take(&b->gate.hub, &q, &b->replies[n].reply);
}

static void answered(struct bed *b, int n, const char *wanted)
{
	assert_string_equal(gatebed_word(&b->replies[n]), wanted);
	gatebed_over(&b->replies[n]);
}

static void J2_a_few_at_once_and_the_next_one_later(void **state)
{
	struct bed *b = *state;

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < EXPORT_AT_ONCE; i++) {
			ask(b, i, BODY);
			answered(b, i, "");
		}
		ask(b, EXPORT_AT_ONCE, BODY);
		assert_int_equal(b->replies[EXPORT_AT_ONCE].status, 503);
		answered(b, EXPORT_AT_ONCE, "busy");
		gatebed_run(&b->gate);
		for (int i = 0; i < EXPORT_AT_ONCE; i++)
			answered(b, i, "ok");
	}
}

/* Whoever is refused, for whatever reason, takes nobody's place. */
static void J2_refusals_leave_their_places(void **state)
{
	struct bed *b = *state;
	static const char *const bad[][2] = {
		{"{\"t\":\"export\"", "bad_json"},
		{"{\"t\":\"ping\"}", "unknown_type"},
		{"{\"t\":\"export\",\"team\":true}", "forbidden"},
	};

	for (int i = 0; i < 3 * EXPORT_AT_ONCE; i++) {
		ask(b, 0, bad[i % 3][0]);
		gatebed_run(&b->gate);
		answered(b, 0, bad[i % 3][1]);
	}
	ask(b, 0, BODY);
	gatebed_run(&b->gate);
	answered(b, 0, "ok");
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(J2_a_few_at_once_and_the_next_one_later),
		T(J2_refusals_leave_their_places),
	};

	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
