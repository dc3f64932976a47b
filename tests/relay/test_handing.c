/* SPDX-License-Identifier: MIT */
/* Transfers and blocks with the real relay, which is killed in the middle
 * (D8, D9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
	char chat[32];
	struct wsclient *a, *r, *s; /* Aiko has Mio's chat; Ren is free */
};

static const char *expect(struct wsclient *c, const char *type)
{
	const char *m = wsclient_expect(c, type);

	if (!m)
		fail_msg("no %s came; closed with %d", type, c->close_code);
	return m;
}

/* The next message of that type in which the member has that value. */
static const char *expect_with(struct wsclient *c, const char *type,
	const char *name, const char *value)
{
	char text[400];
	const char *m;

	do {
		m = expect(c, type);
	} while (strcmp(wsclient_member(m, name, text, sizeof(text)), value));
	return m;
}

static void has(const char *m, const char *name, const char *value)
{
	char text[400];

	assert_string_equal(
		wsclient_member(m, name, text, sizeof(text)), value);
}

static void come(struct bed *b)
{
	b->a = relayproc_as_associate(&b->relay, b->aiko);
	b->r = relayproc_as_associate(&b->relay, b->ren);
	b->s = relayproc_as_shopper(&b->relay, "suzume", b->mio);
}

static void go(struct bed *b)
{
	wsclient_close(&b->a);
	wsclient_close(&b->r);
	wsclient_close(&b->s);
}

static void available(struct wsclient *c)
{
	wsclient_say(c, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	expect_with(c, "ok", "ref", "v");
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
	come(&b);
	available(b.a);
	wsclient_say(
		b.s, "{\"t\":\"page\",\"url\":\"https://shop.example/bowl\"}");
	wsclient_say(b.s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k1\",\"text\":"
		"\"Hello\"}");
	wsclient_member(expect(b.s, "ok"), "chat", b.chat, sizeof(b.chat));
	expect(b.a, "ring");
	wsclient_sayf(b.a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}",
		b.chat);
	expect_with(b.a, "ok", "ref", "2");
	available(b.r);
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	go(b);
	relayproc_fini(&b->relay);
	return 0;
}

static void test_a_transfer_outlives_the_relay(void **state)
{
	struct bed *b = *state;
	char ren[32];
	const char *m;

	wsclient_say(b->a, "{\"t\":\"targets\",\"ref\":\"3\"}");
	m = expect(b->a, "target");
	has(m, "name", "Ren");
	assert_int_equal(wsclient_number(m, "free"), 1);
	wsclient_member(m, "associate", ren, sizeof(ren));
	wsclient_sayf(b->a,
		"{\"t\":\"transfer\",\"ref\":\"4\",\"chat\":\"%s\","
		"\"associate\":\"%s\",\"note\":\"Speaks only French.\"}",
		b->chat, ren);
	expect_with(b->a, "ok", "ref", "4");
	m = expect(b->r, "ring");
	has(m, "from", "Aiko");
	relayproc_kill(&b->relay);
	go(b);
	relayproc_start(&b->relay);
	come(b);
	/* What was said before ready was read over: again, on new devices. */
	wsclient_close(&b->r);
	b->r = wsclient_open(b->relay.port, "/v1/associate", "");
	wsclient_sayf(b->r, "{\"t\":\"hello\",\"version\":1,\"token\":\"%s\"}",
		b->ren);
	m = expect(b->r, "ring");
	has(m, "from", "Aiko");
	has(m, "note", "Speaks only French.");
	wsclient_sayf(b->r, "{\"t\":\"accept\",\"ref\":\"5\",\"chat\":\"%s\"}",
		b->chat);
	expect_with(b->r, "ok", "ref", "5");
	m = expect(b->a, "transfer_over");
	has(m, "reason", "taken");
	has(m, "name", "Ren");
	m = expect(b->s, "chat");
	has(m, "name", "Ren");
	m = expect(b->s, "entry");
	has(m, "kind", "transferred");
	has(m, "text", "");
	/* The whole history comes along, with the note, which the shopper's
	 * own replay has not. */
	wsclient_sayf(b->r,
		"{\"t\":\"resume\",\"ref\":\"6\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	expect_with(b->r, "entry", "text", "Hello");
	m = expect_with(b->r, "entry", "kind", "transferred");
	has(m, "text", "Speaks only French.");
	wsclient_sayf(b->s,
		"{\"t\":\"resume\",\"ref\":\"7\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	m = expect_with(b->s, "entry", "kind", "transferred");
	has(m, "text", "");
}

static void block(struct bed *b)
{
	wsclient_sayf(b->a,
		"{\"t\":\"block\",\"ref\":\"3\",\"chat\":\"%s\","
		"\"text\":\"Swears.\"}",
		b->chat);
	expect_with(b->a, "ok", "ref", "3");
	has(expect_with(b->a, "chat", "phase", "ended"), "reason", "blocked");
}

/* A shopper's tab on that page, as far as the shop message. */
static const char *visit(struct bed *b, const char *url)
{
	wsclient_close(&b->s);
	b->s = wsclient_open(b->relay.port, "/v1/shopper", NULL);
	assert_non_null(b->s);
	wsclient_sayf(b->s,
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"suzume\","
		"\"token\":\"%s\",\"url\":\"%s\"}",
		b->mio, url);
	return expect(b->s, "shop");
}

static void test_a_block_is_silent_until_the_next_page(void **state)
{
	struct bed *b = *state;
	long long seq;

	block(b);
	wsclient_sayf(b->s,
		"{\"t\":\"say\",\"ref\":\"2\",\"chat\":\"%s\",\"key\":\"k2\","
		"\"text\":\"Answer me!\"}",
		b->chat);
	seq = wsclient_number(expect_with(b->s, "ok", "ref", "2"), "seq");
	assert_true(seq > 3);
	relayproc_kill(&b->relay);
	go(b);
	relayproc_start(&b->relay);
	come(b);
	/* A reload shows the chat as if nothing had happened. */
	has(visit(b, "https://shop.example/bowl#size"), "hidden", "");
	has(expect(b->s, "chat"), "phase", "live");
	expect(b->s, "ready");
	wsclient_sayf(b->s,
		"{\"t\":\"say\",\"ref\":\"3\",\"chat\":\"%s\",\"key\":\"k3\","
		"\"text\":\"Hello?\"}",
		b->chat);
	assert_int_equal(
		wsclient_number(expect_with(b->s, "ok", "ref", "3"), "seq"),
		seq + 1);
	/* Who blocked them sees the chat up to the block, and no further. */
	wsclient_sayf(b->a,
		"{\"t\":\"resume\",\"ref\":\"4\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	expect_with(b->a, "entry", "kind", "blocked");
	assert_int_equal(
		wsclient_number(expect(b->a, "replayed"), "upto"), seq - 1);
	/* Another page: gone, there and everywhere, after a restart too. */
	has(visit(b, "https://shop.example/tea"), "hidden", "true");
	has(visit(b, "https://shop.example/bowl"), "hidden", "true");
	relayproc_kill(&b->relay);
	relayproc_start(&b->relay);
	has(visit(b, "https://shop.example/bowl"), "hidden", "true");
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED(test_a_transfer_outlives_the_relay),
		BED(test_a_block_is_silent_until_the_next_page),
	};

	return cmocka_run_group_tests_name("handing", tests, NULL, NULL);
}
