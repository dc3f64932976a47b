/* SPDX-License-Identifier: MIT */
/* The archive over the wire (E3): what associates and managers see of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "tests/lib/heard.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define PATIENCE 10 /* seconds until a chat must be found */
#define BETWEEN 250 /* milliseconds between two tries: more is too fast */

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
	char chat[32];              /* Aiko's with Mio, ended */
	struct wsclient *a, *r, *s; /* Ren is a manager */
};

/* How many chats come as an answer; the last of them in `last`. */
static int count(struct wsclient *c, char *last, size_t size)
{
	char type[40];
	const char *m;
	int n = 0;

	while ((m = wsclient_read(c))) {
		wsclient_member(m, "t", type, sizeof(type));
		if (strcmp(type, "archived") == 0)
			return n;
		if (strcmp(type, "error") == 0)
			fail_msg("%s", m);
		if (strcmp(type, "filed") != 0)
			continue;
		n++;
		if (last)
			strncpy(last, m, size - 1);
	}
	fail_msg("no answer; closed with %d", c->close_code);
	return -1;
}

static int archive(struct wsclient *c, const char *more)
{
	wsclient_sayf(c, "{\"t\":\"archive\",\"ref\":\"x\"%s}", more);
	return count(c, NULL, 0);
}

static void available(struct wsclient *c, bool on)
{
	wsclient_sayf(c, "{\"t\":\"available\",\"ref\":\"v\",\"on\":%s}",
		on ? "true" : "false");
	heard_with(c, "ok", "ref", "v");
}

static void promote(struct bed *b)
{
	relayproc_promote(&b->relay, "suzume", "ren@suzume.example");
}

static void talk(struct bed *b)
{
	available(b->a, true);
	wsclient_say(b->s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k1\",\"text\":"
		"\"ウールコートはありますか\"}");
	wsclient_member(heard(b->s, "ok"), "chat", b->chat, sizeof(b->chat));
	heard(b->a, "ring");
	wsclient_sayf(b->a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}",
		b->chat);
	heard_with(b->a, "ok", "ref", "2");
	wsclient_sayf(b->a,
		"{\"t\":\"say\",\"ref\":\"3\",\"chat\":\"%s\",\"key\":\"k2\","
		"\"text\":\"Yes,\\nthree of them\"}",
		b->chat);
	heard_with(b->a, "ok", "ref", "3");
	wsclient_sayf(
		b->a, "{\"t\":\"end\",\"ref\":\"4\",\"chat\":\"%s\"}", b->chat);
	heard_with(b->a, "ok", "ref", "4");
	available(b->a, false);
}

static int setup(void **state)
{
	static struct bed b;

	memset(&b, 0, sizeof(b));
	*state = &b;
	relayproc_init(&b.relay, NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "ren@suzume.example", "Ren", b.ren);
	b.a = relayproc_as_associate(&b.relay, b.aiko);
	b.r = relayproc_as_associate(&b.relay, b.ren);
	b.s = relayproc_as_shopper(&b.relay, "suzume", b.mio);
	talk(&b);
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->a);
	wsclient_close(&b->r);
	wsclient_close(&b->s);
	relayproc_fini(&b->relay);
	return 0;
}

static void test_ones_own(void **state)
{
	struct bed *b = *state;
	char m[1000] = "";

	wsclient_say(b->a, "{\"t\":\"archive\",\"ref\":\"x\"}");
	assert_int_equal(count(b->a, m, sizeof(m)), 1);
	heard_has(m, "chat", b->chat);
	heard_has(m, "reason", "ended");
	heard_has(m, "name", "Guest 1");
	heard_has(m, "holder", "Aiko");
	heard_has(m, "text", "Yes, three of them");
	assert_int_equal(archive(b->a, ",\"pick\":\"sales\""), 0);
	assert_int_equal(archive(b->a, ",\"pick\":\"missed\""), 0);
	assert_int_equal(archive(b->r, ""), 0);
	/* Nor can a colleague read it by its id. */
	wsclient_sayf(b->r,
		"{\"t\":\"resume\",\"ref\":\"y\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	heard_has(heard(b->r, "error"), "code", "unknown_chat");
}

static void test_a_sale_is_new_until_it_is_viewed(void **state)
{
	struct bed *b = *state;
	char m[1000] = "";

	wsclient_say(b->s,
		"{\"t\":\"event\",\"ref\":\"5\",\"what\":\"purchase\","
		"\"order\":"
		"\"T-1\",\"amount\":12900,\"currency\":\"JPY\"}");
	heard_with(b->s, "ok", "ref", "5");
	wsclient_say(
		b->a, "{\"t\":\"archive\",\"ref\":\"x\",\"pick\":\"sales\"}");
	assert_int_equal(count(b->a, m, sizeof(m)), 1);
	assert_int_equal(wsclient_number(m, "sales"), 1);
	assert_int_equal(wsclient_number(m, "amount"), 12900);
	heard_has(m, "currency", "JPY");
	heard_has(m, "fresh", "true");
	wsclient_sayf(b->a, "{\"t\":\"viewed\",\"ref\":\"6\",\"chat\":\"%s\"}",
		b->chat);
	heard_with(b->a, "ok", "ref", "6");
	wsclient_say(b->a, "{\"t\":\"archive\",\"ref\":\"x\"}");
	assert_int_equal(count(b->a, m, sizeof(m)), 1);
	heard_has(m, "fresh", "");
}

/* What nobody accepted is everybody's to see, and to read. */
static void test_missed(void **state)
{
	struct bed *b = *state;
	char m[1000] = "";

	wsclient_say(b->s,
		"{\"t\":\"say\",\"ref\":\"7\",\"key\":\"k7\",\"text\":"
		"\"Anybody?\"}");
	heard_has(heard(b->s, "error"), "code", "nobody");
	available(b->a, true);
	wsclient_say(b->s,
		"{\"t\":\"say\",\"ref\":\"8\",\"key\":\"k8\",\"text\":"
		"\"Anybody there?\"}");
	wsclient_member(heard_with(b->s, "ok", "ref", "8"), "chat", b->chat,
		sizeof(b->chat));
	relayproc_advance(&b->relay, 91000);
	heard_with(b->a, "ring_over", "reason", "missed");
	wsclient_say(
		b->r, "{\"t\":\"archive\",\"ref\":\"x\",\"pick\":\"missed\"}");
	assert_int_equal(count(b->r, m, sizeof(m)), 1);
	heard_has(m, "chat", b->chat);
	heard_has(m, "reason", "missed");
	heard_has(m, "holder", "");
	heard_has(m, "text", "Anybody there?");
	wsclient_sayf(b->r,
		"{\"t\":\"resume\",\"ref\":\"y\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	heard_with(b->r, "entry", "text", "Anybody there?");
	heard_with(b->r, "replayed", "ref", "y");
	assert_int_equal(archive(b->a, ""), 2);
}

static void test_a_managers_team(void **state)
{
	struct bed *b = *state;
	char m[1000] = "";

	wsclient_say(b->r, "{\"t\":\"team_archive\",\"ref\":\"x\"}");
	heard_has(heard(b->r, "error"), "code", "forbidden");
	promote(b);
	wsclient_say(b->r, "{\"t\":\"team_archive\",\"ref\":\"x\"}");
	assert_int_equal(count(b->r, m, sizeof(m)), 1);
	heard_has(m, "holder", "Aiko");
	wsclient_sayf(b->r,
		"{\"t\":\"resume\",\"ref\":\"y\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	heard_with(b->r, "replayed", "ref", "y");
}

/* Within a second or so; a chat that was there before a restart too. */
static void test_words(void **state)
{
	struct bed *b = *state;
	time_t until = time(NULL) + PATIENCE;

	while (archive(b->a, ",\"text\":\"コート three\"") == 0) {
		assert_true(time(NULL) < until);
		wsclient_read_within(b->a, BETWEEN);
	}
	assert_int_equal(archive(b->a, ",\"text\":\"ｺｰﾄ THR guest\""), 1);
	assert_int_equal(archive(b->a, ",\"text\":\"four\""), 0);
	assert_int_equal(archive(b->r, ",\"text\":\"three\""), 0);
	wsclient_say(b->a,
		"{\"t\":\"archive\",\"ref\":\"x\",\"text\":"
		"\"a b c d e f g h i j k l m n o p q\"}");
	heard_has(heard(b->a, "error"), "code", "bad_field");
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED(test_ones_own),
		BED(test_a_sale_is_new_until_it_is_viewed),
		BED(test_missed),
		BED(test_a_managers_team),
		BED(test_words),
	};

	return cmocka_run_group_tests_name("archive", tests, NULL, NULL);
}
