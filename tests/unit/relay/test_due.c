/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "relay/desk/due.h"

#define N 300

struct thing {
	char name[16];
	struct due due;
};

/* Against a plain search, while deadlines move about. */
static void the_earliest_comes_first(void **state)
{
	static struct thing things[N];
	struct due_queue q = {0};
	unsigned random = 1;

	(void)state;
	for (int i = 0; i < N; i++) {
		snprintf(things[i].name, sizeof(things[i].name), "%03d", i);
		assert_true(due_join(&q, &things[i].due, DUE_CHAT,
			things[i].name, &things[i]));
	}
	for (int round = 0; round < 20000; round++) {
		struct thing *t;
		const struct thing *first = NULL;

		random = random * 1103515245 + 12345;
		t = &things[random >> 8 & 255];
		due_set(&q, &t->due,
			random >> 16 & 7 ? (random >> 20) % 64 : DUE_NEVER);
		for (int i = 0; i < N; i++)
			if (things[i].due.at != DUE_NEVER &&
				(!first || things[i].due.at < first->due.at))
				first = &things[i];
		assert_ptr_equal(due_first(&q), first ? &first->due : NULL);
	}
	for (int i = 0; i < N; i++)
		due_leave(&q, &things[i].due);
	assert_null(due_first(&q));
	due_fini(&q);
}

static void ties_go_by_kind_then_by_name(void **state)
{
	struct due a, b, c;
	struct due_queue q = {0};

	(void)state;
	assert_true(due_join(&q, &a, DUE_CHAT, "a", NULL));
	assert_true(due_join(&q, &b, DUE_ASSOCIATE, "b", NULL));
	assert_true(due_join(&q, &c, DUE_CHAT, "0", NULL));
	due_set(&q, &a, 5);
	due_set(&q, &b, 5);
	due_set(&q, &c, 5);
	assert_ptr_equal(due_first(&q), &b);
	due_leave(&q, &b);
	assert_ptr_equal(due_first(&q), &c);
	due_leave(&q, &c);
	due_leave(&q, &a);
	due_fini(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_earliest_comes_first),
		cmocka_unit_test(ties_go_by_kind_then_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
