/* SPDX-License-Identifier: MIT */
#include "relay/gate/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <zlib.h>

#include "relay/gate/web.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/wire.h"

/* Keeps what it is sent. */
struct keeping {
	struct reply reply; /* first: cast back */
	struct answer answer;
	char body[70000];
	int times;
};

static void keep(struct reply *r, const struct answer *a)
{
	struct keeping *k = (struct keeping *)r;

	k->answer = *a;
	k->times++;
	assert_in_range(a->len, 0, sizeof(k->body) - 1);
	if (a->len)
		memcpy(k->body, a->body, a->len);
	k->body[a->len] = '\0';
}

static struct keeping keeping(void)
{
	return (struct keeping){.reply.send = keep};
}

static void test_every_answer_is_safe(void **state)
{
	const struct answer a = {
		.status = 200, .type = "text/plain", .len = 5, .wait = 1};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	assert_int_equal(answer_head(&a, true, true, &b), ERR_OK);
	assert_non_null(strstr(b.data, "HTTP/1.1 200 OK\r\n"));
	assert_non_null(strstr(b.data, "Content-Length: 5\r\n"));
	assert_non_null(strstr(b.data, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(strstr(b.data, "X-Frame-Options: DENY\r\n"));
	assert_non_null(strstr(b.data, "frame-ancestors 'none'"));
	assert_non_null(strstr(b.data, "Strict-Transport-Security: "));
	assert_non_null(strstr(b.data, "Cache-Control: no-store\r\n"));
	assert_non_null(strstr(b.data, "Retry-After: 1\r\n"));
	assert_non_null(strstr(b.data, "Connection: close\r\n\r\n"));
	assert_null(strstr(b.data, "Access-Control"));
	buf_fini(&b);
}

static void test_errors_have_their_status(void **state)
{
	struct keeping k = keeping();

	(void)state;
	answer_error(&k.reply, ERR_RATE, "slowly", 1500000);
	assert_int_equal(k.answer.status, 429);
	assert_string_equal(k.body,
		"{\"t\":\"error\",\"code\":\"too_fast\","
		"\"text\":\"slowly\",\"wait\":1500}");
	for (int e = 0; e < ERR_COUNT; e++)
		assert_true(e == ERR_OK || answer_status((enum err)e) >= 400);
}

static void test_routes_answer_by_themselves(void **state)
{
	static const struct route table[] = {{ROUTE_GET, "/a", 7}};
	struct request q = {.method = ROUTE_POST, .path = "/a"};
	struct keeping k = keeping();
	const char *arg;
	struct buf b;
	int handler;

	(void)state;
	assert_false(answer_route(table, 1, &q, &k.reply, &handler, &arg));
	assert_int_equal(k.answer.status, 405);
	buf_init(&b, 4096);
	answer_head(&k.answer, false, false, &b);
	assert_non_null(strstr(b.data, "Allow: GET\r\n"));
	buf_fini(&b);
	q.path = "/b";
	assert_false(answer_route(table, 1, &q, &k.reply, &handler, &arg));
	assert_int_equal(k.answer.status, 404);
	q = (struct request){.method = ROUTE_GET, .path = "/a"};
	assert_true(answer_route(table, 1, &q, &k.reply, &handler, &arg));
	assert_int_equal(handler, 7);
	assert_int_equal(k.times, 2);
}

static void test_query(void **state)
{
	struct request q = {.query = "lang=ja&group=living-2&x=a%20b&y"};
	char out[16];

	(void)state;
	assert_string_equal(answer_query(&q, "group", out, 16), "living-2");
	assert_string_equal(answer_query(&q, "lang", out, 16), "ja");
	assert_string_equal(answer_query(&q, "x", out, 16), "");
	assert_string_equal(answer_query(&q, "y", out, 16), "");
	assert_string_equal(answer_query(&q, "roup", out, 16), "");
	assert_string_equal(answer_query(&q, "group", out, 8), "");
	q.query = NULL;
	assert_string_equal(answer_query(&q, "group", out, 16), "");
}

static void test_only_known_fields(void **state)
{
	static const char *const good[] = {
		"", "a=", "a=1", "bb=x@y.z&a=", "bb=x"};
	static const char *const bad[] = {"c=1", "a", "a&bb=1", "b=1", "bbb=1",
		"a=1&a=1", "a=1&c=", "=1", "&", "a=1&&bb=2", "a=%20", "a=x y",
		"a=1=2", "a=\x7f", " a=1", "a bb=1"};
	char longest[LIMIT_ADDRESS + 4] = "a=";
	struct request q = {.query = NULL};
	struct keeping k = keeping();

	(void)state;
	assert_true(answer_query_fits(&q, &k.reply, "a bb"));
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		q.query = good[i];
		assert_true(answer_query_fits(&q, &k.reply, "a bb"));
	}
	memset(longest + 2, 'x', LIMIT_ADDRESS);
	q.query = longest;
	assert_true(answer_query_fits(&q, &k.reply, "a bb"));
	assert_int_equal(k.times, 0);
	longest[LIMIT_ADDRESS + 2] = 'x';
	assert_false(answer_query_fits(&q, &k.reply, "a bb"));
	assert_non_null(strstr(k.body, "bad_field"));
	assert_non_null(strstr(k.body, "(a)"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		q.query = bad[i];
		k = keeping();
		if (answer_query_fits(&q, &k.reply, "a bb"))
			fail_msg("%s", bad[i]);
		assert_int_equal(k.times, 1);
		assert_int_equal(k.answer.status, 400);
		assert_non_null(strstr(k.body, "bad_field"));
	}
}

static void test_numbers_in_a_query(void **state)
{
	static const struct {
		const char *query;
		int64_t n; /* -1: refused */
	} all[] = {
		{"", 7},
		{"n=", 7},
		{"m=3", 7},
		{"n=1", 1},
		{"n=0009", 9},
		{"m=3&n=4", 4},
		{"n=9007199254740991", WIRE_INT_MAX},
		{"n=0", -1},
		{"n=9007199254740992", -1},
		{"n=99999999999999999999999", -1},
		{"n=-1", -1},
		{"n=+1", -1},
		{"n=1x", -1},
		{"n=zz", -1},
		{"n=1.5", -1},
		{"n=1e3", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct request q = {.query = all[i].query};
		struct keeping k = keeping();
		int64_t n = 7;
		bool good = answer_query_number(&q, &k.reply, "n", 1, &n);

		if (good != (all[i].n >= 0) || n != (good ? all[i].n : 7))
			fail_msg("%s: %d %ld", all[i].query, good, (long)n);
		assert_int_equal(k.times, !good);
		if (!good)
			assert_non_null(strstr(k.body, "(n)"));
	}
}

/* ---- the widget's files ---- */

static void test_file_comes_plain_or_compressed(void **state)
{
	struct request q = {.method = ROUTE_GET};
	struct keeping k = keeping();
	struct web *w = web_new();
	char text[5000], back[5001];
	z_stream z = {.zalloc = NULL};

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(web_add(w, "a.js", text, sizeof(text)), ERR_OK);
	assert_int_equal(web_add(w, "b.txt", text, 1), ERR_FIELD);
	assert_int_equal(web_add(w, ".js", text, 1), ERR_FIELD);
	assert_true(web_has(w, "a.js"));
	assert_false(web_has(w, "b.txt"));
	web_answer(w, "a.js", &q, &k.reply, (struct answer){.len = 0});
	assert_int_equal(k.answer.len, sizeof(text));
	assert_false(k.answer.gzip);
	assert_true(k.answer.varies);
	q.gzip = true;
	web_answer(w, "a.js", &q, &k.reply, (struct answer){.len = 0});
	assert_true(k.answer.gzip);
	assert_in_range(k.answer.len, 1, 200);
	inflateInit2(&z, 31);
	z.next_in = (unsigned char *)k.body;
	z.avail_in = (unsigned)k.answer.len;
	z.next_out = (unsigned char *)back;
	z.avail_out = sizeof(back);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, sizeof(text));
	assert_memory_equal(back, text, sizeof(text));
	inflateEnd(&z);
	web_destroy(&w);
}

static void test_known_file_is_not_sent_again(void **state)
{
	struct request q = {.method = ROUTE_GET};
	struct keeping k = keeping();
	struct web *w = web_new();
	char etag[64];

	(void)state;
	web_add(w, "a.css", "b", 1);
	web_add(w, "b.css", "c", 1);
	web_answer(w, "a.css", &q, &k.reply, (struct answer){.len = 0});
	assert_int_equal(k.answer.status, 200);
	assert_string_equal(k.body, "b");
	assert_false(k.answer.varies); /* shorter as it is */
	strcpy(etag, k.answer.etag);
	q.etag = etag;
	web_answer(w, "a.css", &q, &k.reply, (struct answer){.len = 0});
	assert_int_equal(k.answer.status, 304);
	assert_int_equal(k.answer.len, 0);
	web_answer(w, "b.css", &q, &k.reply, (struct answer){.len = 0});
	assert_int_equal(k.answer.status, 200);
	web_answer(w, "c.css", &q, &k.reply, (struct answer){.len = 0});
	assert_int_equal(k.answer.status, 404);
	web_destroy(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_answer_is_safe),
		cmocka_unit_test(test_errors_have_their_status),
		cmocka_unit_test(test_routes_answer_by_themselves),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_only_known_fields),
		cmocka_unit_test(test_numbers_in_a_query),
		cmocka_unit_test(test_file_comes_plain_or_compressed),
		cmocka_unit_test(test_known_file_is_not_sent_again),
	};

	return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
