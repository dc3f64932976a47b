/* SPDX-License-Identifier: MIT */
/* Memory that runs out, at every allocation there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/fix.h"
#include "tests/lib/heap.h"

/* A bit of everything. */
static void scenario(struct fix *f)
{
	struct wire_msg enquiry = {.type = WIRE_T_ENQUIRE,
		.enquire = {.key = "e", .address = "a@b", .text = "Hello"}};
	struct wire_msg page = {.type = WIRE_T_PAGE,
		.page = {.url = "https://shop/belt", .title = "Belt"}};
	struct wire_msg identify = {
		.type = WIRE_T_IDENTIFY, .identify = {.name = "Mio"}};

	fix_group(f, "ginza", NULL);
	for (int i = 1; i <= 4; i++)
		fix_ready(f, i);
	fix_visit(f, 100, 100);
	fix_open(f, 100, 900, "q");
	fix_pass(f, 1, 900);
	fix_accept(f, 2, 900);
	fix_say(f, 2, 900, "a");
	fix_say(f, 100, 900, "b");
	fix_seen(f, 100, 900, 3, WIRE_MARK_READ);
	fix_send(f, 100, &page, 0);
	fix_send(f, 100, &identify, 0);
	fix_send(f, 100, &enquiry, 800);
	fix_rebuild(f);
	fix_sit(f, 12, 2);
	fix_sit(f, 13, 3);
	fix_wait(f, 2000);
}

/* The chat in full: deeds, a card, a file, a transfer, a block and its end. */
static void chat_scenario(struct fix *f)
{
	struct wire_msg deed = {.type = WIRE_T_EVENT,
		.event = {.what = WIRE_DEED_CART,
			.sku = "c-1",
			.product = "Coat",
			.url = "https://shop/coat"}};
	struct wire_msg card = {.type = WIRE_T_RECOMMEND,
		.recommend = {.chat = fix_id(900),
			.key = "c",
			.sku = "c-1",
			.product = "Coat"}};
	struct wire_msg file = {.type = WIRE_T_SHOW,
		.show = {
			.chat = fix_id(900), .key = "f", .media = fix_id(700)}};
	struct wire_msg transfer = {.type = WIRE_T_TRANSFER,
		.transfer = {.chat = fix_id(900),
			.associate = fix_id(2),
			.note = "Please."}};
	struct wire_msg targets = {.type = WIRE_T_TARGETS};
	struct wire_msg block = {.type = WIRE_T_BLOCK,
		.block = {.chat = fix_id(900), .text = "Enough."}};
	struct wire_msg page = {
		.type = WIRE_T_PAGE, .page = {.url = "https://shop/hat"}};
	struct wire_msg blocks = {.type = WIRE_T_BLOCKS};
	struct wire_msg unblock = {
		.type = WIRE_T_UNBLOCK, .unblock = {.shopper = fix_id(100)}};
	struct desk_media media = {.id = fix_id(700), .mime = WIRE_MIME_GIF};

	fix_ready(f, 1);
	fix_ready(f, 2);
	fix_visit(f, 100, 100);
	fix_send(f, 100, &deed, 0);
	fix_open(f, 100, 900, "q");
	fix_accept(f, 1, 900);
	fix_send(f, 1, &card, 0);
	fix_send(f, 100, &deed, 0);
	fix_show(f, 1, &file, &media);
	fix_send(f, 1, &targets, 0);
	fix_send(f, 1, &transfer, 0);
	fix_rebuild(f);
	fix_sit(f, 1, 1);
	fix_sit(f, 2, 2);
	fix_visit(f, 100, 100);
	fix_accept(f, 2, 900);
	fix_send(f, 2, &block, 0);
	fix_say(f, 100, 900, "b");
	fix_rebuild(f);
	fix_visit(f, 100, 100);
	fix_sit(f, 1, 1);
	fix_send(f, 100, &page, 0);
	fix_send(f, 1, &blocks, 0);
	fix_send(f, 1, &unblock, 0);
	fix_wait(f, 200);
}

static void every_allocation_fails(void (*day)(struct fix *f))
{
	bool failed = true;

	heap_init();
	for (long n = 0; failed; n++) {
		struct fix f = {.heap_may_fail = true};

		fix_init(&f, "always");
		heap_fail_at(n);
		day(&f);
		failed = heap_failed();
		heap_fail_at(-1);
		assert_int_equal(f.err, failed ? ERR_NOMEM : ERR_OK);
		fix_fini(&f);
		assert_int_equal(heap_live(), 0);
		if (!failed)
			assert_true(n > 200);
	}
	heap_fini();
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	every_allocation_fails(scenario);
	every_allocation_fails(chat_scenario);
}

static void the_same_commands_give_the_same_outs(void **state)
{
	struct fix f = {0}, g = {0};

	(void)state;
	fix_init(&f, "always");
	fix_init(&g, "always");
	for (int i = 1; i <= 9; i++) {
		fix_ready(&f, i);
		fix_ready(&g, i);
	}
	fix_visit(&f, 100, 100);
	fix_visit(&g, 100, 100);
	fix_open(&f, 100, 900, "q");
	fix_open(&g, 100, 900, "q");
	fix_wait(&f, 200); /* looks at every deadline */
	f.now = g.now = (struct desk_now){g.now.wall + INT64_C(200000000),
		g.now.steady + INT64_C(200000000)};
	fix_wait(&g, 0); /* looks once, at the end */
	for (int i = 1; i <= 9; i++) {
		struct rec_presence a = fix_presence(&f, i);
		struct rec_presence b = fix_presence(&g, i);

		assert_int_equal(a.misses, b.misses);
		assert_int_equal(a.free_since, b.free_since);
	}
	assert_int_equal(fix_chat(&f, 900).ended, fix_chat(&g, 900).ended);
	fix_fini(&f);
	fix_fini(&g);
}

/* A broken file is the world, not our own fault. */
static void rows_that_no_desk_keeps(void **state)
{
	const struct rec bad[] = {
		{.kind = REC_K_COUNT},
		{.kind = REC_K_PRESENCE},
		{.kind = REC_K_PRESENCE,
			.presence = {.associate = fix_id(1), .reason = 99}},
		{.kind = REC_K_PRESENCE,
			.presence = {.associate = fix_id(1), .misses = -1}},
		{.kind = REC_K_CHAT,
			.chat = {.chat = fix_id(9), .shopper = {"x"}}},
		{.kind = REC_K_CHAT,
			.chat = {.chat = fix_id(9),
				.shopper = fix_id(1),
				.phase = -1}},
		{.kind = REC_K_RING, .ring = {.state = 3}},
		{.kind = REC_K_ENTRY},
		{.kind = REC_K_MARK, .mark = {.who = WIRE_WHO_RELAY}},
		{.kind = REC_K_SHOPPER},
		{.kind = REC_K_ATTACH, .attach = {.chat = fix_id(9)}},
		{.kind = REC_K_BLOCK, .block = {.chat = fix_id(9)}},
		{.kind = REC_K_ENQUIRY, .enquiry = {.enquiry = fix_id(1)}},
	};
	struct desk *d = desk_new();

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(desk_load(d, &bad[i]), ERR_FIELD);
	desk_destroy(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_allocation_may_fail),
		cmocka_unit_test(the_same_commands_give_the_same_outs),
		cmocka_unit_test(rows_that_no_desk_keeps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
