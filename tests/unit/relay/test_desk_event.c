/* SPDX-License-Identifier: MIT */
/* Rules D4, D5 and D6: what the shopper does, and what is shown to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "tests/lib/fix.h"

#define CHAT 900

static void deed(struct fix *f, int session, enum wire_deed what,
	const char *sku, int64_t quantity)
{
	struct wire_msg m = {.type = WIRE_T_EVENT};

	m.event.what = what;
	m.event.sku = sku;
	m.event.product = "Navy wool coat";
	m.event.amount = 48000;
	m.event.currency = "JPY";
	m.event.quantity = quantity;
	fix_send(f, session, &m, 0);
}

static void bought(struct fix *f, int session, const char *order)
{
	struct wire_msg m = {.type = WIRE_T_EVENT};

	m.event.what = WIRE_DEED_PURCHASE;
	m.event.amount = 96000;
	m.event.currency = "JPY";
	m.event.order = order;
	fix_send(f, session, &m, 0);
}

static void looked(struct fix *f, int session, const char *url)
{
	struct wire_msg m = {.type = WIRE_T_EVENT};

	m.event.what = WIRE_DEED_PRODUCT;
	m.event.url = url;
	m.event.product = "Coat";
	fix_send(f, session, &m, 0);
}

static void view(struct fix *f, int session, const char *title)
{
	struct wire_msg m = {.type = WIRE_T_PAGE};

	m.page.url = title;
	m.page.title = title;
	fix_send(f, session, &m, 0);
}

static void recommend(struct fix *f, int session, const char *key,
	const char *sku, const char *url)
{
	struct wire_msg m = {.type = WIRE_T_RECOMMEND};

	m.recommend.chat = fix_id(CHAT);
	m.recommend.key = key;
	m.recommend.text = "This one?";
	m.recommend.sku = sku;
	m.recommend.product = "Navy wool coat";
	m.recommend.amount = 48000;
	m.recommend.sale = 36000;
	m.recommend.currency = "JPY";
	m.recommend.url = url;
	fix_send(f, session, &m, 0);
}

static const struct wire_entry *entry(const struct fix *f, int session)
{
	return &fix_last(f, session, WIRE_T_ENTRY)->entry;
}

static void assert_attached(const struct fix *f, int64_t seq, const char *sku)
{
	struct rec like = {.kind = REC_K_ATTACH,
		.attach = {.chat = fix_id(CHAT), .seq = seq}};
	const struct rec *r = memstore_find(f->store, &like);

	assert_non_null(r);
	assert_string_equal(r->attach.sku, sku);
}

static void D4_deeds_are_entries(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	fix_sit(&f, 11, 1);
	deed(&f, 100, WIRE_DEED_PRODUCT, "c-1", 0);
	assert_int_equal(entry(&f, 1)->kind, WIRE_KIND_PRODUCT);
	assert_int_equal(entry(&f, 11)->who, WIRE_WHO_SHOPPER);
	assert_string_equal(entry(&f, 1)->name, "Guest 1");
	assert_string_equal(entry(&f, 1)->sku, "c-1");
	assert_string_equal(entry(&f, 1)->product, "Navy wool coat");
	assert_int_equal(entry(&f, 1)->amount, 48000);
	assert_false(entry(&f, 1)->recommended);
	assert_attached(&f, entry(&f, 1)->seq, "c-1");
	assert_string_equal(fix_answer(&f, 100), "nothing");
	deed(&f, 100, WIRE_DEED_CART, "c-1", 2);
	assert_int_equal(entry(&f, 1)->kind, WIRE_KIND_CART);
	assert_int_equal(entry(&f, 1)->quantity, 2);
	deed(&f, 100, WIRE_DEED_CHECKOUT, NULL, 0);
	assert_int_equal(entry(&f, 1)->kind, WIRE_KIND_CHECKOUT);
	bought(&f, 100, "order-7");
	assert_int_equal(entry(&f, 1)->kind, WIRE_KIND_PURCHASE);
	assert_string_equal(entry(&f, 1)->order, "order-7");
	assert_int_equal(entry(&f, 1)->amount, 96000);
	fix_fini(&f);
}

static void D4_the_same_is_told_once(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	deed(&f, 100, WIRE_DEED_PRODUCT, "c-1", 0);
	fix_wait_ms(&f, 29999);
	deed(&f, 100, WIRE_DEED_PRODUCT, "c-1", 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	fix_wait_ms(&f, 1);
	deed(&f, 100, WIRE_DEED_PRODUCT, "c-1", 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	/* The cart is never hushed up, and an order counts once. */
	deed(&f, 100, WIRE_DEED_CART, "c-1", 1);
	deed(&f, 100, WIRE_DEED_CART, "c-1", 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	bought(&f, 100, "order-7");
	fix_wait(&f, 600);
	bought(&f, 100, "order-7");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	bought(&f, 100, "order-8");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	fix_fini(&f);
}

static void D4_only_so_many_a_minute(void **state)
{
	struct fix f = {0};
	int views = 0, others = 0;
	char sku[16];

	(void)state;
	fix_at_work(&f);
	for (int i = 0; i < 40; i++) {
		snprintf(sku, sizeof(sku), "v%d", i);
		deed(&f, 100, WIRE_DEED_PRODUCT, sku, 0);
		views += fix_heard(&f, 1, WIRE_T_ENTRY);
	}
	for (int i = 0; i < 40; i++) {
		deed(&f, 100, WIRE_DEED_CART, "c", 1);
		others += fix_heard(&f, 1, WIRE_T_ENTRY);
	}
	assert_int_equal(views, 10);
	assert_int_equal(others, 20);
	fix_wait(&f, 60);
	deed(&f, 100, WIRE_DEED_PRODUCT, "v50", 0);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	fix_fini(&f);
}

static void D4_the_last_page_wins(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	view(&f, 100, "Hats");
	assert_string_equal(entry(&f, 1)->text, "Hats");
	view(&f, 100, "Shoes");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	/* What they look at now is told at once. */
	assert_string_equal(fix_last(&f, 1, WIRE_T_CHAT)->chat.title, "Shoes");
	fix_wait(&f, 1);
	view(&f, 100, "Bags");
	fix_wait_ms(&f, 1999);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	fix_wait_ms(&f, 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	assert_string_equal(entry(&f, 1)->text, "Bags");
	/* There and back is no news. */
	view(&f, 100, "Hats");
	view(&f, 100, "Bags");
	fix_wait(&f, 10);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	fix_fini(&f);
}

static void D4_a_page_without_a_name_is_none(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	view(&f, 100, "Hats");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 1);
	fix_wait(&f, 3);
	view(&f, 100, NULL);
	fix_wait(&f, 3);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	view(&f, 100, "Shoes");
	assert_string_equal(entry(&f, 1)->text, "Shoes");
	fix_fini(&f);
}

static void D4_recommended(void **state)
{
	struct fix f = {0};

	(void)state;
	fix_at_work(&f);
	recommend(&f, 1, "k1", "c-1", "https://shop/coat?ref=chat");
	assert_int_equal(entry(&f, 100)->amount, 48000);
	assert_int_equal(entry(&f, 1)->sale, 36000);
	looked(&f, 100, "https://shop/coat?color=navy#top");
	assert_true(entry(&f, 1)->recommended);
	looked(&f, 100, "https://shop/coats");
	assert_false(entry(&f, 1)->recommended);
	recommend(&f, 1, "k3", "c-5", "https://shop/?pid=5&utm_source=feed");
	looked(&f, 100, "https://shop/?utm_source=mail&pid=6");
	assert_false(entry(&f, 1)->recommended);
	looked(&f, 100, "https://shop/?pid=55");
	assert_false(entry(&f, 1)->recommended);
	looked(&f, 100, "https://shop/?utm_source=mail&pid=5#top");
	assert_true(entry(&f, 1)->recommended);
	/* Viewed a moment ago, but not yet as what was recommended. */
	recommend(&f, 1, "k2", "c-9", "https://shop/coats");
	looked(&f, 100, "https://shop/coats");
	assert_true(entry(&f, 1)->recommended);
	looked(&f, 100, "https://shop/coats");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	fix_rebuild(&f);
	fix_visit(&f, 100, 100);
	fix_sit(&f, 1, 1);
	deed(&f, 100, WIRE_DEED_CART, "c-1", 1);
	assert_true(entry(&f, 1)->recommended);
	deed(&f, 100, WIRE_DEED_CART, "c-2", 1);
	assert_false(entry(&f, 1)->recommended);
	fix_fini(&f);
}

static void D4_the_basket(void **state)
{
	struct fix f = {0};
	const struct wire_basket *b;

	(void)state;
	fix_init(&f, "always");
	fix_ready(&f, 1);
	fix_visit(&f, 100, 100);
	deed(&f, 100, WIRE_DEED_CART, "c-1", 2);
	deed(&f, 100, WIRE_DEED_CART, "c-2", 0);
	fix_open(&f, 100, CHAT, "hello");
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BASKET), 0);
	fix_accept(&f, 1, CHAT);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BASKET), 2);
	b = &fix_last(&f, 1, WIRE_T_BASKET)->basket;
	assert_string_equal(b->sku, "c-2");
	assert_string_equal(b->product, "Navy wool coat");
	assert_int_equal(b->quantity, 1);
	fix_sit(&f, 11, 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_BASKET), 2);
	deed(&f, 100, WIRE_DEED_CART, "c-1", 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BASKET), 1);
	assert_int_equal(fix_last(&f, 11, WIRE_T_BASKET)->basket.quantity, 3);
	deed(&f, 100, WIRE_DEED_UNCART, "c-1", 1);
	assert_int_equal(fix_last(&f, 11, WIRE_T_BASKET)->basket.quantity, 2);
	deed(&f, 100, WIRE_DEED_UNCART, "c-1", 5);
	assert_int_equal(fix_last(&f, 11, WIRE_T_BASKET)->basket.quantity, 0);
	deed(&f, 100, WIRE_DEED_UNCART, "c-9", 1);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BASKET), 0);
	bought(&f, 100, "order-7");
	assert_string_equal(fix_last(&f, 1, WIRE_T_BASKET)->basket.sku, "c-2");
	assert_int_equal(fix_last(&f, 1, WIRE_T_BASKET)->basket.quantity, 0);
	fix_sit(&f, 12, 1);
	assert_int_equal(fix_heard(&f, 12, WIRE_T_BASKET), 0);
	fix_fini(&f);
}

static void D4_the_oldest_line_goes(void **state)
{
	struct fix f = {0};
	char sku[16];

	(void)state;
	fix_at_work(&f);
	for (int i = 0; i <= LIMIT_BASKET; i++) {
		snprintf(sku, sizeof(sku), "c-%d", i);
		deed(&f, 100, WIRE_DEED_CART, sku, 1);
	}
	assert_int_equal(fix_heard(&f, 1, WIRE_T_BASKET), 2);
	fix_sit(&f, 11, 1);
	assert_int_equal(fix_heard(&f, 11, WIRE_T_BASKET), LIMIT_BASKET);
	fix_fini(&f);
}

static void D4_no_chat_no_entry(void **state)
{
	struct fix f = {0};
	struct wire_msg m = {.type = WIRE_T_BLOCK};

	(void)state;
	fix_at_work(&f);
	fix_visit(&f, 101, 101);
	deed(&f, 101, WIRE_DEED_PRODUCT, "c-1", 0);
	assert_int_equal(f.out->n_recs, 0);
	deed(&f, 1, WIRE_DEED_PRODUCT, "c-1", 0);
	assert_int_equal(f.out->n_recs, 0);
	/* A blocked shopper does nothing that anybody hears of (D9). */
	m.block.chat = fix_id(CHAT);
	m.block.text = "Enough.";
	fix_send(&f, 1, &m, 0);
	deed(&f, 100, WIRE_DEED_CART, "c-1", 1);
	assert_int_equal(f.out->n_recs, 0);
	assert_int_equal(f.out->n_notices, 0);
	fix_fini(&f);
}

static void D5_a_card(void **state)
{
	struct fix f = {0};
	int64_t seq;

	(void)state;
	fix_at_work(&f);
	recommend(&f, 1, "k1", "c-1", "https://shop/coat");
	assert_string_equal(fix_answer(&f, 1), "ok");
	seq = fix_last(&f, 1, WIRE_T_OK)->ok.seq;
	assert_int_equal(entry(&f, 100)->kind, WIRE_KIND_CARD);
	assert_int_equal(entry(&f, 100)->seq, seq);
	assert_string_equal(entry(&f, 100)->name, "A1");
	assert_string_equal(entry(&f, 100)->text, "This one?");
	assert_string_equal(entry(&f, 100)->sku, "c-1");
	assert_string_equal(entry(&f, 100)->url, "https://shop/coat");
	assert_string_equal(entry(&f, 1)->key, "k1");
	assert_attached(&f, seq, "c-1");
	recommend(&f, 1, "k1", "c-1", "https://shop/coat"); /* D1 */
	assert_int_equal(fix_last(&f, 1, WIRE_T_OK)->ok.seq, seq);
	assert_int_equal(fix_heard(&f, 100, WIRE_T_ENTRY), 0);
	fix_ready(&f, 2);
	recommend(&f, 2, "k1", "c-1", NULL);
	assert_string_equal(fix_answer(&f, 2), "unknown_chat");
	fix_end(&f, 1, CHAT);
	recommend(&f, 1, "k2", "c-1", NULL);
	assert_string_equal(fix_answer(&f, 1), "chat_over");
	fix_fini(&f);
}

static void show(struct fix *f, int session, const char *key,
	const struct desk_media *media)
{
	struct wire_msg m = {.type = WIRE_T_SHOW};

	m.show.chat = fix_id(CHAT);
	m.show.key = key;
	m.show.media = fix_id(700);
	m.show.name = "coat.png";
	fix_show(f, session, &m, media);
}

static void D6_a_file(void **state)
{
	struct fix f = {0};
	struct desk_media media = {.id = fix_id(700),
		.mime = WIRE_MIME_PNG,
		.width = 640,
		.height = 480,
		.bytes = 1234};

	(void)state;
	fix_at_work(&f);
	show(&f, 100, "k1", &media);
	assert_string_equal(fix_answer(&f, 100), "ok");
	assert_int_equal(entry(&f, 1)->kind, WIRE_KIND_FILE);
	assert_int_equal(entry(&f, 1)->who, WIRE_WHO_SHOPPER);
	assert_string_equal(entry(&f, 1)->text, "coat.png");
	assert_string_equal(entry(&f, 1)->media.s, fix_id(700).s);
	assert_int_equal(entry(&f, 1)->mime, WIRE_MIME_PNG);
	assert_int_equal(entry(&f, 1)->width, 640);
	assert_int_equal(entry(&f, 1)->height, 480);
	assert_int_equal(entry(&f, 1)->bytes, 1234);
	show(&f, 100, "k1", &media);
	assert_int_equal(fix_heard(&f, 1, WIRE_T_ENTRY), 0);
	show(&f, 1, "k1", &media);
	assert_int_equal(entry(&f, 100)->who, WIRE_WHO_ASSOCIATE);
	/* It is not the sender's, or there is none. */
	show(&f, 100, "k2", NULL);
	assert_string_equal(fix_answer(&f, 100), "unknown_id");
	fix_visit(&f, 101, 101);
	show(&f, 101, "k1", &media);
	assert_string_equal(fix_answer(&f, 101), "unknown_chat");
	fix_fini(&f);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_deeds_are_entries),
		cmocka_unit_test(D4_the_same_is_told_once),
		cmocka_unit_test(D4_only_so_many_a_minute),
		cmocka_unit_test(D4_the_last_page_wins),
		cmocka_unit_test(D4_a_page_without_a_name_is_none),
		cmocka_unit_test(D4_recommended),
		cmocka_unit_test(D4_the_basket),
		cmocka_unit_test(D4_the_oldest_line_goes),
		cmocka_unit_test(D4_no_chat_no_entry),
		cmocka_unit_test(D5_a_card),
		cmocka_unit_test(D6_a_file),
	};

	return cmocka_run_group_tests_name("desk_event", tests, NULL, NULL);
}
