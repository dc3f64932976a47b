/* SPDX-License-Identifier: MIT */
/* What a play asks over HTTP, about accounts and as a manager. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/playbed.h"

static const char sent[] = "{\"t\":\"code_sent\",\"digits\":5,\"minutes\":15}";
static const char bad_code[] = "{\"t\":\"error\",\"code\":\"bad_code\","
			       "\"text\":\"The code is not right.\"}";

static void a_newcomer_signs_up(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"newcomer Rin\n"
		"Rin signs up with the invite \"ABC234\" as "
		"rin@shop.example with the password \"kettle on the hob\"\n"
		"Rin has a code\n"
		"Rin confirms the address\n"
		"Rin signs in with the password\n"
		"Rin is connected\n");
	assert_false(
		playbed_wants(&b, "connects")); /* nobody signs in unasked */
	assert_true(playbed_wants(&b, "0 asks POST /v1/sign-up sign_up\n"));
	playbed_reply(&b, 200, sent);
	assert_true(playbed_wants(&b, "code for rin@flow-x.example\n"));
	assert_true(
		playbed_wants(&b, "0 asks POST /v1/sign-up/confirm confirm\n"));
	playbed_reply(&b, 204, "");
	assert_true(playbed_wants(&b, "0 asks POST /v1/sign-in sign_in\n"));
	assert_false(playbed_wants(&b, "connects"));
	playbed_reply(&b, 200, "{}");
	assert_true(playbed_wants(&b, "0 connects"));
	playbed_come(&b, 0, "Rin");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void a_refusal_over_http_fails_the_step(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken with the password \"kettle\"\n"
		"Ken forgets the password\n"
		"Ken resets the password to \"teapot on the sill\"\n");
	playbed_come(&b, 0, "Ken");
	playbed_reply(&b, 200, sent);
	playbed_reply(&b, 400, bad_code);
	assert_false(play_held(b.play));
	assert_true(playbed_tells(
		&b, "Ken was refused: The code is not right. (bad_code)"));
	playbed_end(&b);
}

static void who_tries_over_http_is_refused(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\n"
		"Ken tries to reset the password with a wrong code 3 times\n"
		"Ken is refused as bad_code\n");
	playbed_come(&b, 0, "Ken");
	for (int i = 0; i < 3; i++) {
		assert_false(play_over(b.play));
		playbed_reply(&b, 400, bad_code);
	}
	assert_int_equal(b.n_asked, 0);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* What can be shown on no stage without the relay's control socket. */
static void without_codes_the_step_is_refused(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen forgets the password\n");
	b.no_code = ERR_FORBIDDEN;
	playbed_come(&b, 0, "Ken");
	playbed_reply(&b, 200, sent);
	assert_true(play_refused(b.play));
	playbed_end(&b);
}

static void for_nobodys_address_there_is_no_code(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"newcomer Rin\nRin forgets the password\n"
		"Rin has not a code\n"
		"Rin tries to reset the password to \"teapot on it\"\n");
	b.no_code = ERR_UNKNOWN;
	playbed_reply(&b, 200, sent);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void one_device_signs_out_another(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\nKen signs in on a second device\n"
		"Ken signs out device 2\n"
		"Ken is signed out on the second device\n"
		"Ken is not signed out on the first device\n");
	playbed_come(&b, 0, "Ken");
	playbed_come(&b, 1, "Ken");
	assert_true(playbed_wants(&b, "1 asks signed in GET /v1/sessions -\n"));
	playbed_reply(&b, 200,
		"{\"sessions\":[{\"t\":\"session\",\"session\":"
		"\"2rk4gq0z8v6m1c5n7t9w3x0y8b\",\"made\":1,\"used\":1},"
		"{\"t\":\"session\",\"session\":"
		"\"2rk4gq0z8v6m1c5n7t9w3x0y8d\",\"made\":1,\"used\":1,"
		"\"this\":true}]}");
	assert_true(playbed_wants(&b,
		"0 asks signed in POST "
		"/v1/sessions/2rk4gq0z8v6m1c5n7t9w3x0y8d/end -\n"));
	playbed_reply(&b, 204, "");
	b.up[1] = false;
	play_connected(b.play, 1, false, ERR_TOKEN);
	playbed_pump(&b);
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void what_is_not_there_is_looked_up_again(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b, "associate Ken\nKen has 1 session within 2 s\n");
	playbed_come(&b, 0, "Ken");
	playbed_reply(&b, 200, "{\"sessions\":[]}");
	assert_false(play_over(b.play));
	assert_int_equal(b.n_asked, 0);
	playbed_later(&b, PLAY_LOOK_MS);
	playbed_reply(&b, 200,
		"{\"sessions\":[{\"t\":\"session\",\"session\":"
		"\"2rk4gq0z8v6m1c5n7t9w3x0y8b\",\"made\":1,\"used\":1}]}");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

/* Who may not look has not seen that nothing is there. */
static void who_may_not_look_it_up_fails(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Ken\n"
		"Ken does not see in the audit log \"Hello\"\n");
	playbed_come(&b, 0, "Ken");
	playbed_reply(&b, 403,
		"{\"t\":\"error\",\"code\":\"forbidden\","
		"\"text\":\"No.\"}");
	assert_false(play_held(b.play));
	assert_true(playbed_tells(&b, "Ken was refused: No. (forbidden)"));
	playbed_end(&b);
}

static void managers_see_the_team(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"manager Aya\nassociate Ken\n"
		"Aya sees in the team that Ken is in a chat\n"
		"Aya does not see in the team that Ken is offline\n"
		"Aya sees in the team that Ken has 2 chats\n");
	play_connected(b.play, 0, true, ERR_OK);
	playbed_hear(&b, 0,
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,"
		"\"retailer\":\"S\",\"name\":\"Aya\",\"manager\":true,"
		"\"shop\":\"flow-x\","
		"\"associate\":\"2rk4gq0z8v6m1c5n7t9w3x0y8e\"}");
	playbed_hear(&b, 0, "{\"t\":\"ready\"}");
	assert_true(playbed_wants(&b, "0: team\n"));
	playbed_come(&b, FLOW_DEVICES, "Ken");
	playbed_hear(&b, 0,
		"{\"t\":\"mate\",\"associate\":"
		"\"2rk4gq0z8v6m1c5n7t9w3x0y8a\",\"name\":\"Ken\","
		"\"online\":true,\"chatting\":true,\"chats\":2}");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

static void the_last_invite_is_the_one(void **state)
{
	struct playbed b;

	(void)state;
	playbed_begin(&b,
		"associate Aya\nnewcomer Rin\n"
		"Aya issues an invite for 2 people good for 3 days\n"
		"Aya replaces the invite\n"
		"Rin tries to sign up with the old invite\n"
		"Rin is refused as invite_withdrawn\n");
	playbed_come(&b, 0, "Aya");
	assert_true(playbed_wants(
		&b, "0 asks signed in PUT /v1/manage/invite ctl_invite\n"));
	playbed_reply(&b, 200,
		"{\"t\":\"invite\",\"code\":\"ABC234\",\"made\":1,"
		"\"expires\":2,\"uses\":2}");
	playbed_reply(&b, 200,
		"{\"t\":\"invite\",\"code\":\"ABC235\",\"made\":1,"
		"\"expires\":2,\"uses\":2}");
	assert_string_equal(b.play->invite, "ABC235");
	assert_string_equal(b.play->old_invite, "ABC234");
	playbed_reply(&b, 403,
		"{\"t\":\"error\",\"code\":\"invite_withdrawn\","
		"\"text\":\"Withdrawn.\"}");
	assert_true(play_held(b.play));
	playbed_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_newcomer_signs_up),
		cmocka_unit_test(a_refusal_over_http_fails_the_step),
		cmocka_unit_test(who_tries_over_http_is_refused),
		cmocka_unit_test(without_codes_the_step_is_refused),
		cmocka_unit_test(for_nobodys_address_there_is_no_code),
		cmocka_unit_test(one_device_signs_out_another),
		cmocka_unit_test(what_is_not_there_is_looked_up_again),
		cmocka_unit_test(who_may_not_look_it_up_fails),
		cmocka_unit_test(managers_see_the_team),
		cmocka_unit_test(the_last_invite_is_the_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
