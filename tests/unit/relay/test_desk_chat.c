/* SPDX-License-Identifier: MIT */
/* Rules D: in a chat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/fix.h"

/* A live chat 900 of associate 1 (also at session 11) and shopper 100. */
static void begin(struct fix *f)
{
	fix_init(f, "always");
	fix_ready(f, 1);
	fix_ready(f, 2);
	fix_sit(f, 11, 1);
	fix_live(f);
}

static const struct rec_entry *entry(const struct fix *f, int64_t seq)
{
	struct id chat = fix_id(900);
	const struct rec_entry *e = memstore_entry(f->store, &chat, seq);

	assert_non_null(e);
	return e;
}

static void D1_every_message_has_its_place(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_say(&f, 1, 900, "a1");
	assert_int_equal(fix_last(&f, 1, WIRE_T_OK)->ok.seq, 4);
	fix_say(&f, 100, 900, "s1");
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, 5);
	assert_int_equal(fix_last(&f, 1, WIRE_T_ENTRY)->entry.seq, 5);
	assert_int_equal(fix_last(&f, 11, WIRE_T_ENTRY)->entry.seq, 5);
	assert_int_equal(fix_last(&f, 100, WIRE_T_ENTRY)->entry.seq, 5);
	assert_string_equal(entry(&f, 4)->key, "a1");
	assert_int_equal(entry(&f, 5)->who, WIRE_WHO_SHOPPER);
	assert_string_equal(entry(&f, 5)->name, "Guest 1");
	fix_fini(&f);
}

static void D1_the_same_key_is_kept_once(void **state)
{
	struct fix f = {0};
	int64_t at;

	(void)state;
	begin(&f);
	fix_say(&f, 100, 900, "k");
	at = fix_last(&f, 100, WIRE_T_OK)->ok.at;
	fix_wait(&f, 5);
	fix_say(&f, 100, 900, "k");
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, 4);
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.at, at);
	assert_int_equal(f.out->n_recs, 0);
	assert_int_equal(f.out->n_notices, 1);
	fix_say(&f, 1, 900, "k"); /* keys are each side's own */
	assert_int_equal(fix_last(&f, 1, WIRE_T_OK)->ok.seq, 5);
	fix_rebuild(&f);
	fix_visit(&f, 101, 100);
	fix_open(&f, 101, 901, "k");
	assert_int_equal(fix_last(&f, 101, WIRE_T_OK)->ok.seq, 4);
	fix_open(&f, 101, 901, "hello"); /* the first one of all */
	assert_int_equal(fix_last(&f, 101, WIRE_T_OK)->ok.seq, 2);
	fix_fini(&f);
}

/* A first message whose answer was lost is repeated without its chat, however
 * late; the desk has long forgotten that chat. */
static void D1_the_first_message_is_kept_once(void **state)
{
	struct fix f = {0};
	int64_t at;

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_live(&f);
	at = fix_chat(&f, 900).opened;
	fix_wait(&f, 5);
	fix_end(&f, 1, 900);
	fix_leave(&f, 100);
	fix_wait(&f, 7200);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 901, "hello");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_string_equal(
		fix_last(&f, 100, WIRE_T_OK)->ok.chat.s, fix_id(900).s);
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, 2);
	assert_true(fix_last(&f, 100, WIRE_T_OK)->ok.at == at);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_RING), 0);
	fix_rebuild(&f);
	fix_visit(&f, 100, 100);
	fix_open(&f, 100, 901, "hello");
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, 2);
	/* Another one is a request of its own. */
	fix_sit(&f, 1, 1);
	fix_available(&f, 1, true);
	fix_open(&f, 100, 901, "again");
	assert_string_equal(fix_rings(&f, 901), "1");
	fix_fini(&f);
}

static void D1_marks_only_move_on(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_seen(&f, 100, 900, 2, WIRE_MARK_READ);
	assert_int_equal(fix_last(&f, 1, WIRE_T_MARKED)->marked.seq, 2);
	assert_int_equal(
		fix_last(&f, 11, WIRE_T_MARKED)->marked.mark, WIRE_MARK_READ);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_MARKED), 0);
	assert_string_equal(fix_answer(&f, 100), "nothing");
	fix_seen(&f, 100, 900, 1, WIRE_MARK_READ);
	assert_int_equal(f.out->n_notices, 0);
	fix_seen(&f, 100, 900, 2, WIRE_MARK_DELIVERED);
	assert_int_equal(f.out->n_notices, 0);
	fix_seen(&f, 100, 900, 4000, WIRE_MARK_DELIVERED);
	assert_int_equal(fix_last(&f, 1, WIRE_T_MARKED)->marked.seq, 3);
	fix_rebuild(&f);
	fix_sit(&f, 12, 1);
	assert_int_equal(fix_last(&f, 12, WIRE_T_CHAT)->chat.read, 2);
	assert_int_equal(fix_last(&f, 12, WIRE_T_CHAT)->chat.delivered, 3);
	fix_fini(&f);
}

static void D1_marks_of_strangers_do_not_count(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_seen(&f, 2, 900, 2, WIRE_MARK_READ);
	assert_int_equal(f.out->n_notices + f.out->n_recs, 0);
	fix_visit(&f, 101, 101);
	fix_seen(&f, 101, 900, 2, WIRE_MARK_READ);
	assert_int_equal(f.out->n_notices + f.out->n_recs, 0);
	fix_fini(&f);
}

static void D1_the_log_never_goes_back_in_time(void **state)
{
	struct fix f = {0};
	int64_t at;

	(void)state;
	begin(&f);
	at = entry(&f, 3)->at;
	f.now.wall -= INT64_C(3600000000);
	fix_say(&f, 1, 900, "k");
	assert_int_equal(entry(&f, 4)->at, at);
	assert_int_equal(fix_last(&f, 1, WIRE_T_OK)->ok.at, at);
	fix_fini(&f);
}

static void D2_typing_is_never_kept(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_TYPING};

	(void)state;
	begin(&f);
	m.typing.chat = fix_id(900);
	fix_send(&f, 1, &m, 0);
	assert_int_equal(
		fix_last(&f, 100, WIRE_T_TYPES)->types.who, WIRE_WHO_ASSOCIATE);
	assert_int_equal(f.out->n_recs, 0);
	fix_send(&f, 100, &m, 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_TYPES), 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_TYPES), 1);
	fix_send(&f, 2, &m, 0);
	assert_int_equal(f.out->n_notices, 0);
	fix_end(&f, 1, 900);
	fix_send(&f, 100, &m, 0);
	assert_int_equal(f.out->n_notices, 0);
	fix_fini(&f);
}

static void D4_the_associate_sees_the_pages(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_PAGE,
		.page = {.url = "https://shop/belt", .title = "Belt"}};

	(void)state;
	begin(&f);
	fix_send(&f, 100, &m, 0);
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_ENTRY)->entry.kind, WIRE_KIND_PAGE);
	assert_string_equal(fix_last(&f, 1, WIRE_T_ENTRY)->entry.text, "Belt");
	assert_string_equal(fix_last(&f, 1, WIRE_T_CHAT)->chat.title, "Belt");
	fix_send(&f, 100, &m, 0);
	assert_int_equal(f.out->n_notices + f.out->n_recs, 0);
	m.page.title = "Leather belt";
	fix_send(&f, 100, &m, 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.title, "Leather belt");
	fix_fini(&f);
}

static void D7_end(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_wait(&f, 10);
	fix_end(&f, 2, 900);
	assert_string_equal(fix_answer(&f, 2), "unknown_chat");
	fix_end(&f, 11, 900);
	assert_string_equal(fix_answer(&f, 11), "ok");
	assert_int_equal(
		fix_last(&f, 100, WIRE_T_CHAT)->chat.reason, WIRE_REASON_ENDED);
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.phase, WIRE_PHASE_ENDED);
	assert_string_equal(entry(&f, 4)->name, "A1");
	assert_true(fix_presence(&f, 1).available);
	assert_int_equal(fix_presence(&f, 1).free_since, f.now.wall);
	fix_end(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "ok"); /* said twice */
	fix_say(&f, 1, 900, "late");
	assert_string_equal(fix_answer(&f, 1), "chat_over");
	fix_wait(&f, 60);
	fix_end(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "unknown_chat");
	fix_fini(&f);
}

static void D7_unavailable_stays_unavailable(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_available(&f, 1, false);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_LIVE);
	fix_end(&f, 1, 900);
	assert_false(fix_presence(&f, 1).available);
	fix_fini(&f);
}

static void D10_both_catch_up(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_RESUME};

	(void)state;
	begin(&f);
	fix_leave(&f, 100);
	assert_false(fix_last(&f, 1, WIRE_T_PEER)->peer.present);
	fix_say(&f, 1, 900, "k");
	fix_visit(&f, 101, 100);
	assert_true(fix_last(&f, 1, WIRE_T_PEER)->peer.present);
	assert_int_equal(fix_last(&f, 101, WIRE_T_CHAT)->chat.seq, 4);
	m.resume.chat = fix_id(900);
	m.resume.after = 2;
	fix_send(&f, 101, &m, 0);
	assert_int_equal(f.out->n_notices, 1);
	assert_int_equal(f.out->notices[0].kind, DESK_N_REPLAY);
	assert_int_equal(f.out->notices[0].replay.after, 2);
	assert_string_equal(f.out->notices[0].replay.ref, "r");
	assert_string_equal(f.out->notices[0].replay.viewer.s, fix_id(100).s);
	fix_visit(&f, 102, 102);
	fix_send(&f, 102, &m, 0);
	assert_string_equal(fix_answer(&f, 102), "unknown_chat");
	/* Whether it was theirs once only the store can know. */
	fix_send(&f, 2, &m, 0);
	assert_int_equal(f.out->notices[0].kind, DESK_N_REPLAY);
	assert_string_equal(f.out->notices[0].replay.viewer.s, fix_id(2).s);
	m.resume.chat = fix_id(555);
	fix_send(&f, 2, &m, 0);
	assert_int_equal(f.out->notices[0].kind, DESK_N_REPLAY);
	fix_fini(&f);
}

static void D10_taken_over_after_5_min(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_leave(&f, 1);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_PEER), 0);
	fix_leave(&f, 11);
	assert_false(fix_last(&f, 100, WIRE_T_PEER)->peer.present);
	fix_wait_ms(&f, 299999);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_LIVE);
	fix_wait_ms(&f, 1);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_RINGING);
	assert_int_equal(entry(&f, 4)->kind, WIRE_KIND_TAKEN_OVER);
	assert_string_equal(entry(&f, 4)->name, "A1");
	assert_int_equal(fix_last(&f, 2, WIRE_T_RING)->ring.left, 90000);
	assert_true(fix_last(&f, 2, WIRE_T_RING)->ring.taken_over);
	assert_true(fix_last(&f, 100, WIRE_T_CHAT)->chat.taken_over);
	fix_say(&f, 100, 900, "hello?");
	assert_string_equal(fix_answer(&f, 100), "ok");
	fix_sit(&f, 12, 1);
	assert_int_equal(fix_heard(&f, 12, WIRE_T_CHAT), 0);
	fix_say(&f, 12, 900, "I am back");
	assert_string_equal(fix_answer(&f, 12), "wrong_state");
	fix_rebuild(&f);
	fix_sit(&f, 22, 2);
	fix_accept(&f, 22, 900);
	assert_string_equal(fix_answer(&f, 22), "ok");
	assert_int_equal(entry(&f, 6)->kind, WIRE_KIND_JOINED);
	assert_false(fix_chat(&f, 900).taken_over);
	fix_fini(&f);
}

static void D10_nobody_takes_over(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_leave(&f, 1);
	fix_leave(&f, 11);
	fix_wait(&f, 390);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_MISSED);
	assert_int_equal(fix_presence(&f, 2).misses, 1);
	assert_int_equal(fix_presence(&f, 1).misses, 0);
	fix_fini(&f);
}

static void D10_taken_over_when_closed_ends(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "mon 09:00-10:01");
	fix_ready(&f, 1);
	fix_live(&f);
	fix_leave(&f, 1);
	fix_wait(&f, 300);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_CLOSED);
	fix_fini(&f);
}

static void D10_an_account_is_removed(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_gone(&f, 1);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_RINGING);
	assert_string_equal(fix_rings(&f, 900), "2");
	fix_fini(&f);
}

static void D11_left_after_30_min(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_leave(&f, 100);
	fix_wait_ms(&f, 1799999);
	assert_int_equal(fix_chat(&f, 900).phase, WIRE_PHASE_LIVE);
	fix_visit(&f, 101, 100);
	fix_leave(&f, 101);
	fix_wait(&f, 1800);
	assert_int_equal(fix_chat(&f, 900).reason, WIRE_REASON_LEFT);
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.reason, WIRE_REASON_LEFT);
	assert_string_equal(fix_rings(&f, 900), "");
	fix_fini(&f);
}

static void D12_limits_of_a_chat(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {
		.type = WIRE_T_SAY, .say = {.key = "k", .text = ""}};

	(void)state;
	begin(&f);
	m.say.chat = fix_id(900);
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "bad_field");
	m.say.chat = (struct id){""};
	m.say.text = "text";
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "bad_field");
	for (int i = 4; i <= LIMIT_CHAT_KEYS; i++) {
		char key[16];

		snprintf(key, sizeof(key), "k%d", i);
		fix_say(&f, 1, 900, key);
		assert_string_equal(fix_answer(&f, 1), "ok");
	}
	fix_say(&f, 1, 900, "one too many");
	assert_string_equal(fix_answer(&f, 1), "chat_full");
	fix_say(&f, 1, 900, "k77");
	assert_int_equal(fix_last(&f, 1, WIRE_T_OK)->ok.seq, 77);
	fix_end(&f, 1, 900);
	assert_string_equal(fix_answer(&f, 1), "ok");
	fix_fini(&f);
}

static void A6_one_session_too_many_closes_the_oldest(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_init(&f, "always");
	fix_staff(&f, 1, "");
	for (int i = 0; i < LIMIT_SESSIONS; i++)
		fix_sit(&f, 10 + i, 1);
	assert_int_equal(f.out->notices[0].kind, DESK_N_SEND);
	fix_sit(&f, 30, 1);
	assert_int_equal(f.out->notices[0].kind, DESK_N_CLOSE);
	assert_int_equal(f.out->notices[0].session, 10);
	fix_available(&f, 10, true); /* too late: not heard any more */
	assert_int_equal(f.out->n_notices, 0);
	fix_sit(&f, 40, 7);
	assert_int_equal(f.out->notices[0].why, ERR_TOKEN);
	fix_fini(&f);
}

static void snapshot_again_on_a_second_hello(void **state)
{
	struct fix f = {0};

	(void)state;
	begin(&f);
	fix_sit(&f, 1, 1);
	assert_int_equal(f.out->notices[0].message->type, WIRE_T_WELCOME);
	assert_int_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.phase, WIRE_PHASE_LIVE);
	assert_int_equal(f.out->notices[f.out->n_notices - 1].message->type,
		WIRE_T_READY);
	fix_sit(&f, 1, 2); /* somebody else at the same connection */
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_WELCOME)->welcome.name, "A2");
	fix_fini(&f);
}

static void names_and_numbers(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {
		.type = WIRE_T_IDENTIFY, .identify = {.name = "Mio"}};

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 101, 101);
	assert_string_equal(
		fix_last(&f, 101, WIRE_T_WELCOME)->welcome.name, "Guest");
	fix_live(&f);
	fix_open(&f, 101, 901, "q");
	fix_send(&f, 100, &m, 0);
	assert_string_equal(fix_last(&f, 1, WIRE_T_CHAT)->chat.name, "Mio");
	fix_leave(&f, 101);
	fix_wait(&f, 200);
	fix_visit(&f, 102, 101); /* forgotten, and known by the store */
	assert_string_equal(
		fix_last(&f, 102, WIRE_T_WELCOME)->welcome.name, "Guest 2");
	fix_fini(&f);
}

static void only_what_a_side_may_send(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_AVAILABLE};

	(void)state;
	begin(&f);
	fix_send(&f, 100, &m, 0);
	assert_string_equal(fix_answer(&f, 100), "unknown_type");
	m.type = WIRE_T_ENTRY;
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "unknown_type");
	m.type = WIRE_T_PAGE;
	fix_send(&f, 1, &m, 0);
	assert_string_equal(fix_answer(&f, 1), "nothing");
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D1_every_message_has_its_place),
		cmocka_unit_test(D1_the_same_key_is_kept_once),
		cmocka_unit_test(D1_the_first_message_is_kept_once),
		cmocka_unit_test(D1_marks_only_move_on),
		cmocka_unit_test(D1_marks_of_strangers_do_not_count),
		cmocka_unit_test(D1_the_log_never_goes_back_in_time),
		cmocka_unit_test(D2_typing_is_never_kept),
		cmocka_unit_test(D4_the_associate_sees_the_pages),
		cmocka_unit_test(D7_end),
		cmocka_unit_test(D7_unavailable_stays_unavailable),
		cmocka_unit_test(D10_both_catch_up),
		cmocka_unit_test(D10_taken_over_after_5_min),
		cmocka_unit_test(D10_nobody_takes_over),
		cmocka_unit_test(D10_taken_over_when_closed_ends),
		cmocka_unit_test(D10_an_account_is_removed),
		cmocka_unit_test(D11_left_after_30_min),
		cmocka_unit_test(D12_limits_of_a_chat),
		cmocka_unit_test(A6_one_session_too_many_closes_the_oldest),
		cmocka_unit_test(snapshot_again_on_a_second_hello),
		cmocka_unit_test(names_and_numbers),
		cmocka_unit_test(only_what_a_side_may_send),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
