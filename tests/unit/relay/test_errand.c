/* SPDX-License-Identifier: MIT */
/* An order of the shop's server and a claim that is granted are answered by
 * what becomes of the desk's batch, on a disk that fails (E1, E5).  Time stands
 * still: nothing here is found out by waiting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "relay/gate/claims.h"
#include "relay/gate/orders.h"
#include "relay/store/store_claim.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/gatebed.h"

#define AIKO 7
#define CLAIM 70

struct bed {
	struct gatebed gate;
	char key[64];
};

static void answered(struct gatebed_reply *r, const char *wanted)
{
	assert_string_equal(gatebed_word(r), wanted);
	gatebed_over(r);
}

static int set_up(void **state)
{
	const struct wire_ctl_order_key m = {.retailer = "tea"};
	struct bed *b = calloc(1, sizeof(*b));
	struct gatebed_reply r;

	gatebed_init(&b->gate, 0, true);
	gatebed_staff(&b->gate, AIKO, "tea", "aiko@tea.example", "Aiko", "pw");
	gatebed_reply(&r);
	orders_set_key(&b->gate.hub, &m, &r.reply);
	gatebed_run(&b->gate);
	assert_int_equal(r.msg.type, WIRE_T_ORDER_KEY);
	snprintf(b->key, sizeof(b->key), "%s", r.msg.order_key.key);
	gatebed_over(&r);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	gatebed_fini(&b->gate);
	free(b);
	return 0;
}

static int64_t sold(struct bed *b)
{
	return gatebed_count(&b->gate, "SELECT COUNT(*) FROM sale");
}

/* ---- orders ---- */

#define ORDER "{\"t\":\"order\",\"order\":\"T-1\",\"total\":500,\"currency\":"

static void order(struct bed *b, const char *body, const char *wanted)
{
	char sign[ORDERS_SIGNATURE + 1], query[200];
	int64_t at = b->gate.now.wall / 1000;
	struct request q = gatebed_request(body, 1);
	struct gatebed_reply r;

	orders_sign(b->key, at, "tea", body, q.len, sign);
	snprintf(query, sizeof(query), "at=%lld&signature=%s", (long long)at,
		sign);
	q.query = query;
	gatebed_reply(&r);
	orders_take(&b->gate.hub, &q, "tea", &r.reply);
	gatebed_run(&b->gate);
	answered(&r, wanted);
}

static void E1_an_order_is_answered_by_what_was_kept(void **state)
{
	struct bed *b = *state;

	dbfault_fail(DBFAULT_WRITE, 0, SQLITE_FULL);
	order(b, ORDER "\"JPY\"}", "not_kept");
	assert_true(dbfault_failed());
	assert_int_equal(sold(b), 0);
	dbfault_fail(DBFAULT_SYNC, 0, SQLITE_IOERR_FSYNC);
	order(b, ORDER "\"JPY\"}", "busy");
	assert_true(dbfault_failed());
	order(b, ORDER "\"JPY\"}", "ok");
	assert_int_equal(sold(b), 1);
	order(b, ORDER "\"EUR\"}", "bad_field");
}

/* ---- claims ---- */

static void on_put(void *ctx, enum err e, const struct store_claim *rows, int n)
{
	(void)rows;
	assert_int_equal(e, ERR_OK);
	*(int *)ctx = n;
}

static void claim(struct bed *b, const char *order_number)
{
	const struct store_claim c = {.id = storebed_id(CLAIM),
		.associate = storebed_id(AIKO),
		.retailer = "tea",
		.key = "k",
		.author = "Aiko",
		.order = order_number,
		.name = "Hana",
		.title = "Bowl",
		.currency = "JPY",
		.evidence = "She wrote it down",
		.amount = 500,
		.at = b->gate.now.wall,
		.bought = b->gate.now.wall};
	int n = 0;

	store_put_claim(b->gate.bed.store, &c, on_put, &n);
	gatebed_run(&b->gate);
	assert_int_equal(n, 1);
}

static void grant(struct bed *b, const char *wanted)
{
	const struct trail_who by = {
		.retailer = "tea", .id = AUDIT_NORENCTL, .name = "Mari"};
	const struct wire_ctl_claim m = {.retailer = "tea",
		.claim = storebed_id(CLAIM),
		.grant = true,
		.reason = ""};
	struct gatebed_reply r;

	gatebed_reply(&r);
	claims_decide(&b->gate.hub, &by, &m, &r.reply);
	gatebed_run(&b->gate);
	answered(&r, wanted);
}

static void E5_a_grant_is_answered_by_what_was_kept(void **state)
{
	struct bed *b = *state;

	claim(b, "T-1");
	dbfault_fail(DBFAULT_WRITE, 0, SQLITE_FULL);
	grant(b, "not_kept");
	assert_true(dbfault_failed());
	dbfault_fail(DBFAULT_SYNC, 0, SQLITE_IOERR_FSYNC);
	grant(b, "busy");
	assert_true(dbfault_failed());
	assert_int_equal(sold(b), 0);
	grant(b, "ok");
	assert_int_equal(sold(b), 1);
	assert_int_equal(gatebed_count(&b->gate,
				 "SELECT COUNT(*) FROM claim WHERE state = 1"),
		1);
	grant(b, "taken");
}

/* It was claimed in yen; the shop knows that it was paid in euros. */
static void E5_the_shop_corrects_a_granted_claim(void **state)
{
	struct bed *b = *state;

	claim(b, "T-1");
	grant(b, "ok");
	order(b, ORDER "\"EUR\"}", "ok");
	assert_int_equal(
		gatebed_count(&b->gate,
			"SELECT COUNT(*) FROM sale WHERE currency = 'EUR'"
			" AND associate <> '' AND claim <> ''"),
		1);
	order(b, ORDER "\"JPY\"}", "bad_field");
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(E1_an_order_is_answered_by_what_was_kept),
		T(E5_a_grant_is_answered_by_what_was_kept),
		T(E5_the_shop_corrects_a_granted_claim),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("errand", tests, NULL, NULL);
}
