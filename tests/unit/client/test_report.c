/* SPDX-License-Identifier: MIT */
/* The forms of a report, to the letter. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "client/flow/flow.h"
#include "client/flow/report.h"
#include "shared/times.h"
#include "tests/lib/scene.h"

#define MS 1000                    /* us */
#define OWN(text) ((char[]){text}) /* what a flow owns */

static struct flow_step steps[] = {
	{.line = 3, .said = OWN("shopper Hana opens /p/matcha-bowl")},
	{.line = 4,
		.said = OWN("Hana says \"在庫は\033[31m<ありますか> & \\o/\"")},
	{.line = 5, .said = OWN("  Ken is rung")},
	{.line = 6, .said = OWN("Ken accepts")},
};
static struct flow flow = {
	.title = OWN("Hana asks #1"),
	.rules = OWN("C1 C3"),
	.steps = steps,
	.n_steps = 4,
};
static struct flow untitled = {.steps = steps, .n_steps = 1};

/* Two flows: one in which the third step fails, one that holds. */
static char *told(enum report_kind kind, struct report_style style)
{
	int64_t at;
	struct report *r;
	struct buf out;

	assert_int_equal(times_parse("2025-11-24T23:59:59Z", 20, &at), ERR_OK);
	buf_init(&out, 1 << 16);
	r = report_new(kind, style, &out);
	report_flow(r, &flow, "flows/C1.flow");
	report_step(r, &steps[0], at);
	report_outcome(r, &steps[0], REPORT_HELD, NULL, 20 * MS);
	report_step(r, &steps[1], at);
	report_note(r, "the relay was killed", at + TIMES_SECOND);
	report_outcome(r, &steps[1], REPORT_HELD, NULL, 20 * MS);
	report_step(r, &steps[2], at + 2 * TIMES_SECOND);
	report_outcome(r, &steps[2], REPORT_FAILED,
		"Ken has \"heard\" nothing:\n\x01<none>", 1240 * MS);
	report_outcome(r, &steps[3], REPORT_LEFT, NULL, 0);
	report_flow_end(r, false, 1280 * MS);
	report_flow(r, &untitled, "flows/a & b.flow");
	report_step(r, &steps[0], at);
	report_outcome(r, &steps[0], REPORT_HELD, NULL, 350 * MS);
	report_flow_end(r, true, 400 * MS);
	report_end(r);
	report_destroy(&r);
	assert_null(r);
	assert_int_equal(out.err, ERR_OK);
	return buf_take(&out);
}

static void assert_told(
	enum report_kind kind, struct report_style style, const char *wanted)
{
	char *text = told(kind, style);

	assert_string_equal(text, wanted);
	free(text);
}

static void test_story(void **state)
{
	(void)state;
	scene_language("en");
	assert_told(REPORT_STORY, (struct report_style){0},
		"\n  Hana asks #1\n  flows/C1.flow   C1 C3\n\n"
		"  2025-11-24 UTC\n"
		"  23:59:59  shopper Hana opens /p/matcha-bowl\n"
		"  23:59:59  Hana says \"在庫は[31m<ありますか> & \\o/\"\n"
		"  2025-11-25 UTC\n"
		"  00:00:00  the relay was killed\n"
		"  00:00:01    Ken is rung  1.2 s\n"
		"          x Ken has \"heard\" nothing: <none>\n"
		"\n  It did not hold.  Steps: 3, not come to: 1  1.3 s\n"
		"\n  flows/a & b.flow\n  flows/a & b.flow\n\n"
		"  2025-11-24 UTC\n"
		"  23:59:59  shopper Hana opens /p/matcha-bowl  0.4 s\n"
		"\n  It held.  Steps: 1  0.4 s\n"
		"\n  Flows that held: 1, that did not: 1  1.7 s\n");
}

static void test_story_japanese_and_narrow(void **state)
{
	char *text;

	(void)state;
	scene_language("ja");
	text = told(REPORT_STORY, (struct report_style){.columns = 40});
	assert_non_null(strstr(text,
		"  23:59:59  shopper Hana opens /p/\n"
		"            matcha-bowl\n"));
	assert_non_null(strstr(text,
		"\n  成り立ちませんでした。  ステップ: 3、未実行: 1  1.3 "
		"秒\n"));
	assert_non_null(strstr(text, "成り立ったフロー: 1"));
	free(text);
	scene_language("en");
}

/* Without the codes the text is the same. */
static void test_story_colour(void **state)
{
	char *plain = told(REPORT_STORY, (struct report_style){0});
	char *text = told(REPORT_STORY, (struct report_style){.colour = true});
	size_t n = 0;

	(void)state;
	assert_non_null(strstr(text,
		"\033[2m  23:59:59  \033[0mshopper Hana opens "
		"/p/matcha-bowl\n"));
	assert_non_null(strstr(text, "\033[1mx \033[0m\033[1mKen has"));
	for (const char *c = text; *c; c++)
		if (*c == '\033')
			c += strcspn(c, "m");
		else
			text[n++] = *c;
	text[n] = '\0';
	assert_string_equal(text, plain);
	free(text);
	free(plain);
}

static void test_tap(void **state)
{
	(void)state;
	assert_told(REPORT_TAP, (struct report_style){0},
		"TAP version 13\n"
		"# the relay was killed\n"
		"not ok 1 - Hana asks \\#1 (flows/C1.flow)\n"
		"  ---\n"
		"  file: \"flows/C1.flow\"\n"
		"  duration_ms: 1280\n"
		"  failures:\n"
		"    - line: 5\n"
		"      step: \"  Ken is rung\"\n"
		"      outcome: failed\n"
		"      why: \"Ken has \\\"heard\\\" nothing:\\n"
		"\\u0001<none>\"\n"
		"  left: 1\n"
		"  ...\n"
		"ok 2 - flows/a & b.flow\n"
		"  ---\n"
		"  file: \"flows/a & b.flow\"\n"
		"  duration_ms: 400\n"
		"  ...\n"
		"1..2\n");
}

static void test_junit(void **state)
{
	(void)state;
	assert_told(REPORT_JUNIT, (struct report_style){0},
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"norenflow\" tests=\"2\" failures=\"1\" "
		"errors=\"0\" time=\"1.680\">\n"
		"  <testsuite name=\"norenflow\" tests=\"2\" failures=\"1\" "
		"errors=\"0\" time=\"1.680\" skipped=\"0\">\n"
		"    <testcase classname=\"flows/C1.flow\" "
		"name=\"Hana asks #1\" time=\"1.280\">\n"
		"      <failure type=\"failed\" message=\"Ken has "
		"&quot;heard&quot; nothing:&#10;�&lt;none&gt;\">"
		"flows/C1.flow:5:   Ken is rung: Ken has "
		"&quot;heard&quot; nothing:&#10;�&lt;none&gt;</failure>\n"
		"    </testcase>\n"
		"    <testcase classname=\"flows/a &amp; b.flow\" "
		"name=\"flows/a &amp; b.flow\" time=\"0.400\"></testcase>\n"
		"  </testsuite>\n"
		"</testsuites>\n");
}

/* A refused step is an error, not a failure; an interrupted flow failed. */
static void test_junit_refused(void **state)
{
	struct report *r;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	r = report_new(REPORT_JUNIT, (struct report_style){0}, &out);
	report_flow(r, &untitled, "a.flow");
	report_step(r, &steps[0], 0);
	report_outcome(r, &steps[0], REPORT_REFUSED, "forbidden", 0);
	report_flow_end(r, false, 0);
	report_flow(r, &untitled, "b.flow");
	report_flow_end(r, false, 0);
	report_end(r);
	assert_non_null(strstr(
		buf_str(&out), "tests=\"2\" failures=\"1\" errors=\"1\""));
	assert_non_null(strstr(buf_str(&out),
		"<error type=\"refused\" message=\"forbidden\">a.flow:3: "
		"shopper Hana opens /p/matcha-bowl: forbidden</error>"));
	assert_non_null(strstr(buf_str(&out),
		"<failure type=\"failed\" message=\"interrupted\"/>"));
	report_destroy(&r);
	buf_fini(&out);
}

static void test_json(void **state)
{
	static const char *const events[] = {"flow", "step", "outcome", "step",
		"note", "outcome", "step", "outcome", "outcome", "flow_end",
		"flow", "step", "outcome", "flow_end", "end"};
	char *text = told(REPORT_JSON, (struct report_style){0});
	char *rest = text, *line;
	size_t n = 0;

	(void)state;
	assert_non_null(strstr(text,
		"{\"event\":\"step\",\"line\":4,\"said\":\"Hana says "
		"\\\"在庫は\\u001b[31m<ありますか> & \\\\o/\\\"\","
		"\"at\":\"2025-11-24T23:59:59.000000Z\"}\n"));
	assert_non_null(strstr(text,
		"{\"event\":\"outcome\",\"line\":5,\"outcome\":\"failed\","
		"\"why\":\"Ken has \\\"heard\\\" nothing:\\n\\u0001<none>\","
		"\"took_us\":1240000}\n"));
	while ((line = strsep(&rest, "\n")) && line[0]) {
		json_t *j = json_loads(line, 0, NULL);

		assert_non_null(j);
		assert_true(n < sizeof(events) / sizeof(events[0]));
		assert_string_equal(events[n++],
			json_string_value(json_object_get(j, "event")));
		json_decref(j);
	}
	assert_int_equal(n, sizeof(events) / sizeof(events[0]));
	free(text);
}

/* An outcome that comes late says which step it is of. */
static void test_story_late(void **state)
{
	struct report *r;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	r = report_new(REPORT_STORY, (struct report_style){0}, &out);
	report_flow(r, &flow, "a.flow");
	report_step(r, &steps[2], 0);
	report_step(r, &steps[3], 0);
	report_outcome(r, &steps[2], REPORT_REFUSED, "", 0);
	report_outcome(r, &steps[3], REPORT_HELD, "", 0);
	report_flow_end(r, false, 0);
	assert_non_null(strstr(buf_str(&out),
		"  00:00:00  Ken accepts\n"
		"  00:00:00    Ken is rung\n"
		"          x It did not hold.\n"));
	report_destroy(&r);
	buf_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_story),
		cmocka_unit_test(test_story_japanese_and_narrow),
		cmocka_unit_test(test_story_colour),
		cmocka_unit_test(test_story_late),
		cmocka_unit_test(test_tap),
		cmocka_unit_test(test_junit),
		cmocka_unit_test(test_junit_refused),
		cmocka_unit_test(test_json),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
