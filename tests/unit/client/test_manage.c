/* SPDX-License-Identifier: MIT */
/* What managers see and set, without screens.  Rule I1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_manager(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void go(struct scene *s, enum action_kind kind)
{
	scene_act(s, &(struct action){.kind = kind});
}

static void save(struct scene *s)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_UNLOCK,
		.ctl_unlock = {
			.retailer = "maison", .address = "e@example.jp"}};

	scene_act(s,
		&(struct action){
			.kind = ACTION_MANAGE, .manage = {ASK_M_UNLOCK, &msg}});
}

static void test_only_managers(void **state)
{
	struct scene *s = *state;

	scene_no_manager(s);
	for (enum action_kind a = ACTION_TEAM; a <= ACTION_AUDIT; a++) {
		go(s, a);
		assert_int_equal(s->model->place, MODEL_HOME);
	}
	save(s);
	assert_string_equal(scene_out(s), "");
}

static void test_asks_each_page(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_TEAM);
	assert_string_equal(scene_out(s),
		"send {\"t\":\"team\",\"ref\":\"0000000000005eed-1\"}\n"
		"ask GET /v1/manage/groups/* maison\n"
		"ask GET /v1/manage/accounts/* maison\n");
	/* What was asked and not answered is not asked again. */
	go(s, ACTION_INVITES);
	assert_string_equal(
		scene_out(s), "ask GET /v1/manage/invites/* maison\n");
	go(s, ACTION_LIMITS);
	assert_string_equal(
		scene_out(s), "ask GET /v1/manage/retailer/* maison\n");
	go(s, ACTION_AUDIT);
	assert_string_equal(scene_out(s),
		"ask GET /v1/manage/audit?retailer=* "
		"maison&what=&who=&within=0\n");
}

static void test_asks_now_and_then(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_GROUPS);
	scene_lists(s);
	scene_out(s);
	scene_wait(s, MANAGE_REFRESH_MS - 1);
	assert_string_equal(scene_out(s), "");
	scene_wait(s, 1);
	assert_string_equal(
		scene_out(s), "ask GET /v1/manage/groups/* maison\n");
	scene_answer(s, ASK_M_GROUPS,
		"{\"groups\":[{\"t\":\"ctl_group\",\"retailer\":\"maison\","
		"\"group\":\"web\",\"name\":\"Online\"}]}");
	assert_int_equal(s->model->manage.n_groups, 1);
	assert_string_equal(s->model->manage.groups[0].name, "Online");
	/* Nothing is asked for a page that nobody looks at. */
	go(s, ACTION_HOME);
	scene_wait(s, 3 * MANAGE_REFRESH_MS);
	assert_null(strstr(scene_out(s), "ask"));
}

static void test_team_by_both(void **state)
{
	struct scene *s = *state;
	const struct team *t = &s->model->manage.team;

	go(s, ACTION_TEAM);
	scene_lists(s);
	assert_int_equal(t->n, 7);
	assert_int_equal(team_state(&t->all[0]), TEAM_OFFLINE);
	scene_team(s);
	assert_int_equal(t->n, 7);
	assert_string_equal(t->all[0].name, "Mio Sato");
	assert_int_equal(team_state(&t->all[0]), TEAM_CHATTING);
	assert_string_equal(t->all[0].address, "b@example.jp");
	assert_int_equal(team_state(&t->all[1]), TEAM_RINGING);
	assert_int_equal(team_managers(s->model), 2);
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"0bbbbbbbbbbbbbbbbbbbbbbbbb\","
		"\"name\":\"Mio Sato\",\"gone\":true}");
	assert_int_equal(t->n, 6);
	/* A name that changed: the account is read anew. */
	scene_out(s);
	scene_tell(s,
		"{\"t\":\"mate\",\"associate\":\"0eeeeeeeeeeeeeeeeeeeeeeeee\","
		"\"name\":\"Emi Endo\",\"online\":true}");
	assert_non_null(strstr(scene_out(s), "/v1/manage/accounts"));
	scene_answer(s, ASK_M_ACCOUNTS, "{\"accounts\":[]}");
	assert_int_equal(t->n, 0); /* the accounts say who there is */
}

static void test_team_is_told_once(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_TEAM);
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	scene_lists(s);
	scene_team(s);
	scene_out(s);
	go(s, ACTION_TEAM);
	assert_null(strstr(scene_out(s), "send"));
	/* On another connection it has to be asked for again. */
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_CLOSE);
	assert_int_equal(
		team_state(&s->model->manage.team.all[0]), TEAM_OFFLINE);
	scene_link(s, ACTION_LINK_UP, 0, ERR_OK);
	scene_manager(s);
	go(s, ACTION_TEAM);
	assert_true(s->model->manage.team.asked);
}

static void test_saves_one_at_a_time(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_TEAM);
	scene_lists(s);
	scene_out(s);
	save(s);
	save(s);
	assert_string_equal(scene_out(s),
		"ask POST /v1/manage/unlock "
		"{\"t\":\"ctl_unlock\",\"retailer\":\"maison\","
		"\"address\":\"e@example.jp\"}\n");
	scene_answer(s, ASK_M_UNLOCK, "");
	assert_int_equal(s->model->notice, MODEL_NOTICE_KEPT);
	assert_non_null(strstr(scene_out(s), "/v1/manage/accounts"));
	save(s);
	scene_refuse(s, ASK_M_UNLOCK, ERR_UNKNOWN);
	assert_int_equal(s->model->manage.save_err, ERR_UNKNOWN);
	assert_int_equal(s->model->notice, MODEL_NOTICE_ERR);
	assert_false(s->model->manage.saving);
}

static void test_saves_nothing_offline(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_TEAM);
	scene_link(s, ACTION_LINK_WAITING, 1000, ERR_CLOSE);
	scene_out(s);
	save(s);
	assert_string_equal(scene_out(s), "");
	assert_int_equal(s->model->manage.save_err, ERR_CLOSE);
	assert_false(s->model->manage.saving);
}

/* An answer that nobody waits for changes nothing. */
static void test_unasked(void **state)
{
	struct scene *s = *state;

	scene_lists(s);
	scene_answer(s, ASK_M_CODE,
		"{\"t\":\"handed\",\"code\":\"12345\",\"minutes\":15}");
	assert_int_equal(s->model->manage.n_groups, 0);
	assert_int_equal(s->model->manage.team.n, 0);
	assert_string_equal(s->model->manage.fresh.code, "");
}

static void test_bad_answers(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_GROUPS);
	scene_answer(s, ASK_M_GROUPS, "{\"groups\":[");
	assert_int_equal(s->model->manage.why, ERR_JSON);
	assert_false(manage_told(s->model, ASK_M_GROUPS));
	scene_wait(s, MANAGE_REFRESH_MS);
	scene_lists(s);
	assert_int_equal(s->model->manage.n_groups, 3);
	scene_wait(s, MANAGE_REFRESH_MS);
	scene_refuse(s, ASK_M_GROUPS, ERR_IO);
	assert_int_equal(s->model->manage.n_groups, 3);
	go(s, ACTION_LIMITS);
	scene_answer(s, ASK_M_RETAILER, "[]");
	assert_false(s->model->manage.shop.known);
}

static void test_fresh_code(void **state)
{
	struct scene *s = *state;
	const struct wire_msg msg = {.type = WIRE_T_CTL_CODE,
		.ctl_code = {.retailer = "maison", .address = "e@example.jp"}};

	go(s, ACTION_TEAM);
	scene_act(s,
		&(struct action){
			.kind = ACTION_MANAGE, .manage = {ASK_M_CODE, &msg}});
	scene_answer(s, ASK_M_CODE,
		"{\"t\":\"handed\",\"code\":\"48151\",\"minutes\":15}");
	assert_string_equal(s->model->manage.fresh.code, "48151");
	assert_int_equal(
		s->model->manage.fresh.until, s->wall_us + INT64_C(900000000));
	go(s, ACTION_FRESH_AWAY);
	assert_string_equal(s->model->manage.fresh.code, "");
}

/* A role that is taken away: home, with a word, and nothing of it left. */
static void test_role_taken(void **state)
{
	struct scene *s = *state;

	for (int told = 0; told < 2; told++) {
		scene_manager(s);
		go(s, ACTION_GROUPS);
		if (told) {
			scene_no_manager(s);
		} else {
			scene_refuse(s, ASK_M_GROUPS, ERR_FORBIDDEN);
		}
		assert_int_equal(s->model->place, MODEL_HOME);
		assert_int_equal(s->model->notice, MODEL_NOTICE_NO_MANAGER);
		assert_int_equal(s->model->manage.n_groups, 0);
	}
}

/* Whoever signs in next finds nothing of it. */
static void test_forgotten(void **state)
{
	struct scene *s = *state;

	go(s, ACTION_TEAM);
	scene_lists(s);
	go(s, ACTION_SIGN_OUT);
	assert_int_equal(s->model->manage.team.n, 0);
	assert_int_equal(s->model->manage.n_invites, 0);
	assert_int_equal(s->model->place, MODEL_SIGN_IN);
	scene_lists(s); /* what was asked for is answered too late */
	assert_int_equal(s->model->manage.team.n, 0);
}

static void test_audit_pages(void **state)
{
	struct scene *s = *state;
	const struct audit *a = &s->model->manage.audit;

	go(s, ACTION_AUDIT);
	scene_lists(s);
	assert_int_equal(a->n, 5);
	assert_true(a->more);
	scene_out(s);
	go(s, ACTION_AUDIT_OLDER);
	go(s, ACTION_AUDIT_OLDER);
	assert_string_equal(scene_out(s),
		"ask GET /v1/manage/audit?retailer=* "
		"maison&what=&who=&within=0&before=901\n");
	/* A relay that does not know "before" brings nothing new. */
	scene_lists(s);
	assert_int_equal(a->n, 5);
	assert_false(a->more);
	go(s, ACTION_AUDIT_OLDER);
	assert_string_equal(scene_out(s), "");
}

#define TRACE(seq) \
	"{\"t\":\"trace\",\"seq\":" #seq ",\"at\":1,\"what\":\"sign_in\"}"

static void test_audit_merges(void **state)
{
	struct scene *s = *state;
	const struct audit *a = &s->model->manage.audit;

	go(s, ACTION_AUDIT);
	scene_answer(s, ASK_M_AUDIT,
		"{\"audit\":[" TRACE(9) "," TRACE(8) "],\"more\":true}");
	go(s, ACTION_AUDIT_OLDER);
	scene_answer(s, ASK_M_AUDIT,
		"{\"audit\":[" TRACE(7) "," TRACE(6) "],\"more\":false}");
	assert_int_equal(a->n, 4);
	assert_false(a->more);
	go(s, ACTION_AUDIT);
	scene_answer(s, ASK_M_AUDIT,
		"{\"audit\":[" TRACE(10) "," TRACE(9) "],\"more\":true}");
	assert_int_equal(a->n, 5);
	assert_int_equal(a->lines[0].seq, 10);
	assert_false(a->more); /* the oldest are here */
	/* So many that there is a gap: what was here is asked for anew. */
	go(s, ACTION_AUDIT);
	scene_answer(s, ASK_M_AUDIT,
		"{\"audit\":[" TRACE(30) "," TRACE(29) "],\"more\":true}");
	assert_int_equal(a->n, 2);
	assert_true(a->more);
}

static void test_audit_filter(void **state)
{
	struct scene *s = *state;
	const struct audit *a = &s->model->manage.audit;
	const struct audit_filter f = {
		.what = "block", .who = SCENE_ME, .within_ms = 1000};

	go(s, ACTION_AUDIT);
	scene_out(s);
	/* The answer to what was asked before is none to this. */
	scene_act(s, &(struct action){.kind = ACTION_AUDIT_ONLY, .audit = &f});
	assert_string_equal(scene_out(s), "");
	scene_lists(s);
	assert_int_equal(a->n, 0);
	assert_non_null(strstr(scene_out(s),
		"maison&what=block&who=" SCENE_ME "&within=1000\n"));
	scene_refuse(s, ASK_M_AUDIT, ERR_IO);
	assert_int_equal(a->why, ERR_IO);
	assert_true(a->told);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(only_managers),
		T(asks_each_page),
		T(asks_now_and_then),
		T(team_by_both),
		T(team_is_told_once),
		T(saves_one_at_a_time),
		T(saves_nothing_offline),
		T(unasked),
		T(bad_answers),
		T(fresh_code),
		T(role_taken),
		T(forgotten),
		T(audit_pages),
		T(audit_merges),
		T(audit_filter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
