/* SPDX-License-Identifier: MIT */
/* Slow readers, ends and restarts, certificates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/limits.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

static char long_text[LIMIT_TEXT_CHARS + 1];

/* An associate and a shopper in a live chat. */
struct pair {
	struct relayproc relay;
	char a_token[RELAYPROC_TOKEN], s_token[RELAYPROC_TOKEN], chat[32];
	struct wsclient *a, *s;
};

static void must(const char *m)
{
	if (!m)
		fail_msg("a message did not come");
}

static void open_pair(struct pair *p)
{
	memset(p->s_token, 0, sizeof(p->s_token));
	relayproc_retailer(&p->relay, "suzume");
	relayproc_associate(
		&p->relay, "suzume", "aiko@suzume.example", "Aiko", p->a_token);
	p->a = relayproc_as_associate(&p->relay, p->a_token);
	wsclient_say(p->a, "{\"t\":\"available\",\"ref\":\"v\",\"on\":true}");
	must(wsclient_expect(p->a, "ok"));
	p->s = relayproc_as_shopper(&p->relay, "suzume", p->s_token);
	wsclient_say(p->s,
		"{\"t\":\"say\",\"ref\":\"1\",\"key\":\"k0\","
		"\"text\":\"hello\"}");
	wsclient_member(
		wsclient_expect(p->s, "ok"), "chat", p->chat, sizeof(p->chat));
	must(wsclient_expect(p->a, "ring"));
	wsclient_sayf(p->a, "{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}",
		p->chat);
	must(wsclient_expect(p->a, "ok"));
}

static void close_pair(struct pair *p)
{
	wsclient_close(&p->a);
	wsclient_close(&p->s);
	relayproc_fini(&p->relay);
}

/* Says number i and waits for its ok; its seq. */
static long long say(struct pair *p, int i, const char *text)
{
	const char *m;

	wsclient_sayf(p->a,
		"{\"t\":\"say\",\"ref\":\"s%d\",\"chat\":\"%s\",\"key\":\"a%"
		"d\","
		"\"text\":\"%d %s\"}",
		i, p->chat, i, i, text);
	m = wsclient_expect(p->a, "ok");
	must(m);
	return wsclient_number(m, "seq");
}

/* Resumes from `after` until there is no more: how many entries came, each
 * one after the other. */
static int catch_up(struct wsclient *s, const char *chat, long long after)
{
	char type[32], more[8] = "true";
	int n = 0;

	while (strcmp(more, "true") == 0) {
		const char *m;

		wsclient_sayf(s,
			"{\"t\":\"resume\",\"ref\":\"r\",\"chat\":\"%s\","
			"\"after\":%lld}",
			chat, after);
		for (;;) {
			m = wsclient_read(s);
			must(m);
			wsclient_member(m, "t", type, sizeof(type));
			if (strcmp(type, "replayed") == 0)
				break;
			if (strcmp(type, "entry") != 0)
				continue;
			assert_int_equal(wsclient_number(m, "seq"), after + 1);
			after++;
			n++;
		}
		assert_int_equal(wsclient_number(m, "upto"), after);
		wsclient_member(m, "more", more, sizeof(more));
	}
	return n;
}

/* The associate talks until the shopper has been cut; the last seq. */
static long long say_until_cut(struct pair *p, int *said)
{
	long long last, slow = 0;

	do {
		char *status;

		for (int i = 0; i < 50; i++)
			last = say(p, ++*said, long_text);
		relayproc_control(&p->relay, "GET", "/status", "", &status);
		slow = wsclient_number(status, "slow");
		mem_free(status);
	} while (slow == 0 && *said < 5000);
	assert_int_equal(slow, 1);
	return last;
}

/* Who does not read is cut, nobody waits for it, and it catches up. */
static void test_slow_reader_is_cut_and_catches_up(void **state)
{
	struct pair p;
	int small = 4096, said = 0;
	long long last;

	(void)state;
	relayproc_init(&p.relay, "-o", "message_rate=100000", NULL);
	open_pair(&p);
	setsockopt(p.s->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	last = say_until_cut(&p, &said);
	wsclient_close(&p.s);
	p.s = relayproc_as_shopper(&p.relay, "suzume", p.s_token);
	assert_int_equal(catch_up(p.s, p.chat, 0), last);
	/* What is said from now on comes as ever. */
	last = say(&p, ++said, "news");
	assert_int_equal(
		wsclient_number(wsclient_expect(p.s, "entry"), "seq"), last);
	close_pair(&p);
}

/* A reader that reads is told why. */
static void test_the_cut_has_a_reason(void **state)
{
	struct pair p;
	int said = 0, code;

	(void)state;
	relayproc_init(&p.relay, "-o", "message_rate=100000", NULL);
	open_pair(&p);
	say_until_cut(&p, &said);
	code = wsclient_expect_close(p.s);
	assert_int_equal(code, 4021);
	assert_string_equal(p.s->close_reason, "too_slow");
	close_pair(&p);
}

/* Two connections, and only one of them answers pings. */
static void test_silent_connection_is_pinged_and_cut(void **state)
{
	char token[RELAYPROC_TOKEN] = "", other[RELAYPROC_TOKEN] = "";
	struct wsclient *dead, *alive;
	struct relayproc relay;

	(void)state;
	relayproc_init(&relay, "-o", "silence=1", NULL);
	relayproc_retailer(&relay, "suzume");
	alive = relayproc_as_shopper(&relay, "suzume", other);
	dead = relayproc_as_shopper(&relay, "suzume", token);
	dead->quiet = true;
	while (wsclient_read_within(dead, 100) || !wsclient_gone(dead))
		assert_null(wsclient_read_within(alive, 1));
	assert_true(dead->pings > 0);
	assert_true(alive->pings > 0);
	wsclient_say(alive, "{\"t\":\"ping\"}");
	must(wsclient_expect(alive, "pong"));
	wsclient_close(&dead);
	wsclient_close(&alive);
	relayproc_fini(&relay);
}

static void test_sigterm_drains(void **state)
{
	char code[32];
	struct pair p;
	const char *m;
	long long last;

	(void)state;
	relayproc_init(&p.relay, NULL);
	open_pair(&p);
	last = say(&p, 1, "kept");
	/* Unanswered when the signal comes. */
	wsclient_sayf(p.a,
		"{\"t\":\"say\",\"ref\":\"9\",\"chat\":\"%s\",\"key\":\"a9\","
		"\"text\":\"in flight\"}",
		p.chat);
	must(wsclient_expect(p.a, "ok"));
	assert_int_equal(relayproc_stop(&p.relay), 0);
	m = wsclient_expect(p.s, "bye");
	must(m);
	wsclient_member(m, "code", code, sizeof(code));
	assert_string_equal(code, "restarting");
	assert_in_range(wsclient_number(m, "wait"), 1, 10000);
	assert_int_equal(wsclient_expect_close(p.s), 4022);
	wsclient_close(&p.a);
	wsclient_close(&p.s);
	relayproc_start(&p.relay);
	p.s = relayproc_as_shopper(&p.relay, "suzume", p.s_token);
	assert_int_equal(catch_up(p.s, p.chat, 0), last + 1);
	p.a = relayproc_as_associate(&p.relay, p.a_token);
	assert_int_equal(say(&p, 10, "goes on"), last + 2);
	close_pair(&p);
}

static void test_idle_relay_ends_at_once(void **state)
{
	struct relayproc relay;

	(void)state;
	relayproc_init(&relay, NULL);
	assert_int_equal(relayproc_stop(&relay), 0);
	relayproc_fini(&relay);
}

/* A repeated command is answered with the place of the first. */
static void test_same_key_after_a_restart(void **state)
{
	struct pair p;
	long long seq;

	(void)state;
	relayproc_init(&p.relay, NULL);
	open_pair(&p);
	seq = say(&p, 5, "once");
	relayproc_kill(&p.relay);
	wsclient_close(&p.a);
	wsclient_close(&p.s);
	relayproc_start(&p.relay);
	p.a = relayproc_as_associate(&p.relay, p.a_token);
	assert_int_equal(say(&p, 5, "once"), seq);
	assert_int_equal(say(&p, 6, "then"), seq + 1);
	close_pair(&p);
}

/* ---- certificates ---- */

static void run(const char *format, ...)
{
	char command[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	if (system(command) != 0)
		fail_msg("%s", command);
}

static void make_certificate(const char *directory, const char *name)
{
	run("cd %s && openssl req -x509 -newkey ec -pkeyopt "
	    "ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out "
	    "cert.pem -days 2 -subj /CN=%s -addext "
	    "subjectAltName=IP:127.0.0.1 2>/dev/null",
		directory, name);
}

/* Is that the name in the certificate that it shows? */
static bool shows(const struct relayproc *relay, const char *name)
{
	char command[512];

	snprintf(command, sizeof(command),
		"openssl s_client -connect 127.0.0.1:%d </dev/null 2>/dev/null"
		" | grep -q '^subject=CN = %s$'",
		relay->port, name);
	return system(command) == 0;
}

/* A WebSocket through openssl, which does the encryption. */
static struct wsclient *open_tls(int port)
{
	char address[32];
	int pair[2];

	snprintf(address, sizeof(address), "127.0.0.1:%d", port);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	if (fork() == 0) {
		dup2(pair[1], STDIN_FILENO);
		dup2(pair[1], STDOUT_FILENO);
		close(pair[0]);
		close(pair[1]);
		execlp("openssl", "openssl", "s_client", "-quiet", "-connect",
			address, NULL);
		_exit(127);
	}
	close(pair[1]);
	return wsclient_shake(
		wsclient_adopt(pair[0]), port, "/v1/shopper", NULL);
}

/* Many messages in one piece of TLS, and long ones in many. */
static void talk_over_tls(int port)
{
	struct wsclient *c = open_tls(port);

	assert_non_null(c);
	wsclient_say(c,
		"{\"t\":\"hello\",\"version\":1,"
		"\"retailer\":\"suzume\"}");
	must(wsclient_expect(c, "ready"));
	for (int i = 0; i < 30; i++)
		wsclient_sayf(c, "{\"t\":\"ping\",\"ref\":\"%d\",\"x\":\"%s\"}",
			i, i % 3 ? "" : long_text);
	for (int i = 0; i < 30; i++) {
		const char *m = wsclient_expect(c, "pong");

		must(m);
		assert_int_equal(wsclient_number(m, "ref"), i);
	}
	wsclient_close(&c);
}

static void test_tls_and_a_new_certificate(void **state)
{
	char directory[] = "/tmp/norend-tls-XXXXXX";
	char cert[64], key[64], ready[256];
	struct relayproc relay;

	(void)state;
	assert_non_null(mkdtemp(directory));
	make_certificate(directory, "first");
	snprintf(cert, sizeof(cert), "tls_certificate=%s/cert.pem", directory);
	snprintf(key, sizeof(key), "tls_key=%s/key.pem", directory);
	relayproc_init(&relay, "-o", cert, "-o", key, NULL);
	assert_true(shows(&relay, "first"));
	snprintf(ready, sizeof(ready),
		"curl -sf --http1.1 --cacert %s/cert.pem "
		"https://127.0.0.1:%d/healthz | grep -q true",
		directory, relay.port);
	run("%s", ready);
	/* HTTP/2 is not offered. */
	run("! openssl s_client -alpn h2 -connect 127.0.0.1:%d </dev/null "
	    "2>/dev/null | grep -q 'ALPN protocol: h2'",
		relay.port);
	relayproc_retailer(&relay, "suzume");
	talk_over_tls(relay.port);
	make_certificate(directory, "second");
	kill(relay.pid, SIGHUP);
	for (int i = 0; i < 200 && !shows(&relay, "second"); i++)
		;
	assert_true(shows(&relay, "second"));
	assert_int_equal(relayproc_stop(&relay), 0);
	relayproc_fini(&relay);
	run("rm -rf %s", directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slow_reader_is_cut_and_catches_up),
		cmocka_unit_test(test_the_cut_has_a_reason),
		cmocka_unit_test(test_silent_connection_is_pinged_and_cut),
		cmocka_unit_test(test_sigterm_drains),
		cmocka_unit_test(test_idle_relay_ends_at_once),
		cmocka_unit_test(test_same_key_after_a_restart),
		cmocka_unit_test(test_tls_and_a_new_certificate),
	};

	memset(long_text, 'x', LIMIT_TEXT_CHARS - 8);
	return cmocka_run_group_tests_name("end", tests, NULL, NULL);
}
