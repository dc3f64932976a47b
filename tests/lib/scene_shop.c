/* SPDX-License-Identifier: MIT */
/*
 * A shop as its managers see it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "shared/mem.h"
#include "tests/lib/scene.h"

#define MIO "0bbbbbbbbbbbbbbbbbbbbbbbbb"

/* Who works here: the last letter of the id, then what is true of them. */
static const struct {
	char id;
	const char *name, *state, *account;
} staff[] = {
	{'a', "Aiko Tanaka",
		"\"manager\":true,\"groups\":\"Ginza\",\"online\":true,"
		"\"available\":true,\"since\":\"2026-11-21T15:53:00Z\","
		"\"chats\":7",
		"\"manager\":true,\"groups\":\"ginza\",\"sessions\":2,"
		"\"used\":\"2026-11-21T17:00:00Z\""},
	{'b', "Mio Sato",
		"\"groups\":\"Ginza, Web\",\"online\":true,\"available\":true,"
		"\"chatting\":true,\"since\":\"2026-11-21T12:00:00Z\","
		"\"chats\":12,\"missed\":1",
		"\"groups\":\"ginza web\",\"sessions\":1,"
		"\"used\":\"2026-11-21T16:00:00Z\""},
	{'c', "高橋 仁",
		"\"groups\":\"表参道\",\"online\":true,\"available\":true,"
		"\"ringing\":true,\"since\":\"2026-11-21T16:20:00Z\","
		"\"chats\":3",
		"\"groups\":\"omotesando\",\"sessions\":1,"
		"\"used\":\"2026-11-21T16:00:00Z\""},
	{'d', "Ken Mori",
		"\"manager\":true,\"online\":true,\"reason\":\"choice\","
		"\"since\":\"2026-11-21T16:45:00Z\",\"chats\":2",
		"\"manager\":true,\"groups\":\"\",\"sessions\":1,"
		"\"used\":\"2026-11-21T16:00:00Z\""},
	{'e', "Emi Ito",
		"\"groups\":\"Ginza\",\"online\":true,\"reason\":\"misses\","
		"\"since\":\"2026-11-21T16:00:00Z\",\"chats\":1,\"missed\":3",
		"\"groups\":\"ginza\",\"sessions\":1,\"locked\":true,"
		"\"used\":\"2026-11-21T15:00:00Z\""},
	{'f', "Yuna Kato", "\"reason\":\"offline\"",
		"\"groups\":\"web\",\"used\":\"2026-11-12T09:00:00Z\""},
	{'g', "佐藤 花子", "\"reason\":\"closed\"", "\"groups\":\"ginza\""},
};
#define STAFF (sizeof(staff) / sizeof(staff[0]))

static const char *id_of(char letter, char out[ID_LEN + 1])
{
	snprintf(out, ID_LEN + 1, "%s", MIO);
	for (int i = 1; i < ID_LEN; i++)
		out[i] = letter;
	return out;
}

void scene_team(struct scene *s)
{
	char id[ID_LEN + 1];

	for (size_t i = 0; i < STAFF; i++)
		scene_tellf(s,
			"{\"t\":\"mate\",\"associate\":\"%s\",\"name\":\"%s\","
			"%s}",
			id_of(staff[i].id, id), staff[i].name, staff[i].state);
}

void scene_templates(struct scene *s)
{
	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"hello\","
		"\"use\":\"greeting\",\"lang\":\"en\",\"title\":\"Hello\","
		"\"text\":\"{time_of_day}, {shopper}! This is {associate} of "
		"{shop}.\\nHow can I help you?\"}");
	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"coats\","
		"\"use\":\"greeting\",\"lang\":\"en\",\"title\":\"Coats\","
		"\"text\":\"Hello! {product} is a fine choice.\","
		"\"pages\":\"/coats/*\",\"from\":600,\"until\":720}");
	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"hello-ja\","
		"\"use\":\"greeting\",\"lang\":\"ja\",\"title\":\"ごあいさつ\","
		"\"text\":\"{time_of_day}。{shop}の{associate}です。\"}");
	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"return\","
		"\"use\":\"reply\",\"lang\":\"en\",\"title\":\"Returns\","
		"\"text\":\"You can return it within 14 days.\"}");
}

static void accounts(struct scene *s)
{
	struct buf body;
	char id[ID_LEN + 1];

	buf_init(&body, 1 << 16);
	buf_add_str(&body, "{\"accounts\":[");
	for (size_t i = 0; i < STAFF; i++)
		buf_addf(&body,
			"%s{\"t\":\"account\",\"associate\":\"%s\","
			"\"address\":\"%c@example.jp\",\"name\":\"%s\",%s}",
			i ? "," : "", id_of(staff[i].id, id), staff[i].id,
			staff[i].name, staff[i].account);
	buf_add_str(&body, "]}");
	scene_answer(s, ASK_M_ACCOUNTS, buf_str(&body));
	buf_fini(&body);
}

static void audit(struct scene *s)
{
	scene_answer(s, ASK_M_AUDIT,
		"{\"audit\":["
		"{\"t\":\"trace\",\"seq\":905,\"at\":\"2026-11-21T17:01:00Z\","
		"\"what\":\"sign_in\",\"who\":\"0aaaaaaaaaaaaaaaaaaaaaaaaa\","
		"\"name\":\"Aiko Tanaka\",\"from\":\"203.0.113.7\"},"
		"{\"t\":\"trace\",\"seq\":904,\"at\":\"2026-11-21T16:40:00Z\","
		"\"what\":\"block\",\"who\":\"" MIO "\",\"name\":\"Mio Sato\","
		"\"from\":\"203.0.113.9\",\"about\":\"Guest 48\"},"
		"{\"t\":\"trace\",\"seq\":903,\"at\":\"2026-11-21T16:10:00Z\","
		"\"what\":\"sign_in_failed\",\"who\":\"nobody\","
		"\"from\":\"198.51.100.23\",\"about\":\"e@x.jp\"},"
		"{\"t\":\"trace\",\"seq\":902,\"at\":\"2026-11-20T10:00:00Z\","
		"\"what\":\"role_given\",\"who\":\"norenctl\","
		"\"name\":\"norenctl\",\"about\":\"d@x.jp\"},"
		"{\"t\":\"trace\",\"seq\":901,\"at\":\"2026-11-19T09:00:00Z\","
		"\"what\":\"of_2031\",\"who\":\"norenctl\","
		"\"name\":\"norenctl\"}"
		"],\"more\":true}");
}

void scene_lists(struct scene *s)
{
	accounts(s);
	scene_answer(s, ASK_M_GROUPS,
		"{\"groups\":["
		"{\"t\":\"ctl_group\",\"retailer\":\"maison\","
		"\"group\":\"ginza\",\"name\":\"Ginza\"},"
		"{\"t\":\"ctl_group\",\"retailer\":\"maison\","
		"\"group\":\"omotesando\",\"name\":\"表参道\"},"
		"{\"t\":\"ctl_group\",\"retailer\":\"maison\","
		"\"group\":\"web\",\"name\":\"Web\","
		"\"hours\":\"mon-fri 09:00-18:00\\n\"}]}");
	scene_answer(s, ASK_M_INVITES,
		"{\"invites\":["
		"{\"t\":\"invite\",\"code\":\"K7Q2MX\",\"standing\":\"open\","
		"\"made\":\"2026-11-21T10:00:00Z\","
		"\"expires\":\"2026-11-28T10:00:00Z\",\"uses\":3,\"used\":1,"
		"\"by\":\"Aiko Tanaka\",\"groups\":\"ginza web\"},"
		"{\"t\":\"invite\",\"code\":\"P3WD9R\",\"standing\":\"used\","
		"\"made\":\"2026-11-18T10:00:00Z\","
		"\"expires\":\"2026-11-25T10:00:00Z\",\"uses\":1,\"used\":1,"
		"\"by\":\"Ken Mori\"},"
		"{\"t\":\"invite\",\"code\":\"T8HZ4C\","
		"\"standing\":\"withdrawn\","
		"\"made\":\"2026-11-17T10:00:00Z\","
		"\"expires\":\"2026-11-24T10:00:00Z\",\"uses\":5,"
		"\"by\":\"Ken Mori\"},"
		"{\"t\":\"invite\",\"code\":\"B6NV5Y\",\"standing\":"
		"\"expired\","
		"\"made\":\"2026-11-01T10:00:00Z\","
		"\"expires\":\"2026-11-08T10:00:00Z\",\"uses\":2,\"used\":1,"
		"\"by\":\"norenctl\"}]}");
	scene_answer(s, ASK_M_RETAILER,
		"{\"t\":\"ctl_retailer\",\"retailer\":\"maison\","
		"\"name\":\"Maison Noren\",\"zone\":\"Asia/Tokyo\","
		"\"currency\":\"JPY\",\"accent\":\"#243b61\","
		"\"support\":\"support@example.jp\",\"at_once\":3,"
		"\"more_every\":15000,\"ring_for\":90000,"
		"\"keep_state\":60000,\"take_over\":300000,"
		"\"left_after\":1800000,\"window\":7,\"scan\":1,"
		"\"hours\":\"mon-thu 10:30-13:00 14:00-19:00\\n"
		"fri,sat 11:00-02:00\\n"
		"2026-11-20 closed\\n"
		"2026-12-31 closed \\\"Stocktaking\\\"\\n"
		"2027-01-01 12:00-16:00 \\\"よいお年を\\\"\\n\"}");
	audit(s);
}

void scene_manage(struct scene *s, const char *letter)
{
	scene_keys(s, "<F10>");
	scene_keys(s, letter);
	scene_team(s);
	scene_lists(s);
	scene_page(s);
	scene_out(s);
}

void scene_account(struct scene *s)
{
	scene_answer(s, ASK_ACCOUNT,
		"{\"t\":\"account\",\"associate\":\"" SCENE_ME "\","
		"\"address\":\"aiko@example.jp\",\"name\":\"Aiko Tanaka\","
		"\"lang\":\"en\"}");
	scene_answer(s, ASK_SESSIONS,
		"{\"sessions\":["
		"{\"t\":\"session\",\"session\":\"" SCENE_TABLET "\","
		"\"device\":\"tablet\",\"made\":\"2026-11-20T12:00:00Z\","
		"\"used\":\"2026-11-20T12:00:00Z\"},"
		"{\"t\":\"session\",\"session\":\"" SCENE_TILL "\","
		"\"made\":\"2026-11-21T09:10:00Z\","
		"\"used\":\"2026-11-21T16:00:00Z\"},"
		"{\"t\":\"session\",\"session\":\"" SCENE_HERE "\","
		"\"device\":\"ginza-2\",\"made\":\"2026-11-21T16:53:20Z\","
		"\"used\":\"2026-11-21T17:00:00Z\",\"this\":true}]}");
	scene_out(s);
}

int scene_begin_manager(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_manager(s);
	*state = s;
	return 0;
}

int scene_finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

void scene_expect(struct scene *s, const char *text)
{
	if (!scene_shows(s, text))
		fail_msg("not on the page: %s\n%s", text, scene_page(s));
}

void scene_expect_not(struct scene *s, const char *text)
{
	if (scene_shows(s, text))
		fail_msg("on the page: %s\n%s", text, scene_page(s));
}

void scene_asked(struct scene *s, const char *text)
{
	const char *out = scene_out(s);

	if (!strstr(out, text))
		fail_msg("not asked: %s\n%s", text, out);
}

void scene_asked_nothing(struct scene *s)
{
	const char *out = scene_out(s);

	if (strstr(out, "ask ") || strstr(out, "send "))
		fail_msg("asked: %s", out);
}
