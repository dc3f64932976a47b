/* SPDX-License-Identifier: MIT */
/* Requests that are nonsense: each is refused by its name, at every door. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define SHOP "flow-suzume"
#define AIKO "aiko@suzume.example"
#define HANA "hana@suzume.example"

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], hana[RELAYPROC_TOKEN];
};

/* {"t":"…","retailer":SHOP,"address":…, and the rest */
#define OF(type, address, rest) \
	"{\"t\":\"" type "\",\"retailer\":\"" SHOP "\",\"address\":\"" address \
	"\"" rest "}"

static int control(const struct bed *b, const char *method, const char *path,
	const char *body, char **answer)
{
	return relayproc_control(&b->relay, method, path, body, answer);
}

/* As Hana, who is a manager. */
static int manage(const struct bed *b, const char *method, const char *path,
	const char *body, char **answer)
{
	char headers[128], whole[160];

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		b->hana);
	snprintf(whole, sizeof(whole), "/v1/manage%s", path);
	return relayproc_http(&b->relay, method, whole, headers, body, answer);
}

static int setup(void **state)
{
	static struct bed b;

	relayproc_init(&b.relay, "-o", "flows=yes", NULL);
	relayproc_retailer(&b.relay, SHOP);
	relayproc_associate(&b.relay, SHOP, AIKO, "Aiko", b.aiko);
	relayproc_associate(&b.relay, SHOP, HANA, "Hana", b.hana);
	assert_int_equal(
		control(&b, "PUT", "/associate",
			OF("ctl_associate", HANA, ",\"manager\":true"), NULL),
		204);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}

static void code_of(const char *answer, char code[48])
{
	wsclient_member(answer ? answer : "", "code", code, 48);
}

/* ---- bodies ---- */

/* At either door, with that name and, where there are any, these words. */
static void refused_by_both(const struct bed *b, const char *path,
	const char *body, const char *name, const char *words)
{
	for (int manager = 0; manager < 2; manager++) {
		char *answer = NULL, code[48];
		int status = manager ? manage(b, "PUT", path, body, &answer)
				     : control(b, "PUT", path, body, &answer);

		code_of(answer, code);
		if (strcmp(code, name) != 0 || !strstr(answer, words))
			fail_msg("%s: %d %s", body, status, answer);
		mem_free(answer);
	}
}

#define INVITE(rest) "{\"t\":\"ctl_invite\",\"retailer\":\"" SHOP "\"," rest "}"

static void test_what_contradicts_itself(void **state)
{
	struct bed *b = *state;

	refused_by_both(b, "/associate",
		OF("ctl_associate", AIKO, ",\"manager\":true,\"plain\":true"),
		"bad_field", "");
	refused_by_both(b, "/invite",
		INVITE("\"code\":\"ABCDEF\",\"withdraw\":true,"
		       "\"replace\":true"),
		"bad_field", "");
	refused_by_both(
		b, "/invite", INVITE("\"withdraw\":true"), "bad_field", "");
	refused_by_both(
		b, "/invite", INVITE("\"code\":\"ABCDEF\""), "bad_field", "");
}

static int put_group(const struct bed *b, const char *key, const char *rest)
{
	char body[160];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_group\",\"retailer\":\"" SHOP
		"\",\"group\":\"%s\"%s}",
		key, rest);
	return manage(b, "PUT", "/group", body, NULL);
}

/* Nobody is put into a group that is not there; whoever is in one that has gone
 * stays there until somebody says otherwise. */
static void test_groups_that_are_not_there(void **state)
{
	static const char in_shoes[] =
		OF("ctl_associate", AIKO, ",\"groups\":\"shoes\"");
	struct bed *b = *state;

	refused_by_both(b, "/associate", in_shoes, "unknown_id",
		"There is no group shoes.");
	refused_by_both(b, "/invite", INVITE("\"groups\":\"shoes\""),
		"unknown_id", "There is no group shoes.");
	assert_int_equal(put_group(b, "shoes", ""), 204);
	assert_int_equal(manage(b, "PUT", "/associate", in_shoes, NULL), 204);
	refused_by_both(b, "/associate",
		OF("ctl_associate", AIKO, ",\"groups\":\"shoes  hats\""),
		"unknown_id", "There is no group hats.");
	assert_int_equal(put_group(b, "shoes", ",\"remove\":true"), 204);
	assert_int_equal(manage(b, "PUT", "/associate", in_shoes, NULL), 204);
	assert_int_equal(
		manage(b, "PUT", "/associate",
			OF("ctl_associate", AIKO, ",\"groups\":\"none\""),
			NULL),
		204);
	refused_by_both(b, "/associate", in_shoes, "unknown_id",
		"There is no group shoes.");
	relayproc_advance(&b->relay, 10000); /* the rate */
}

/* ---- queries ---- */

/* What is not understood is said, not passed over: at either door. */
static void test_nonsense_in_a_query(void **state)
{
	static const char *const all[] = {"after=x", "after=-1", "before=0",
		"before=1e3", "within=zz", "within=99999999999999999999",
		"since=zz", "after", "after=1&after=2", "what=nothing",
		"what=a%20b",
		"what=settings_settings_settings_settings_settings",
		"retailer=" SHOP, "Who=nobody"};
	struct bed *b = *state;

	for (size_t i = 0; i < 2 * sizeof(all) / sizeof(all[0]); i++) {
		char path[128], *answer = NULL, code[48];
		int status;

		snprintf(path, sizeof(path), "/audit?retailer=" SHOP "&%s",
			all[i / 2]);
		status = i % 2 ? manage(b, "GET", path, "", &answer)
			       : control(b, "GET", path, "", &answer);
		code_of(answer, code);
		if (status != 400 || strcmp(code, "bad_field") != 0)
			fail_msg("%s: %d %s", path, status, answer);
		mem_free(answer);
		relayproc_advance(&b->relay, 1000); /* the rate */
	}
	assert_int_equal(
		control(b, "GET",
			"/report/00000000000000000000000000?retailer=" SHOP
			"&x=1",
			"", NULL),
		400);
	assert_int_equal(control(b, "GET", "/record?retailer=" SHOP "&after=x",
				 "", NULL),
		400);
	/* And what is, is answered. */
	assert_int_equal(
		manage(b, "GET",
			"/audit?retailer=" SHOP "&after=0&before=2&within=1000"
			"&what=&who=",
			"", NULL),
		200);
}

/* ---- paths ---- */

/* Is the relay alive and does it serve? */
static void assert_well(const struct bed *b)
{
	assert_int_equal(
		relayproc_http(&b->relay, "GET", "/healthz", "", "", NULL),
		200);
}

/* The status that these bytes are answered with; 0: closed without one.  The
 * connection must be closed afterwards if `closes`. */
static int status_of(const struct bed *b, const char *request, bool closes)
{
	struct wsclient *c = wsclient_connect(b->relay.port);
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

/* The library reads what a "%" means before we see the request, and refuses by
 * itself what means nothing; either door stays well. */
static void test_malformed_percents(void **state)
{
	static const struct {
		const char *path;
		int status; /* 0: closed without one */
	} all[] = {
		{"/healthz%zz", 403},
		{"/healthz%", 403},
		{"/healthz%2", 403},
		{"/%", 403},
		{"/healthz?x=%zz", 403},
		{"/healthz%00", 0},
		{"/v1/frame/%e3%81", 404},
		{"/v1/%ff", 404},
		{"/healthz%2e%2e/..", 404},
	};
	struct bed *b = *state;
	char request[128];

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		int status;

		snprintf(request, sizeof(request),
			"GET %s HTTP/1.1\r\nHost: a.example\r\n\r\n",
			all[i].path);
		status = status_of(b, request, all[i].status < 404);
		if (status != all[i].status)
			fail_msg("%s: %d", all[i].path, status);
	}
	assert_int_equal(
		relayproc_http(&b->relay, "GET", "/he%61lthz", "", "", NULL),
		200);
	assert_int_equal(
		relayproc_control(&b->relay, "GET", "/status%zz", "", NULL),
		403);
	assert_int_equal(
		relayproc_control(&b->relay, "GET", "/sta%74us", "", NULL),
		200);
	assert_well(b);
}

/* A query longer than any that there is. */
static void test_a_long_query(void **state)
{
	char path[600] = "/healthz?", *answer = NULL;
	char *query = path + strlen(path);
	struct bed *b = *state;

	memset(query, 'a', 511);
	assert_int_equal(
		relayproc_http(&b->relay, "GET", path, "", "", NULL), 200);
	query[511] = 'a';
	assert_int_equal(
		relayproc_http(&b->relay, "GET", path, "", "", &answer), 400);
	assert_non_null(strstr(answer, "bad_field"));
	mem_free(answer);
	/* In which one cannot be read, the rest is not passed over. */
	assert_int_equal(relayproc_http(&b->relay, "GET", "/healthz?a=1&&b=2",
				 "", "", NULL),
		400);
	assert_well(b);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_contradicts_itself),
		cmocka_unit_test(test_groups_that_are_not_there),
		cmocka_unit_test(test_nonsense_in_a_query),
		cmocka_unit_test(test_malformed_percents),
		cmocka_unit_test(test_a_long_query),
	};

	return cmocka_run_group_tests_name("refused", tests, setup, teardown);
}
