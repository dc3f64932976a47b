/* SPDX-License-Identifier: MIT */
/* Rule F3: which links a catalogue may hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/catalog/feed_link.h"

static void expect_each(
	const char *const *links, size_t n, enum feed_reason wanted)
{
	for (size_t i = 0; i < n; i++) {
		enum feed_reason r =
			feed_link(links[i], strlen(links[i]), NULL);

		if (r != wanted)
			fail_msg("%s: %s instead of %s", links[i],
				feed_reason_word(r), feed_reason_word(wanted));
	}
}
#define EXPECT(links, wanted) \
	expect_each(links, sizeof(links) / sizeof(links[0]), wanted)

static void public_ones_pass(void **state)
{
	static const char *const links[] = {
		"https://www.example.com/cup?id=1&c=blue#top",
		"http://example.com", "HTTPS://EXAMPLE.COM/", "http://a.jp",
		"https://example.com:8443/a", "https://example.com./a",
		"https://例え.jp/商品/茶碗", "https://example.com?x=@y",
		"https://example.com/a@b:c", "https://8.8.8.8/a",
		"https://[2606:4700::1111]/", "https://[2606:4700::1111]:443/",
		"https://xn--r8jz45g.jp/", "https://my_shop.example.com/",
		"https://localhost.example.com/", "https://10.example.com/",
		"https://172.32.0.1/", "https://internal.example/",
		"https://example.com/%00", "https://①②⑦.example/"};

	(void)state;
	EXPECT(links, FEED_FINE);
}

static void others_are_no_links(void **state)
{
	static const char *const links[] = {"", "cup", "/cup", "//example.com/",
		"www.example.com", "javascript:alert(1)",
		"JavaScript:alert(1)//https://", "data:text/html,x",
		"file:///etc/passwd", "ftp://example.com/",
		"https:", "https://", "https:///a", "https:example.com",
		"https://?a", "https://#a", "https://:443/",
		" https://example.com/", "https://example.com/a b",
		"https://example.com/a\nb", "https://example.com/\"x",
		"https://example.com/<x>",
		"https://example.com\\@evil.example/", "https://exa\tmple.com/",
		"https://example.com:99999/", "https://example.com:8x/",
		"https://exa%6dple.com/", "https://ex ample.com/",
		"https://a..b/", "https://.b.com/", "https://exa!mple.com/",
		"https://[::g]/", "https://[::1/", "https://[2606::1]x/",
		"https://1.2.3/", "https://2130706433/", "https://0x7f000001/",
		"https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/",
		"https://127.0.0.0x1/", "https://256.1.1.1/",
		"https://example.com/\xff", "https://example.com/\xe2\x80\xae",
		"https://＠example.com/", "https://example.com℀.example/",
		"https://2⑬0706433/"};

	(void)state;
	EXPECT(links, FEED_LINK);
	assert_int_equal(
		feed_link("https://example.com/\0x", 22, NULL), FEED_LINK);
}

static void names_and_passwords_do_not(void **state)
{
	static const char *const links[] = {"https://me@example.com/",
		"https://me:secret@example.com/", "https://@example.com/",
		"https://example.com@127.0.0.1/", "http://a:b@[::1]/"};

	(void)state;
	EXPECT(links, FEED_LOGIN);
}

static void private_addresses_are_known(void **state)
{
	static const char *const links[] = {"http://localhost/",
		"http://LOCALHOST:8080/", "http://localhost./",
		"http://shop.localhost/", "http://intranet/",
		"http://printer.local/", "http://db.internal/",
		"http://nas.home.arpa/", "http://nas.lan/", "http://127.0.0.1/",
		"http://127.255.255.254/", "http://0.0.0.0/",
		"http://10.0.0.1/", "http://100.64.0.1/", "http://100.127.1.1/",
		"http://169.254.169.254/latest", "http://172.16.0.1/",
		"http://172.31.255.255/", "http://192.168.1.1/",
		"http://198.18.0.1/", "http://224.0.0.1/",
		"http://255.255.255.255/", "http://127.0.0.1./",
		"http://[::1]/", "http://[::]/", "http://[fe80::1]/",
		"http://[fd00::1]/", "http://[::ffff:127.0.0.1]/",
		"http://[::ffff:8.8.8.8]/", "http://[64:ff9b::7f00:1]/",
		"http://[2002:7f00:1::]/", "http://[2001:db8::1]/",
		"http://[ff02::1]/", "http://[2001::1]/",
		"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/",
		"http://127\xe3\x80\x82"
		"0\xe3\x80\x82"
		"0\xe3\x80\x82"
		"1/",
		"http://\xef\xbd\x8c\xef\xbd\x8f\xef\xbd\x83\xef\xbd\x81"
		"lhost/",
		/* Letters in circles, and what takes no place. */
		"http://①②⑦.⓪.⓪.①/", "http://127.0.0.\u00ad1/",
		"http://shop.ⓛocal/", "http://shop.lo\u00adcal/",
		"http://127｡0｡0｡1/"};

	(void)state;
	EXPECT(links, FEED_PRIVATE);
}

static void the_host_is_there_for_an_allow_list(void **state)
{
	char host[FEED_LINK_HOST], longest[400];

	(void)state;
	assert_int_equal(
		feed_link("http://LocalHost.:80/", 21, host), FEED_PRIVATE);
	assert_string_equal(host, "localhost");
	assert_int_equal(
		feed_link("http://[FD00::1]:80/", 20, host), FEED_PRIVATE);
	assert_string_equal(host, "fd00::1");
	strcpy(longest, "http://");
	memset(longest + 7, 'a', 300);
	strcpy(longest + 307, "/");
	assert_int_equal(feed_link(longest, strlen(longest), host), FEED_LINK);
	strcpy(longest + 7 + 250, "/");
	assert_int_equal(
		feed_link(longest, strlen(longest), host), FEED_PRIVATE);
	assert_int_equal(strlen(host), 250);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(public_ones_pass),
		cmocka_unit_test(others_are_no_links),
		cmocka_unit_test(names_and_passwords_do_not),
		cmocka_unit_test(private_addresses_are_known),
		cmocka_unit_test(the_host_is_there_for_an_allow_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
