/* SPDX-License-Identifier: MIT */
#include "relay/gate/peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "relay/gate/peers.h"

static struct peer peer(const char *s)
{
	struct peer p;

	assert_int_equal(peer_parse(s, &p), ERR_OK);
	return p;
}

static void test_text_and_back(void **state)
{
	static const char *const all[] = {"192.0.2.1", "2001:db8::1", "::1"};
	char text[PEER_TEXT];
	struct peer p;

	(void)state;
	for (int i = 0; i < 3; i++) {
		p = peer(all[i]);
		assert_string_equal(peer_text(&p, text), all[i]);
	}
	assert_int_equal(peer_parse("localhost", &p), ERR_FIELD);
	assert_int_equal(peer_parse("", &p), ERR_FIELD);
	p = peer("::ffff:192.0.2.1");
	assert_string_equal(peer_text(&p, text), "192.0.2.1");
}

static void test_loopback(void **state)
{
	struct peer p;

	(void)state;
	p = peer("127.0.0.9");
	assert_true(peer_loopback(&p));
	p = peer("::1");
	assert_true(peer_loopback(&p));
	p = peer("128.0.0.1");
	assert_false(peer_loopback(&p));
	p = peer("::2");
	assert_false(peer_loopback(&p));
}

static void test_the_last_forwarded_address_counts(void **state)
{
	char text[PEER_TEXT];
	struct peer p;

	(void)state;
	assert_int_equal(peer_forwarded("10.0.0.1, 198.51.100.7 ", &p), ERR_OK);
	assert_string_equal(peer_text(&p, text), "198.51.100.7");
	assert_int_equal(peer_forwarded("2001:db8::5", &p), ERR_OK);
	assert_int_equal(peer_forwarded("10.0.0.1,", &p), ERR_FIELD);
	assert_int_equal(peer_forwarded("1.2.3.4 5.6.7.8", &p), ERR_FIELD);
	assert_int_equal(peer_forwarded("unknown", &p), ERR_FIELD);
	assert_int_equal(peer_forwarded("", &p), ERR_FIELD);
}

static void test_a_customer_has_an_address_or_a_64(void **state)
{
	struct peer four = peer("192.0.2.1"), same = peer_customer(&four);
	struct peer six = peer("2001:db8:0:1:2:3:4:5");
	char text[PEER_TEXT];

	(void)state;
	assert_memory_equal(&same, &four, sizeof(four));
	six = peer_customer(&six);
	assert_string_equal(peer_text(&six, text), "2001:db8:0:1::");
}

static void test_addresses_are_counted(void **state)
{
	struct peers *peers = peers_new(2);
	struct peer a = peer("192.0.2.1"), b = peer("192.0.2.2");
	struct peer c = peer("2001:db8::1"), d = peer("2001:db8::ffff:1");

	(void)state;
	assert_int_equal(peers_add(peers, &a), ERR_OK);
	assert_int_equal(peers_add(peers, &a), ERR_OK);
	assert_int_equal(peers_add(peers, &a), ERR_FULL);
	assert_int_equal(peers_add(peers, &b), ERR_OK);
	peers_remove(peers, &a);
	assert_int_equal(peers_add(peers, &a), ERR_OK);
	/* One /64 is one customer. */
	assert_int_equal(peers_add(peers, &c), ERR_OK);
	assert_int_equal(peers_add(peers, &d), ERR_OK);
	assert_int_equal(peers_add(peers, &c), ERR_FULL);
	peers_destroy(&peers);
	assert_null(peers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_and_back),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_the_last_forwarded_address_counts),
		cmocka_unit_test(test_a_customer_has_an_address_or_a_64),
		cmocka_unit_test(test_addresses_are_counted),
	};

	return cmocka_run_group_tests_name("peer", tests, NULL, NULL);
}
