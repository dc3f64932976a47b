/* SPDX-License-Identifier: MIT */
/* The archive as a file (J2): cells, strings, and parts that go on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <locale.h>
#include <string.h>

#include "client/export/export.h"
#include "client/export/export_csv.h"
#include "client/export/export_json.h"
#include "shared/mem.h"
#include "shared/money.h"

#define CHAT "0123456789abcdefghjkmnpqrs"
#define HEAD \
	"{\"t\":\"exporting\",\"name\":\"Suzume\",\"zone\":\"Asia/Tokyo\"," \
	"\"now\":1796000000000000}\n"
#define FILED \
	"{\"t\":\"filed\",\"chat\":\"" CHAT "\",\"at\":1796000000000000," \
	"\"reason\":\"ended\",\"name\":\"=Mio\",\"holder\":\"Aiko\"," \
	"\"text\":\"Yes, three\",\"opened\":1795999000000000,\"sales\":1," \
	"\"amount\":1250,\"currency\":\"KWD\",\"fresh\":true}\n"
#define ENTRY(seq, text) \
	"{\"t\":\"entry\",\"chat\":\"" CHAT "\",\"seq\":" seq "," \
	"\"at\":1795999000000000,\"kind\":\"text\",\"who\":\"shopper\"," \
	"\"name\":\"Mio\",\"text\":\"" text "\"}\n"
#define LAST "{\"t\":\"archived\"}\n"
#define MORE "{\"t\":\"archived\",\"more\":true}\n"

static void cell(const char *said, const char *wanted)
{
	struct buf out;

	buf_init(&out, 4096);
	export_csv_cell(said, &out);
	assert_string_equal(buf_str(&out), wanted);
	buf_fini(&out);
}

static void test_cells(void **state)
{
	(void)state;
	cell(NULL, "");
	cell("Mio", "Mio");
	cell("a,b", "\"a,b\"");
	cell("a\"b", "\"a\"\"b\"");
	cell("a\nb", "\"a\nb\"");
	cell("=1+1", "\"'=1+1\"");
	cell("+81 3", "\"'+81 3\"");
	cell("-1", "\"'-1\"");
	cell("@SUM(A1)", "\"'@SUM(A1)\"");
	cell("\t=1", "\"'    =1\"");
	cell("\r=1", "\"'\n=1\"");
	cell("＝1", "\"'＝1\"");
	cell("1=1", "1=1");
	/* What is not seen hides no formula. */
	cell("\x1b=1", "\"'=1\"");
	cell("\xe2\x80\x8b=1", "\"'=1\"");
	cell("a\x1b[31mb\x07", "a[31mb");
}

static void string(const char *said, const char *wanted)
{
	struct buf out;

	buf_init(&out, 4096);
	export_json_string(said, &out);
	assert_string_equal(buf_str(&out), wanted);
	buf_fini(&out);
}

static void test_strings(void **state)
{
	(void)state;
	string("Mio \"x\" \\", "\"Mio \\\"x\\\" \\\\\"");
	string("a\nb\x1b[31m\x7f", "\"a\\nb\\u001b[31m\\u007f\"");
	string("\xc2\x9b"
	       "1m",
		"\"\\u009b1m\"");
	string("\xe2\x80\xae"
	       "abc",
		"\"\\u202eabc\"");
	string("\xf3\xa0\x81\x81", "\"\\udb40\\udc41\"");
	string("コート", "\"コート\"");
}

/* Takes the parts, one after the other; the last must be the last. */
static char *written_of(
	bool enquiries, enum export_form form, const char *const *parts, int n)
{
	const struct export_want want = {
		.form = form, .bom = true, .enquiries = enquiries};
	struct export *x = export_new(&want);
	struct buf out;
	char *text;

	buf_init(&out, 65536);
	for (int i = 0; i < n; i++) {
		bool more;

		assert_int_equal(
			export_take(x, parts[i], strlen(parts[i]), &more, &out),
			ERR_OK);
		assert_int_equal(more, i < n - 1);
	}
	assert_int_equal(export_chats(x), 1);
	export_destroy(&x);
	text = buf_take(&out);
	assert_non_null(text);
	return text;
}

static char *written(enum export_form form, const char *const *parts, int n)
{
	return written_of(false, form, parts, n);
}

static const char *const whole[] = {
	HEAD FILED ENTRY("1", "Hello") MORE, HEAD ENTRY("2", "A\\nB") LAST};

static void test_json_goes_on(void **state)
{
	char *text = written(EXPORT_JSON, whole, 2);
	json_t *root = json_loads(text, 0, NULL);
	const json_t *entries = json_object_get(root, "entries");

	(void)state;
	assert_non_null(root);
	assert_int_equal(json_array_size(entries), 2);
	assert_string_equal(json_string_value(json_object_get(
				    json_array_get(entries, 1), "text")),
		"A\nB");
	assert_int_equal(
		json_integer_value(json_object_get(root, "amount")), 1250);
	assert_string_equal(
		json_string_value(json_object_get(root, "currency")), "KWD");
	assert_true(json_is_true(json_object_get(root, "fresh")));
	assert_string_equal(
		json_string_value(json_object_get(root, "name")), "=Mio");
	json_decref(root);
	mem_free(text);
}

static void test_csv(void **state)
{
	char *text = written(EXPORT_CSV, whole, 2);
	const char *row = strstr(text, "\r\n");

	(void)state;
	assert_memory_equal(text,
		"\xef\xbb\xbf"
		"chat,",
		8);
	assert_non_null(row);
	assert_non_null(strstr(row,
		",\"'=Mio\",Aiko,ended,en,2,\"Yes, three\","
		"1,1.250,KWD,yes,\r\n"));
	mem_free(text);
}

/* More than one order can come to. */
static void test_csv_of_a_great_sum(void **state)
{
	const struct wire_filed f = {
		.chat = id_from_str(CHAT),
		.sales = 9,
		.amount = MONEY_SUM_MAX,
		.currency = "JPY",
	};
	struct buf out;

	(void)state;
	buf_init(&out, 4096);
	export_csv_row(&f, 1, "", &out);
	assert_non_null(strstr(buf_str(&out), ",9,9007199254740991,JPY,"));
	buf_fini(&out);
}

static void test_text(void **state)
{
	char *text = written(EXPORT_TEXT, whole, 2);

	(void)state;
	assert_non_null(strstr(text, "=Mio   Sale KWD 1.250   * New\n"));
	assert_non_null(strstr(text, "Aiko   " CHAT "\n"));
	assert_non_null(strstr(text, "Mio: Hello\n"));
	assert_non_null(strstr(text, "Mio: A\n       B\n"));
	mem_free(text);
}

#define SALE(order, more) \
	"{\"t\":\"sale\",\"order\":\"" order "\",\"chat\":\"" CHAT \
	"\",\"at\":1796000000000000,\"product\":\"Coat\",\"quantity\":2," \
	"\"amount\":1250,\"currency\":\"KWD\"" more "}\n"

static const char *const sold[] = {
	HEAD FILED SALE("=T-1", "") SALE("T-2", ",\"cancelled\":true")
		SALE("T-3", ",\"paid\":2000") ENTRY("1", "Hello") MORE,
	HEAD ENTRY("2", "A\\nB") LAST};

/* Each form says which orders there were, and what became of them (E1). */
static void test_orders(void **state)
{
	char *text = written(EXPORT_JSON, sold, 2);
	json_t *root = json_loads(text, 0, NULL);
	const json_t *orders = json_object_get(root, "orders");

	(void)state;
	assert_int_equal(json_array_size(orders), 3);
	assert_int_equal(json_array_size(json_object_get(root, "entries")), 2);
	assert_string_equal(json_string_value(json_object_get(
				    json_array_get(orders, 1), "order")),
		"T-2");
	assert_true(json_is_true(
		json_object_get(json_array_get(orders, 1), "cancelled")));
	assert_null(json_object_get(json_array_get(orders, 1), "chat"));
	json_decref(root);
	mem_free(text);
	text = written(EXPORT_CSV, sold, 2);
	assert_non_null(strstr(text,
		",yes,\"'=T-1 1.250 KWD; T-2 cancelled; T-3 1.250 KWD\"\r\n"));
	mem_free(text);
	text = written(EXPORT_TEXT, sold, 2);
	assert_non_null(strstr(text,
		"Aiko   " CHAT "\n"
		"       =T-1   Coat x 2   KWD 1.250\n"
		"       T-2   Coat x 2   cancelled\n"
		"       T-3   Coat x 2   KWD 1.250, some paid back\n"));
	mem_free(text);
}

#define ASKED(more) \
	"{\"t\":\"enquiry\",\"enquiry\":\"" CHAT \
	"\",\"at\":1795984000000000,\"name\":\"=Mio\",\"address\":" \
	"\"mio@example.com\",\"text\":\"Wool?\\nBlue?\",\"lang\":\"ja\"" more \
	"}\n"
#define LETTER(n, text) \
	"{\"t\":\"letter\",\"letter\":\"0000000000000000000000000" n \
	"\",\"at\":1795987600000000,\"name\":\"Aiko\",\"text\":\"" text \
	"\",\"state\":\"failed\",\"why\":\"550 nobody\"}\n"

static const char *const answered[] = {
	HEAD ASKED(",\"taken\":\"Aiko\",\"done\":1795987600000000,"
		   "\"state\":\"failed\"") LETTER("1", "No.")
		LETTER("2", "@Yes.\\nBlue.") LAST};
static const char *const waits[] = {HEAD ASKED("") LAST};

static void test_enquiries_as_json(void **state)
{
	char *text = written_of(true, EXPORT_JSON, answered, 1);
	json_t *root = json_loads(text, 0, NULL);
	const json_t *letters = json_object_get(root, "letters");

	(void)state;
	assert_non_null(root);
	assert_string_equal(
		json_string_value(json_object_get(root, "enquiry")), CHAT);
	assert_string_equal(json_string_value(json_object_get(root, "text")),
		"Wool?\nBlue?");
	assert_int_equal(json_array_size(letters), 2);
	assert_string_equal(json_string_value(json_object_get(
				    json_array_get(letters, 1), "text")),
		"@Yes.\nBlue.");
	json_decref(root);
	mem_free(text);
	text = written_of(true, EXPORT_JSON, waits, 1);
	assert_non_null(strstr(text, ",\"letters\":[]}\n"));
	mem_free(text);
}

static void test_enquiries_as_csv(void **state)
{
	char *text = written_of(true, EXPORT_CSV, answered, 1);

	(void)state;
	assert_memory_equal(text,
		"\xef\xbb\xbf"
		"enquiry,received,",
		20);
	assert_non_null(strstr(text,
		"\r\n" CHAT ",2026-11-29T20:26:40.000000Z,\"'=Mio\","
		"mio@example.com,ja,failed,Aiko,2026-11-29T21:26:40.000000Z,2,"
		"\"Wool?\nBlue?\",\"'@Yes.\nBlue.\"\r\n"));
	mem_free(text);
	text = written_of(true, EXPORT_CSV, waits, 1);
	assert_non_null(strstr(text, ",ja,waits,,,0,\"Wool?\nBlue?\",\r\n"));
	mem_free(text);
}

static void test_enquiries_as_text(void **state)
{
	char *text = written_of(true, EXPORT_TEXT, answered, 1);

	(void)state;
	assert_string_equal(text,
		"2026-11-29 20:26 UTC   =Mio   mio@example.com   Japanese\n"
		"Not delivered   " CHAT "\n"
		"       Wool?\n       Blue?\n"
		"2026-11-29 21:26 UTC   Aiko   Not delivered   550 nobody\n"
		"       No.\n"
		"2026-11-29 21:26 UTC   Aiko   Not delivered   550 nobody\n"
		"       @Yes.\n       Blue.\n\n");
	mem_free(text);
}

static void test_asks_on_for_enquiries(void **state)
{
	const struct export_want want = {
		.form = EXPORT_JSON, .enquiries = true};
	struct export *x = export_new(&want);
	struct buf out;
	bool more;

	(void)state;
	buf_init(&out, 65536);
	export_take(x, waits[0], strlen(waits[0]), &more, &out);
	buf_clear(&out);
	assert_int_equal(export_ask(x, 1796000000000000, &out), ERR_OK);
	assert_non_null(strstr(buf_str(&out), "\"last\":\"" CHAT "\""));
	assert_non_null(strstr(buf_str(&out), "\"before\":1795984000000000"));
	assert_non_null(strstr(buf_str(&out), "\"enquiries\":true"));
	assert_null(strstr(buf_str(&out), "after"));
	/* What is not among them is no answer. */
	buf_clear(&out);
	assert_int_equal(
		export_take(x, whole[1], strlen(whole[1]), &more, &out),
		ERR_JSON);
	buf_fini(&out);
	export_destroy(&x);
}

static void test_asks_on(void **state)
{
	const struct export_want want = {.form = EXPORT_JSON, .days = 2};
	struct export *x = export_new(&want);
	struct buf out;
	bool more;

	(void)state;
	buf_init(&out, 65536);
	assert_int_equal(export_ask(x, 1796000000000000, &out), ERR_OK);
	assert_null(strstr(buf_str(&out), "last"));
	assert_non_null(strstr(buf_str(&out), "\"since\":1795827200000000"));
	buf_clear(&out);
	export_take(x, whole[0], strlen(whole[0]), &more, &out);
	buf_clear(&out);
	assert_int_equal(export_ask(x, 1796000000000000, &out), ERR_OK);
	assert_non_null(strstr(buf_str(&out), "\"last\":\"" CHAT "\""));
	assert_non_null(strstr(buf_str(&out), "\"before\":1796000000000000"));
	assert_non_null(strstr(buf_str(&out), "\"after\":1"));
	buf_fini(&out);
	export_destroy(&x);
}

static void test_what_is_no_answer(void **state)
{
	static const char *const bad[] = {"", "\n", HEAD, HEAD FILED,
		HEAD FILED "{\"t\":\"archived\"}", HEAD ENTRY("1", "x") LAST,
		HEAD FILED ENTRY("1", "x") ENTRY("1", "x") LAST, HEAD LAST LAST,
		HEAD ASKED("") LAST, HEAD FILED LETTER("1", "x") LAST,
		HEAD FILED ENTRY("1", "x") SALE("T", "") LAST,
		HEAD "{\"t\":\"pong\",\"now\":1}\n" LAST, "<html>\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct export_want want = {.form = EXPORT_JSON};
		struct export *x = export_new(&want);
		struct buf out;
		bool more;

		buf_init(&out, 65536);
		assert_int_equal(
			export_take(x, bad[i], strlen(bad[i]), &more, &out),
			ERR_JSON);
		buf_fini(&out);
		export_destroy(&x);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_json_goes_on),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_of_a_great_sum),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_enquiries_as_json),
		cmocka_unit_test(test_enquiries_as_csv),
		cmocka_unit_test(test_enquiries_as_text),
		cmocka_unit_test(test_asks_on),
		cmocka_unit_test(test_asks_on_for_enquiries),
		cmocka_unit_test(test_what_is_no_answer),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
