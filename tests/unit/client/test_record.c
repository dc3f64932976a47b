/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/flow.h"
#include "client/flow/record.h"
#include "shared/utf8.h"

#define AT "1767261600"

static const char *const lines[] = {
	"{\"n\":1,\"at\":" AT
	"000000,\"who\":\"associate 1\",\"did\":\"connect\","
	"\"lang\":\"en\",\"groups\":\"ginza living\"}",
	"{\"n\":2,\"at\":" AT
	"100000,\"who\":\"associate 2\",\"did\":\"connect\","
	"\"lang\":\"ja\",\"manager\":true}",
	"{\"n\":3,\"at\":" AT "200000,\"who\":\"associate 1\",\"did\":"
	"\"available\"}",
	"{\"n\":4,\"at\":1767261690000000,\"who\":\"shopper 1\",\"did\":"
	"\"connect\",\"lang\":\"ja\",\"path\":\"/p/matcha-bowl\",\"group\":"
	"\"ginza\"}",
	"{\"n\":5,\"at\":1767261691500000,\"who\":\"shopper "
	"1\",\"did\":\"say\","
	"\"chat\":1,\"chars\":12}",
	"{\"n\":6,\"at\":1767261691600000,\"who\":\"associate 1\",\"did\":"
	"\"accept\",\"chat\":1}",
	"{\"n\":7,\"at\":1767261691700000,\"who\":\"associate 2\",\"did\":"
	"\"accept\",\"chat\":1}",
	"{\"n\":8,\"at\":1767261692000000,\"who\":\"associate 1\",\"did\":"
	"\"connect\"}",
	"{\"n\":9,\"at\":1767261692000000,\"who\":\"associate "
	"1\",\"did\":\"say\","
	"\"chat\":1,\"chars\":60}",
	"{\"n\":10,\"at\":1767261692000000,\"who\":\"shopper "
	"1\",\"did\":\"page\","
	"\"path\":\"/account/Hana.Sato@example.com\"}",
	"{\"n\":11,\"at\":1767261692000000,\"who\":\"shopper "
	"1\",\"did\":\"event\","
	"\"what\":\"purchase\",\"path\":\"/\"}",
	"{\"n\":12,\"at\":1767261692000000,\"who\":\"associate 1\",\"did\":"
	"\"transfer\",\"chat\":1,\"to\":\"associate 2\"}",
	"{\"n\":13,\"at\":1767261692000000,\"who\":\"associate 2\",\"did\":"
	"\"accept\",\"chat\":1}",
	"{\"n\":14,\"at\":1767261692000000,\"who\":\"associate 2\",\"did\":"
	"\"end\",\"chat\":9}",
	"{\"n\":15,\"at\":1767261692000000,\"who\":\"associate 2\",\"did\":"
	"\"block\",\"chat\":1}",
	"{\"n\":16,\"at\":1767261692000000,\"who\":\"associate 1\",\"did\":"
	"\"disconnect\"}",
	"{\"n\":17,\"at\":1767261692000000,\"who\":\"associate 99\",\"did\":"
	"\"available\"}",
	"{\"n\":18,\"at\":1767261692000000,\"who\":\"shopper 2\",\"did\":"
	"\"enquire\"}",
	"{\"n\":19,\"at\":1767261692000000,\"who\":\"associate 2\",\"did\":"
	"\"take_up\"}",
};

static const char wanted[] =
	"# A recorded session\n"
	"associate Ken in groups ginza and living\n"
	"manager Mio in Japanese\n"
	"Ken goes available\n"
	"wait 90 s\n"
	"shopper Hana in Japanese opens /p/matcha-bowl of group ginza\n"
	"wait 1 s\n"
	"Hana says \"こんにちは、こちらの商品\"\n"
	"Ken accepts Hana\n"
	"Mio tries to accept Hana\n"
	"Ken signs in on the second device\n"
	"Ken says "
	"\"ありがとうございます。よく分かりました。"
	"もう少し詳しく教えていただけますか。"
	"お調べいたしますので少々お待ちください。数日\"\n"
	"Hana goes to /page/1\n"
	"Hana buys order R-1 for 1,000 JPY\n"
	"Ken transfers to Mio\n"
	"Mio accepts Hana\n"
	"# Mio: end, in a chat from before\n"
	"Mio blocks Hana because \"Recorded\"\n"
	"Ken leaves on the second device\n"
	"# somebody past the last name\n"
	"shopper Sora opens /\n"
	"Sora leaves the enquiry \"Could you tell me a little more about\"\n"
	"Mio takes up the enquiry of Sora\n";

static void parses(const struct buf *out)
{
	struct flow_fault fault;
	struct flow *f;

	if (flow_parse(out->data, out->len, &f, &fault) != ERR_OK)
		fail_msg("%d:%d: %s in\n%s", fault.line, fault.column,
			fault.why, out->data);
	flow_destroy(&f);
}

static void a_session_becomes_a_flow(void **state)
{
	struct buf out;
	struct record *r;

	(void)state;
	buf_init(&out, 100000);
	r = record_new(&out);
	assert_non_null(r);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_int_equal(
			record_line(r, lines[i], strlen(lines[i])), ERR_OK);
	assert_int_equal(record_last(r), 19);
	assert_string_equal(out.data, wanted);
	parses(&out);
	record_destroy(&r);
	buf_fini(&out);
}

static void what_is_no_line_is_refused(void **state)
{
	static const char *const bad[] = {"", "{}", "[1]", "{\"n\":1", "null",
		"{\"n\":0,\"at\":1,\"who\":\"associate 1\",\"did\":\"say\"}",
		"{\"n\":1,\"at\":1,\"who\":\"associate 0\",\"did\":\"say\"}",
		"{\"n\":1,\"at\":1,\"who\":\"relay 1\",\"did\":\"say\"}",
		"{\"n\":1,\"at\":1,\"who\":\"associate 1x\",\"did\":\"say\"}",
		"{\"n\":1,\"at\":1,\"who\":\"associate 1\"}"};
	struct buf out;
	struct record *r;
	size_t len;

	(void)state;
	buf_init(&out, 100000);
	r = record_new(&out);
	len = out.len;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(
			record_line(r, bad[i], strlen(bad[i])), ERR_FIELD);
	assert_int_equal(out.len, len);
	assert_int_equal(record_last(r), 0);
	record_destroy(&r);
	buf_fini(&out);
}

/* However long a session is, its flow can be played. */
static void a_long_session_is_cut(void **state)
{
	struct buf out;
	struct record *r;
	char line[200];
	int n = 0;

	(void)state;
	buf_init(&out, 4000000);
	r = record_new(&out);
	for (; n < FLOW_STEPS; n++) {
		snprintf(line, sizeof(line),
			"{\"n\":%d,\"at\":%d000000,\"who\":\"shopper %d\","
			"\"did\":\"connect\",\"path\":\"/%d\",\"group\":"
			"\"g%d\"}",
			n + 1, n + 1, n % 16 + 1, n, n % 20);
		assert_int_equal(record_line(r, line, strlen(line)), ERR_OK);
		snprintf(line, sizeof(line),
			"{\"n\":%d,\"at\":%d000000,\"who\":\"shopper %d\","
			"\"did\":\"say\",\"chat\":5000,\"chars\":%d}",
			n + 1, n + 1, n % 16 + 1, n);
		if (n < 100)
			assert_int_equal(
				record_line(r, line, strlen(line)), ERR_OK);
	}
	assert_true(record_full(r) || n == FLOW_STEPS);
	parses(&out);
	record_destroy(&r);
	buf_fini(&out);
}

/* About as many characters as were asked for, in either language. */
static void words_are_about_as_long(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 100000);
	for (int chars = 0; chars < 500; chars++)
		for (int ja = 0; ja < 2; ja++) {
			int said;

			buf_clear(&out);
			record_words(&out, ja, chars, chars);
			said = (int)utf8_count(out.data, out.len) - 2;
			assert_in_range(said + 12 - chars, 0, 24);
			assert_true(said > 0);
		}
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_becomes_a_flow),
		cmocka_unit_test(what_is_no_line_is_refused),
		cmocka_unit_test(a_long_session_is_cut),
		cmocka_unit_test(words_are_about_as_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
