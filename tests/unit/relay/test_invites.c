/* SPDX-License-Identifier: MIT */
/* Invite codes (A1), on a real store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>

#include "relay/gate/invites.h"
#include "shared/times.h"
#include "tests/lib/gatebed.h"

static int set_up(void **state)
{
	struct gatebed *b = malloc(sizeof(*b));

	gatebed_init(b, 0, false);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	gatebed_fini(*state);
	free(*state);
	return 0;
}

/* Asks on behalf of Mari, a manager of that retailer. */
static struct gatebed_reply change(struct gatebed *b, const char *retailer,
	const struct wire_ctl_invite *m)
{
	const struct trail_who by = {
		.retailer = retailer, .id = AUDIT_NORENCTL, .name = "Mari"};
	struct gatebed_reply r;

	gatebed_reply(&r);
	invites_change(&b->hub, &by, m, &r.reply);
	gatebed_run(b);
	return r;
}

static const char *refused(struct gatebed *b, const char *retailer,
	const struct wire_ctl_invite *m)
{
	static char word[LIMIT_KEY + 1];
	struct gatebed_reply r = change(b, retailer, m);

	snprintf(word, sizeof(word), "%s", gatebed_word(&r));
	gatebed_over(&r);
	return word;
}

/* A new one; its code. */
static void issue(struct gatebed *b, const char *retailer, char code[8])
{
	const struct wire_ctl_invite m = {.retailer = retailer};
	struct gatebed_reply r = change(b, retailer, &m);

	assert_int_equal(r.msg.type, WIRE_T_INVITE);
	snprintf(code, 8, "%s", r.msg.invite.code);
	gatebed_over(&r);
}

static void test_issuing(void **state)
{
	struct gatebed *b = *state;
	const struct wire_ctl_invite m = {
		.days = 30, .uses = 5, .groups = "ginza"};
	struct gatebed_reply r = change(b, "tea", &m);
	const struct wire_invite *i = &r.msg.invite;

	assert_string_equal(gatebed_word(&r), "ok");
	assert_int_equal(r.msg.type, WIRE_T_INVITE);
	assert_int_equal(strlen(i->code), 6);
	assert_int_equal(strspn(i->code, INVITES_LETTERS), 6);
	assert_int_equal(i->standing, WIRE_STANDING_OPEN);
	assert_int_equal(i->made, b->now.wall);
	assert_int_equal(i->expires - i->made, 30 * TIMES_DAY);
	assert_int_equal(i->uses, 5);
	assert_int_equal(i->used, 0);
	assert_string_equal(i->by, "Mari");
	assert_string_equal(i->groups, "ginza");
	/* Whoever reads the audit log cannot sign up with what stands there. */
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'invite_issued'"
				 " AND about LIKE '__****' AND name = 'Mari'"),
		1);
	assert_null(strstr(b->said, i->code));
	gatebed_over(&r);
}

static void test_standards(void **state)
{
	struct gatebed *b = *state;
	const struct wire_ctl_invite m = {.retailer = "tea"};
	struct gatebed_reply r = change(b, "tea", &m);

	assert_int_equal(r.msg.invite.uses, 1);
	assert_int_equal(
		r.msg.invite.expires - r.msg.invite.made, 7 * TIMES_DAY);
	gatebed_over(&r);
}

static void test_withdrawing(void **state)
{
	struct gatebed *b = *state;
	struct wire_ctl_invite m = {.withdraw = true};
	struct gatebed_reply r;
	char code[8];

	issue(b, "tea", code);
	for (char *c = code; *c; c++) /* in small letters */
		*c = (char)(*c >= 'A' ? *c + 32 : *c);
	m.code = code;
	assert_string_equal(refused(b, "wool", &m), "unknown_id");
	r = change(b, "tea", &m);
	assert_int_equal(r.msg.invite.standing, WIRE_STANDING_WITHDRAWN);
	gatebed_over(&r);
	assert_int_equal(gatebed_count(b,
				 "SELECT COUNT(*) FROM audit WHERE what = "
				 "'invite_withdrawn'"),
		1);
	/* Once more changes nothing. */
	gatebed_pass(b, TIMES_HOUR);
	r = change(b, "tea", &m);
	assert_string_equal(gatebed_word(&r), "ok");
	gatebed_over(&r);
	assert_int_equal(gatebed_count(b, "SELECT withdrawn FROM invite"),
		b->now.wall - TIMES_HOUR);
}

static void test_replacing(void **state)
{
	struct gatebed *b = *state;
	struct wire_ctl_invite m = {.days = 3, .uses = 9, .groups = "ginza"};
	struct gatebed_reply old = change(b, "tea", &m), r;

	gatebed_pass(b, 2 * TIMES_DAY);
	m = (struct wire_ctl_invite){
		.code = old.msg.invite.code, .replace = true};
	assert_string_equal(refused(b, "wool", &m), "unknown_id");
	r = change(b, "tea", &m);
	assert_string_equal(gatebed_word(&r), "ok");
	assert_string_not_equal(r.msg.invite.code, old.msg.invite.code);
	assert_int_equal(r.msg.invite.expires, b->now.wall + 3 * TIMES_DAY);
	assert_int_equal(r.msg.invite.uses, 9);
	assert_string_equal(r.msg.invite.groups, "ginza");
	assert_int_equal(
		gatebed_count(
			b, "SELECT COUNT(*) FROM invite WHERE withdrawn > 0"),
		1);
	gatebed_over(&r);
	gatebed_over(&old);
}

static void test_what_is_refused(void **state)
{
	static const struct {
		struct wire_ctl_invite m;
		const char *word;
	} all[] = {
		{{.withdraw = true}, "bad_field"},
		{{.replace = true}, "bad_field"},
		{{.code = "ABCDEF"}, "bad_field"},
		{{.code = "ABCDEF", .replace = true, .withdraw = true},
			"bad_field"},
		{{.code = "ABCDEF", .withdraw = true}, "unknown_id"},
		{{.code = "ABCDEF", .replace = true}, "unknown_id"},
		{{.code = "ABCDE0", .withdraw = true}, "unknown_id"},
		{{.code = "ABCDEFG", .withdraw = true}, "unknown_id"},
		{{.groups = "ginza osaka"}, "unknown_id"},
	};
	struct gatebed *b = *state;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_string_equal(refused(b, "tea", &all[i].m), all[i].word);
	assert_string_equal(refused(b, "none", &all[0].m), "unknown_retailer");
	assert_int_equal(gatebed_count(b, "SELECT COUNT(*) FROM invite"), 0);
}

static int list(struct gatebed *b, const char *retailer, char first[8])
{
	struct gatebed_reply r;
	json_t *all, *rows;
	int n;

	gatebed_reply(&r);
	invites_list(&b->hub, retailer, &r.reply);
	gatebed_run(b);
	assert_int_equal(r.status, 200);
	all = json_loads(r.body, 0, NULL);
	rows = json_object_get(all, "invites");
	n = (int)json_array_size(rows);
	if (n > 0)
		snprintf(first, 8, "%s",
			json_string_value(json_object_get(
				json_array_get(rows, 0), "code")));
	json_decref(all);
	return n;
}

static void test_listing(void **state)
{
	struct gatebed *b = *state;
	char codes[3][8], first[8];

	issue(b, "tea", codes[0]);
	gatebed_pass(b, TIMES_SECOND);
	issue(b, "tea", codes[1]);
	issue(b, "wool", codes[2]);
	assert_int_equal(list(b, "tea", first), 2);
	assert_string_equal(first, codes[1]);
	assert_int_equal(list(b, "wool", first), 1);
	assert_string_equal(first, codes[2]);
}

/* LIMIT_INVITES are remembered: one that is good no more makes room. */
static void test_there_is_a_most(void **state)
{
	struct gatebed *b = *state;
	struct wire_ctl_invite m = {.withdraw = true};
	char code[8], first[8];

	for (int i = 0; i < LIMIT_INVITES; i++)
		issue(b, "tea", code);
	m.code = code;
	assert_string_equal(
		refused(b, "tea", &(struct wire_ctl_invite){.days = 1}),
		"busy");
	assert_string_equal(refused(b, "tea", &m), "ok");
	issue(b, "tea", first);
	assert_int_equal(
		gatebed_count(b, "SELECT COUNT(*) FROM invite"), LIMIT_INVITES);
	assert_int_equal(
		gatebed_count(
			b, "SELECT COUNT(*) FROM invite WHERE withdrawn > 0"),
		0);
	issue(b, "wool", first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)
		TEST(issuing),
		TEST(standards),
		TEST(withdrawing),
		TEST(replacing),
		TEST(what_is_refused),
		TEST(listing),
		TEST(there_is_a_most),
	};

	return cmocka_run_group_tests_name("invites", tests, NULL, NULL);
}
