/* SPDX-License-Identifier: MIT */
/* Rule D9: blocks.  Associate 1 is a manager. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

#define CHAT 900
#define PAGE "https://shop/coat"

/* Associate 2 has a chat with shopper 100, who has two tabs open. */
static void abused(struct fix *f)
{
	fix_init(f, "always");
	fix_ready(f, 1);
	fix_available(f, 1, false);
	fix_ready(f, 2);
	fix_visit(f, 100, 100);
	fix_open(f, 100, CHAT, "hello");
	fix_accept(f, 2, CHAT);
	fix_visit(f, 110, 100);
}

static void block(struct fix *f, int session)
{
	struct wire_msg m = {.type = WIRE_T_BLOCK};

	m.block.chat = fix_id(CHAT);
	m.block.text = "Swears at everybody.";
	fix_send(f, session, &m, 0);
}

static void unblock(struct fix *f, int session, int shopper)
{
	struct wire_msg m = {.type = WIRE_T_UNBLOCK};

	m.unblock.shopper = fix_id(shopper);
	fix_send(f, session, &m, 0);
}

static void blocks(struct fix *f, int session)
{
	struct wire_msg m = {.type = WIRE_T_BLOCKS};

	fix_send(f, session, &m, 0);
}

static void view(struct fix *f, int session, const char *url)
{
	struct wire_msg m = {.type = WIRE_T_PAGE};

	m.page.url = url;
	fix_send(f, session, &m, 0);
}

static void visit(struct fix *f, int session, int shopper, const char *url)
{
	struct wire_page page = {.url = url};

	fix_visit_page(f, session, shopper, &page);
}

static bool is_hidden(const struct fix *f, int session)
{
	return fix_last(f, session, WIRE_T_SHOP)->shop.hidden;
}

static void assert_silent(const struct fix *f, int session)
{
	for (int i = 0; i < f->out->n_notices; i++)
		assert_int_not_equal(f->out->notices[i].session, session);
}

static struct rec_block kept(const struct fix *f)
{
	struct rec like = {
		.kind = REC_K_BLOCK, .block = {.chat = fix_id(CHAT)}};

	assert_non_null(memstore_find(f->store, &like));
	return memstore_find(f->store, &like)->block;
}

static void D9_ends_for_the_associate(void **state)
{
	struct fix f = {0};
	const struct wire_entry *entry;
	int64_t seq;

	(void)state;
	abused(&f);
	fix_sit(&f, 12, 2);
	block(&f, 2);
	assert_string_equal(fix_answer(&f, 2), "ok");
	entry = &fix_last(&f, 12, WIRE_T_ENTRY)->entry;
	assert_int_equal(entry->kind, WIRE_KIND_BLOCKED);
	assert_string_equal(entry->name, "A2");
	assert_string_equal(entry->text, "Swears at everybody.");
	seq = entry->seq;
	assert_int_equal(
		fix_last(&f, 12, WIRE_T_CHAT)->chat.phase, WIRE_PHASE_ENDED);
	assert_int_equal(fix_last(&f, 12, WIRE_T_CHAT)->chat.reason,
		WIRE_REASON_BLOCKED);
	assert_true(fix_presence(&f, 2).available);
	block(&f, 2); /* said twice */
	assert_string_equal(fix_answer(&f, 2), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BLOCKED), 0);
	fix_say(&f, 2, CHAT, "k");
	assert_string_equal(fix_answer(&f, 2), "chat_over");
	block(&f, 1);
	assert_string_equal(fix_answer(&f, 1), "unknown_chat");
	assert_string_equal(kept(&f).blocker, "A2");
	assert_string_equal(kept(&f).reason, "Swears at everybody.");
	assert_int_equal(kept(&f).seq, seq);
	/* Free for the next one. */
	fix_visit(&f, 101, 101);
	fix_open(&f, 101, 901, "q");
	assert_string_equal(fix_rings(&f, 901), "2");
	fix_fini(&f);
}

static void D9_the_shopper_is_not_told(void **state)
{
	struct fix f = {0};
	const struct wire_entry *entry;

	(void)state;
	abused(&f);
	block(&f, 2);
	/* A number in the log, so that none is missing. */
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ENTRY), 1);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_CHAT), 0);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_SHOP), 0);
	entry = &fix_last(&f, 110, WIRE_T_ENTRY)->entry;
	assert_int_equal(entry->kind, WIRE_KIND_PAGE);
	assert_int_equal(entry->who, WIRE_WHO_SHOPPER);
	assert_null(entry->text);
	assert_null(entry->name);
	fix_fini(&f);
}

static void D9_what_they_write_looks_sent(void **state)
{
	struct fix f = {0};
	int64_t seq;

	(void)state;
	abused(&f);
	block(&f, 2);
	seq = kept(&f).seq;
	fix_say(&f, 100, CHAT, "k1");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, seq + 1);
	assert_int_equal(fix_last(&f, 110, WIRE_T_ENTRY)->entry.seq, seq + 1);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_ENTRY), 0);
	assert_silent(&f, 2);
	assert_silent(&f, 1);
	fix_say(&f, 100, CHAT, "k1"); /* once, as ever */
	assert_int_equal(fix_last(&f, 100, WIRE_T_OK)->ok.seq, seq + 1);
	fix_say(&f, 110, 0, "k2"); /* a tab that knows of no chat */
	assert_int_equal(fix_last(&f, 110, WIRE_T_OK)->ok.seq, seq + 2);
	assert_string_equal(
		fix_last(&f, 110, WIRE_T_OK)->ok.chat.s, fix_id(CHAT).s);
	fix_seen(&f, 100, CHAT, seq, WIRE_MARK_READ);
	assert_silent(&f, 2);
	/* Also after the relay has died. */
	fix_rebuild(&f);
	fix_sit(&f, 2, 2);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_CHAT), 0);
	fix_visit(&f, 120, 100);
	fix_say(&f, 120, CHAT, "k3");
	assert_int_equal(fix_last(&f, 120, WIRE_T_OK)->ok.seq, seq + 3);
	fix_say(&f, 120, CHAT, "k1");
	assert_int_equal(fix_last(&f, 120, WIRE_T_OK)->ok.seq, seq + 1);
	assert_silent(&f, 2);
	fix_fini(&f);
}

static void D9_no_enquiry_either(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_ENQUIRE};

	(void)state;
	abused(&f);
	block(&f, 2);
	m.enquire.key = "e";
	m.enquire.address = "them@example.org";
	m.enquire.text = "You again.";
	fix_send(&f, 100, &m, 500);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENQUIRY), 0);
	fix_fini(&f);
}

static void D9_a_reload_shows_the_chat_alive(void **state)
{
	struct fix f = {0};
	const struct wire_chat *chat;

	(void)state;
	abused(&f);
	visit(&f, 111, 100, "https://shop/hat");
	block(&f, 2);
	fix_say(&f, 100, CHAT, "k1");
	fix_leave(&f, 100);
	visit(&f, 120, 100, PAGE "#reviews");
	assert_false(is_hidden(&f, 120));
	chat = &fix_last(&f, 120, WIRE_T_CHAT)->chat;
	assert_int_equal(chat->phase, WIRE_PHASE_LIVE);
	assert_int_equal(chat->reason, WIRE_REASON_NONE);
	assert_string_equal(chat->name, "A2");
	assert_true(chat->present);
	assert_int_equal(chat->seq, kept(&f).seq + 1);
	/* The other tab was where it is now. */
	visit(&f, 121, 100, "https://shop/hat");
	assert_false(is_hidden(&f, 121));
	view(&f, 120, PAGE "#sizes");
	assert_int_equal(fix_heard(&f, 120, WIRE_T_SHOP), 0);
	fix_fini(&f);
}

static void D9_gone_on_the_next_page(void **state)
{
	struct fix f = {0};

	(void)state;
	abused(&f);
	block(&f, 2);
	view(&f, 100, "https://shop/hat");
	assert_true(is_hidden(&f, 100));
	assert_true(is_hidden(&f, 110));
	assert_true(kept(&f).hidden);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_CHAT), 0);
	assert_silent(&f, 2);
	/* On every page, by every way in, whatever they try. */
	visit(&f, 120, 100, PAGE);
	assert_true(is_hidden(&f, 120));
	assert_int_equal(fix_heard(&f, 120, WIRE_T_CHAT), 0);
	fix_open(&f, 120, 901, "k2");
	assert_string_equal(fix_answer(&f, 120), "forbidden");
	assert_silent(&f, 2);
	fix_wait(&f, 3600);
	assert_int_equal(fix_heard(&f, 120, WIRE_T_CHAT), 0);
	fix_rebuild(&f);
	visit(&f, 121, 100, PAGE);
	assert_true(is_hidden(&f, 121));
	/* Somebody else is not meant. */
	visit(&f, 130, 101, PAGE);
	assert_false(is_hidden(&f, 130));
	fix_fini(&f);
}

static void D9_a_load_of_another_page(void **state)
{
	struct fix f = {0};

	(void)state;
	abused(&f);
	block(&f, 2);
	fix_leave(&f, 100);
	visit(&f, 120, 100, "https://shop/hat");
	assert_true(is_hidden(&f, 120));
	assert_int_equal(fix_heard(&f, 120, WIRE_T_CHAT), 0);
	assert_true(is_hidden(&f, 110));
	fix_fini(&f);
}

/* Who stays away as long as D11 says finds no chat: and no widget. */
static void D9_gone_for_long(void **state)
{
	struct fix f = {0};

	(void)state;
	abused(&f);
	block(&f, 2);
	fix_leave(&f, 100);
	fix_leave(&f, 110);
	fix_wait(&f, 1799);
	assert_false(kept(&f).hidden);
	fix_wait(&f, 1);
	assert_true(kept(&f).hidden);
	visit(&f, 120, 100, PAGE);
	assert_true(is_hidden(&f, 120));
	fix_fini(&f);
}

static void D9_managers_are_told(void **state)
{
	struct fix f = {0};
	const struct wire_blocked *b;

	(void)state;
	abused(&f);
	fix_sit(&f, 11, 1);
	block(&f, 2);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BLOCKED), 1);
	b = &fix_last(&f, 11, WIRE_T_BLOCKED)->blocked;
	assert_string_equal(b->name, "Guest 1");
	assert_string_equal(b->by, "A2");
	assert_string_equal(b->text, "Swears at everybody.");
	assert_string_equal(b->shopper.s, fix_id(100).s);
	assert_true(b->fresh);
	assert_false(b->lifted);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_BLOCKED), 0);
	/* One who comes later that day is told in the snapshot. */
	fix_wait(&f, 3600);
	fix_rebuild(&f);
	fix_sit(&f, 13, 1);
	assert_int_equal(fix_heard(&f, 13, WIRE_T_BLOCKED), 1);
	assert_false(fix_last(&f, 13, WIRE_T_BLOCKED)->blocked.fresh);
	fix_sit(&f, 2, 2);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_BLOCKED), 0);
	fix_wait(&f, 86400);
	fix_sit(&f, 14, 1);
	assert_int_equal(fix_heard(&f, 14, WIRE_T_BLOCKED), 0);
	/* It is on the list for as long as it stands. */
	blocks(&f, 14);
	assert_string_equal(fix_answer(&f, 14), "ok");
	assert_int_equal(fix_heard(&f, 14, WIRE_T_BLOCKED), 1);
	blocks(&f, 2);
	assert_string_equal(fix_answer(&f, 2), "forbidden");
	assert_int_equal(fix_heard(&f, 2, WIRE_T_BLOCKED), 0);
	fix_fini(&f);
}

/* So many that not all of them fit into what waits for a reader. */
static void D9_a_list_has_an_end(void **state)
{
	struct fix f = {0};
	char key[16];

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	for (int i = 0; i < 201; i++) {
		struct wire_msg m = {.type = WIRE_T_BLOCK,
			.block = {.chat = fix_id(2000 + i), .text = "Rude."}};

		snprintf(key, sizeof(key), "k%d", i);
		fix_visit(&f, 1000 + i, 1000 + i);
		fix_open(&f, 1000 + i, 2000 + i, key);
		fix_accept(&f, 1, 2000 + i);
		fix_send(&f, 1, &m, 0);
	}
	blocks(&f, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BLOCKED), 200);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_BLOCKED)->blocked.name, "Guest 2");
	fix_sit(&f, 11, 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_BLOCKED), 200);
	fix_fini(&f);
}

static void D9_lifted(void **state)
{
	struct fix f = {0};
	struct id who = fix_id(100);

	(void)state;
	abused(&f);
	block(&f, 2);
	view(&f, 100, "https://shop/hat");
	unblock(&f, 2, 100);
	assert_string_equal(fix_answer(&f, 2), "forbidden");
	unblock(&f, 1, 101);
	assert_string_equal(fix_answer(&f, 1), "unknown_id");
	assert_true(desk_blocked(f.desk, &who));
	unblock(&f, 1, 100);
	assert_string_equal(fix_answer(&f, 1), "ok");
	assert_true(fix_last(&f, 1, WIRE_T_BLOCKED)->blocked.lifted);
	assert_false(is_hidden(&f, 100));
	assert_true(fix_last(&f, 100, WIRE_T_SHOP)->shop.available);
	assert_false(desk_blocked(f.desk, &who));
	blocks(&f, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BLOCKED), 0);
	/* They are a shopper as any other. */
	fix_open(&f, 100, 901, "again");
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_string_equal(fix_rings(&f, 901), "2");
	fix_rebuild(&f);
	visit(&f, 120, 100, PAGE);
	assert_false(is_hidden(&f, 120));
	/* And may be blocked again. */
	fix_sit(&f, 2, 2);
	fix_accept(&f, 2, 901);
	fix_end(&f, 2, 901);
	fix_fini(&f);
}

static void D9_lifted_before_it_hid(void **state)
{
	struct fix f = {0};
	const struct wire_chat *chat;

	(void)state;
	abused(&f);
	block(&f, 2);
	fix_say(&f, 100, CHAT, "k1");
	unblock(&f, 1, 100);
	/* The chat is over for them, too; nobody says how it ended. */
	chat = &fix_last(&f, 100, WIRE_T_CHAT)->chat;
	assert_int_equal(chat->phase, WIRE_PHASE_ENDED);
	assert_int_equal(chat->reason, WIRE_REASON_ENDED);
	assert_int_equal(
		fix_last(&f, 100, WIRE_T_ENTRY)->entry.kind, WIRE_KIND_ENDED);
	assert_int_equal(fix_chat(&f, CHAT).reason, WIRE_REASON_BLOCKED);
	assert_int_equal(fix_heard(&f, 2, WIRE_T_ENTRY), 0);
	view(&f, 100, "https://shop/hat");
	assert_int_equal(fix_heard(&f, 100, WIRE_T_SHOP), 0);
	fix_fini(&f);
}

static void D9_during_a_transfer(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_TRANSFER};

	(void)state;
	abused(&f);
	fix_ready(&f, 3);
	m.transfer.chat = fix_id(CHAT);
	m.transfer.associate = fix_id(3);
	fix_send(&f, 2, &m, 0);
	assert_string_equal(fix_answer(&f, 2), "ok");
	block(&f, 2);
	assert_int_equal(fix_last(&f, 3, WIRE_T_RING_OVER)->ring_over.reason,
		WIRE_REASON_BLOCKED);
	fix_accept(&f, 3, CHAT);
	assert_string_equal(fix_answer(&f, 3), "chat_over");
	fix_fini(&f);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(D9_ends_for_the_associate),
		cmocka_unit_test(D9_the_shopper_is_not_told),
		cmocka_unit_test(D9_what_they_write_looks_sent),
		cmocka_unit_test(D9_no_enquiry_either),
		cmocka_unit_test(D9_a_reload_shows_the_chat_alive),
		cmocka_unit_test(D9_gone_on_the_next_page),
		cmocka_unit_test(D9_a_load_of_another_page),
		cmocka_unit_test(D9_gone_for_long),
		cmocka_unit_test(D9_managers_are_told),
		cmocka_unit_test(D9_a_list_has_an_end),
		cmocka_unit_test(D9_lifted),
		cmocka_unit_test(D9_lifted_before_it_hid),
		cmocka_unit_test(D9_during_a_transfer),
	};

	return cmocka_run_group_tests_name("desk_block", tests, NULL, NULL);
}
