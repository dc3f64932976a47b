/* SPDX-License-Identifier: MIT */
/* Rule J1: what the desk knows of a shopper is erased and corrected, and what
 * is past the retention says nobody's name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

#define CHAT 900
#define ENQUIRY 800
#define NOBODY 700 /* the shopper's chats are then */

static void named(struct fix *f, int session, const char *name)
{
	struct wire_msg m = {
		.type = WIRE_T_IDENTIFY, .identify = {.name = name}};

	fix_send(f, session, &m, 0);
}

static void buys(struct fix *f, int session, const char *order)
{
	struct wire_msg m = {.type = WIRE_T_EVENT};

	m.event.what = WIRE_DEED_PURCHASE;
	m.event.order = order;
	m.event.product = "Navy wool coat";
	m.event.quantity = 1;
	m.event.amount = 12900;
	m.event.currency = "JPY";
	fix_send(f, session, &m, 0);
}

static void enquires(struct fix *f, int session)
{
	struct wire_msg m = {.type = WIRE_T_ENQUIRE,
		.enquire = {.key = "q",
			.address = "mio@example.com",
			.text = "Please write"}};

	fix_send(f, session, &m, ENQUIRY);
}

static void blocks(struct fix *f, int session)
{
	struct wire_msg m = {.type = WIRE_T_BLOCK};

	m.block.chat = fix_id(CHAT);
	m.block.text = "Swears at everybody.";
	fix_send(f, session, &m, 0);
}

/* Mio (100) chats with associate 1, buys, and leaves an enquiry. */
static void at_work(struct fix *f)
{
	struct wire_msg page = {.type = WIRE_T_PAGE};

	fix_init(f, "always");
	fix_ready(f, 1);
	fix_live(f);
	named(f, 100, "Mio");
	page.page.url = "https://shop.example/p/1";
	page.page.title = "Coat";
	fix_send(f, 100, &page, 0);
	fix_say(f, 100, CHAT, "secret");
	buys(f, 100, "o-1");
	enquires(f, 100);
}

static enum err erase(struct fix *f)
{
	return fix_errand(f,
		(struct desk_cmd){.kind = DESK_C_ERASE,
			.shopper = fix_id(100),
			.fresh = fix_id(NOBODY)});
}

static const struct rec_enquiry *enquiry(const struct fix *f)
{
	struct rec like = {
		.kind = REC_K_ENQUIRY, .enquiry = {.enquiry = fix_id(ENQUIRY)}};
	const struct rec *r = memstore_find(f->store, &like);

	return r ? &r->enquiry : NULL;
}

static const struct rec_filed *filed(const struct fix *f)
{
	struct rec like = {.kind = REC_K_FILED,
		.filed = {.chat = fix_id(CHAT), .associate = fix_id(1)}};

	return &memstore_find(f->store, &like)->filed;
}

static void assert_id(struct id id, int n)
{
	assert_string_equal(id.s, fix_id(n).s);
}

static void J1_nothing_is_left_but_what_figures_count(void **state)
{
	struct fix f = {0};
	struct id chat = fix_id(CHAT), mio = fix_id(100);

	(void)state;
	at_work(&f);
	fix_end(&f, 1, CHAT);
	assert_int_equal(erase(&f), ERR_OK);
	assert_null(enquiry(&f));
	assert_null(memstore_entry(f.store, &chat, 1));
	assert_null(memstore_shopper(f.store, &mio));
	assert_string_equal(filed(&f)->name, "");
	assert_string_equal(fix_chat(&f, CHAT).first, "");
	assert_string_equal(fix_chat(&f, CHAT).url, "");
	assert_id(fix_chat(&f, CHAT).shopper, NOBODY);
	assert_int_equal(fix_sale(&f, "o-1")->total, 12900);
	assert_id(fix_sale(&f, "o-1")->associate, 1);
	assert_string_equal(fix_sale(&f, "o-1")->name, "");
	assert_id(fix_sale(&f, "o-1")->shopper, NOBODY);
	fix_rebuild(&f);
	fix_fini(&f);
}

static void J1_terminals_and_tabs_hear_of_it(void **state)
{
	struct fix f = {0};
	bool closed = false;

	(void)state;
	at_work(&f);
	fix_end(&f, 1, CHAT);
	assert_int_equal(erase(&f), ERR_OK);
	for (int i = 0; i < f.out->n_notices; i++)
		closed |= f.out->notices[i].kind == DESK_N_CLOSE &&
			f.out->notices[i].session == 100 &&
			f.out->notices[i].why == ERR_TOKEN;
	assert_true(closed);
	assert_string_equal(fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.text, "");
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.address, "");
	assert_int_not_equal(fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.done, 0);
	assert_int_equal(fix_last(&f, 1, WIRE_T_PANEL)->panel.enquiries, 0);
	assert_string_equal(fix_last(&f, 1, WIRE_T_SALE)->sale.name, "");
	assert_true(fix_last(&f, 1, WIRE_T_SALE)->sale.fresh);
	fix_fini(&f);
}

static void J1_not_while_the_chat_goes_on(void **state)
{
	struct fix f = {0};

	(void)state;
	at_work(&f);
	assert_int_equal(erase(&f), ERR_BUSY_CHAT);
	assert_int_equal(f.out->n_recs, 0);
	assert_non_null(enquiry(&f));
	fix_rebuild(&f);
	assert_int_equal(erase(&f), ERR_BUSY_CHAT);
	fix_fini(&f);
}

static void J1_who_comes_back_is_somebody_else(void **state)
{
	struct fix f = {0};
	struct rec_shopper old;
	struct id mio = fix_id(100);

	(void)state;
	at_work(&f);
	fix_end(&f, 1, CHAT);
	old = *memstore_shopper(f.store, &mio);
	old.name = "Mio";
	old.opener = "";
	assert_int_equal(erase(&f), ERR_OK);
	/* With a row that was read before. */
	fix_errand(&f,
		(struct desk_cmd){.kind = DESK_C_ATTACH_SHOPPER,
			.session = 101,
			.attach = {.who = mio, .known = &old}});
	fix_open(&f, 101, 901, "again");
	assert_string_equal(fix_last(&f, 1, WIRE_T_RING)->ring.name, "Guest 2");
	fix_accept(&f, 1, 901);
	buys(&f, 101, "o-1"); /* the same order is not theirs again */
	assert_id(fix_sale(&f, "o-1")->shopper, NOBODY);
	fix_fini(&f);
}

/* The shop's server, or a page, with the order's row as it was read before. */
static void J1_an_order_that_was_read_before_is_nobodys(void **state)
{
	struct fix f = {0};
	struct rec_sale old;
	struct desk_order o = {.order = "o-1",
		.currency = "JPY",
		.total = 12900,
		.refunded = 900,
		.quantity = 1,
		.at = 5};

	(void)state;
	at_work(&f);
	fix_end(&f, 1, CHAT);
	fix_send(&f, 1,
		&(struct wire_msg){.type = WIRE_T_VIEWED,
			.viewed = {.chat = fix_id(CHAT)}},
		0);
	fix_wait(&f, 61); /* until the desk has forgotten it */
	old = *fix_sale(&f, "o-1");
	old.name = "Mio";
	old.title = "Coat";
	old.orderno = "o-1";
	old.currency = "JPY";
	assert_int_equal(erase(&f), ERR_OK);
	fix_errand(&f,
		(struct desk_cmd){
			.kind = DESK_C_ORDER, .order = &o, .sale = &old});
	assert_int_equal(fix_sale(&f, "o-1")->total, 12000);
	assert_string_equal(fix_sale(&f, "o-1")->name, "");
	assert_id(fix_sale(&f, "o-1")->shopper, NOBODY);
	fix_fini(&f);
}

static void J1_a_block_goes_too(void **state)
{
	struct fix f = {0};
	struct rec like = {
		.kind = REC_K_BLOCK, .block = {.chat = fix_id(CHAT)}};
	struct id mio = fix_id(100);

	(void)state;
	at_work(&f);
	blocks(&f, 1);
	assert_true(desk_blocked(f.desk, &mio));
	assert_int_equal(erase(&f), ERR_OK);
	assert_false(desk_blocked(f.desk, &mio));
	assert_null(memstore_find(f.store, &like));
	fix_rebuild(&f);
	assert_int_equal(erase(&f), ERR_OK); /* said twice */
	fix_fini(&f);
}

static void correct(struct fix *f, const char *name, const char *address)
{
	struct id mio = fix_id(100);
	struct desk_correct c = {.shopper = mio,
		.name = name,
		.address = address,
		.known = memstore_shopper(f->store, &mio)};

	assert_int_equal(fix_errand(f,
				 (struct desk_cmd){.kind = DESK_C_CORRECT,
					 .correct = &c}),
		ERR_OK);
}

static void J1_a_name_is_corrected_everywhere(void **state)
{
	struct fix f = {0};
	struct id mio = fix_id(100), chat = fix_id(CHAT);

	(void)state;
	at_work(&f);
	correct(&f, "Mio Sato", NULL);
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_CHAT)->chat.name, "Mio Sato");
	assert_string_equal(enquiry(&f)->address, "mio@example.com");
	assert_string_equal(
		fix_last(&f, 1, WIRE_T_ENQUIRY)->enquiry.name, "Mio Sato");
	fix_end(&f, 1, CHAT);
	fix_leave(&f, 100);
	fix_wait(&f, 300); /* the desk has forgotten them */
	correct(&f, "Mio Ito", "ito@example.com");
	assert_string_equal(memstore_shopper(f.store, &mio)->name, "Mio Ito");
	assert_int_equal(memstore_shopper(f.store, &mio)->number, 1);
	assert_string_equal(filed(&f)->name, "Mio Ito");
	assert_string_equal(fix_sale(&f, "o-1")->name, "Mio Ito");
	assert_string_equal(enquiry(&f)->address, "ito@example.com");
	assert_string_equal(memstore_entry(f.store, &chat, 1)->name, "Mio Ito");
	fix_rebuild(&f);
	fix_fini(&f);
}

static void expire(struct fix *f, int64_t before)
{
	assert_int_equal(fix_errand(f,
				 (struct desk_cmd){.kind = DESK_C_EXPIRE,
					 .before = before}),
		ERR_OK);
}

static void J1_what_is_past_the_retention_has_no_name(void **state)
{
	struct fix f = {0};
	struct rec like = {
		.kind = REC_K_BLOCK, .block = {.chat = fix_id(CHAT)}};
	struct id mio = fix_id(100);

	(void)state;
	at_work(&f);
	blocks(&f, 1);
	expire(&f, f.now.wall);
	assert_int_equal(f.out->n_recs, 0); /* all of it is of this moment */
	expire(&f, f.now.wall + 1);
	assert_string_equal(enquiry(&f)->body, "");
	assert_int_not_equal(enquiry(&f)->done, 0);
	assert_string_equal(fix_sale(&f, "o-1")->name, "");
	assert_int_equal(fix_last(&f, 1, WIRE_T_PANEL)->panel.enquiries, 0);
	assert_string_equal(memstore_find(f.store, &like)->block.reason, "");
	assert_true(desk_blocked(f.desk, &mio)); /* it stands nevertheless */
	expire(&f, f.now.wall + 1);
	assert_int_equal(f.out->n_recs, 0);
	fix_rebuild(&f);
	fix_fini(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(J1_nothing_is_left_but_what_figures_count),
		cmocka_unit_test(J1_terminals_and_tabs_hear_of_it),
		cmocka_unit_test(J1_not_while_the_chat_goes_on),
		cmocka_unit_test(J1_who_comes_back_is_somebody_else),
		cmocka_unit_test(J1_an_order_that_was_read_before_is_nobodys),
		cmocka_unit_test(J1_a_block_goes_too),
		cmocka_unit_test(J1_a_name_is_corrected_everywhere),
		cmocka_unit_test(J1_what_is_past_the_retention_has_no_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
