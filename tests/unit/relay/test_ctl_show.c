/* SPDX-License-Identifier: MIT */
#include "relay/ctl/show.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "relay/ctl/except.h"
#include "relay/ctl/result.h"
#include "relay/ctl/sheet.h"
#include "relay/ctl/week.h"
#include "relay/ctl/when.h"
#include "relay/gate/file_zone.h"
#include "shared/times.h"
#include "shared/tz.h"

#define SUZUME "\xe9\x9b\x80" /* a sparrow: two cells */

static struct buf out;
static struct tz *tokyo;

static int64_t at(const char *text)
{
	int64_t t = 0;

	assert_int_equal(times_parse(text, strlen(text), &t), ERR_OK);
	return t;
}

static const char *sheet_of(bool aligned)
{
	static const char *const cells[] = {
		"suzume", SUZUME, "a\tb", "k", "Kamome\n\x1b[2J", ""};
	struct sheet sheet;

	buf_clear(&out);
	sheet_init(&sheet, aligned);
	sheet_column(&sheet, "key");
	sheet_column(&sheet, "name");
	sheet_column(&sheet, "");
	for (int i = 0; i < 6; i++)
		assert_int_equal(sheet_add(&sheet, cells[i]), ERR_OK);
	assert_int_equal(sheet_write(&sheet, &out), ERR_OK);
	sheet_fini(&sheet);
	return buf_str(&out);
}

static void test_columns_stand_below_each_other(void **state)
{
	(void)state;
	assert_string_equal(sheet_of(true),
		"key     name\n"
		"suzume  " SUZUME "          a    b\n"
		"k       Kamome [2J\n");
	assert_string_equal(
		sheet_of(false), "suzume\t" SUZUME "\ta b\nk\tKamome  [2J\t\n");
}

static void test_an_empty_sheet_is_nothing(void **state)
{
	struct sheet sheet;

	(void)state;
	buf_clear(&out);
	sheet_init(&sheet, true);
	sheet_column(&sheet, "key");
	assert_int_equal(sheet_write(&sheet, &out), ERR_OK);
	assert_int_equal(out.len, 0);
	sheet_fini(&sheet);
}

static const char *when(int64_t instant, const struct tz *tz, bool people)
{
	buf_clear(&out);
	assert_int_equal(when_add(instant, tz, people, &out), ERR_OK);
	return buf_str(&out);
}

static void test_times(void **state)
{
	struct tz *york = file_zone_load("America/New_York");
	int64_t t = at("2026-11-22T09:30:00.25Z");

	(void)state;
	assert_string_equal(when(t, tokyo, true), "2026-11-22 18:30:00");
	assert_string_equal(
		when(t, tokyo, false), "2026-11-22T18:30:00.250000+09:00");
	assert_string_equal(
		when(t, york, false), "2026-11-22T04:30:00.250000-05:00");
	assert_string_equal(
		when(t, NULL, false), "2026-11-22T09:30:00.250000Z");
	assert_string_equal(when(0, tokyo, true), "-");
	assert_string_equal(when(INT64_MAX, tokyo, true), "-");
	tz_destroy(&york);
}

/* ---- a week ---- */

#define HOURS \
	"mon-fri 10:30-13:00 14:00-17:00\nsat 11:00-02:00\n" \
	"2026-11-24 closed \"Training\"\n2027-01-01 12:00-16:00\n" \
	"2026-01-01 closed\n"

static const char *week_of(const char *hours, bool people, bool json)
{
	struct show_style style = {
		.people = people, .tz = tokyo, .zone = "Asia/Tokyo"};
	struct week_of week = {.name = "Suzume",
		.hours = hours,
		.now = at("2026-11-22T09:30:00Z")};

	buf_clear(&out);
	assert_int_equal(
		(json ? week_json : week_write)(&week, &style, &out), ERR_OK);
	return buf_str(&out);
}

static void test_a_week(void **state)
{
	(void)state;
	assert_string_equal(week_of(HOURS, true, false),
		"Suzume: closed, opens Mon 23 Nov 10:30.  Now it is Sun 22 Nov "
		"18:30 in Asia/Tokyo.\n"
		"day  date        hours                           notice\n"
		"sun  2026-11-22  closed                   today\n"
		"mon  2026-11-23  10:30-13:00 14:00-17:00\n"
		"tue  2026-11-24  closed                   dated  Training\n"
		"wed  2026-11-25  10:30-13:00 14:00-17:00\n"
		"thu  2026-11-26  10:30-13:00 14:00-17:00\n"
		"fri  2026-11-27  10:30-13:00 14:00-17:00\n"
		"sat  2026-11-28  11:00-02:00\n"
		"fri  2027-01-01  12:00-16:00              dated\n");
	assert_non_null(strstr(week_of("always", false, false),
		"Suzume: open.  Now it is Sun 22 Nov 18:30 in Asia/Tokyo.\n"
		"sun\t2026-11-22\t00:00-24:00\ttoday\t\n"));
	assert_non_null(strstr(week_of("", false, false), "Suzume: closed.  "));
	assert_non_null(strstr(week_of("sun 18:00-19:00", false, false),
		"open until Sun 22 Nov 19:00.  "));
}

static void test_a_week_as_json(void **state)
{
	(void)state;
	assert_non_null(strstr(week_of(HOURS, false, true),
		"{\"name\":\"Suzume\",\"zone\":\"Asia/Tokyo\",\"now\":"
		"1795339800000000,\"open\":false,\"next\":1795397400000000,"
		"\"days\":[{\"date\":\"2026-11-22\",\"day\":\"sun\",\"hours\":"
		"\"closed\",\"dated\":false,\"notice\":\"\"},"));
	assert_non_null(strstr(buf_str(&out),
		"\"later\":[{\"date\":\"2027-01-01\",\"day\":\"fri\",\"hours\":"
		"\"12:00-16:00\",\"dated\":true,\"notice\":\"\"}]}\n"));
}

static void test_hours_that_cannot_be_read(void **state)
{
	struct show_style style = {.tz = tokyo, .zone = "Asia/Tokyo"};
	struct week_of week = {.name = "S", .hours = "fly"};

	(void)state;
	buf_clear(&out);
	assert_int_equal(week_write(&week, &style, &out), ERR_CONFIG);
	assert_int_equal(week_json(&week, &style, &out), ERR_CONFIG);
	assert_int_equal(week_dates("fly", &out), ERR_CONFIG);
	assert_int_equal(out.len, 0);
}

/* ---- dated lines ---- */

static char why[COMMAND_WHY];

static enum err edit(const char *hours, const char *date, const char *said,
	const char *notice)
{
	struct command_line line = {
		.id = said ? COMMAND_EXCEPT_ADD : COMMAND_EXCEPT_REMOVE,
		.args = {"suzume", date, said},
		.notice = notice};

	why[0] = '\0';
	buf_clear(&out);
	return except_edit(&line, hours, &out, why);
}

static void test_dated_lines(void **state)
{
	(void)state;
	assert_int_equal(edit("mon 10:00-12:00 # only\n", "2026-12-31",
				 "closed", "Stocktaking"),
		ERR_OK);
	assert_string_equal(buf_str(&out),
		"mon 10:00-12:00 # only\n"
		"2026-12-31 closed \"Stocktaking\"\n");
	assert_int_equal(edit("2026-12-31 closed#x\nmon 10:00-12:00",
				 "2026-12-31", "10:00-11:00 12:00-13:00", NULL),
		ERR_OK);
	assert_string_equal(buf_str(&out),
		"2026-12-31 10:00-11:00 12:00-13:00\nmon 10:00-12:00\n");
	assert_int_equal(
		edit("always # day and night", "2026-12-31", "closed", ""),
		ERR_OK);
	assert_string_equal(
		buf_str(&out), "mon-sun 00:00-24:00\n2026-12-31 closed\n");
	assert_int_equal(edit("2026-12-31 closed\nmon 10:00-12:00\n",
				 "2026-12-31", NULL, NULL),
		ERR_OK);
	assert_string_equal(buf_str(&out), "mon 10:00-12:00\n");
	assert_int_equal(
		edit("2026-12-31 closed", "2026-12-31", NULL, NULL), ERR_OK);
	assert_string_equal(buf_str(&out), "");
}

static void test_bad_dated_lines(void **state)
{
	(void)state;
	assert_int_equal(edit("", "2026-12-31", NULL, NULL), ERR_UNKNOWN);
	assert_int_equal(
		edit("always", "2026-13-01", "closed", NULL), ERR_FIELD);
	assert_string_equal(why, "2026-13-01 closed: there is no such date");
	assert_int_equal(edit("always", "2026-12-31", "late", NULL), ERR_FIELD);
	assert_string_equal(
		why, "2026-12-31 late: an interval is written 10:30-19:00");
	assert_int_equal(edit("always", "mon", "closed", NULL), ERR_FIELD);
	assert_string_equal(why, "a date is written 2026-12-31");
	assert_int_equal(
		edit("always", "2026-12-31", "closed", "a \"b\""), ERR_FIELD);
	assert_string_equal(
		why, "a notice is one line without quotation marks");
	assert_int_equal(
		edit("always", "2026-12-31", "closed", "a\nmon closed"),
		ERR_FIELD);
	assert_int_equal(edit("fly", "2026-12-31", "closed", NULL), ERR_FIELD);
	assert_string_equal(why, "hours, line 1: neither a day nor a date");
}

/* ---- answers ---- */

static enum err show(enum command_id id, const char *answer, bool people)
{
	struct command_line line = {.id = id, .args = {"suzume", "b@c"}};
	struct show_style style = {
		.people = people, .tz = tokyo, .zone = "Asia/Tokyo"};

	buf_clear(&out);
	return show_answer(&line, answer, &style, &out);
}

#define ACCOUNTS \
	"{\"accounts\":[{\"address\":\"a@b\",\"name\":\"" SUZUME \
	"\",\"locked\":true,\"manager\":true,\"sessions\":2,\"used\":" \
	"1795339800000000},{\"address\":\"B@c\",\"name\":\"B\"}]}"

static void test_accounts(void **state)
{
	(void)state;
	assert_int_equal(show(COMMAND_ACCOUNT_LIST, ACCOUNTS, false), ERR_OK);
	assert_string_equal(buf_str(&out),
		"a@b\t" SUZUME "\tmanager\tlocked\t2\t"
		"2026-11-22T18:30:00.000000+09:00\t\n"
		"B@c\tB\tassociate\ttaken\t0\t-\t\n");
	assert_int_equal(show(COMMAND_ACCOUNT_LIST, ACCOUNTS, true), ERR_OK);
	assert_string_equal(buf_str(&out),
		"address  name  rights     codes   sessions  last used        "
		"    groups\n"
		"a@b      " SUZUME
		"    manager    locked  2         2026-11-22 "
		"18:30:00\n"
		"B@c      B     associate  taken   0         -\n"
		"Times are those of Asia/Tokyo.\n");
	assert_int_equal(show(COMMAND_ASSOCIATE_SHOW, ACCOUNTS, true), ERR_OK);
	assert_string_equal(buf_str(&out),
		"address      B@c\nname         B\nrights       associate\n"
		"groups       -\nlanguage     en\ncodes        taken\n"
		"sessions     0\nlast used    -\nid           \n");
	assert_int_equal(
		show(COMMAND_ASSOCIATE_SHOW, "{\"accounts\":[]}", true),
		ERR_UNKNOWN);
	assert_int_equal(show(COMMAND_ACCOUNT_LIST, "fly", true), ERR_JSON);
}

static enum err result(enum command_id id, const char *answer, bool ascii)
{
	struct command_line line = {.id = id, .args = {"suzume", "b@c"}};

	buf_clear(&out);
	return result_write(&line, answer, ascii, &out);
}

#define TEMPLATES \
	"{\"templates\":[{\"use\":\"reply\",\"template\":\"a\"}," \
	"{\"use\":\"greeting\",\"template\":\"" SUZUME "\"}]}"

static void test_json(void **state)
{
	(void)state;
	assert_int_equal(result(COMMAND_STOP, "", false), ERR_OK);
	assert_string_equal(buf_str(&out), "{\"ok\":true}\n");
	assert_int_equal(result(COMMAND_REPLY_LIST, TEMPLATES, false), ERR_OK);
	assert_string_equal(buf_str(&out),
		"{\"templates\":[{\"use\":\"reply\",\"template\":\"a\"}]}\n");
	assert_int_equal(
		result(COMMAND_GREETING_LIST, TEMPLATES, true), ERR_OK);
	assert_string_equal(buf_str(&out),
		"{\"templates\":[{\"use\":\"greeting\",\"template\":"
		"\"\\u96C0\"}]}\n");
	assert_int_equal(
		result(COMMAND_ASSOCIATE_SHOW, ACCOUNTS, false), ERR_OK);
	assert_string_equal(
		buf_str(&out), "{\"address\":\"B@c\",\"name\":\"B\"}\n");
	assert_int_equal(
		result(COMMAND_GROUP_LIST, "{\"retailers\":[]}", false),
		ERR_UNKNOWN);
	assert_int_equal(result(COMMAND_STATUS, "{", false), ERR_JSON);
}

static void test_what_knows_only_ascii(void **state)
{
	(void)state;
	buf_clear(&out);
	buf_add_str(&out,
		"a" SUZUME "\xc3\xa9"
		"b");
	show_ascii(&out);
	assert_string_equal(buf_str(&out), "a??b");
	assert_int_equal(out.len, 4);
}

static int begin(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	buf_init(&out, 1 << 20);
	tokyo = file_zone_load("Asia/Tokyo");
	return tokyo ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	buf_fini(&out);
	tz_destroy(&tokyo);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_stand_below_each_other),
		cmocka_unit_test(test_an_empty_sheet_is_nothing),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_a_week),
		cmocka_unit_test(test_a_week_as_json),
		cmocka_unit_test(test_hours_that_cannot_be_read),
		cmocka_unit_test(test_dated_lines),
		cmocka_unit_test(test_bad_dated_lines),
		cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_what_knows_only_ascii),
	};

	return cmocka_run_group_tests_name("ctl_show", tests, begin, end);
}
