/* SPDX-License-Identifier: MIT */
/*
 * Every screen at every size and in both languages: no word of ours is cut,
 * which would show as "..", the help is always offered, and the cursor is
 * where something is typed.  What others wrote is short here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "client/term/grid.h"
#include "tests/lib/scene.h"

struct size {
	int rows, cols;
	bool japanese;
};

static const struct size sizes[] = {
	{30, 100, false},
	{24, 80, false},
	{16, 60, false},
	{12, 40, false},
	{30, 100, true},
	{24, 80, true},
	{16, 60, true},
	{12, 40, true},
};

enum { HELP = 1, CURSOR = 2 };

static void check(struct scene *s, int wanted, const char *where)
{
	const char *page = scene_page(s), *cut = strstr(page, "..");
	int row, col;

	if (cut)
		print_message("%s: a word is cut:\n%s", where, page);
	assert_null(cut);
	if (wanted & HELP)
		assert_non_null(strstr(page, "F1 "));
	assert_int_equal(
		grid_cursor(s->grid, &row, &col), (wanted & CURSOR) != 0);
}

/* From the form to the code; how long one has to wait. */
static void code_page(struct scene *s, const char *keys, enum ask_kind ask)
{
	struct action wait = {.kind = ACTION_ANSWERED,
		.answered = {.ask = ask,
			.err = ERR_RATE,
			.wait_ms = 5400000,
			.body = ""}};

	scene_keys(s, keys);
	check(s, HELP, "asked");
	scene_act(s, &wait);
	check(s, HELP | CURSOR, "to wait");
	for (int mailed = 0; mailed < 2; mailed++) {
		scene_keys(s, "<Enter>");
		scene_answer(s, ask,
			mailed ? "{\"t\":\"code_sent\",\"mailed\":true,"
				 "\"digits\":5,\"minutes\":15}"
			       : "{\"t\":\"code_sent\",\"digits\":5,"
				 "\"minutes\":15}");
		check(s, HELP | CURSOR, "code");
		scene_keys(s, "<Esc>");
	}
	scene_keys(s, "<Esc>");
}

static void newcomer(struct scene *s)
{
	code_page(s,
		"<Ctrl-N>k7x2mp<Enter>ken@shop.example<Enter>Ken<Enter>"
		"seven sleepy otters<Enter>",
		ASK_SIGN_UP);
	scene_keys(s, "<Enter>");
	code_page(s, "<Ctrl-F><Ctrl-U>aiko@example.jp<Enter>", ASK_FORGOT);
	scene_keys(s, "<Esc>");
}

static void sign_in(struct scene *s)
{
	struct action a = {.kind = ACTION_SIGNED_IN};

	check(s, HELP | CURSOR, "address");
	scene_keys(s, "<Ctrl-N>");
	check(s, HELP | CURSOR, "sign-up");
	scene_keys(s, "<Esc><Enter>");
	check(s, HELP | CURSOR, "no address");
	scene_keys(s, "aiko@example.jp<Enter><Ctrl-F>");
	check(s, HELP | CURSOR, "forgot");
	scene_keys(s, "<Esc>");
	for (enum err e = ERR_SIZE; e < ERR_COUNT; e++) {
		scene_keys(s, "secret<Enter>");
		check(s, HELP, "signing in");
		a.signed_in.err = e;
		scene_act(s, &a);
		check(s, e == ERR_VERSION ? HELP : HELP | CURSOR, err_name(e));
		s->model->outdated = false;
	}
	scene_sign_in(s);
}

static void tell_status(struct scene *s, const char *fields)
{
	scene_tellf(s,
		"{\"t\":\"status\",\"since\":\"2026-11-21T15:53:00Z\",%s}",
		fields);
}

static void home(struct scene *s)
{
	static const char *const statuses[] = {
		"\"available\":false,\"open\":true,\"reason\":\"misses\"",
		"\"available\":false,\"open\":true,\"reason\":\"offline\"",
		"\"available\":false,\"open\":false,\"reason\":\"closed\","
		"\"next\":\"2026-11-23T10:00:00Z\"",
		"\"available\":false,\"open\":false,\"reason\":\"closed\","
		"\"next\":\"2026-12-23T10:00:00Z\"",
		"\"available\":true,\"open\":true,"
		"\"next\":\"2026-11-21T19:00:00Z\"",
		"\"available\":false,\"open\":false,\"reason\":\"closed\"",
		"\"available\":true,\"open\":true",
	};

	check(s, HELP, "home");
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		tell_status(s, statuses[i]);
		check(s, HELP, statuses[i]);
	}
	scene_act(s, &(struct action){.kind = ACTION_RTT, .ms = 1420});
	check(s, HELP, "slow");
	scene_tell(s,
		"{\"t\":\"panel\",\"window\":30,\"chats\":123,\"missed\":45,"
		"\"available\":12,\"colleagues\":99,\"enquiries\":23}");
	scene_keys(s, "<Space>");
	check(s, HELP, "panel");
	scene_link(s, ACTION_LINK_CONNECTING, 0, ERR_CLOSE);
	check(s, HELP, "connecting");
	scene_link(s, ACTION_LINK_WAITING, 60000, ERR_CLOSE);
	check(s, HELP, "offline");
	for (enum err e = ERR_SIZE; e < ERR_COUNT; e++) {
		if (e == ERR_TOKEN || e == ERR_CREDENTIALS)
			continue; /* only said at sign-in */
		model_note(s->model, MODEL_NOTICE_ERR, e);
		check(s, HELP, err_name(e));
	}
	model_note(s->model, MODEL_NOTICE_CLOSED, ERR_OK);
	check(s, HELP, "closing time");
	model_note(s->model, MODEL_NOTICE_MISSES, ERR_OK);
	check(s, HELP, "misses");
	scene_wait(s, MODEL_NOTICE_MS);
	scene_sign_in(s);
}

static void menus(struct scene *s)
{
	scene_keys(s, "<F10>");
	check(s, HELP, "menu");
	scene_keys(s, "<Esc><F1>");
	for (int i = 0; i < 60; i++) {
		check(s, HELP, "help");
		scene_keys(s, "<Down>");
	}
	scene_keys(s, "<Esc>");
}

static void alert(struct scene *s)
{
	scene_tell(s,
		"{\"t\":\"ring\",\"chat\":\"" SCENE_OTHER "\",\"left\":90000,"
		"\"name\":\"Guest 4821\",\"visits\":12,\"lang\":\"ja\","
		"\"text\":\"Hi\",\"product\":\"Coat\",\"amount\":48000,"
		"\"currency\":\"JPY\"}");
	check(s, HELP, "alert");
	scene_keys(s, "<F7>");
	check(s, HELP, "a ring elsewhere");
	scene_keys(s, "<Alt-L>");
	check(s, CURSOR, "a ring while locked");
	scene_act(s, &(struct action){.kind = ACTION_UNLOCKED});
	scene_keys(s, "<F2>");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	check(s, HELP, "alert, offline");
	scene_sign_in(s);
	scene_ring(s, SCENE_CHAT, 60000);
	scene_keys(s, "<Enter>");
	check(s, HELP, "accepting");
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"missed\"}");
	scene_wait(s, MODEL_GUARD_MS);
	check(s, HELP, "missed");
	scene_tell(s,
		"{\"t\":\"ring_over\",\"chat\":\"" SCENE_CHAT "\","
		"\"reason\":\"taken\",\"name\":\"Mio\"}");
	scene_wait(s, MODEL_GUARD_MS);
	check(s, HELP, "taken");
	scene_keys(s, "<Enter>");
}

/* What the chat menu leads to. */
static void dialogs(struct scene *s)
{
	static const char *const keys[] = {"<F9>b", "<F9>p", "<F9>p<Up><Down>",
		"<F9>s", "<Alt-R>", "<Alt-O>", "<F10>r"};

	scene_keys(s, "<F9>t");
	check(s, HELP | CURSOR, "targets");
	scene_tell(s,
		"{\"t\":\"target\",\"group\":\"ginza\",\"name\":\"Ginza\","
		"\"free\":0}");
	scene_tell(s,
		"{\"t\":\"target\",\"associate\":\"" SCENE_OTHER "\","
		"\"name\":\"Ken\",\"free\":1}");
	check(s, HELP | CURSOR, "transfer");
	scene_keys(s, "<Esc>");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		bool list = i == 5; /* nothing is typed there */

		scene_keys(s, keys[i]);
		check(s, list ? HELP : HELP | CURSOR, keys[i]);
		scene_keys(s, "<Esc>");
	}
	scene_keys(s, "<F10>n");
	check(s, HELP, "notices");
	scene_keys(s, "<Esc>");
}

/* Words in passing, and the head while a chat is handed on. */
static void passing(struct scene *s)
{
	for (enum model_notice n = MODEL_NOTICE_TRANSFERRED;
		n <= MODEL_NOTICE_REPORTED; n++) {
		model_say(s->model, n, "18");
		check(s, HELP | CURSOR, "in passing");
	}
	scene_wait(s, MODEL_NOTICE_MS);
	scene_tell(s,
		"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
		"\"phase\":\"live\",\"seq\":0,\"name\":\"Guest\","
		"\"opened\":\"2026-11-21T17:01:00Z\",\"present\":true,"
		"\"handing\":\"Mio\",\"left\":90000}");
	check(s, HELP | CURSOR, "transferring");
	scene_keys(s, "<F9>");
	check(s, HELP, "chat menu, transferring");
	scene_keys(s, "<Esc>");
	scene_chat(s, "live", 0);
}

static void chat(struct scene *s)
{
	static const char *const kinds[] = {
		"opened", "joined", "taken_over", "page", "text", "ended"};

	scene_chat(s, "live", 0);
	for (int i = 0; i < 6; i++)
		scene_tellf(s,
			"{\"t\":\"entry\",\"chat\":\"" SCENE_CHAT "\","
			"\"seq\":%d,\"at\":\"2026-11-21T17:02:00Z\","
			"\"kind\":\"%s\",\"who\":\"associate\","
			"\"name\":\"Mio\",\"text\":\"Coat\"}",
			i + 1, kinds[i]);
	scene_tell(s,
		"{\"t\":\"template\",\"template\":\"a\","
		"\"use\":\"reply\",\"text\":\"Yes\"}");
	dialogs(s);
	passing(s);
	scene_keys(s, "Hello<Enter>a");
	check(s, HELP | CURSOR, "chat");
	scene_tell(s,
		"{\"t\":\"types\",\"chat\":\"" SCENE_CHAT "\","
		"\"who\":\"shopper\"}");
	check(s, HELP | CURSOR, "typing");
	scene_keys(s, "<F9>");
	check(s, HELP, "chat menu");
	scene_keys(s, "e");
	check(s, HELP, "end?");
	scene_keys(s, "<Esc><Ctrl-Q>");
	check(s, HELP, "leave?");
	scene_keys(s, "<Esc>");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	check(s, HELP | CURSOR, "chat, offline");
	scene_keys(s, "<F9>");
	check(s, HELP, "chat menu, offline");
	scene_keys(s, "<F9><PageUp><PageUp>");
	check(s, HELP | CURSOR, "scrolled");
	scene_keys(s, "<F2>");
	check(s, HELP, "home, in a chat");
	scene_keys(s, "<Enter>");
}

static void ended(struct scene *s)
{
	static const char *const reasons[] = {"none", "left", "ended", "gone"};

	for (int i = 0; i < 4; i++) {
		scene_tellf(s,
			"{\"t\":\"chat\",\"chat\":\"" SCENE_CHAT "\","
			"\"phase\":\"ended\",\"reason\":\"%s\",\"seq\":0,"
			"\"opened\":\"2026-11-21T17:01:00Z\"}",
			reasons[i]);
		check(s, HELP | CURSOR, reasons[i]); /* there is a draft */
	}
	scene_sign_in(s);
	scene_keys(s, "<F2>");
}

/* Their pages, and what opens there. */
static void managers(struct scene *s)
{
	static const struct {
		const char *page, *keys[6];
	} pages[] = {
		{"t", {"<Enter>", "<Enter>n", "<Enter>r", "<Enter>s"}},
		{"i", {"n", "n0<F8>", "<Enter>", "<Enter>r", "<Delete>"}},
		{"o", {"<Enter>", "<Enter>25<F8>", "n", "n1<F8>", "<Tab>"}},
		{"g", {"n", "n<F8>", "<Enter>", "<Delete>"}},
		{"p", {"n", "n<F8>", "<Enter>", "<Delete>"}},
		{"m", {"<Ctrl-U><F8>", "<Tab>", "<Down><Ctrl-U><F8>"}},
		{"u", {"<Enter>"}},
	};

	scene_manager(s);
	scene_keys(s, "<F10>");
	check(s, HELP, "a manager's menu");
	scene_keys(s, "<Esc>");
	scene_manage(s, "t");
	for (int i = 0; i < 6; i++) {
		scene_keys(s, "<Down>");
		check(s, HELP, "a colleague"); /* one of them is locked */
	}
	scene_manage(s, "g");
	scene_keys(s, "<Enter>");
	check(s, HELP, "a group's menu");
	scene_keys(s, "<Esc>");
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		for (int k = -1; k < 6; k++) {
			bool typed;
			int row, col;

			if (k >= 0 && !pages[i].keys[k])
				continue;
			scene_manage(s, pages[i].page);
			scene_keys(s, k < 0 ? "" : pages[i].keys[k]);
			scene_page(s);
			typed = grid_cursor(s->grid, &row, &col);
			check(s, typed ? HELP | CURSOR : HELP,
				k < 0 ? pages[i].page : pages[i].keys[k]);
			scene_keys(s, "<F2>");
		}
	}
	scene_sign_in(s);
}

/* One's own, and what can be changed there. */
static void account(struct scene *s)
{
	static const struct {
		const char *keys;
		int wanted;
	} boxes[] = {
		{"<Enter>", HELP | CURSOR},
		{"<Enter><Ctrl-U><Enter>", HELP | CURSOR},
		{"<Down><Enter>", HELP | CURSOR},
		{"<Down><Enter><Enter><Enter>", HELP | CURSOR},
		{"<Down><Down><Enter>", HELP | CURSOR},
		{"<Down><Down><Enter><Enter><Enter>", HELP | CURSOR},
		{"<Down><Down><Down>", HELP},
		{"<PageDown><Up>", HELP},
		{"<PageDown><Up><Enter>", HELP},
		{"<PageDown><PageDown>", HELP},
		{"<PageDown><PageDown><Enter>", HELP},
	};

	scene_keys(s, "<F10>a");
	check(s, HELP, "account, not told");
	for (size_t i = 0; i < sizeof(boxes) / sizeof(*boxes); i++) {
		scene_keys(s, "<F2><F10>a");
		scene_account(s);
		check(s, HELP, "account");
		scene_keys(s, boxes[i].keys);
		check(s, boxes[i].wanted, boxes[i].keys);
		scene_keys(s, "<Esc>");
	}
	scene_sign_in(s);
}

/* A new address, its code, and what the relay may say to it. */
static void new_address(struct scene *s)
{
	static const char *const sent[] = {
		"{\"t\":\"code_sent\",\"mailed\":true,\"digits\":5,"
		"\"minutes\":15}",
		"{\"t\":\"code_sent\",\"digits\":5,\"minutes\":15}",
	};

	for (int i = 0; i < 2; i++) {
		scene_keys(s, "<F2><F10>a");
		scene_account(s);
		scene_keys(s, "<Down><Enter>a@b.jp<Enter>secret<Enter>");
		check(s, HELP, "asking");
		scene_refuse(s, ASK_MOVE, ERR_ADDRESS_TAKEN);
		check(s, HELP | CURSOR, "taken");
		scene_refuse(s, ASK_MOVE, ERR_CREDENTIALS);
		scene_keys(s, "<Enter>secret<Enter>");
		scene_answer(s, ASK_MOVE, sent[i]);
		check(s, HELP | CURSOR, "code");
		scene_keys(s, "12345<Enter>");
		scene_refuse(s, ASK_MOVED, ERR_CODE);
		check(s, HELP | CURSOR, "wrong code");
		scene_keys(s, "12345<Enter>");
		scene_refuse(s, ASK_MOVED, ERR_RATE);
		check(s, HELP | CURSOR, "too fast");
		scene_keys(s, "<Esc>");
		check(s, HELP, "an address waits for its code");
		scene_keys(s, "<Enter>12345");
		scene_keys(s, "<Enter>");
		scene_answer(s, ASK_MOVED, "");
		check(s, HELP, "moved");
	}
	scene_sign_in(s);
}

static void enquiries(struct scene *s)
{
	scene_keys(s, "<F7>");
	check(s, HELP, "no answer yet");
	scene_tell(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"" SCENE_CHAT "\","
		"\"at\":\"2026-11-11T09:00:00Z\",\"name\":\"Kim\","
		"\"address\":\"kim@example.com\",\"text\":\"Hi\"}");
	check(s, HELP, "enquiries");
	scene_keys(s, "<Enter>");
	check(s, HELP, "an enquiry");
	scene_tell(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"" SCENE_CHAT "\","
		"\"at\":\"2026-11-11T09:00:00Z\",\"name\":\"Kim\","
		"\"address\":\"kim@example.com\",\"text\":\"Hi\","
		"\"taken\":\"Mio\"}");
	check(s, HELP, "taken up");
	scene_keys(s, "<Esc><Esc><Alt-L>x<Enter>");
	check(s, CURSOR, "unlocking");
	scene_act(
		s, &(struct action){.kind = ACTION_UNLOCKED, .err = ERR_RATE});
	check(s, CURSOR, "not unlocked");
	scene_act(s,
		&(struct action){
			.kind = ACTION_UNLOCKED, .err = ERR_CREDENTIALS});
	check(s, CURSOR, "wrong password");
}

static void test_size(void **state)
{
	const struct size *size = *state;
	struct scene *s =
		scene_new(size->rows, size->cols, size->japanese, NULL);

	newcomer(s);
	sign_in(s);
	home(s);
	menus(s);
	alert(s);
	chat(s);
	ended(s);
	managers(s);
	account(s);
	new_address(s);
	enquiries(s);
	scene_destroy(&s);
}

/* What leads on where nothing else does has room at 60 columns. */
static void test_feet(void **state)
{
	(void)state;
	for (int ja = 0; ja < 2; ja++) {
		struct scene *s = scene_new(16, 60, ja, NULL);

		scene_expect(s, "Ctrl-N ");
		scene_keys(s, "aiko@example.jp<Enter>");
		scene_expect(s, "Ctrl-F ");
		scene_sign_in(s);
		scene_manager(s);
		scene_manage(s, "i");
		scene_expect(s, " n ");
		scene_expect(s, " x ");
		scene_destroy(&s);
	}
}

/* Any size at all: nothing is painted outside, nothing breaks. */
static void test_odd_sizes(void **state)
{
	struct scene *s = scene_new(24, 80, true, NULL);

	(void)state;
	scene_sign_in(s);
	for (int i = 0; i < 3; i++) {
		for (int rows = 1; rows < 30; rows++)
			for (int cols = 1; cols < 110; cols += 3) {
				scene_resize(s, rows, cols);
				scene_page(s);
			}
		if (i == 0)
			scene_ring(s, SCENE_OTHER, 90000);
		else
			scene_chat(s, "live", 0);
		scene_entry(s, 1, "shopper", "Hello there");
	}
	scene_destroy(&s);
}

static const char *head_of(struct scene *s, char out[400])
{
	const char *page = scene_page(s);

	snprintf(out, 400, "%.*s", (int)strcspn(page, "\n"), page);
	return out;
}

/* Who one is and how things stand is in the head wherever one is; and, where
 * that leaves room, the tab that is open, the chat and what is new. */
static void test_head(void **state)
{
	static const char *const keys[] = {
		"<F2>", "<F3>", "<F4>", "<F7>", "<Alt-5>", "<Alt-2>"};
	static const char *const tabs[2][6] = {
		{"Home", "Catalogue", "Archive", "Enquiries", "Performance",
			"Chat"},
		{"ホーム", "カタログ", "アーカイブ", "お問い合わせ",
			"業績ステータス", "チャット"}};
	static const char *const states[2][2] = {
		{"Unavailable", "In a chat"}, {"対応不可", "チャット中"}};
	char head[400];

	(void)state;
	for (int i = 0; i < 48; i++) {
		const struct size *size = &sizes[i / 6];
		bool ja = size->japanese, chat = i % 6 == 5;
		struct scene *s = scene_new(size->rows, size->cols, ja, NULL);

		scene_sign_in(s);
		scene_tell(s,
			"{\"t\":\"panel\",\"window\":7,\"chats\":7,"
			"\"missed\":0,\"available\":4,\"colleagues\":9,"
			"\"enquiries\":1,\"sales\":3,\"fresh\":2}");
		if (chat)
			scene_chat(s, "live", 0);
		scene_keys(s, keys[i % 6]);
		head_of(s, head);
		assert_non_null(strstr(head, "Aiko Tanaka"));
		assert_non_null(strstr(head, "17:05"));
		assert_non_null(strstr(head, states[ja][chat]));
		if (size->cols >= 60)
			assert_non_null(strstr(head, tabs[ja][i % 6]));
		if (size->cols >= 80 && chat)
			assert_non_null(strstr(head, "*2"));
		scene_keys(s, "<F4>");
		if (size->cols >= 80 && chat)
			assert_non_null(strstr(
				head_of(s, head), tabs[size->japanese][5]));
		scene_link(s, ACTION_LINK_WAITING, 4000, ERR_IO);
		head_of(s, head);
		assert_non_null(strstr(head, "Aiko Tanaka"));
		assert_non_null(strstr(head, ja ? "オフライン" : "Offline"));
		scene_destroy(&s);
	}
}

int main(void)
{
	struct CMUnitTest tests[sizeof(sizes) / sizeof(*sizes) + 3];
	char names[8][40];
	size_t n = 0;

	for (; n < 8; n++) {
		snprintf(names[n], sizeof(names[n]), "%dx%d %s", sizes[n].cols,
			sizes[n].rows, sizes[n].japanese ? "ja" : "en");
		tests[n] = (struct CMUnitTest){
			.name = names[n],
			.test_func = test_size,
			.initial_state = (void *)(uintptr_t)&sizes[n],
		};
	}
	tests[n] = (struct CMUnitTest)cmocka_unit_test(test_odd_sizes);
	tests[n + 1] = (struct CMUnitTest)cmocka_unit_test(test_feet);
	tests[n + 2] = (struct CMUnitTest)cmocka_unit_test(test_head);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
