/* SPDX-License-Identifier: MIT */
#include "relay/gate/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "shared/limits.h"

static struct frame *frame_of(const char *text)
{
	struct wire_msg m = {.type = WIRE_T_ERROR};
	struct frame *f;

	m.error.code = "busy";
	m.error.text = text;
	assert_int_equal(frame_new(&m, &f), ERR_OK);
	return f;
}

static void test_order_and_references(void **state)
{
	struct frame *a = frame_of("a"), *b = frame_of("b");
	struct outbox one = {.head = NULL}, two = {.head = NULL};

	(void)state;
	assert_null(outbox_next(&one));
	assert_int_equal(outbox_add(&one, a), ERR_OK);
	assert_int_equal(outbox_add(&two, b), ERR_OK);
	assert_int_equal(outbox_add(&two, a), ERR_OK);
	assert_int_equal(a->refs, 3);
	outbox_move(&one, &two);
	outbox_move(&one, &two);
	assert_null(outbox_next(&two));
	assert_ptr_equal(outbox_next(&one), a);
	outbox_pop(&one);
	assert_ptr_equal(outbox_next(&one), b);
	outbox_clear(&one);
	assert_int_equal(one.bytes, 0);
	assert_int_equal(a->refs, 1);
	frame_drop(&a);
	frame_drop(&b);
	assert_null(a);
}

static void test_slow_reader_is_refused_more(void **state)
{
	struct outbox o = {.head = NULL};
	struct frame *f;
	char text[301];
	size_t n = 0;

	(void)state;
	memset(text, 'x', 300);
	text[300] = '\0';
	f = frame_of(text);
	while (outbox_add(&o, f) == ERR_OK)
		n++;
	assert_int_equal(n, LIMIT_OUTBOX / f->len);
	assert_int_equal(outbox_add(&o, f), ERR_SLOW);
	assert_int_equal(f->refs, n + 1);
	outbox_pop(&o);
	assert_int_equal(outbox_add(&o, f), ERR_OK);
	outbox_clear(&o);
	frame_drop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_and_references),
		cmocka_unit_test(test_slow_reader_is_refused_more),
	};

	return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
