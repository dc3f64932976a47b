/* SPDX-License-Identifier: MIT */
/* What the store has of an order, and of who reports it (E2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

static void chatted(struct storebed *b, uint64_t n, uint64_t shopper,
	int64_t opened, int64_t accepted, bool over)
{
	struct store_rows rows = storebed_load(b, "tea");
	struct rec r = {.kind = REC_K_CHAT,
		.chat = {.chat = storebed_id(n),
			.shopper = storebed_id(shopper),
			.associate = storebed_id(1000 + n),
			.phase = over ? WIRE_PHASE_ENDED : WIRE_PHASE_LIVE,
			.opened = opened,
			.accepted = accepted,
			.ended = over ? opened + 10 : 0}};

	assert_int_equal(
		storebed_commit(b, "tea", rows.turn, &r, 1), KEEPER_COMMITTED);
}

static void sold(
	struct storebed *b, const char *order, int64_t at, struct id shopper)
{
	struct store_rows rows = storebed_load(b, "tea");
	struct rec r = {.kind = REC_K_SALE,
		.sale = {.orderno = order,
			.shopper = shopper,
			.at = at,
			.currency = "JPY"}};

	assert_int_equal(
		storebed_commit(b, "tea", rows.turn, &r, 1), KEEPER_COMMITTED);
}

/* Which chat came before it; 0: none, -1: there is no such order. */
static int earlier(struct storebed *b, const char *order, uint64_t shopper)
{
	struct store_rows rows =
		storebed_bought(b, "tea", order, storebed_id(shopper));

	if (rows.err == ERR_UNKNOWN)
		return -1;
	assert_int_equal(rows.err, ERR_OK);
	assert_string_equal(rows.recs[0].sale.orderno, order);
	for (int n = 1; n < 9 && rows.n == 2; n++) {
		struct id id = storebed_id((uint64_t)n);

		if (id_same(&rows.recs[1].chat.chat, &id))
			return n;
	}
	assert_int_equal(rows.n, 1);
	return 0;
}

static void test_the_chat_before_a_purchase(void **state)
{
	struct storebed *b = *state;
	const struct id nobody = {""};

	chatted(b, 1, 50, 900, 901, true);
	chatted(b, 2, 50, 300, 301, true); /* later: the clock was put back */
	chatted(b, 3, 50, 400, 0, true);   /* nobody accepted it */
	chatted(b, 4, 51, 950, 951, true);
	chatted(b, 5, 50, 2000, 2001, true);
	chatted(b, 6, 50, 960, 961, false);
	sold(b, "o-1", 1000, nobody);
	sold(b, "o-2", 299, nobody);
	sold(b, "o-3", 1000, storebed_id(50));
	sold(b, "o-4", 300, nobody);
	assert_int_equal(earlier(b, "o-1", 50), 2);
	assert_int_equal(earlier(b, "o-1", 51), 4);
	assert_int_equal(earlier(b, "o-1", 52), 0);
	assert_int_equal(earlier(b, "o-2", 50), 0);
	assert_int_equal(earlier(b, "o-3", 50), 0);
	assert_int_equal(earlier(b, "o-4", 50), 2);
	assert_int_equal(earlier(b, "o-5", 50), -1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, storebed_setup, storebed_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(the_chat_before_a_purchase),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("store_sale", tests, NULL, NULL);
}
