/* SPDX-License-Identifier: MIT */
/* An account that two change in the same moment, on a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "relay/gate/account.h"
#include "relay/gate/admin.h"
#include "tests/lib/gatebed.h"

#define OLD "three tired larks"
#define MARI "mari@tea.example"

static int set_up(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, 0, false);
	gatebed_staff(b, 1, "tea", MARI, "Mari", OLD);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

static void in(struct gatebed *b, char token[64])
{
	struct request q =
		gatebed_request("{\"t\":\"sign_in\",\"address\":\"" MARI
				"\",\"password\":\"" OLD "\"}",
			1);
	struct gatebed_reply r;

	gatebed_reply(&r);
	signin_in(b->signin, &q, &r.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	snprintf(token, 64, "%s", r.msg.signed_in.token);
	gatebed_over(&r);
}

/* Asks for the code of another address. */
static void move(struct gatebed *b, const char *token)
{
	struct request q = gatebed_request("{\"t\":\"move\",\"password\":\"" OLD
					   "\",\"address\":\"mm@tea.example\"}",
		1);
	struct gatebed_reply r;

	q.bearer = token;
	gatebed_reply(&r);
	account_move(b->codes, b->signin, &q, &r.reply);
	gatebed_run(b);
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
}

static void begin_own(struct gatebed *b,
	void (*fn)(struct codes *, const struct request *, struct reply *),
	const char *token, const char *body, struct gatebed_reply *r)
{
	struct request q = gatebed_request(body, 1);

	q.bearer = token;
	gatebed_reply(r);
	fn(b->codes, &q, &r->reply);
}

static void end(struct gatebed_reply *r)
{
	assert_string_equal(gatebed_word(r), "ok");
	gatebed_over(r);
}

/* Begins what norenctl asks of Mari's account. */
static void begin_change(
	struct admin *admin, const char *rest, struct gatebed_reply *r)
{
	static char body[256];
	struct request q;

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"tea\","
		"\"address\":\"" MARI "\"%s}",
		rest);
	q = gatebed_request(body, 5);
	q.method = ROUTE_PUT;
	q.path = "/associate";
	gatebed_reply(r);
	admin_handle(admin, &q, &r->reply);
}

static void assert_mari(
	struct gatebed *b, const char *address, const char *name, bool manager)
{
	const struct roster_staff *s = hub_tenant(&b->hub, "tea")->roster.staff;
	char sql[256];

	snprintf(sql, sizeof(sql),
		"SELECT COUNT(*) FROM associate WHERE address = '%s'"
		" AND name = '%s' AND manager = %d",
		address, name, manager);
	assert_int_equal(gatebed_count(b, sql), 1);
	assert_string_equal(s->address, address);
	assert_string_equal(s->name, name);
	assert_int_equal(s->manager, manager);
}

/* Who changes what of one account in the same moment: each has what they asked
 * for, whoever comes first, and the desk knows what the store does. */
static void test_two_change_it_at_once(void **state)
{
	static const struct {
		const char *rest, *own, *name;
		bool manager;
	} all[] = {
		{",\"manager\":true", "まり", "まり", true},
		{",\"groups\":\"ginza\"", "Mari", "Mari", true},
		{",\"plain\":true", "M", "M", false},
	};
	const struct admin_io io = {.ctx = NULL};
	struct gatebed *b = *state;
	struct admin *admin = admin_new(&b->hub, &io, b->codes);
	struct gatebed_reply one, other, third;
	char token[64], body[128], code[16];

	in(b, token);
	for (size_t i = 0; i < 2 * sizeof(all) / sizeof(all[0]); i++) {
		const char *rest = all[i / 2].rest;

		if (i % 2)
			begin_change(admin, rest, &other);
		snprintf(body, sizeof(body),
			"{\"t\":\"rename\",\"name\":\"%s%zu\"}", all[i / 2].own,
			i);
		begin_own(b, account_rename, token, body, &one);
		if (i % 2 == 0)
			begin_change(admin, rest, &other);
		gatebed_run(b);
		end(&one);
		end(&other);
		snprintf(body, sizeof(body), "%s%zu", all[i / 2].name, i);
		assert_mari(b, MARI, body, all[i / 2].manager);
	}
	move(b, token);
	gatebed_mailed(b, "mm@tea.example", code);
	/* Another address, another name, and other rights, all at once. */
	snprintf(body, sizeof(body), "{\"t\":\"moved\",\"code\":\"%s\"}", code);
	begin_own(b, account_moved, token, body, &one);
	begin_change(admin, ",\"manager\":true", &other);
	begin_own(b, account_rename, token, "{\"t\":\"rename\",\"name\":\"M\"}",
		&third);
	gatebed_run(b);
	end(&third);
	end(&one);
	end(&other);
	assert_mari(b, "mm@tea.example", "M", true);
	admin_destroy(&admin);
}

/* Its owner moves it while it is taken away. */
static void test_it_goes_while_it_moves(void **state)
{
	const struct admin_io io = {.ctx = NULL};
	struct gatebed *b = *state;
	struct admin *admin = admin_new(&b->hub, &io, b->codes);
	struct gatebed_reply one, other;
	char token[64], body[128];

	in(b, token);
	snprintf(body, sizeof(body), "{\"t\":\"rename\",\"name\":\"M\"}");
	begin_own(b, account_rename, token, body, &one);
	begin_change(admin, ",\"remove\":true", &other);
	gatebed_run(b);
	end(&one);
	end(&other);
	assert_null(hub_tenant(&b->hub, "tea")->roster.staff);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'account_removed' AND about = '" MARI "'"),
		1);
	admin_destroy(&admin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_two_change_it_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_it_goes_while_it_moves, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("account_race", tests, NULL, NULL);
}
