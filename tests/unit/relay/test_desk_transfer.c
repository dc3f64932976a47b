/* SPDX-License-Identifier: MIT */
/* Rule D8: transfers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

#define CHAT 900

/* Associate 1 has a chat; 2 to n are free, the last ones in the group. */
static void floor_of(struct fix *f, int n, int grouped)
{
	fix_init(f, "always");
	fix_group(f, "ginza", NULL);
	for (int i = 1; i <= n; i++) {
		fix_staff(f, i, i > n - grouped ? "ginza" : "");
		fix_sit(f, i, i);
		if (i == 1) {
			fix_available(f, 1, true);
			fix_live(f);
		} else {
			fix_available(f, i, true);
		}
	}
}

static void transfer(struct fix *f, int session, int to, const char *group)
{
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	m.transfer.chat = fix_id(CHAT);
	if (to)
		m.transfer.associate = fix_id(to);
	m.transfer.group = group;
	m.transfer.note = "She wants it wrapped.";
	fix_send(f, session, &m, 0);
}

static void call_back(struct fix *f, int session)
{
	struct wire_msg m = {.type = WIRE_T_CALL_BACK};

	m.call_back.chat = fix_id(CHAT);
	fix_send(f, session, &m, 0);
}

static void assert_over(
	const struct fix *f, int session, enum wire_reason reason)
{
	assert_int_equal(fix_last(f, session, WIRE_T_TRANSFER_OVER)
				 ->transfer_over.reason,
		reason);
}

static void assert_rings_no_more(
	const struct fix *f, int session, enum wire_reason reason)
{
	assert_int_equal(
		fix_last(f, session, WIRE_T_RING_OVER)->ring_over.reason,
		reason);
}

static void assert_holder(const struct fix *f, int associate)
{
	assert_string_equal(fix_chat(f, CHAT).associate.s, fix_id(associate).s);
	assert_int_equal(fix_chat(f, CHAT).phase, WIRE_PHASE_LIVE);
	assert_false(fix_chat(f, CHAT).handing);
}

static void D8_to_a_colleague(void **state)
{
	struct fix f = {0};
	const struct wire_ring *ring;
	const struct wire_chat *chat;

	(void)state;
	floor_of(&f, 3, 0);
	fix_sit(&f, 12, 2);
	fix_wait(&f, 200);
	transfer(&f, 1, 2, NULL);
	assert_string_equal(fix_answer(&f, 1), "ok");
	ring = &fix_last(&f, 12, WIRE_T_RING)->ring;
	assert_string_equal(ring->from, "A1");
	assert_string_equal(ring->note, "She wants it wrapped.");
	assert_string_equal(ring->text, "Hello");
	assert_int_equal(ring->left, 90000);
	assert_int_equal(fix_heard(&f, 3, WIRE_T_RING), 0);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_CHAT), 0);
	chat = &fix_last(&f, 1, WIRE_T_CHAT)->chat;
	assert_string_equal(chat->handing, "A2");
	assert_int_equal(chat->left, 90000);
	/* The countdown is one; whoever comes later sees what is left. */
	fix_wait(&f, 30);
	fix_sit(&f, 22, 2);
	assert_int_equal(fix_last(&f, 22, WIRE_T_RING)->ring.left, 60000);
	fix_sit(&f, 11, 1);
	assert_int_equal(fix_last(&f, 11, WIRE_T_CHAT)->chat.left, 60000);
	/* The holder is busy and can talk. */
	fix_say(&f, 1, CHAT, "k1");
	assert_string_equal(fix_answer(&f, 1), "ok");
	fix_say(&f, 100, CHAT, "k2");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_ENTRY), 0);
	fix_fini(&f);
}

static void D8_accepted(void **state)
{
	struct fix f = {0};
	const struct wire_entry *entry;

	(void)state;
	floor_of(&f, 2, 0);
	fix_wait(&f, 10);
	transfer(&f, 1, 2, NULL);
	fix_accept(&f, 2, CHAT);
	assert_string_equal(fix_answer(&f, 2), "ok");
	assert_holder(&f, 2);
	assert_over(&f, 1, WIRE_REASON_TAKEN);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_TRANSFER_OVER)->transfer_over.name,
		"A2");
	assert_string_equal(fix_last(&f, 100, WIRE_T_CHAT)->chat.name, "A2");
	entry = &fix_last(&f, 2, WIRE_T_ENTRY)->entry;
	assert_int_equal(entry->kind, WIRE_KIND_TRANSFERRED);
	assert_string_equal(entry->name, "A2");
	assert_string_equal(entry->text, "She wants it wrapped.");
	/* The shopper is told as much, but not why. */
	entry = &fix_last(&f, 100, WIRE_T_ENTRY)->entry;
	assert_int_equal(entry->kind, WIRE_KIND_TRANSFERRED);
	assert_string_equal(entry->name, "A2");
	assert_null(entry->text);
	/* The old holder is out of it, as available as before, and rung. */
	fix_say(&f, 1, CHAT, "k1");
	assert_string_equal(fix_answer(&f, 1), "unknown_chat");
	call_back(&f, 1);
	assert_string_equal(fix_answer(&f, 1), "taken");
	assert_true(fix_presence(&f, 1).available);
	fix_visit(&f, 101, 101);
	fix_open(&f, 101, 901, "q");
	assert_string_equal(fix_rings(&f, 901), "1");
	/* And the new one has all of it. */
	fix_say(&f, 2, CHAT, "k1");
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_accept(&f, 2, CHAT);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_end(&f, 2, CHAT);
	assert_string_equal(fix_answer(&f, 2), "ok");
	fix_fini(&f);
}

static void D8_to_a_group_by_waves(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 7, 5);
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.handing, "ginza");
	assert_string_equal(fix_rings(&f, CHAT), "3 4 5");
	fix_wait(&f, 15);
	assert_string_equal(fix_rings(&f, CHAT), "3 4 5 6 7");
	fix_accept(&f, 7, CHAT);
	assert_string_equal(fix_answer(&f, 7), "ok");
	assert_rings_no_more(&f, 3, WIRE_REASON_TAKEN);
	assert_string_equal(
		fix_last(&f, 3, WIRE_T_RING_OVER)->ring_over.name, "A7");
	/* C3: one winner. */
	fix_accept(&f, 3, CHAT);
	assert_string_equal(fix_answer(&f, 3), "taken");
	assert_holder(&f, 7);
	fix_fini(&f);
}

static void D8_never_rings_its_holder(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2, 2);
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(fix_rings(&f, CHAT), "2");
	fix_accept(&f, 1, CHAT);
	assert_string_equal(fix_answer(&f, 1), "ok"); /* has it */
	assert_true(fix_chat(&f, CHAT).handing);
	fix_fini(&f);
}

static void D8_called_back(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2, 0);
	fix_sit(&f, 11, 1);
	transfer(&f, 1, 2, NULL);
	call_back(&f, 1);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_over(&f, 11, WIRE_REASON_CALLED_BACK);
	assert_rings_no_more(&f, 2, WIRE_REASON_CALLED_BACK);
	assert_null(fix_last(&f, 11, WIRE_T_CHAT)->chat.handing);
	assert_holder(&f, 1);
	fix_accept(&f, 2, CHAT);
	assert_string_equal(fix_answer(&f, 2), "taken");
	call_back(&f, 1); /* said twice */
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_TRANSFER_OVER), 0);
	/* In the same microsecond anew: rings of the first are over. */
	transfer(&f, 1, 2, NULL);
	fix_rebuild(&f);
	assert_string_equal(fix_rings(&f, CHAT), "2");
	fix_fini(&f);
}

static void D8_nobody_accepts(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3, 2);
	transfer(&f, 1, 0, "ginza");
	fix_pass(&f, 2, CHAT);
	fix_wait_ms(&f, 89999);
	assert_true(fix_chat(&f, CHAT).handing);
	fix_wait_ms(&f, 1);
	assert_over(&f, 1, WIRE_REASON_MISSED);
	assert_rings_no_more(&f, 3, WIRE_REASON_MISSED);
	assert_holder(&f, 1);
	/* The shopper never knew, and a transfer counts no misses (C7 speaks of
	 * requests). */
	assert_int_equal(fix_heard(&f, 100, WIRE_T_CHAT), 0);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ENTRY), 0);
	assert_int_equal(fix_presence(&f, 3).misses, 0);
	assert_int_equal(fix_presence(&f, 2).misses, 0);
	fix_fini(&f);
}

static void D8_all_pass(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3, 2);
	transfer(&f, 1, 2, NULL);
	fix_pass(&f, 2, CHAT);
	assert_over(&f, 1, WIRE_REASON_PASSED);
	assert_holder(&f, 1);
	/* Whoever passed may be asked again, by another transfer. */
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(fix_rings(&f, CHAT), "2 3");
	fix_pass(&f, 2, CHAT);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_TRANSFER_OVER), 0);
	fix_pass(&f, 3, CHAT);
	assert_over(&f, 1, WIRE_REASON_PASSED);
	assert_holder(&f, 1);
	fix_fini(&f);
}

static void D8_the_chat_ends_meanwhile(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2, 0);
	transfer(&f, 1, 2, NULL);
	fix_end(&f, 1, CHAT);
	assert_rings_no_more(&f, 2, WIRE_REASON_ENDED);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_TRANSFER_OVER), 0);
	fix_accept(&f, 2, CHAT);
	assert_string_equal(fix_answer(&f, 2), "chat_over");
	fix_fini(&f);
	floor_of(&f, 2, 0);
	fix_leave(&f, 100);
	fix_wait(&f, 1780);
	transfer(&f, 1, 2, NULL);
	fix_wait(&f, 21);
	assert_rings_no_more(&f, 2, WIRE_REASON_LEFT);
	fix_fini(&f);
}

static void D8_survives_the_relay(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3, 2);
	transfer(&f, 1, 0, "ginza");
	fix_wait(&f, 20);
	fix_rebuild(&f);
	fix_sit(&f, 1, 1);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.handing, "ginza");
	assert_int_equal(fix_last(&f, 1, WIRE_T_CHAT)->chat.left, 70000);
	fix_sit(&f, 2, 2);
	assert_string_equal(fix_last(&f, 2, WIRE_T_RING)->ring.from, "A1");
	assert_string_equal(fix_last(&f, 2, WIRE_T_RING)->ring.note,
		"She wants it wrapped.");
	fix_accept(&f, 2, CHAT);
	assert_over(&f, 1, WIRE_REASON_TAKEN);
	assert_holder(&f, 2);
	fix_fini(&f);
	/* It is over when its time went by meanwhile. */
	floor_of(&f, 3, 2);
	transfer(&f, 1, 0, "ginza");
	f.now.wall += 100 * INT64_C(1000000);
	f.now.steady += 100 * INT64_C(1000000);
	fix_rebuild(&f);
	assert_holder(&f, 1);
	fix_fini(&f);
}

static void D8_the_holder_dies(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_live(&f);
	fix_ready(&f, 2);
	f.settings.take_over = 60 * INT64_C(1000000);
	fix_set(&f);
	transfer(&f, 1, 2, NULL);
	fix_leave(&f, 1);
	fix_wait(&f, 30);
	assert_true(fix_chat(&f, CHAT).handing);
	fix_wait(&f, 30); /* D10: it rings for everybody */
	assert_int_equal(fix_chat(&f, CHAT).phase, WIRE_PHASE_RINGING);
	assert_false(fix_chat(&f, CHAT).handing);
	assert_rings_no_more(&f, 2, WIRE_REASON_MISSED);
	assert_true(fix_last(&f, 2, WIRE_T_RING)->ring.taken_over);
	assert_null(fix_last(&f, 2, WIRE_T_RING)->ring.from);
	fix_accept(&f, 2, CHAT);
	assert_holder(&f, 2);
	fix_fini(&f);
}

static void D8_the_target_dies(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 2, 0);
	transfer(&f, 1, 2, NULL);
	fix_leave(&f, 2);
	fix_wait(&f, 59);
	fix_sit(&f, 2, 2); /* back within B6, it rings with what is left */
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING)->ring.left, 31000);
	fix_leave(&f, 2);
	fix_wait(&f, 31);
	assert_over(&f, 1, WIRE_REASON_MISSED);
	assert_holder(&f, 1);
	fix_fini(&f);
	/* The account is removed. */
	floor_of(&f, 2, 0);
	transfer(&f, 1, 2, NULL);
	fix_gone(&f, 2);
	assert_over(&f, 1, WIRE_REASON_MISSED);
	assert_holder(&f, 1);
	fix_fini(&f);
}

/* B4: live chats go on, and so does their transfer; but nobody is left to
 * accept it. */
static void D8_closing_time(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 10:00-10:01");
	fix_ready(&f, 1);
	fix_live(&f);
	fix_ready(&f, 2);
	fix_wait(&f, 10);
	transfer(&f, 1, 2, NULL);
	fix_wait(&f, 50);
	assert_rings_no_more(&f, 2, WIRE_REASON_CLOSED);
	assert_true(fix_chat(&f, CHAT).handing);
	fix_wait(&f, 40);
	assert_over(&f, 1, WIRE_REASON_MISSED);
	assert_holder(&f, 1);
	fix_fini(&f);
}

static void D8_refused(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3, 1);
	transfer(&f, 1, 0, NULL);
	assert_string_equal(fix_answer(&f, 1), "bad_field");
	transfer(&f, 1, 2, "ginza");
	assert_string_equal(fix_answer(&f, 1), "bad_field");
	transfer(&f, 1, 1, NULL);
	assert_string_equal(fix_answer(&f, 1), "unknown_id");
	transfer(&f, 1, 0, "nowhere");
	assert_string_equal(fix_answer(&f, 1), "unknown_id");
	transfer(&f, 2, 3, NULL);
	assert_string_equal(fix_answer(&f, 2), "unknown_chat");
	transfer(&f, 100, 2, NULL);
	assert_string_equal(fix_answer(&f, 100), "unknown_type");
	fix_available(&f, 3, false);
	transfer(&f, 1, 3, NULL);
	assert_string_equal(fix_answer(&f, 1), "nobody");
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(fix_answer(&f, 1), "nobody");
	assert_false(fix_chat(&f, CHAT).handing);
	transfer(&f, 1, 2, NULL);
	assert_string_equal(fix_answer(&f, 1), "ok");
	transfer(&f, 1, 2, NULL); /* said twice */
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_int_equal(fix_heard(&f, 2, WIRE_T_RING), 0);
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(fix_answer(&f, 1), "wrong_state");
	fix_fini(&f);
}

static void D8_targets(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_TARGETS};

	(void)state;
	floor_of(&f, 4, 2);
	fix_available(&f, 2, false);
	fix_visit(&f, 101, 101);
	fix_open(&f, 101, 901, "q");
	fix_accept(&f, 3, 901);
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "ok");
	/* 3 is in a chat, 4 is free; the group has one who is. */
	assert_int_equal(fix_heard(&f, 1, WIRE_T_TARGET), 3);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_TARGET)->target.group, "ginza");
	assert_int_equal(fix_last(&f, 1, WIRE_T_TARGET)->target.free, 1);
	fix_fini(&f);
}

/* A busy colleague of the group rings once they are free (C6). */
static void D8_free_later(void **state)
{
	struct fix f = {0};

	(void)state;
	floor_of(&f, 3, 1);
	fix_visit(&f, 101, 101);
	fix_open(&f, 101, 901, "q");
	fix_accept(&f, 3, 901);
	transfer(&f, 1, 0, "ginza");
	assert_string_equal(fix_rings(&f, CHAT), "");
	fix_wait(&f, 40);
	fix_end(&f, 3, 901);
	assert_string_equal(fix_rings(&f, CHAT), "3");
	assert_int_equal(fix_last(&f, 3, WIRE_T_RING)->ring.left, 50000);
	fix_fini(&f);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(D8_to_a_colleague),
		cmocka_unit_test(D8_accepted),
		cmocka_unit_test(D8_to_a_group_by_waves),
		cmocka_unit_test(D8_never_rings_its_holder),
		cmocka_unit_test(D8_called_back),
		cmocka_unit_test(D8_nobody_accepts),
		cmocka_unit_test(D8_all_pass),
		cmocka_unit_test(D8_the_chat_ends_meanwhile),
		cmocka_unit_test(D8_survives_the_relay),
		cmocka_unit_test(D8_the_holder_dies),
		cmocka_unit_test(D8_the_target_dies),
		cmocka_unit_test(D8_closing_time),
		cmocka_unit_test(D8_refused),
		cmocka_unit_test(D8_targets),
		cmocka_unit_test(D8_free_later),
	};

	return cmocka_run_group_tests_name("desk_transfer", tests, NULL, NULL);
}
