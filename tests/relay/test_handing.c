/* SPDX-License-Identifier: MIT */
/* Transfers and blocks with the real relay, which is killed in the middle
 * (D8, D9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/lib/heard.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
	char chat[32];
	struct wsclient *a, *r, *s; /* Aiko has Mio's chat; Ren is free */
};

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
	heard_with(c, "ok", "ref", "v");
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
	wsclient_member(heard(b.s, "ok"), "chat", b.chat, sizeof(b.chat));
	heard(b.a, "ring");
	wsclient_sayf(b.a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}",
		b.chat);
	heard_with(b.a, "ok", "ref", "2");
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
	m = heard(b->a, "target");
	heard_has(m, "name", "Ren");
	assert_int_equal(wsclient_number(m, "free"), 1);
	wsclient_member(m, "associate", ren, sizeof(ren));
	wsclient_sayf(b->a,
		"{\"t\":\"transfer\",\"ref\":\"4\",\"chat\":\"%s\","
		"\"associate\":\"%s\",\"note\":\"Speaks only French.\"}",
		b->chat, ren);
	heard_with(b->a, "ok", "ref", "4");
	m = heard(b->r, "ring");
	heard_has(m, "from", "Aiko");
	relayproc_kill(&b->relay);
	go(b);
	relayproc_start(&b->relay);
	come(b);
	/* What was said before ready was read over: again, on new devices. */
	wsclient_close(&b->r);
	b->r = wsclient_open(b->relay.port, "/v1/associate", "");
	wsclient_sayf(b->r, "{\"t\":\"hello\",\"version\":1,\"token\":\"%s\"}",
		b->ren);
	m = heard(b->r, "ring");
	heard_has(m, "from", "Aiko");
	heard_has(m, "note", "Speaks only French.");
	wsclient_sayf(b->r, "{\"t\":\"accept\",\"ref\":\"5\",\"chat\":\"%s\"}",
		b->chat);
	heard_with(b->r, "ok", "ref", "5");
	m = heard(b->a, "transfer_over");
	heard_has(m, "reason", "taken");
	heard_has(m, "name", "Ren");
	m = heard(b->s, "chat");
	heard_has(m, "name", "Ren");
	m = heard(b->s, "entry");
	heard_has(m, "kind", "transferred");
	heard_has(m, "text", "");
	/* The whole history comes along, with the note, which the shopper's
	 * own replay has not. */
	wsclient_sayf(b->r,
		"{\"t\":\"resume\",\"ref\":\"6\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	heard_with(b->r, "entry", "text", "Hello");
	m = heard_with(b->r, "entry", "kind", "transferred");
	heard_has(m, "text", "Speaks only French.");
	wsclient_sayf(b->s,
		"{\"t\":\"resume\",\"ref\":\"7\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	m = heard_with(b->s, "entry", "kind", "transferred");
	heard_has(m, "text", "");
}

static void block(struct bed *b)
{
	wsclient_sayf(b->a,
		"{\"t\":\"block\",\"ref\":\"3\",\"chat\":\"%s\","
		"\"text\":\"Swears.\"}",
		b->chat);
	heard_with(b->a, "ok", "ref", "3");
	heard_has(heard_with(b->a, "chat", "phase", "ended"), "reason",
		"blocked");
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
	return heard(b->s, "shop");
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
	seq = wsclient_number(heard_with(b->s, "ok", "ref", "2"), "seq");
	assert_true(seq > 3);
	relayproc_kill(&b->relay);
	go(b);
	relayproc_start(&b->relay);
	come(b);
	/* A reload shows the chat as if nothing had happened. */
	heard_has(visit(b, "https://shop.example/bowl#size"), "hidden", "");
	heard_has(heard(b->s, "chat"), "phase", "live");
	heard(b->s, "ready");
	wsclient_sayf(b->s,
		"{\"t\":\"say\",\"ref\":\"3\",\"chat\":\"%s\",\"key\":\"k3\","
		"\"text\":\"Hello?\"}",
		b->chat);
	assert_int_equal(
		wsclient_number(heard_with(b->s, "ok", "ref", "3"), "seq"),
		seq + 1);
	/* Who blocked them sees the chat up to the block, and no further. */
	wsclient_sayf(b->a,
		"{\"t\":\"resume\",\"ref\":\"4\",\"chat\":\"%s\",\"after\":0}",
		b->chat);
	heard_with(b->a, "entry", "kind", "blocked");
	assert_int_equal(
		wsclient_number(heard(b->a, "replayed"), "upto"), seq - 1);
	/* Another page: gone, there and everywhere, after a restart too. */
	heard_has(visit(b, "https://shop.example/tea"), "hidden", "true");
	heard_has(visit(b, "https://shop.example/bowl"), "hidden", "true");
	relayproc_kill(&b->relay);
	relayproc_start(&b->relay);
	heard_has(visit(b, "https://shop.example/bowl"), "hidden", "true");
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
