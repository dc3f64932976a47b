/* SPDX-License-Identifier: MIT */
/*
 * The managers' pages: the team, invite codes, and what holds on all of them.
 * Rule I1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

static void test_side_menu(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>");
	scene_expect(s, "Team ");
	scene_expect(s, "Audit ");
	scene_keys(s, "<Esc>");
	scene_no_manager(s);
	scene_keys(s, "<F10>");
	scene_expect_not(s, "Team ");
	/* On a small page it scrolls. */
	scene_manager(s);
	scene_resize(s, 12, 40);
	scene_expect(s, " v ");
	scene_keys(s, "<Up>");
	scene_expect(s, "Leave noren");
	scene_expect(s, " ^ ");
}

/* ---- team ---- */

static void test_team(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>t");
	scene_expect(s, "One moment");
	scene_team(s);
	scene_lists(s);
	scene_expect(s, "7 in all   2 available   1 in a chat");
	scene_expect(s,
		"   (=) Mio Sato     In a chat                              "
		"12      1");
	scene_expect(s, "(*) 高橋 仁      Ringing");
	scene_expect(s, "(o) Aiko Tanaka  Available for 1 h 12 min");
	scene_expect(s, "( ) Emi Ito      Unavailable, missed three chats");
	scene_expect(s, "    Yuna Kato    Offline");
	scene_expect(s, "b@example.jp   Ginza, Web");
	scene_expect(s, "1 session, last used 16:00");
	scene_keys(s, "<Down><Down><Down>");
	scene_expect(s, "Locked: too many wrong codes.");
}

/* Somebody's state changes while one looks; the choice stays theirs. */
static void test_team_is_live(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Down><Down>");
	scene_expect(s, "a@example.jp");
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"0fffffffffffffffffffffffff\","
		"\"name\":\"Yuna Kato\",\"online\":true,\"available\":true,"
		"\"since\":\"2026-11-21T17:05:00Z\"}");
	scene_expect(s, "(o) Yuna Kato    Available for 0 min");
	scene_expect(s, "a@example.jp");
	scene_wait(s, 120000);
	scene_expect(s, "(o) Yuna Kato    Available for 2 min");
}

static void test_team_promotes(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>m");
	scene_asked(s,
		"ask PUT /v1/manage/associate {\"t\":\"ctl_associate\","
		"\"retailer\":\"maison\",\"address\":\"b@example.jp\","
		"\"manager\":true}");
	scene_answer(s, ASK_M_SET_ACCOUNT, "");
	scene_expect(s, "Saved.");
}

/* What cannot be done is grey, and says why. */
static void test_team_cannot(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Take codes again   not locked");
	scene_keys(s, "u");
	scene_expect(s, "not locked");
	scene_keys(s, "<Esc><Down><Down><Enter>");
	scene_expect(s, "Remove                         that is you");
	scene_keys(s, "r<Enter><Esc><Esc>");
	scene_asked_nothing(s);
	/* The last manager of the shop. */
	scene_keys(s, "<F10>t");
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"0ddddddddddddddddddddddddd\","
		"\"name\":\"Ken Mori\"}");
	scene_keys(s, "<Down><Down><Enter>");
	scene_expect(s, "the last manager");
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_CLOSE);
	scene_expect(s, "no connection");
}

/* The harmless answer is chosen at first. */
static void test_team_removes(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>r");
	scene_expect(s, "Remove Mio Sato?");
	scene_keys(s, "<Enter>");
	scene_asked_nothing(s);
	scene_expect_not(s, "Remove Mio Sato?");
	scene_keys(s, "<Enter>r<Right><Enter>");
	scene_asked(s, "\"address\":\"b@example.jp\",\"remove\":true}");
	scene_refuse(s, ASK_M_SET_ACCOUNT, ERR_WRONG_STATE);
	scene_expect(s, "That cannot be done now.");
	scene_keys(s, "<Enter>r");
	scene_click(s, " Remove  ");
	scene_asked(s, "\"remove\":true");
}

static void test_team_form(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>n");
	scene_expect(s, "Mio Sato");
	scene_keys(s, "<Ctrl-U><F8>");
	scene_expect(s, "Please enter a name.");
	scene_keys(s, "Mio Saito<Tab><Space><F8>");
	scene_asked(s,
		"\"address\":\"b@example.jp\",\"name\":\"Mio Saito\","
		"\"groups\":\"web\"}");
	/* A no loses nothing. */
	scene_refuse(s, ASK_M_SET_ACCOUNT, ERR_NOT_KEPT);
	scene_expect(s, "Mio Saito");
	scene_expect(s, "It was not kept.");
	scene_keys(s, "<F8>");
	scene_answer(s, ASK_M_SET_ACCOUNT, "");
	scene_expect_not(s, "Mio Saito");
	/* What is not changed is not sent. */
	scene_out(s);
	scene_keys(s, "<Enter>n<F8>");
	scene_asked(s, "\"address\":\"b@example.jp\"}");
}

static void test_team_hands_a_code(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>c");
	scene_asked(s,
		"ask POST /v1/manage/code {\"t\":\"ctl_code\","
		"\"retailer\":\"maison\",\"address\":\"b@example.jp\"}");
	scene_answer(s, ASK_M_CODE,
		"{\"t\":\"handed\",\"code\":\"48151\",\"minutes\":15}");
	scene_expect(s, "4 8 1 5 1");
	scene_expect(s, "Good until 17:20, and once.");
	scene_expect(s, "Tell it to nobody but the owner");
	scene_keys(s, "<Enter>");
	scene_expect_not(s, "4 8 1 5 1");
	assert_string_equal(s->model->manage.fresh.code, "");
}

static void test_team_signs_out(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>s<Right><Enter>");
	scene_asked(s, "ask POST /v1/manage/sign-out {\"t\":\"ctl_sign_out\"");
}

/* Who is gone meanwhile takes the menu along. */
static void test_team_mate_goes(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Sign out everywhere");
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"0bbbbbbbbbbbbbbbbbbbbbbbbb\","
		"\"name\":\"Mio Sato\",\"gone\":true}");
	scene_expect_not(s, "Sign out everywhere");
	scene_expect(s, "6 in all");
}

static void test_role_taken(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "t");
	scene_keys(s, "<Enter>n");
	scene_no_manager(s);
	scene_expect(s, "You have no manager's rights any more.");
	scene_expect(s, "You are unavailable");
}

/* ---- invites ---- */

static void test_invites(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "i");
	scene_expect(s,
		"   * K7Q2MX        1 of 3  Good until Sat 28 Nov 10:00     "
		"Aiko Tanaka");
	scene_expect(s, "T8HZ4C        0 of 5  Withdrawn");
	scene_expect(s, "Joins: Ginza, Web");
	/* One that is good no more has nothing to be done with. */
	scene_keys(s, "<Down><Enter><Delete>");
	scene_expect_not(s, "Withdraw the code");
	scene_keys(s, "<Up><Delete>");
	scene_expect(s, "Withdraw the code K7Q2MX?");
	scene_keys(s, "<Right><Enter>");
	scene_asked(s,
		"ask PUT /v1/manage/invite {\"t\":\"ctl_invite\","
		"\"retailer\":\"maison\",\"code\":\"K7Q2MX\","
		"\"withdraw\":true}");
}

static void test_invite_is_issued(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "i");
	scene_keys(s, "n<Ctrl-U>0<F8>");
	scene_expect(s, "From 1 to 90 days.");
	scene_asked_nothing(s);
	scene_keys(s, "<Ctrl-U>14<Tab><Ctrl-U>2<Tab><Right><F8>");
	scene_asked(s,
		"\"retailer\":\"maison\",\"days\":14,\"uses\":2,"
		"\"groups\":\"ginza\"}");
	scene_answer(s, ASK_M_SET_INVITE,
		"{\"t\":\"invite\",\"code\":\"M4KX7R\",\"standing\":\"open\","
		"\"made\":\"2026-11-21T17:05:00Z\","
		"\"expires\":\"2026-12-05T17:05:00Z\",\"uses\":2}");
	scene_expect(s, "M 4 K X 7 R");
	scene_expect(s, "Good until Sat 5 Dec 17:05, for 2 colleagues.");
	scene_expect(s, "press Ctrl-N");
	scene_keys(s, "<Esc>");
	scene_expect(s, "K7Q2MX");
	assert_int_equal(s->model->place, MODEL_INVITES);
}

static void test_invite_is_replaced(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "i");
	scene_keys(s, "<Enter>r<Right><Enter>");
	scene_asked(s, "\"code\":\"K7Q2MX\",\"replace\":true}");
	scene_refuse(s, ASK_M_SET_INVITE, ERR_FULL);
	scene_expect(s, "The relay is busy.");
}

/* ---- everywhere ---- */

/* Chats ring above all of it, and the key that accepts works. */
static void test_rings(void **state)
{
	static const char *const pages[] = {"t", "i", "o", "g", "p", "m", "u"};
	struct scene *s = *state;

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		scene_manage(s, pages[i]);
		scene_keys(s, i % 2 ? "" : "<Enter>");
		scene_ring(s, SCENE_OTHER, 60000);
		scene_expect(s, "Guest 4821 is ringing   60 s");
		scene_keys(s, "<F5>");
		scene_asked(s, "send {\"t\":\"accept\"");
		scene_tell(s,
			"{\"t\":\"ring_over\",\"chat\":\"" SCENE_OTHER "\","
			"\"reason\":\"missed\"}");
		scene_keys(s, "<F2><Enter>");
		scene_wait(s, 7000);
	}
}

/* A chat that is accepted over a form, and ended. */
static void chat_in_between(struct scene *s)
{
	scene_ring(s, SCENE_CHAT, 60000);
	scene_keys(s, "<F5>");
	scene_chat(s, "live", 0);
	scene_expect(s, "Alt-Enter new line");
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"ended\",\"reason\":\"ended\",\"seq\":0,"
		"\"opened\":\"2026-11-21T17:01:00Z\"}");
	scene_keys(s, "<F2>");
}

/* What was typed is there when one is back, and only there. */
static void test_form_waits_for_a_chat(void **state)
{
	static const struct {
		const char *page, *keys, *typed;
	} forms[] = {
		{"t", "<Enter>n<Ctrl-U>Mio S.", "Mio S."},
		{"i", "n<Ctrl-U>23", "23 "},
		{"o", "<Enter><Ctrl-U>10:30-11:45", "10:30-11:45"},
		{"o", "n2027-05-03", "2027-05-03"},
		{"g", "nKyoto", "Kyoto"},
		{"p", "nGood evening", "Good evening"},
		{"m", "<Down><Ctrl-U>33", "33 "},
	};
	struct scene *s = *state;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		scene_manage(s, forms[i].page);
		scene_keys(s, forms[i].keys);
		scene_expect(s, forms[i].typed);
		chat_in_between(s);
		scene_expect_not(s, forms[i].typed);
		scene_manage(s, "u");
		scene_expect_not(s, forms[i].typed);
		scene_manage(s, forms[i].page);
		scene_expect(s, forms[i].typed);
		/* So it is behind the lock. */
		scene_keys(s, "<Alt-L>");
		scene_expect_not(s, forms[i].typed);
		scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
		scene_expect(s, forms[i].typed);
		/* Who leaves it has left it. */
		scene_keys(s, "<F2>");
		scene_manage(s, forms[i].page);
		scene_expect_not(s, forms[i].typed);
	}
}

/* Nor is it there for who signs in next. */
static void test_form_is_nobody_elses(void **state)
{
	struct scene *s = *state;

	scene_manage(s, "g");
	scene_keys(s, "nKyoto");
	chat_in_between(s);
	scene_keys(s, "<F10>s");
	scene_sign_in(s);
	scene_manager(s);
	scene_manage(s, "g");
	scene_expect_not(s, "Kyoto");
	scene_keys(s, "n");
	scene_expect_not(s, "Kyoto");
}

static void test_offline(void **state)
{
	static const char *const pages[] = {"t", "i", "o", "g", "p", "m", "u"};
	struct scene *s = *state;

	scene_link(s, ACTION_LINK_WAITING, 60000, ERR_CLOSE);
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		scene_keys(s, "<F10>");
		scene_keys(s, pages[i]);
		scene_expect(s, "No connection");
	}
	assert_null(strstr(scene_out(s), "ask"));
}

static void test_refused(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F10>i");
	scene_refuse(s, ASK_M_INVITES, ERR_IO);
	scene_expect(s, "The relay cannot be reached.");
}

#define T(name) \
	cmocka_unit_test_setup_teardown( \
		test_##name, scene_begin_manager, scene_finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(side_menu),
		T(team),
		T(team_is_live),
		T(team_promotes),
		T(team_cannot),
		T(team_removes),
		T(team_form),
		T(team_hands_a_code),
		T(team_signs_out),
		T(team_mate_goes),
		T(role_taken),
		T(invites),
		T(invite_is_issued),
		T(invite_is_replaced),
		T(rings),
		T(form_waits_for_a_chat),
		T(form_is_nobody_elses),
		T(offline),
		T(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
