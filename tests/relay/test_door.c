/* SPDX-License-Identifier: MIT */
/* What comes to the relay's door and is not let in, or answered over HTTP:
 * every hazard of the library that facts.md names has its test here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

static struct relayproc relay;

static int setup(void **state)
{
	(void)state;
	relayproc_init(&relay, NULL);
	relayproc_control(&relay, "PUT", "/retailer",
		"{\"t\":\"ctl_retailer\",\"retailer\":\"suzume\","
		"\"origins\":\"https://shop.example\"}",
		NULL);
	relayproc_control(&relay, "PUT", "/retailer",
		"{\"t\":\"ctl_retailer\",\"retailer\":\"kamome\","
		"\"origins\":\"https://other.example\"}",
		NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	relayproc_fini(&relay);
	return 0;
}

/* Is the relay alive and does it serve? */
static void assert_well(void)
{
	assert_int_equal(
		relayproc_http(&relay, "GET", "/healthz", "", "", NULL), 200);
}

/* The status that these bytes are answered with; 0: closed without one.  The
 * connection must be closed afterwards if `closes`. */
static int status_of(const char *request, bool closes)
{
	struct wsclient *c = wsclient_connect(relay.port);
	const char *body;
	int status;

	assert_non_null(c);
	wsclient_write(c, request, strlen(request));
	status = wsclient_read_http(c, &body);
	if (closes)
		assert_non_null(wsclient_read_raw(c, NULL));
	wsclient_close(&c);
	return status < 0 ? 0 : status;
}

/* A handshake in which `from` is replaced by `to`. */
static int handshake_with(const char *path, const char *from, const char *to)
{
	char *request = wsclient_handshake(relay.port, path, NULL);
	char changed[4096];
	char *at = strstr(request, from);
	int status;

	assert_non_null(at);
	snprintf(changed, sizeof(changed), "%.*s%s%s", (int)(at - request),
		request, to, at + strlen(from));
	status = status_of(changed, false);
	mem_free(request);
	return status;
}

static void test_right_handshake_is_taken(void **state)
{
	(void)state;
	assert_int_equal(handshake_with("/v1/shopper", "GET", "GET"), 101);
	assert_int_equal(handshake_with("/v1/associate", "GET", "GET"), 101);
}

static void test_wrong_handshakes_are_refused(void **state)
{
	static const struct {
		const char *from, *to;
		int status;
	} bad[] = {
		{"Upgrade: websocket", "Upgrade: h2c", 400},
		{"Upgrade: websocket", "Upgrade: websocketX", 403},
		{"Upgrade: websocket", "Upgrade: websocket, h2c", 403},
		{"GET ", "POST ", 400},
		{"GET ", "PUT ", 400},
		{"Version: 13", "Version: 8", 426},
		{"Version: 13", "Version: 99", 426},
		{"Sec-WebSocket-Version: 13\r\n", "", 426},
		{"Protocol: noren.v1", "Protocol: noren.v2", 400},
		{"Protocol: noren.v1", "Protocol: noren.v11", 400},
		{"Sec-WebSocket-Protocol: noren.v1\r\n", "", 400},
		{"Origin: http://", "Origin: https://evil.example http://",
			403},
		{"Origin: http://", "Origin: http://evil.", 403},
		{"/v1/shopper", "/v1/nothing", 404},
		{"/v1/shopper", "/", 404},
		{"Host: ", "X-Host: ", 400},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		int status =
			handshake_with("/v1/shopper", bad[i].from, bad[i].to);

		if (status != bad[i].status)
			fail_msg("%s: %d, not %d", bad[i].to, status,
				bad[i].status);
	}
	assert_well();
}

/* Refused before the frames after it are looked at: they free memory that is
 * in use otherwise. */
static void test_h2c_with_frames_behind_it(void **state)
{
	static const char frames[] = "GET / HTTP/1.1\r\nHost: a\r\n"
				     "Upgrade: h2c\r\n"
				     "Connection: Upgrade, HTTP2-Settings\r\n"
				     "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
				     "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
				     "\0\0\1\1\4\0\0\0\1\x82";

	(void)state;
	for (int i = 0; i < 20; i++) {
		struct wsclient *c = wsclient_connect(relay.port);

		wsclient_write(c, frames, sizeof(frames) - 1);
		assert_non_null(wsclient_read_raw(c, NULL));
		wsclient_close(&c);
	}
	assert_well();
}

static void test_connect_is_cut(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	const char *all;

	(void)state;
	wsclient_print(c,
		"CONNECT a.example:80 HTTP/1.1\r\n"
		"Host: a.example:80\r\n\r\n");
	all = wsclient_read_raw(c, NULL);
	assert_non_null(all); /* closed, and nothing like 200 */
	assert_null(strstr(all, " 200 "));
	wsclient_close(&c);
	assert_well();
}

static void test_bodies_that_end_in_two_ways(void **state)
{
	(void)state;
	assert_int_equal(
		status_of("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
			  "Content-Length: 5\r\n"
			  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			true),
		501);
	assert_int_equal(status_of("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
				   "Transfer-Encoding: chunked\r\n\r\n"
				   "0\r\n\r\n",
				 true),
		501);
	assert_int_equal(
		status_of("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
			  "Content-Length: 5\r\nContent-Length: 50\r\n\r\n"
			  "12345",
			true),
		400);
	assert_int_equal(status_of("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
				   "Content-Length: -1\r\n\r\n",
				 true),
		400);
	assert_int_equal(status_of("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
				   "Content-Length: 99999\r\n\r\n",
				 true),
		413);
	assert_well();
}

static void test_requests_that_are_none(void **state)
{
	static const char *const cut[] = {"\r\n\r\n", "GET\r\n\r\n",
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET /v1/widget/noren.js%00.html HTTP/1.1\r\n"
		"Host: a\r\n\r\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(cut) / sizeof(cut[0]); i++) {
		struct wsclient *c = wsclient_connect(relay.port);
		const char *all;

		wsclient_write(c, cut[i], strlen(cut[i]));
		all = wsclient_read_raw(c, NULL);
		if (!all || strstr(all, " 200 "))
			fail_msg("request %zu was not cut", i);
		wsclient_close(&c);
	}
	assert_int_equal(status_of("GET /healthz HTTP/1.1\r\n\r\n", true), 400);
	assert_well();
}

static void test_paths_and_methods(void **state)
{
	static const struct {
		const char *method, *path;
		int status;
	} all[] = {
		{"GET", "/", 404},
		{"GET", "/healthz", 200},
		{"POST", "/healthz", 405},
		{"DELETE", "/healthz", 405},
		{"GET", "/v1/sign-in", 405},
		{"GET", "/v1/shopper", 426},
		{"GET", "/v1/widget/../../../etc/passwd", 404},
		{"GET", "/v1/widget/..%2f..%2fmain.c", 404},
		{"GET", "/v1/widget/nothing.js", 404},
		{"GET", "/v1/frame/nobody", 404},
		{"GET", "/v1/launcher/nobody", 404},
		{"POST", "/clock", 404},
		{"GET", "/status", 404},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		char request[256];
		int status;

		snprintf(request, sizeof(request),
			"%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
			"\r\n",
			all[i].method, all[i].path);
		status = status_of(request, false);
		if (status != all[i].status)
			fail_msg("%s %s: %d, not %d", all[i].method,
				all[i].path, status, all[i].status);
	}
}

static void test_head_has_no_body(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	const char *all;

	(void)state;
	wsclient_print(c,
		"HEAD /healthz HTTP/1.1\r\nHost: a\r\n"
		"Connection: close\r\n\r\n");
	all = wsclient_read_raw(c, NULL);
	assert_non_null(all);
	assert_non_null(strstr(all, " 200 OK\r\n"));
	assert_string_equal(strstr(all, "\r\n\r\n"), "\r\n\r\n");
	wsclient_close(&c);
}

static void test_one_connection_carries_many_requests(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	const char *body;

	(void)state;
	for (int i = 0; i < 20; i++) {
		wsclient_print(c, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
		assert_int_equal(wsclient_read_http(c, &body), 200);
		assert_non_null(strstr(body, "\"ready\":true"));
	}
	for (int i = 0; i < 3; i++) {
		wsclient_print(c,
			"POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
			"Content-Length: 2\r\n\r\n{}");
		assert_int_equal(wsclient_read_http(c, &body), 400);
	}
	wsclient_close(&c);
}

/* Everything that a page of the shop may, and another may not. */
static void test_only_the_retailers_pages_may_ask(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	const char *head, *body;

	(void)state;
	wsclient_print(c,
		"GET /v1/launcher/suzume HTTP/1.1\r\nHost: a\r\n"
		"Origin: https://shop.example\r\n\r\n");
	head = wsclient_read_raw(c, "\r\n\r\n");
	assert_non_null(strstr(head,
		"Access-Control-Allow-Origin: "
		"https://shop.example\r\n"));
	wsclient_close(&c);
	c = wsclient_connect(relay.port);
	wsclient_print(c,
		"GET /v1/launcher/suzume HTTP/1.1\r\nHost: a\r\n"
		"Origin: https://other.example\r\n\r\n");
	assert_int_equal(wsclient_read_http(c, &body), 403);
	wsclient_close(&c);
	c = wsclient_connect(relay.port);
	wsclient_print(c, "GET /v1/frame/suzume HTTP/1.1\r\nHost: a\r\n\r\n");
	head = wsclient_read_raw(c, "\r\n\r\n");
	assert_non_null(
		strstr(head, "frame-ancestors https://shop.example\r\n"));
	assert_non_null(strstr(head, "default-src 'none'"));
	assert_null(strstr(head, "X-Frame-Options"));
	wsclient_close(&c);
	/* What is in Host stays one word of the policy. */
	assert_int_equal(status_of("GET /v1/frame/suzume HTTP/1.1\r\n"
				   "Host: a; script-src *\r\n\r\n",
				 false),
		400);
}

static void test_files_are_cached_and_compressed(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	char etag[64] = "";
	const char *head;

	(void)state;
	wsclient_print(c,
		"GET /noren.js HTTP/1.1\r\nHost: a\r\n"
		"Accept-Encoding: gzip\r\nConnection: close\r\n\r\n");
	head = wsclient_read_raw(c, NULL);
	assert_non_null(strstr(head, "Content-Encoding: gzip\r\n"));
	assert_non_null(strstr(head, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(strstr(head, "text/javascript"));
	assert_int_equal(
		sscanf(strstr(head, "ETag: "), "ETag: %60[^\r]", etag), 1);
	wsclient_close(&c);
	c = wsclient_connect(relay.port);
	wsclient_print(c,
		"GET /noren.js HTTP/1.1\r\nHost: a\r\n"
		"If-None-Match: %s\r\n\r\n",
		etag);
	head = wsclient_read_raw(c, "\r\n\r\n");
	assert_non_null(strstr(head, "HTTP/1.1 304"));
	wsclient_close(&c);
}

/* Compression of messages costs 310 KB a connection and has stalled. */
static void test_no_extension_is_agreed_to(void **state)
{
	struct wsclient *c = wsclient_connect(relay.port);
	char *request = wsclient_handshake(relay.port, "/v1/shopper", NULL);
	const char *head;

	(void)state;
	wsclient_write(c, request, strlen(request) - 2);
	wsclient_print(c,
		"Sec-WebSocket-Extensions: permessage-deflate\r\n"
		"\r\n");
	head = wsclient_read_raw(c, "\r\n\r\n");
	assert_non_null(strstr(head, " 101 "));
	assert_null(strcasestr(head, "extensions"));
	mem_free(request);
	wsclient_close(&c);
}

/* hello says for which retailer a page of the shop speaks. */
static void test_a_shops_page_speaks_for_its_retailer_only(void **state)
{
	struct wsclient *c = wsclient_open(
		relay.port, "/v1/shopper", "https://shop.example");
	char code[32];

	(void)state;
	assert_non_null(c);
	wsclient_say(c,
		"{\"t\":\"hello\",\"version\":1,"
		"\"retailer\":\"kamome\"}");
	wsclient_member(wsclient_expect(c, "bye"), "code", code, sizeof(code));
	assert_string_equal(code, "bad_origin");
	assert_int_equal(wsclient_expect_close(c), 4013);
	assert_string_equal(c->close_reason, "bad_origin");
	wsclient_close(&c);
	c = wsclient_open(relay.port, "/v1/shopper", "https://shop.example");
	wsclient_say(c,
		"{\"t\":\"hello\",\"version\":1,"
		"\"retailer\":\"suzume\"}");
	assert_non_null(wsclient_expect(c, "ready"));
	wsclient_close(&c);
	assert_null(wsclient_open(
		relay.port, "/v1/shopper", "https://evil.example"));
	assert_null(wsclient_open(relay.port, "/v1/shopper", ""));
	assert_null(wsclient_open(
		relay.port, "/v1/associate", "https://shop.example"));
}

/* ---- limits ---- */

static void test_connections_of_one_address_are_counted(void **state)
{
	struct relayproc one;
	struct wsclient *c[4];

	(void)state;
	relayproc_init(&one, "-o", "max_per_address=3", NULL);
	for (int i = 0; i < 3; i++) {
		c[i] = wsclient_open(one.port, "/v1/shopper", NULL);
		assert_non_null(c[i]);
	}
	assert_null(wsclient_open(one.port, "/v1/shopper", NULL));
	wsclient_close(&c[0]);
	/* The place is free once the relay has seen it go. */
	for (int i = 0; i < 1000 && !c[0]; i++)
		c[0] = wsclient_open(one.port, "/v1/shopper", NULL);
	assert_non_null(c[0]);
	for (int i = 0; i < 3; i++)
		wsclient_close(&c[i]);
	relayproc_fini(&one);
}

static void test_a_full_relay_takes_the_next_when_one_goes(void **state)
{
	struct relayproc one;
	struct wsclient *c[3], *late;
	char *request;

	(void)state;
	relayproc_init(&one, "-o", "max_connections=3", NULL);
	for (int i = 0; i < 3; i++) {
		c[i] = wsclient_open(one.port, "/v1/shopper", NULL);
		assert_non_null(c[i]);
	}
	late = wsclient_connect(one.port);
	request = wsclient_handshake(one.port, "/v1/shopper", NULL);
	wsclient_write(late, request, strlen(request));
	mem_free(request);
	/* It waits at the door; the control socket still answers. */
	assert_int_equal(
		relayproc_control(&one, "GET", "/status", "", NULL), 200);
	wsclient_close(&c[1]);
	assert_non_null(wsclient_read_raw(late, " 101 "));
	wsclient_close(&late);
	wsclient_close(&c[0]);
	wsclient_close(&c[2]);
	relayproc_fini(&one);
}

/* Who says nothing, and who says it too slowly, is cut after ten seconds. */
static void test_dripping_is_cut(void **state)
{
	static const struct {
		const char *first, *drip;
	} all[] = {
		{"", ""},
		{"GET /healthz HT", ""},
		{"GET /healthz HTTP/1.1\r\nX: ", "a"},
		{"POST /v1/sign-in HTTP/1.1\r\nHost: a\r\n"
		 "Content-Length: 9999\r\n\r\n",
			"a"},
	};
	struct wsclient *c[4];
	int open = 4;

	(void)state;
	for (int i = 0; i < 4; i++) {
		c[i] = wsclient_connect(relay.port);
		wsclient_write(c[i], all[i].first, strlen(all[i].first));
	}
	for (int tries = 0; open > 0 && tries < 200; tries++) {
		for (int i = 0; i < 4; i++) {
			if (!c[i])
				continue;
			wsclient_write(c[i], all[i].drip, strlen(all[i].drip));
			assert_null(wsclient_read_within(c[i], 20));
			if (wsclient_gone(c[i])) {
				wsclient_close(&c[i]);
				open--;
			}
		}
	}
	assert_int_equal(open, 0);
}

/* CPU time of the process so far, in clock ticks. */
static long ticks(const struct relayproc *p)
{
	char path[64], text[1024];
	long user = 0, system = 0;
	const char *s;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)p->pid);
	f = fopen(path, "re");
	s = f && fgets(text, sizeof(text), f) ? strrchr(text, ')') : NULL;
	if (f)
		fclose(f);
	assert_non_null(s);
	assert_int_equal(sscanf(s + 2,
				 "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
				 "%ld %ld",
				 &user, &system),
		2);
	return user + system;
}

#define WINDOW 1000 /* ms in which the CPU time is taken */

/* At the limit of descriptors the library's listener would spin. */
static void test_no_descriptors_left(void **state)
{
	struct rlimit limit, few = {60, 60};
	struct wsclient *c[80];
	struct relayproc one;
	long before;
	int n = 0;

	(void)state;
	getrlimit(RLIMIT_NOFILE, &limit);
	few.rlim_max = 60;
	relayproc_init(&one, "-o", "max_connections=1000", NULL);
	assert_int_equal(prlimit(one.pid, RLIMIT_NOFILE, &few, NULL), 0);
	while (n < 80 && (c[n] = wsclient_connect(one.port)) != NULL)
		n++;
	before = ticks(&one);
	assert_null(wsclient_read_within(c[n - 1], WINDOW));
	assert_in_range(ticks(&one) - before, 0,
		(unsigned)sysconf(_SC_CLK_TCK) * WINDOW / 1000 / 4);
	while (n > 0)
		wsclient_close(&c[--n]);
	/* And then it goes on. */
	for (int i = 0; i < 100 && !c[0]; i++)
		c[0] = wsclient_open(one.port, "/v1/shopper", NULL);
	assert_non_null(c[0]);
	wsclient_close(&c[0]);
	assert_int_equal(relayproc_stop(&one), 0);
	relayproc_fini(&one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right_handshake_is_taken),
		cmocka_unit_test(test_wrong_handshakes_are_refused),
		cmocka_unit_test(test_h2c_with_frames_behind_it),
		cmocka_unit_test(test_connect_is_cut),
		cmocka_unit_test(test_bodies_that_end_in_two_ways),
		cmocka_unit_test(test_requests_that_are_none),
		cmocka_unit_test(test_paths_and_methods),
		cmocka_unit_test(test_head_has_no_body),
		cmocka_unit_test(test_one_connection_carries_many_requests),
		cmocka_unit_test(test_only_the_retailers_pages_may_ask),
		cmocka_unit_test(test_files_are_cached_and_compressed),
		cmocka_unit_test(test_no_extension_is_agreed_to),
		cmocka_unit_test(
			test_a_shops_page_speaks_for_its_retailer_only),
		cmocka_unit_test(test_connections_of_one_address_are_counted),
		cmocka_unit_test(
			test_a_full_relay_takes_the_next_when_one_goes),
		cmocka_unit_test(test_dripping_is_cut),
		cmocka_unit_test(test_no_descriptors_left),
	};

	return cmocka_run_group_tests_name("door", tests, setup, teardown);
}
