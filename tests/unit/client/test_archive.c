/* SPDX-License-Identifier: MIT */
/*
 * The client's model of the archive (E3): pages, one question at a time, sales
 * that turn grey, the opened chat apart from the live one, and its replay.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/archive.h"
#include "client/model/chat.h"
#include "client/model/model.h"
#include "shared/id.h"
#include "tests/lib/scene.h"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	*state = s;
	return 0;
}

static int finish(void **state)
{
	scene_destroy((struct scene **)state);
	return 0;
}

static void act(struct scene *s, enum action_kind kind)
{
	scene_act(s, &(struct action){.kind = kind});
}

static void find(struct scene *s, const char *text)
{
	scene_act(
		s, &(struct action){.kind = ACTION_ARCHIVE_FIND, .text = text});
}

/* The chat of that number, so many minutes before five. */
static void id_of(int i, char out[ID_LEN + 1])
{
	snprintf(out, ID_LEN + 1, "0cccccccccccccccccccccc%03d", i);
}

static void open_chat(struct scene *s, int i)
{
	struct action a = {.kind = ACTION_ARCHIVE_OPEN, .whose = {SCENE_ME}};

	id_of(i, a.id.s);
	scene_act(s, &a);
}

static void filed(struct scene *s, int i, const char *more)
{
	char id[ID_LEN + 1];

	id_of(i, id);
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"at\":\"2026-11-20T%02d:%02d:00Z\",\"reason\":\"ended\","
		"\"name\":\"Guest %d\",\"associate\":\"" SCENE_ME "\","
		"\"holder\":\"Aiko Tanaka\",\"text\":\"Thank you\","
		"\"opened\":\"2026-11-20T01:00:00Z\"%s}",
		s->model->archive.ref, id, 16 - i / 60, 59 - i % 60, i, more);
}

static void archived(struct scene *s, bool more)
{
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\",\"more\":%s}",
		s->model->archive.ref, more ? "true" : "false");
}

/* So many of them, from that number on. */
static void page(struct scene *s, int from, int n, bool more)
{
	for (int i = from; i < from + n; i++)
		filed(s, i, "");
	archived(s, more);
}

static void fails(struct scene *s, const char *ref, const char *code, int wait)
{
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"%s\","
		"\"text\":\"\",\"wait\":%d}",
		ref, code, wait);
}

static void assert_sent(struct scene *s, const char *want)
{
	const char *out = scene_out(s);

	if (!strstr(out, want))
		print_error("not sent: %s\n%s", want, out);
	assert_non_null(strstr(out, want));
}

static void assert_row(struct scene *s, int at, int number)
{
	char id[ID_LEN + 1];

	id_of(number, id);
	assert_string_equal(s->model->archive.rows[at].chat.s, id);
}

/* ---- the list ---- */

static void test_pages(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	assert_int_equal(s->model->place, MODEL_ARCHIVE);
	assert_sent(s, "send {\"t\":\"archive\",\"ref\":\"");
	assert_false(a->told);
	page(s, 0, 50, true);
	assert_true(a->told);
	assert_int_equal(a->n, 50);
	assert_string_equal(a->rows[49].name, "Guest 49");
	scene_asked_nothing(s);
	act(s, ACTION_ARCHIVE_OLDER);
	assert_sent(s,
		"\"before\":1795191000000000,"
		"\"chat\":\"0cccccccccccccccccccccc049\"");
	act(s, ACTION_ARCHIVE_OLDER); /* one at a time */
	scene_asked_nothing(s);
	page(s, 49, 11, false); /* the one that is here is not taken twice */
	assert_int_equal(a->n, 60);
	assert_row(s, 59, 59);
	assert_false(a->more);
	scene_out(s);
	act(s, ACTION_ARCHIVE_OLDER);
	scene_asked_nothing(s);
}

/* What is newer goes before what is here; a gap makes that forgotten. */
static void test_newer(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	page(s, 20, 50, true);
	act(s, ACTION_ARCHIVE_OLDER);
	page(s, 70, 10, false);
	act(s, ACTION_HOME);
	act(s, ACTION_ARCHIVE);
	assert_int_equal(a->n, 60); /* until the answer is whole */
	page(s, 10, 50, true);
	assert_int_equal(a->n, 70);
	assert_row(s, 0, 10);
	assert_row(s, 69, 79);
	assert_false(a->more);
	act(s, ACTION_HOME);
	act(s, ACTION_ARCHIVE);
	page(s, 0, 5, true);
	assert_int_equal(a->n, 5);
	assert_true(a->more);
}

/* While a question is on its way the newest one waits, and no others. */
static void test_typing(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	page(s, 0, 3, false);
	scene_out(s);
	find(s, "w");
	assert_sent(s, "\"text\":\"w\"");
	find(s, "wo");
	find(s, "wool");
	scene_asked_nothing(s);
	assert_int_equal(a->n, 3); /* it stays on view */
	page(s, 5, 1, false);
	assert_int_equal(a->n, 3); /* that is no longer what one looks for */
	assert_sent(s, "\"text\":\"wool\"");
	page(s, 7, 1, false);
	assert_int_equal(a->n, 1);
	assert_row(s, 0, 7);
	find(s, "wool"); /* the same */
	scene_asked_nothing(s);
	/* A long one is cut where a letter ends. */
	{
		char text[LIMIT_FIND + 8];

		memset(text, 'a', sizeof(text));
		memcpy(text + LIMIT_FIND - 1, "あ", 4);
		find(s, text);
		assert_int_equal(strlen(a->text), LIMIT_FIND - 1);
	}
}

static void test_picks(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	page(s, 0, 3, false);
	scene_out(s);
	scene_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_PICK,
			.number = WIRE_PICK_SALES});
	assert_sent(s, "\"pick\":\"sales\"");
	page(s, 1, 1, false);
	assert_int_equal(a->n, 1);
	scene_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_PICK,
			.number = WIRE_PICK_MISSED});
	assert_sent(s, "\"pick\":\"missed\"");
	archived(s, false);
	assert_int_equal(a->n, 0);
	scene_act(
		s, &(struct action){.kind = ACTION_ARCHIVE_PICK, .number = 77});
	act(s, ACTION_WHOSE); /* no manager */
	scene_asked_nothing(s);
	assert_false(a->team);
	scene_manager(s);
	archived(s, false); /* asked anew, since it is a new welcome */
	scene_out(s);
	act(s, ACTION_WHOSE);
	assert_sent(s, "\"t\":\"team_archive\"");
}

static void test_errors(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	scene_out(s);
	fails(s, a->ref, "busy", 2000); /* passing: it is asked again */
	scene_asked_nothing(s);
	assert_int_equal(a->err, ERR_OK);
	scene_wait(s, 2000);
	assert_sent(s, "\"t\":\"archive\"");
	fails(s, a->ref, "bad_field", 0);
	assert_int_equal(a->err, ERR_FIELD);
	scene_wait(s, 20000);
	assert_null(strstr(scene_out(s), "archive"));
	find(s, "x");
	assert_int_equal(a->err, ERR_OK);
	/* No answer comes: once more. */
	scene_out(s);
	scene_wait(s, ARCHIVE_WAIT_MS);
	assert_sent(s, "\"text\":\"x\"");
	/* Of a question that nobody asks any more. */
	scene_tell(s, "{\"t\":\"archived\",\"ref\":\"none\"}");
	assert_false(a->told);
	page(s, 0, 2, true);
	act(s, ACTION_ARCHIVE_OLDER);
	fails(s, a->ref, "io", 0);
	assert_int_equal(a->n, 2);
	assert_false(a->more);
}

static void test_reconnect(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	filed(s, 0, "");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_false(a->asking);
	assert_int_equal(a->n_came, 0);
	scene_out(s);
	scene_sign_in(s);
	act(s, ACTION_ARCHIVE);
	page(s, 0, 4, false);
	assert_int_equal(a->n, 4);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	assert_int_equal(a->n, 4);
}

/* A chat of ours that ends comes to it; asked when it is on view. */
static void test_ended(void **state)
{
	struct scene *s = *state;

	act(s, ACTION_ARCHIVE);
	page(s, 0, 1, false);
	scene_chat(s, "live", 0);
	act(s, ACTION_ARCHIVE);
	page(s, 0, 1, false);
	scene_out(s);
	scene_chat(s, "ended", 0);
	assert_sent(s, "\"t\":\"archive\"");
}

/* ---- sales ---- */

static void sale(struct scene *s, int chat, const char *order, bool fresh)
{
	char id[ID_LEN + 1];

	id_of(chat, id);
	scene_tellf(s,
		"{\"t\":\"sale\",\"order\":\"%s\",\"chat\":\"%s\","
		"\"at\":\"2026-11-21T17:01:00Z\",\"name\":\"Guest 4\","
		"\"product\":\"Shirt\",\"amount\":12900,\"currency\":\"JPY\","
		"\"fresh\":%s}",
		order, id, fresh ? "true" : "false");
}

/* Rule E3: blue until it is opened, then grey, as the relay says. */
static void test_sale(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	page(s, 3, 3, false);
	scene_out(s);
	assert_false(a->rows[1].fresh);
	sale(s, 4, "T-1", true);
	assert_true(a->rows[1].fresh);
	assert_sent(s, "\"t\":\"archive\""); /* what it is worth */
	filed(s, 3, "");
	filed(s, 4,
		",\"sales\":1,\"amount\":12900,\"currency\":\"JPY\","
		"\"fresh\":true");
	archived(s, false);
	assert_int_equal(a->rows[1].sales, 1);
	assert_int_equal(a->rows[1].worth.minor, 12900);
	open_chat(s, 4);
	assert_int_equal(s->model->place, MODEL_ARCHIVED);
	assert_sent(s, "\"t\":\"viewed\"");
	assert_true(a->rows[1].fresh);
	sale(s, 4, "T-1", false);
	assert_false(a->rows[1].fresh);
	/* Seen already: nothing is said. */
	scene_out(s);
	act(s, ACTION_BACK);
	open_chat(s, 4);
	assert_null(strstr(scene_out(s), "viewed"));
	/* Another one while it is on view has been seen. */
	sale(s, 4, "T-2", true);
	assert_sent(s, "\"t\":\"viewed\"");
}

/* One that is not among the newest is told anew as well, with all from there
 * on, a page at a time; what is not there any more goes. */
static void test_sale_of_an_older_one(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	act(s, ACTION_ARCHIVE);
	page(s, 0, 50, true);
	act(s, ACTION_ARCHIVE_OLDER);
	page(s, 50, 50, true);
	act(s, ACTION_ARCHIVE_OLDER);
	page(s, 100, 20, false);
	scene_out(s);
	sale(s, 75, "T-1", true);
	page(s, 0, 50, true);
	assert_int_equal(a->n, 120);
	assert_int_equal(a->rows[75].sales, 0);
	scene_out(s);
	scene_wait(s, ARCHIVE_WALK_MS);
	assert_sent(s, "ccc049\",\"associate\":\"" SCENE_ME "\"");
	for (int i = 50; i < 100; i++)
		filed(s, i,
			i == 75 ? ",\"sales\":1,\"amount\":12900,"
				  "\"currency\":\"JPY\",\"fresh\":true"
				: "");
	archived(s, true);
	assert_int_equal(a->n, 120);
	assert_int_equal(a->rows[75].worth.minor, 12900);
	scene_out(s);
	scene_wait(s, ARCHIVE_WALK_MS);
	assert_sent(s, "\"chat\":\"0cccccccccccccccccccccc099\"");
	page(s, 101, 19, false);
	assert_int_equal(a->n, 119);
	assert_row(s, 99, 99);
	assert_row(s, 100, 101);
	assert_false(a->more);
	scene_out(s);
	scene_wait(s, ARCHIVE_WALK_MS);
	scene_asked_nothing(s);
	/* One of the newest comes with them. */
	sale(s, 3, "T-2", true);
	page(s, 0, 50, true);
	scene_out(s);
	scene_wait(s, ARCHIVE_WALK_MS);
	scene_asked_nothing(s);
}

/* Opened while offline, it is said when one is back. */
static void test_viewed_later(void **state)
{
	struct scene *s = *state;

	sale(s, 4, "T-1", true);
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_out(s);
	open_chat(s, 4);
	assert_string_equal(s->model->archive.opened.name, "Guest 4");
	scene_asked_nothing(s);
	assert_true(s->model->archive.want_viewed);
}

/* ---- an opened chat ---- */

static void entry(struct scene *s, int seq, const char *at, const char *text)
{
	char id[ID_LEN + 1];

	id_of(4, id);
	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"%s\",\"seq\":%d,"
		"\"at\":\"2026-11-20T16:%sZ\",\"kind\":\"text\","
		"\"who\":\"shopper\",\"name\":\"Guest 4\",\"text\":\"%s\"}",
		id, seq, at, text);
}

static void replayed(struct scene *s, int upto, bool more)
{
	char id[ID_LEN + 1];

	id_of(4, id);
	scene_tellf(s,
		"{\"t\":\"replayed\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"upto\":%d,\"more\":%s}",
		s->model->archive.chat_ref, id, upto, more ? "true" : "false");
}

static void test_entries(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	scene_chat(s, "live", 0);
	act(s, ACTION_ARCHIVE);
	page(s, 3, 3, false);
	scene_out(s);
	open_chat(s, 4);
	assert_sent(s, "\"chat\":\"0cccccccccccccccccccccc004\",\"after\":0");
	entry(s, 1, "00:00", "Hello");
	entry(s, 2, "00:10", "Is it linen?");
	assert_false(a->whole);
	replayed(s, 2, true);
	assert_sent(s, "\"after\":2");
	entry(s, 3, "05:10", "Thanks");
	replayed(s, 3, false);
	assert_true(a->whole);
	assert_int_equal(a->chat->n, 3);
	assert_string_equal(a->chat->name, "Guest 4");
	/* The live chat is another one, and as it was. */
	assert_int_equal(s->model->chat->n, 0);
	assert_true(model_in_chat(s->model));
	scene_out(s);
	act(s, ACTION_BACK);
	assert_int_equal(s->model->place, MODEL_ARCHIVE);
	page(s, 3, 3, false);
	scene_out(s);
	open_chat(s, 4); /* all of it is here */
	scene_asked_nothing(s);
}

static void test_no_entries(void **state)
{
	struct scene *s = *state;
	const struct archive *a = &s->model->archive;

	open_chat(s, 4);
	fails(s, a->chat_ref, "too_fast", 700);
	scene_out(s);
	scene_wait(s, 700);
	assert_sent(s, "\"t\":\"resume\"");
	replayed(s, 0, true); /* brought nothing */
	scene_asked_nothing(s);
	scene_wait(s, ARCHIVE_AGAIN_MS);
	assert_sent(s, "\"t\":\"resume\"");
	scene_wait(s, ARCHIVE_WAIT_MS); /* nothing comes */
	assert_sent(s, "\"t\":\"resume\"");
	fails(s, a->chat_ref, "unknown_chat", 0);
	assert_int_equal(a->chat_err, ERR_CHAT);
	scene_wait(s, 30000);
	assert_null(strstr(scene_out(s), "resume"));
	act(s, ACTION_BACK);
	act(s, ACTION_REPLAY); /* has no meaning here */
	assert_false(a->replay.on);
}

/* ---- the replay ---- */

static struct archive_replay *play(struct scene *s)
{
	open_chat(s, 4);
	entry(s, 1, "00:00", "Hello");
	entry(s, 2, "00:10", "Is it linen?");
	entry(s, 3, "05:10", "Thanks");
	act(s, ACTION_REPLAY); /* not whole yet */
	assert_false(s->model->archive.replay.on);
	replayed(s, 3, false);
	act(s, ACTION_REPLAY);
	return &s->model->archive.replay;
}

static void test_replay(void **state)
{
	struct scene *s = *state;
	const struct archive_replay *r = play(s);

	assert_true(r->on);
	assert_int_equal(r->shown, 1);
	scene_wait(s, 9999);
	assert_int_equal(r->shown, 1);
	scene_wait(s, 1);
	assert_int_equal(r->shown, 2);
	/* Nothing is done until the next one is due, but for the clock. */
	assert_in_range(scene_wait(s, 50000), 0, 2);
	act(s, ACTION_FASTER);
	act(s, ACTION_FASTER); /* 250 s are left, at four times the pace */
	assert_int_equal(archive_replay_speed(r), 400);
	scene_wait(s, 62499);
	assert_int_equal(r->shown, 2);
	act(s, ACTION_PAUSE);
	scene_wait(s, 300000);
	assert_int_equal(r->shown, 2);
	act(s, ACTION_PAUSE);
	scene_wait(s, 1);
	assert_int_equal(r->shown, 3);
	assert_true(archive_replay_over(r, s->model->archive.chat));
	act(s, ACTION_PAUSE); /* from the beginning */
	assert_int_equal(r->shown, 1);
	act(s, ACTION_BACK);
	assert_false(r->on);
	assert_int_equal(s->model->place, MODEL_ARCHIVED);
	act(s, ACTION_BACK);
	assert_int_equal(s->model->place, MODEL_HOME);
}

static void test_pace(void **state)
{
	struct scene *s = *state;
	const struct archive_replay *r = play(s);

	for (int i = 0; i < 20; i++)
		act(s, ACTION_SLOWER);
	assert_int_equal(archive_replay_speed(r), 25);
	scene_wait(s, 39999);
	assert_int_equal(r->shown, 1);
	scene_wait(s, 1);
	assert_int_equal(r->shown, 2);
	for (int i = 0; i < 20; i++)
		act(s, ACTION_FASTER);
	assert_int_equal(archive_replay_speed(r), 6400);
	scene_wait(s, 300000 / 64 + 1);
	assert_int_equal(r->shown, 3);
}

/* What slept for long shows all that was due, at once. */
static void test_late(void **state)
{
	struct scene *s = *state;
	const struct archive_replay *r = play(s);

	s->ms += 310000;
	scene_wait(s, 1);
	assert_int_equal(r->shown, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)
	const struct CMUnitTest tests[] = {
		TEST(pages),
		TEST(newer),
		TEST(typing),
		TEST(picks),
		TEST(errors),
		TEST(reconnect),
		TEST(ended),
		TEST(sale),
		TEST(sale_of_an_older_one),
		TEST(viewed_later),
		TEST(entries),
		TEST(no_entries),
		TEST(replay),
		TEST(pace),
		TEST(late),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
