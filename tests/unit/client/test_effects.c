/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/effects.h"

/* First in, first out; nothing that was handed in is needed any more. */
static void test_queue(void **state)
{
	struct effects q;
	struct effect *e;
	char text[] = "one", secret[] = "two", key[] = "k";
	struct wire_msg msg = {.type = WIRE_T_SAY, .ref = key};

	(void)state;
	effects_init(&q);
	assert_null(effects_next(&q));
	msg.say.key = key;
	msg.say.text = text;
	effects_send(&q, &msg);
	effects_add(&q, EFFECT_SIGN_IN, text, secret);
	memset(text, 'x', 3);
	memset(secret, 'x', 3);
	key[0] = 'x';
	e = effects_next(&q);
	assert_int_equal(e->kind, EFFECT_SEND);
	assert_string_equal(e->msg.ref, "k");
	assert_string_equal(e->msg.say.text, "one");
	effects_add(&q, EFFECT_BELL, NULL, NULL); /* while working it off */
	effects_drop(&e);
	assert_null(e);
	e = effects_next(&q);
	assert_string_equal(e->text, "one");
	assert_string_equal(e->secret, "two");
	effects_drop(&e);
	effects_drop(&e);
	e = effects_next(&q);
	assert_int_equal(e->kind, EFFECT_BELL);
	effects_drop(&e);
	assert_null(effects_next(&q));
	effects_add(&q, EFFECT_QUIT, NULL, NULL);
	effects_fini(&q);
	assert_null(effects_next(&q));
}

/* A zeroed queue is an empty one. */
static void test_zeroed(void **state)
{
	struct effects q = {0};
	struct effect *e;

	(void)state;
	effects_add(&q, EFFECT_BELL, NULL, NULL);
	effects_add(&q, EFFECT_QUIT, NULL, NULL);
	e = effects_next(&q);
	assert_int_equal(e->kind, EFFECT_BELL);
	effects_drop(&e);
	effects_fini(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_queue),
		cmocka_unit_test(test_zeroed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
