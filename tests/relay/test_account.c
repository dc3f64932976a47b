/* SPDX-License-Identifier: MIT */
/* Accounts over real HTTP: signing up, what the desk hears of a change, which
 * connections close, and that an unknown address is answered in the same time
 * (A1, A2, A4, A5, A8). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define FRESH "four brisk finches"
#define PEOPLE 24 /* accounts, and as many strangers */

static struct relayproc relay;

static int setup(void **state)
{
	(void)state;
	relayproc_init(&relay, "-o", "trust_proxy=yes", "-o",
		"smtp_url=smtp://127.0.0.1:9", "-o", "smtp_from=n@chat.example",
		NULL);
	relayproc_retailer(&relay, "suzume");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(relayproc_stop(&relay), 0);
	relayproc_fini(&relay);
	return 0;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static sqlite3 *open_database(void)
{
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%.*s/noren.db",
		(int)(strrchr(relay.control, '/') - relay.control),
		relay.control);
	assert_int_equal(
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	return db;
}

/* POST with a body, as if from 192.0.2.`from`; GET without.  The status. */
static int ask(const char *path, const char *token, int from, const char *body,
	char **answer)
{
	char headers[200];

	snprintf(headers, sizeof(headers), "X-Forwarded-For: 192.0.%d.%d\r\n",
		from / 250, 1 + from % 250);
	if (token[0])
		snprintf(headers + strlen(headers),
			sizeof(headers) - strlen(headers),
			"Authorization: Bearer %s\r\n", token);
	return relayproc_http(&relay, body ? "POST" : "GET", path, headers,
		body ? body : "", answer);
}

/* The code that waits to be mailed to that address. */
static void read_code(const char *address, char code[16])
{
	sqlite3 *db = open_database();
	sqlite3_stmt *st = NULL;
	const char *text;

	sqlite3_prepare_v2(db,
		"SELECT text FROM mail WHERE address = ? ORDER BY made DESC",
		-1, &st, NULL);
	sqlite3_bind_text(st, 1, address, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	text = strstr((const char *)sqlite3_column_text(st, 0), "\r\n\r\n");
	code[0] = '\0';
	for (; text && !code[0]; text = strstr(text, "\r\n")) {
		size_t n = strspn(text += 2, "0123456789");

		if (n >= 5 && n < 16 && text[n] == '\r')
			snprintf(code, 16, "%.*s", (int)n, text);
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	assert_int_equal(strlen(code), 5);
}

static void put_invite(const char *code)
{
	sqlite3 *db = open_database();
	char sql[256];

	snprintf(sql, sizeof(sql),
		"INSERT INTO invite VALUES ('%s', 'suzume', 1, %lld, 0, 1, 0,"
		" '', '')",
		code, (long long)4000000000000000);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void sign_in(const char *address, const char *password, char token[64])
{
	char body[256], *answer;

	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":\"%s\"}",
		address, password);
	assert_int_equal(ask("/v1/sign-in", "", 1, body, &answer), 200);
	wsclient_member(answer, "token", token, 64);
	mem_free(answer);
}

static void test_signing_up(void **state)
{
	char code[16], body[256], token[64], name[64], *answer;
	struct wsclient *c;

	(void)state;
	put_invite("ABC234");
	assert_int_equal(ask("/v1/sign-up", "", 1,
				 "{\"t\":\"sign_up\",\"invite\":\"abc234\","
				 "\"address\":\"yui@suzume.example\","
				 "\"name\":\"ゆい\",\"password\":\"" FRESH
				 "\",\"lang\":\"ja\"}",
				 &answer),
		200);
	assert_non_null(strstr(answer, "\"mailed\":true"));
	mem_free(answer);
	read_code("yui@suzume.example", code);
	snprintf(body, sizeof(body),
		"{\"t\":\"confirm\",\"address\":\"yui@suzume.example\","
		"\"code\":\"%s\",\"password\":\"" FRESH "\"}",
		code);
	assert_int_equal(ask("/v1/sign-up/confirm", "", 1, body, &answer), 204);
	mem_free(answer);
	/* The desk knows them at once. */
	sign_in("yui@suzume.example", FRESH, token);
	c = relayproc_as_associate(&relay, token);
	assert_non_null(c);
	wsclient_close(&c);
	assert_int_equal(ask("/v1/account", token, 1, NULL, &answer), 200);
	assert_string_equal(
		wsclient_member(answer, "name", name, sizeof(name)), "ゆい");
	mem_free(answer);
}

/* Another password closes every other connection within a second of its answer
 * (hashing twice is the rest), and not this one. */
static void test_changes(void **state)
{
	char token[RELAYPROC_TOKEN], other[64], *answer;
	struct wsclient *here, *there;
	double began;

	(void)state;
	relayproc_associate(
		&relay, "suzume", "aiko@suzume.example", "Aiko", token);
	sign_in("aiko@suzume.example", "quiet river stones", other);
	here = relayproc_as_associate(&relay, token);
	there = relayproc_as_associate(&relay, other);
	assert_int_equal(ask("/v1/account/name", token, 1,
				 "{\"t\":\"rename\",\"name\":\"Ai\"}", &answer),
		204);
	mem_free(answer);
	began = now_ms();
	assert_int_equal(ask("/v1/account/password", token, 1,
				 "{\"t\":\"password\",\"password\":\"quiet "
				 "river stones\","
				 "\"fresh\":\"" FRESH "\"}",
				 &answer),
		204);
	mem_free(answer);
	assert_int_equal(wsclient_expect_close(there), 4012);
	assert_true(now_ms() - began < 2000);
	wsclient_say(here, "{\"t\":\"ping\",\"ref\":\"2\"}");
	assert_non_null(wsclient_expect(here, "pong"));
	assert_int_equal(ask("/v1/account", other, 1, NULL, &answer), 401);
	mem_free(answer);
	assert_int_equal(ask("/v1/account", token, 1, NULL, &answer), 200);
	assert_non_null(strstr(answer, "\"name\":\"Ai\""));
	mem_free(answer);
	wsclient_close(&here);
	wsclient_close(&there);
}

/* What is no address is nobody's: that is said, and counts as a try. */
static void test_no_address(void **state)
{
	static const char *const none[] = {
		"", "mari", "mari@", "@suzume.example", "a b@suzume.example"};
	const int n = sizeof(none) / sizeof(none[0]);
	char body[128], *answer;
	int status = 0;

	(void)state;
	for (int i = 0; i < 40 && status != 429; i++) {
		snprintf(body, sizeof(body),
			"{\"t\":\"forgot\",\"address\":\"%s\"}", none[i % n]);
		status = ask("/v1/forgot", "", 900, body, &answer);
		if (i < n) {
			assert_int_equal(status, 400);
			assert_non_null(strstr(answer, "\"bad_address\""));
		}
		mem_free(answer);
	}
	assert_int_equal(status, 429);
}

/* ---- the same answer in the same time ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *all, int n)
{
	qsort(all, (size_t)n, sizeof(*all), compare);
	return all[n / 2];
}

static const char *person(bool known, int i)
{
	static char address[64];

	snprintf(address, sizeof(address), "%s%02d@suzume.example",
		known ? "mate" : "nemo", i);
	return address;
}

/* How many milliseconds that takes. */
static double time_one(bool known, int i, int from, bool tries)
{
	char body[256], *answer;
	double began;
	int status;

	if (tries)
		snprintf(body, sizeof(body),
			"{\"t\":\"reset\",\"address\":\"%s\","
			"\"code\":\"00000\",\"password\":\"" FRESH "\"}",
			person(known, i));
	else
		snprintf(body, sizeof(body),
			"{\"t\":\"forgot\",\"address\":\"%s\"}",
			person(known, i));
	began = now_ms();
	status = ask(
		tries ? "/v1/reset" : "/v1/forgot", "", from, body, &answer);
	began = now_ms() - began;
	assert_int_equal(status, tries ? 400 : 200);
	assert_non_null(strstr(answer, tries ? "bad_code" : "code_sent"));
	mem_free(answer);
	return began;
}

static void hire(const char *address)
{
	char body[256], *answer;

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"suzume\","
		"\"address\":\"%s\",\"password\":\"quiet river stones\"}",
		address);
	assert_int_equal(
		relayproc_control(&relay, "PUT", "/associate", body, &answer),
		204);
	mem_free(answer);
}

/* Both kinds in turn, now one first and now the other, so that whatever else
 * the machine does is alike. */
static void test_alike_in_time(void **state)
{
	static double known[PEOPLE * 2], unknown[PEOPLE * 2];
	int from = 300;

	(void)state;
	for (int i = 0; i < PEOPLE; i++)
		hire(person(true, i));
	for (int tries = 0; tries < 2; tries++) {
		int n = 0;
		double ratio;

		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < PEOPLE; i++, n++) {
				for (int k = 0; k < 2; k++) {
					bool who = (i + k) % 2;
					double ms =
						time_one(who, i, from++, tries);

					*(who ? &known[n] : &unknown[n]) = ms;
				}
			}
		}
		ratio = median(known, n) / median(unknown, n);
		print_message("%s: %.3f ms known, %.3f ms unknown, %.2f\n",
			tries ? "reset" : "forgot", median(known, n),
			median(unknown, n), ratio);
		assert_true(ratio > 0.5 && ratio < 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signing_up),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_no_address),
		cmocka_unit_test(test_alike_in_time),
	};

	return cmocka_run_group_tests_name("account", tests, setup, teardown);
}
