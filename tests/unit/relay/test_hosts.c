/* SPDX-License-Identifier: MIT */
/* Which hosts may be fetched from, by which addresses (F3). */
#include "relay/fetch/hosts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "relay/fetch/net.h"
#include "shared/times.h"

static struct hosts *list(const char *text)
{
	char why[HOSTS_WHY];
	struct hosts *h;

	assert_int_equal(hosts_new(text, &h, why), ERR_OK);
	return h;
}

static enum fetch_end ask(const struct hosts *h, const char *url)
{
	const struct host *host;

	return hosts_find(h, url, &host);
}

static void test_names(void **state)
{
	struct hosts *h = list(" shop.example\tcdn.example:8443  ");
	static const char *const fine[] = {"https://shop.example",
		"https://shop.example/", "https://SHOP.example/feed.csv?a=b#c",
		"https://shop.example:443/x", "https://shop.example?x",
		"HTTPS://cdn.example:8443/x"};
	static const char *const others[] = {
		"https://shop.example.evil.example",
		"https://www.shop.example/", "https://shop.example:8443/",
		"https://cdn.example/", "https://shop.exampl/",
		"https://127.0.0.1/", "https://[::1]/"};

	(void)state;
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
		assert_int_equal(ask(h, fine[i]), FETCH_FINE);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_int_equal(ask(h, others[i]), FETCH_HOST);
	assert_int_equal(ask(h, "http://shop.example/"), FETCH_PLAIN);
	hosts_destroy(&h);
	h = list("");
	assert_int_equal(ask(h, "https://shop.example/"), FETCH_HOST);
	hosts_destroy(&h);
}

/* What could be read in two ways is refused. */
static void test_no_urls(void **state)
{
	struct hosts *h = list("shop.example 1.2.3.4");
	static const char *const bad[] = {"", "shop.example", "//shop.example",
		"ftp://shop.example/", "file:///etc/passwd", "https://",
		"https:///x", "https://me@shop.example/",
		"https://me:too@shop.example/",
		"https://shop.example\\@evil.example/",
		"https://shop.example:@evil.example/", "https://shop.example:/",
		"https://shop.example:0/", "https://shop.example:65536/",
		"https://shop.example:4a3/", "https://shop.example:443:1/",
		"https://shop.example./", "https://shop..example/",
		"https://.shop.example/", "https://shop.example;x/",
		"https://shop%2eexample/", "https://shop.example /",
		"https://shop.example\n/", "https://shop.example/a b",
		"https://[::1/", "https://[x]/", "https://1.2.3.04.5/",
		"https://16909060/", "https://0x1020304/", "https://1.2.772/",
		"https://\xef\xbd\x93hop.example/"};
	char name[HOSTS_NAME];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(ask(h, bad[i]), FETCH_URL);
		hosts_name(bad[i], name);
		assert_string_equal(name, "");
	}
	hosts_name("https://Shop.example:8443/secret", name);
	assert_string_equal(name, "shop.example");
	hosts_destroy(&h);
}

static bool may(const struct hosts *h, const char *url, int version, ...)
{
	const struct host *host;
	uint8_t address[16] = {0};
	va_list args;

	va_start(args, version);
	for (int i = 0; i < (version == 4 ? 4 : 16); i++)
		address[i] = (uint8_t)va_arg(args, int);
	va_end(args);
	assert_int_equal(hosts_find(h, url, &host), FETCH_FINE);
	return hosts_may(host, version, address);
}

/* A name leads to public addresses only, whoever says where it leads. */
static void test_addresses(void **state)
{
	struct hosts *h = list("shop.example inner.example=10.1.2.3 10.0.0.9 "
			       "six.example=[fd00::5] [fd00::7]:8443 "
			       "http://127.0.0.1:8000 http://[::1]");

	(void)state;
	assert_true(may(h, "https://shop.example", 4, 93, 184, 216, 34));
	assert_false(may(h, "https://shop.example", 4, 127, 0, 0, 1));
	assert_false(may(h, "https://shop.example", 4, 10, 1, 2, 3));
	assert_false(may(h, "https://shop.example", 4, 169, 254, 169, 254));
	assert_false(may(h, "https://shop.example", 4, 224, 0, 0, 1));
	assert_false(may(h, "https://shop.example", 4, 0, 0, 0, 0));
	assert_true(may(h, "https://shop.example", 6, 0x26, 6, 0x28, 0, 2, 0x20,
		0, 1, 0, 0, 0, 0, 0, 0, 0, 1));
	/* ::1, ::ffff:10.1.2.3, 64:ff9b::7f00:1, fe80::1, ff02::1 */
	assert_false(may(h, "https://shop.example", 6, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 1));
	assert_false(may(h, "https://shop.example", 6, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0xff, 0xff, 10, 1, 2, 3));
	assert_false(may(h, "https://shop.example", 6, 0, 0x64, 0xff, 0x9b, 0,
		0, 0, 0, 0, 0, 0, 0, 0x7f, 0, 0, 1));
	assert_false(may(h, "https://shop.example", 6, 0xfe, 0x80, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
	assert_false(may(h, "https://shop.example", 6, 0xff, 2, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 1));
	/* What is written down is allowed, and nothing else. */
	assert_true(may(h, "https://inner.example", 4, 10, 1, 2, 3));
	assert_false(may(h, "https://inner.example", 4, 10, 1, 2, 4));
	assert_false(may(h, "https://inner.example", 4, 93, 184, 216, 34));
	assert_true(may(h, "https://10.0.0.9/", 4, 10, 0, 0, 9));
	assert_true(may(h, "https://six.example", 6, 0xfd, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 5));
	assert_true(may(h, "https://[FD00::7]:8443/", 6, 0xfd, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 7));
	assert_true(may(h, "http://127.0.0.1:8000/x", 4, 127, 0, 0, 1));
	assert_true(may(h, "http://[::1]/x", 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 1));
	assert_int_equal(ask(h, "https://127.0.0.1:8000/"), FETCH_HOST);
	hosts_destroy(&h);
}

static bool leads(const struct hosts *h, const char *from, const char *to)
{
	const struct host *a, *b;

	assert_int_equal(hosts_find(h, from, &a), FETCH_FINE);
	assert_int_equal(hosts_find(h, to, &b), FETCH_FINE);
	return hosts_leads(a, b);
}

/* Nobody is led to a host inside but by that host. */
static void test_leads(void **state)
{
	struct hosts *h = list("shop.example cdn.example one.example=10.1.2.3 "
			       "one.example:8443=10.1.2.3 10.0.0.9 [fd00::7] "
			       "far.example=93.184.216.34 "
			       "http://127.0.0.1:8000 http://127.0.0.1:9000");
	static const char *const inside[] = {"https://one.example",
		"https://one.example:8443", "https://10.0.0.9",
		"https://[fd00::7]", "http://127.0.0.1:8000",
		"http://127.0.0.1:9000"};
	const size_t n = sizeof(inside) / sizeof(*inside);

	(void)state;
	assert_true(leads(h, "https://shop.example", "https://cdn.example"));
	assert_true(leads(h, "https://shop.example", "https://far.example"));
	assert_false(hosts_inside(h, "https://shop.example/a.jpg"));
	assert_false(hosts_inside(h, "https://far.example/a.jpg"));
	assert_false(hosts_inside(h, "https://other.example/a.jpg"));
	/* Nor by another scheme or port of the same name. */
	assert_true(hosts_inside(h, "http://one.example/a.jpg"));
	assert_true(hosts_inside(h, "https://one.example:9/a.jpg"));
	for (size_t i = 0; i < n; i++) {
		assert_false(leads(h, "https://shop.example", inside[i]));
		assert_false(leads(h, "https://far.example", inside[i]));
		assert_true(leads(h, inside[i], "https://shop.example"));
		assert_true(hosts_inside(h, inside[i]));
		for (size_t j = 0; j < n; j++)
			assert_int_equal(
				leads(h, inside[i], inside[j]), i == j);
	}
	hosts_destroy(&h);
}

static void test_lists_that_are_wrong(void **state)
{
	static const char *const bad[] = {"shop.example:", "shop.example:x",
		"https://shop.example", "shop.example/feed", "*.example",
		"shop.example=", "shop.example=other.example",
		"10.1.2.3=10.1.2.4", "http://shop.example", "http://10.1.2.3",
		"http://shop.example=10.1.2.3", "fd00::5", "[fd00::5", "-x",
		"fine.example 0x7f000001"};
	char why[HOSTS_WHY];
	struct hosts *h;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(hosts_new(bad[i], &h, why), ERR_CONFIG);
		assert_null(h);
		assert_true(strlen(why) > 0);
	}
	assert_string_equal(why, "0x7f000001 is no host");
}

static void test_origins(void **state)
{
	struct hosts *h = list("shop.example cdn.example:8443 10.0.0.9 "
			       "inner.example=10.1.2.3 [fd00::7]:8443 "
			       "http://127.0.0.1:8000");
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	hosts_add_origins(h, &out);
	assert_string_equal(buf_str(&out),
		" https://shop.example https://cdn.example:8443"
		" https://inner.example");
	buf_fini(&out);
	hosts_destroy(&h);
}

static void test_wait(void **state)
{
	const int64_t every = 6 * TIMES_HOUR;

	(void)state;
	assert_int_equal(fetch_wait(1, every, 0), TIMES_MINUTE * 3 / 4);
	assert_int_equal(
		fetch_wait(1, every, UINT32_MAX), TIMES_MINUTE * 5 / 4);
	assert_int_equal(fetch_wait(3, every, 0), 4 * TIMES_MINUTE * 3 / 4);
	assert_int_equal(fetch_wait(1000, every, 0), every * 3 / 4);
	assert_int_equal(fetch_wait(1000, every, UINT32_MAX), every * 5 / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_no_urls),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_leads),
		cmocka_unit_test(test_lists_that_are_wrong),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
