/* SPDX-License-Identifier: MIT */
/* Accounts, groups and settings that change while the shop is open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/fix.h"

/* So many associates who are available, 1 s after each other. */
static void crowd(struct fix *f, int n)
{
	for (int i = 1; i <= n; i++) {
		fix_ready(f, i);
		fix_wait(f, 1);
	}
}

static void ask(struct fix *f, int shopper, int chat)
{
	fix_visit(f, shopper, shopper);
	fix_open(f, shopper, chat, "q");
	assert_string_equal(fix_answer(f, shopper), "ok");
}

static void an_account_goes_while_it_rings(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 4);
	ask(&f, 100, 900);
	fix_gone(&f, 1);
	assert_string_equal(fix_rings(&f, 900), "2 3 4");
	fix_wait(&f, 90);
	fix_fini(&f);
}

static void groups_can_be_added_later(void **state)
{
	struct fix f = {0};
	struct wire_page page = {.url = "u", .group = "ginza"};
	char groups[200] = "";

	(void)state;
	fix_init(&f, "always");
	for (int i = 0; i < LIMIT_GROUPS; i++)
		strcat(groups, "unknown ");
	strcat(groups, "ginza ginza ueno");
	fix_staff(&f, 1, "ginza");
	fix_staff(&f, 2, groups);
	fix_sit(&f, 1, 1);
	fix_sit(&f, 2, 2);
	fix_available(&f, 1, true);
	fix_visit_page(&f, 100, 100, &page);
	assert_true(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	fix_group(&f, "ginza", "mon 09:00-20:00");
	fix_group(&f, "ueno", NULL);
	assert_false(fix_last(&f, 2, WIRE_T_WELCOME)->welcome.no_scan);
	f.settings.no_scan = true; /* F4 */
	fix_set(&f);
	fix_sit(&f, 12, 2);
	assert_true(fix_last(&f, 12, WIRE_T_WELCOME)->welcome.no_scan);
	assert_string_equal(fix_last(&f, 12, WIRE_T_WELCOME)->welcome.groups,
		"ginza, ueno");
	fix_open(&f, 100, 900, "q");
	assert_string_equal(fix_chat(&f, 900).grp, "ginza");
	assert_string_equal(fix_rings(&f, 900), "1");
	fix_fini(&f);
}

static void C1_a_retailer_can_set_the_waves(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	crowd(&f, 6);
	f.settings.at_once = 1;
	f.settings.more_every = 10 * INT64_C(1000000);
	f.settings.more_until = 25 * INT64_C(1000000);
	fix_set(&f);
	ask(&f, 100, 900);
	assert_string_equal(fix_rings(&f, 900), "1");
	fix_wait(&f, 20);
	assert_string_equal(fix_rings(&f, 900), "1 2 3");
	fix_wait(&f, 60);
	assert_string_equal(fix_rings(&f, 900), "1 2 3");
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_account_goes_while_it_rings),
		cmocka_unit_test(groups_can_be_added_later),
		cmocka_unit_test(C1_a_retailer_can_set_the_waves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
