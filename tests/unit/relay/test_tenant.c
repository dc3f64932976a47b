/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/lib/gatebed.h"

static void on_put(void *ctx, enum err e)
{
	(void)ctx;
	assert_int_equal(e, ERR_OK);
}

/* That the store can keep things again is tried with what it has: nothing of
 * that may be lost. */
static void test_proving_changes_nothing(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));
	struct tenant *t;

	(void)state;
	gatebed_init(b, 0, false);
	t = hub_tenant(&b->hub, "tea");
	free(t->rules->support);
	t->rules->support = strdup("help@tea.example");
	store_put_retailer(b->bed.store,
		&(struct store_retailer){.retailer = "tea",
			.name = t->rules->name,
			.zone = t->rules->zone,
			.currency = t->rules->currency,
			.hours = t->rules->hours_text,
			.support = "help@tea.example"},
		on_put, b);
	gatebed_run(b);
	b->hub.refused = true;
	tenant_prove(t);
	gatebed_run(b);
	assert_false(b->hub.refused);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM retailer"
				 " WHERE support = 'help@tea.example'"),
		1);
	gatebed_fini(b);
	free(b);
}

/* Nor is what is being changed changed back, or what is taken away made anew.
 */
static void test_proving_while_it_changes(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));
	struct tenant *t;

	(void)state;
	gatebed_init(b, 0, false);
	t = hub_tenant(&b->hub, "tea");
	store_put_retailer(b->bed.store,
		&(struct store_retailer){.retailer = "tea",
			.name = "Another",
			.zone = t->rules->zone,
			.currency = t->rules->currency,
			.hours = t->rules->hours_text},
		on_put, b);
	tenant_prove(t);
	gatebed_run(b);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM retailer"
				 " WHERE name = 'Another'"),
		1);
	b->hub.refused = true;
	tenant_shut(t);
	store_drop_retailer(b->bed.store, "tea", on_put, b);
	tenant_prove(t);
	hub_drop_tenant(&b->hub, &t);
	gatebed_run(b);
	assert_true(b->hub.refused); /* the next one tells */
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM retailer"
				 " WHERE retailer = 'tea'"),
		0);
	gatebed_fini(b);
	free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proving_changes_nothing),
		cmocka_unit_test(test_proving_while_it_changes),
	};

	return cmocka_run_group_tests_name("tenant", tests, NULL, NULL);
}
