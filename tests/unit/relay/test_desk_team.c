/* SPDX-License-Identifier: MIT */
/* Rule I1: what managers see of their colleagues.  Associate 1 is a manager. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/desk/team.h"
#include "tests/lib/fix.h"

static void team(struct fix *f, int session)
{
	const struct wire_msg m = {.type = WIRE_T_TEAM};

	fix_send(f, session, &m, 0);
}

static bool is_of(const struct wire_mate *m, int associate)
{
	struct id id = fix_id(associate);

	return id_same(&m->associate, &id);
}

static const struct wire_mate *mate(const struct fix *f, int session)
{
	return &fix_last(f, session, WIRE_T_MATE)->mate;
}

static void begin(struct fix *f)
{
	fix_init(f, "always");
	fix_group(f, "ginza", NULL);
	fix_ready(f, 1);
	fix_staff(f, 2, "ginza");
	team(f, 1);
}

static void all_are_named_and_then_ok(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 2);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_true(is_of(mate(&f, 1), 2));
	assert_string_equal(mate(&f, 1)->name, "A2");
	assert_string_equal(mate(&f, 1)->groups, "ginza");
	assert_false(mate(&f, 1)->online);
	fix_fini(&f);
}

static void every_change_is_told_once(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_sit(&f, 2, 2);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 1);
	assert_true(mate(&f, 1)->online);
	fix_sit(&f, 3, 2);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 0);
	fix_available(&f, 2, true);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 1);
	assert_true(mate(&f, 1)->available);
	assert_int_equal(mate(&f, 1)->since, f.now.wall);
	fix_available(&f, 2, true);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 0);
	fix_leave(&f, 2);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 0);
	fix_leave(&f, 3);
	assert_false(mate(&f, 1)->online);
	assert_true(mate(&f, 1)->available);
	fix_wait(&f, 61);
	assert_false(mate(&f, 1)->available);
	assert_int_equal(mate(&f, 1)->reason, WIRE_REASON_OFFLINE);
	fix_fini(&f);
}

static void rings_chats_and_misses(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_available(&f, 1, false);
	fix_sit(&f, 2, 2);
	fix_available(&f, 2, true);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 900, "a");
	assert_true(is_of(mate(&f, 1), 2));
	assert_true(mate(&f, 1)->ringing);
	fix_accept(&f, 2, 900);
	assert_false(mate(&f, 1)->ringing);
	assert_true(mate(&f, 1)->chatting);
	assert_int_equal(mate(&f, 1)->chats, 1);
	fix_end(&f, 2, 900);
	assert_false(mate(&f, 1)->chatting);
	fix_open(&f, 100, 901, "b");
	fix_wait(&f, 90);
	assert_int_equal(mate(&f, 1)->missed, 1);
	assert_int_equal(mate(&f, 1)->chats, 1);
	/* The figures are a day's. */
	fix_wait(&f, 24 * 3600);
	assert_int_equal(mate(&f, 1)->missed, 0);
	assert_int_equal(mate(&f, 1)->chats, 0);
	fix_fini(&f);
}

static void only_managers_hear_and_only_who_asked(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_sit(&f, 2, 2);
	team(&f, 2);
	assert_string_equal(fix_answer(&f, 2), "forbidden");
	assert_int_equal(fix_heard(&f, 2, WIRE_T_MATE), 0);
	fix_sit(&f, 11, 1); /* has not asked */
	fix_available(&f, 2, true);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_MATE), 0);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_MATE), 0);
	fix_fini(&f);
}

/* Promoted and demoted, each is told at once, by a welcome and all the rest;
 * and hears no more than they may. */
static void roles_change_at_once(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_sit(&f, 2, 2);
	fix_role(&f, 2, true);
	assert_true(fix_last(&f, 2, WIRE_T_WELCOME)->welcome.manager);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_READY), 1);
	assert_true(mate(&f, 1)->manager);
	team(&f, 2);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_available(&f, 1, false);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_MATE), 1);
	fix_role(&f, 2, false);
	assert_false(fix_last(&f, 2, WIRE_T_WELCOME)->welcome.manager);
	fix_available(&f, 1, true);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_MATE), 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 1);
	/* What is as it was is told to nobody. */
	fix_role(&f, 2, false);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_WELCOME), 0);
	fix_fini(&f);
}

static void who_goes_is_gone(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_sit(&f, 2, 2);
	fix_gone(&f, 2);
	assert_true(is_of(mate(&f, 1), 2));
	assert_true(mate(&f, 1)->gone);
	assert_false(mate(&f, 1)->online);
	fix_fini(&f);
}

/* Closing time of many takes more than one step. */
static void many_come_in_slices(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-11:00");
	for (int i = 1; i <= TEAM_SLICE + 50; i++)
		fix_ready(&f, i);
	team(&f, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), TEAM_SLICE + 50);
	fix_wait(&f, 3600);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), TEAM_SLICE);
	fix_wait_ms(&f, TEAM_EVERY / 1000);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 50);
	fix_wait(&f, 60);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_MATE), 0);
	fix_fini(&f);
}

/* Its chats are the retailer's at large, and its transfers stay. */
static void a_group_goes(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	(void)state;
	begin(&f);
	fix_sit(&f, 2, 2);
	fix_available(&f, 2, true);
	fix_live(&f);
	m.transfer.chat = fix_id(900);
	m.transfer.group = "ginza";
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_true(fix_chat(&f, 900).handing);
	fix_group_gone(&f, "ginza");
	assert_false(fix_chat(&f, 900).handing);
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_TRANSFER_OVER)->transfer_over.reason,
		WIRE_REASON_MISSED);
	assert_string_equal(mate(&f, 1)->groups, "");
	assert_string_equal(
		fix_last(&f, 2, WIRE_T_WELCOME)->welcome.groups, "");
	fix_group_gone(&f, "ginza"); /* is there no more */
	fix_fini(&f);
}

static void a_groups_page_goes_on_without_it(void **state)
{
	struct fix f = {0};
	struct wire_page page = {.url = "u", .group = "ginza"};

	(void)state;
	fix_init(&f, "always");
	fix_group(&f, "ginza", NULL);
	fix_staff(&f, 2, "ginza");
	fix_sit(&f, 2, 2);
	fix_visit_page(&f, 100, 100, &page);
	assert_false(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	fix_ready(&f, 3);
	fix_group_gone(&f, "ginza");
	assert_true(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	fix_open(&f, 100, 900, "a");
	assert_string_equal(fix_rings(&f, 900), "3");
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_named_and_then_ok),
		cmocka_unit_test(every_change_is_told_once),
		cmocka_unit_test(rings_chats_and_misses),
		cmocka_unit_test(only_managers_hear_and_only_who_asked),
		cmocka_unit_test(roles_change_at_once),
		cmocka_unit_test(who_goes_is_gone),
		cmocka_unit_test(many_come_in_slices),
		cmocka_unit_test(a_group_goes),
		cmocka_unit_test(a_groups_page_goes_on_without_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
