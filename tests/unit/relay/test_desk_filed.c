/* SPDX-License-Identifier: MIT */
/* Rule E3: what comes into whose archive, and as what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

#define CHAT 900

static void floor_of(struct fix *f, int n)
{
	fix_init(f, "always");
	for (int i = 1; i <= n; i++)
		fix_staff(f, i, "");
	fix_sit(f, 1, 1);
	fix_available(f, 1, true);
	fix_live(f);
	for (int i = 2; i <= n; i++) {
		fix_sit(f, i, i);
		fix_available(f, i, true);
	}
}

static const struct rec_filed *filed(const struct fix *f, int associate)
{
	struct rec like = {
		.kind = REC_K_FILED, .filed = {.chat = fix_id(CHAT)}};
	const struct rec *r;

	if (associate)
		like.filed.associate = fix_id(associate);
	r = memstore_find(f->store, &like);
	return r ? &r->filed : NULL;
}

static void assert_filed(
	const struct fix *f, int associate, enum wire_reason reason)
{
	const struct rec_filed *r = filed(f, associate);

	assert_non_null(r);
	assert_int_equal(r->reason, reason);
	assert_int_equal(r->at, f->now.wall);
	assert_string_equal(r->name, "Guest 1");
	assert_false(r->sought);
}

static int all_filed(const struct fix *f)
{
	const struct rec *r = NULL;
	int n = 0;

	while ((r = memstore_next(f->store, REC_K_FILED, r)))
		n++;
	return n;
}

static void E3_ended(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2);
	assert_int_equal(all_filed(&f), 0);
	fix_wait(&f, 60);
	fix_end(&f, 1, CHAT);
	assert_filed(&f, 1, WIRE_REASON_ENDED);
	assert_int_equal(all_filed(&f), 1);
	fix_fini(&f);
}

static void E3_the_shopper_left(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 1);
	fix_leave(&f, 100);
	fix_wait(&f, 30 * 60);
	assert_filed(&f, 1, WIRE_REASON_LEFT);
	assert_int_equal(all_filed(&f), 1);
	fix_fini(&f);
}

/* C7: it is nobody's, and so everybody's to see. */
static void E3_missed(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_staff(&f, 1, "");
	fix_ready(&f, 1);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, CHAT, "q");
	fix_wait(&f, 90);
	assert_filed(&f, 0, WIRE_REASON_MISSED);
	assert_int_equal(all_filed(&f), 1);
	fix_fini(&f);
}

static void accept_from(struct fix *f, int from, int to)
{
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	m.transfer.chat = fix_id(CHAT);
	m.transfer.associate = fix_id(to);
	fix_send(f, from, &m, 0);
	fix_wait(f, 10);
	fix_accept(f, to, CHAT);
}

/* D8: in the sender's as soon as it has gone, in the other's at its end. */
static void E3_transferred(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2);
	accept_from(&f, 1, 2);
	assert_filed(&f, 1, WIRE_REASON_TAKEN);
	assert_int_equal(all_filed(&f), 1);
	/* There and back: the last time counts. */
	accept_from(&f, 2, 1);
	assert_filed(&f, 2, WIRE_REASON_TAKEN);
	fix_wait(&f, 5);
	fix_end(&f, 1, CHAT);
	assert_filed(&f, 1, WIRE_REASON_ENDED);
	assert_int_equal(all_filed(&f), 2);
	fix_fini(&f);
}

/* D10: who was gone has it in the archive, and so has nobody, when nobody
 * takes it over. */
static void E3_taken_over_and_missed(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2);
	fix_leave(&f, 1);
	fix_wait(&f, 5 * 60);
	assert_filed(&f, 1, WIRE_REASON_GONE);
	fix_wait(&f, 90);
	assert_filed(&f, 0, WIRE_REASON_MISSED);
	assert_int_equal(all_filed(&f), 2);
	fix_fini(&f);
}

/* An account that was removed while no relay ran: as one that was removed
 * while one did. */
static void E3_taken_over_unseen(void **state)
{
	struct id chat = fix_id(CHAT);
	const struct rec_entry *e;
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3);
	accept_from(&f, 1, 2);
	fix_gone_unseen(&f, 2);
	assert_filed(&f, 2, WIRE_REASON_GONE);
	assert_int_equal(all_filed(&f), 2);
	assert_int_equal(fix_chat(&f, CHAT).phase, WIRE_PHASE_RINGING);
	e = memstore_entry(f.store, &chat, 5);
	assert_null(memstore_entry(f.store, &chat, 6));
	assert_int_equal(e->kind, WIRE_KIND_TAKEN_OVER);
	assert_string_equal(e->name, "A2");
	fix_sit(&f, 13, 3);
	assert_string_equal(fix_rings(&f, CHAT), "3");
	fix_wait(&f, 90);
	assert_filed(&f, 0, WIRE_REASON_MISSED);
	fix_fini(&f);
}

static void E3_blocked(void **state)
{
	struct wire_msg m = {.type = WIRE_T_BLOCK};
	struct fix f = {0};

	(void)state;
	floor_of(&f, 1);
	m.block.chat = fix_id(CHAT);
	m.block.text = "Swears at everybody.";
	fix_send(&f, 1, &m, 0);
	assert_filed(&f, 1, WIRE_REASON_BLOCKED);
	assert_int_equal(all_filed(&f), 1);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(E3_ended),
		cmocka_unit_test(E3_the_shopper_left),
		cmocka_unit_test(E3_missed),
		cmocka_unit_test(E3_transferred),
		cmocka_unit_test(E3_taken_over_and_missed),
		cmocka_unit_test(E3_taken_over_unseen),
		cmocka_unit_test(E3_blocked),
	};

	return cmocka_run_group_tests_name("desk_filed", tests, NULL, NULL);
}
