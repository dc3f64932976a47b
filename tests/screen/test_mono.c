/* SPDX-License-Identifier: MIT */
/*
 * Without colours, and with eight: what is chosen, new, lowered, gone or wrong
 * can be told from what is not, at every size and in both languages.  Dim is
 * no sign: a VT100 has none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/catalog.h"
#include "client/model/model.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/cluster.h"
#include "tests/lib/scene.h"

#define LEFT 40 /* cells */
#define ONE "01000000000000000000000000"
#define TWO "02000000000000000000000000"
#define THREE "03000000000000000000000000"

static const struct size {
	int rows, cols;
} sizes[] = {{30, 100}, {24, 80}, {16, 60}, {12, 40}};

/* Each at each size, in each language. */
static void everywhere(void (*check)(struct scene *s, bool ja))
{
	for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct scene *s = scene_new(
			sizes[i / 2].rows, sizes[i / 2].cols, i % 2 == 1, NULL);

		scene_sign_in(s);
		check(s, i % 2 == 1);
		scene_destroy(&s);
	}
}

/* The first line with that text that begins on the left of the page, where
 * lists are, else the first at all; and where the text is. */
static const char *line_of(
	struct scene *s, const char *text, int *row, int *col)
{
	static char line[2000];

	scene_expect(s, text);
	for (int limit = LEFT; limit <= 100; limit += 100 - LEFT) {
		const char *page = scene_page(s), *at, *end;

		for (*row = 0; (end = strchr(page, '\n')); page = end + 1) {
			snprintf(line, sizeof(line), "%.*s", (int)(end - page),
				page);
			at = strstr(line, text);
			*col = at ? cluster_width(line, (size_t)(at - line))
				  : limit;
			if (*col < limit)
				return line;
			++*row;
		}
	}
	return "";
}

static bool line_has(struct scene *s, const char *text, const char *sign)
{
	int row, col;

	return strstr(line_of(s, text, &row, &col), sign) != NULL;
}

static struct style_look look_of(
	struct scene *s, const char *text, enum style_palette palette)
{
	int row, col;

	line_of(s, text, &row, &col);
	return style_look(grid_at(s->grid, row, col)->style, palette);
}

/* Only that one of them is in reverse. */
static void is_chosen(
	struct scene *s, const char *chosen, const char *const *others)
{
	static const enum style_palette palettes[] = {STYLE_MONO, STYLE_8};

	for (int i = 0; i < 2; i++) {
		assert_true(look_of(s, chosen, palettes[i]).reverse);
		for (int k = 0; others[k]; k++)
			assert_false(
				look_of(s, others[k], palettes[i]).reverse);
	}
}

static void is_bold(struct scene *s, const char *text, bool bold)
{
	assert_int_equal(look_of(s, text, STYLE_MONO).bold, bold);
	assert_int_equal(look_of(s, text, STYLE_8).bold, bold);
}

/* ---- the catalogue ---- */

static void goods(
	struct scene *s, const char *sku, const char *name, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"goods\",\"ref\":\"%s\",\"sku\":\"%s\","
		"\"product\":\"%s\",\"amount\":48000,"
		"\"currency\":\"JPY\"%s}",
		s->model->catalog.ref, sku, name, more);
}

static void found(struct scene *s, const char *updated)
{
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":3,"
		"\"products\":1204,\"updated\":\"%s\"}",
		s->model->catalog.ref, updated);
}

static void shelf(struct scene *s, const char *updated)
{
	goods(s, "N", "Navy", ",\"sale\":38400,\"stock\":\"in_stock\"");
	goods(s, "C", "Camel", ",\"stock\":\"in_stock\",\"count\":1");
	goods(s, "D", "Duffle", ",\"stock\":\"out_of_stock\"");
	found(s, updated);
}

static void check_catalog(struct scene *s, bool ja)
{
	static const char *const others[] = {"Camel", "Duffle", NULL};
	static const char *const after[] = {"Camel", NULL};
	const char *none = ja ? "在庫切れ" : "none left";

	scene_keys(s, "<F3>");
	shelf(s, "2026-11-21T09:10:00Z");
	is_chosen(s, "Navy", others);
	/* A lowered price, and what there is none of. */
	assert_true(line_has(s, "Navy", "-20%"));
	assert_true(line_has(s, "Navy", "¥38,400"));
	assert_false(line_has(s, "Camel", "%"));
	assert_false(line_has(s, "Camel", none));
	assert_true(line_has(s, "Duffle", none));
	/* What is chosen has them, too, and none is lost by that. */
	scene_keys(s, "<Down><Down>");
	is_chosen(s, "Duffle", after);
	assert_true(line_has(s, "Duffle", none));
	scene_expect_not(s, "! ");
	/* The product on a page of its own, or beside the list. */
	scene_keys(s, "<Home><Enter>");
	scene_expect(s, "-20%");
	assert_true(line_has(s, "-20%", ja ? "通常 ¥48,000" : "was ¥48,000"));
	is_bold(s, "¥38,400", true);
}

/* F2: an old catalogue; only some of it; a barcode that was misread. */
static void check_warnings(struct scene *s, bool ja)
{
	const struct catalog_filter some = {.stock = true};

	scene_keys(s, "<F3>");
	shelf(s, "2026-11-19T09:10:00Z");
	is_bold(s, "!", true);
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_ONLY, .filter = &some});
	shelf(s, "2026-11-19T09:10:00Z");
	is_bold(s, ja ? "絞り込み" : "Only:", true);
	scene_keys(s, "4901234567890<Enter>");
	scene_expect(s, ja ? "バーコードが" : "That barcode was misread");
}

static void test_catalog(void **state)
{
	(void)state;
	everywhere(check_catalog);
	everywhere(check_warnings);
}

/* ---- the archive ---- */

static void filed(
	struct scene *s, const char *chat, const char *name, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"filed\",\"ref\":\"%s\",\"chat\":\"%s\","
		"\"at\":\"2026-11-21T17:01:00Z\",\"name\":\"%s\","
		"\"associate\":\"" SCENE_ME "\",\"holder\":\"Aiko Tanaka\","
		"\"opened\":\"2026-11-21T10:00:00Z\"%s}",
		s->model->archive.ref, chat, name, more);
}

#define SALE \
	",\"reason\":\"ended\",\"sales\":1,\"amount\":12900," \
	"\"currency\":\"JPY\",\"fresh\":"

static void check_archive(struct scene *s, bool ja)
{
	static const char *const others[] = {"Hana", "Kim", "Rin", NULL};

	scene_keys(s, "<F4>");
	filed(s, SCENE_CHAT, "Mio", SALE "true");
	filed(s, ONE, "Hana", SALE "true");
	filed(s, TWO, "Kim", SALE "false");
	filed(s, THREE, "Rin", ",\"reason\":\"missed\"");
	scene_tellf(s, "{\"t\":\"archived\",\"ref\":\"%s\"}",
		s->model->archive.ref);
	is_chosen(s, "Mio", others);
	/* A new sale, chosen or not; one that was seen; none. */
	assert_true(line_has(s, "Mio", "* 17:01"));
	assert_true(line_has(s, "Hana", "* 17:01"));
	is_bold(s, "Hana", true);
	assert_false(line_has(s, "Kim", "*"));
	is_bold(s, "Kim", false);
	assert_true(line_has(s, "Kim", ja ? "売上" : "Sale"));
	assert_false(line_has(s, "Rin", ja ? "売上" : "Sale"));
	assert_true(line_has(s, "Rin", ja ? "不在" : "Missed"));
	/* The tab that is open. */
	is_bold(s, ja ? "すべて" : "All", true);
	is_bold(s, ja ? "売上" : "Sales", false);
}

static void test_archive(void **state)
{
	(void)state;
	everywhere(check_archive);
}

/* ---- claims ---- */

#define CLAIM(id, order, state) \
	"{\"t\":\"claimed\",\"claim\":\"" id "\"," \
	"\"at\":\"2026-11-21T09:10:00Z\",\"associate\":\"" SCENE_ME "\"," \
	"\"order\":\"" order "\",\"name\":\"Hana\",\"product\":\"Coat\"," \
	"\"amount\":48000,\"currency\":\"JPY\"," \
	"\"bought\":\"2026-11-21T08:00:00Z\",\"state\":\"" state "\"}"

static void check_claims(struct scene *s, bool ja)
{
	static const char *const others[] = {"T-18", "T-19", NULL};

	scene_keys(s, "<F10>d");
	scene_answer(s, ASK_CLAIMS,
		"{\"claims\":[" CLAIM(ONE, "T-17", "open") "," CLAIM(TWO,
			"T-18",
			"granted") "," CLAIM(THREE, "T-19", "refused") "]}");
	is_chosen(s, "T-17", others);
	assert_true(line_has(s, "T-17", "*"));
	assert_true(line_has(s, "T-17", ja ? "確認待ち" : "Undecided"));
	assert_false(line_has(s, "T-18", "*"));
	assert_true(line_has(s, "T-18", ja ? "承認" : "Granted"));
	assert_true(line_has(s, "T-19", ja ? "却下" : "Refused"));
}

static void test_claims(void **state)
{
	(void)state;
	everywhere(check_claims);
}

/* ---- enquiries ---- */

static void enquiry(struct scene *s, const char *id, const char *name,
	const char *ref, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"enquiry\",\"enquiry\":\"%s\","
		"\"at\":\"2026-11-21T09:10:00Z\",\"address\":"
		"\"kim@example.com\",\"name\":\"%s\",\"text\":\"Why?\"%s%s}",
		id, name, ref ? ",\"ref\":\"0000000000005eed-2\"" : "", more);
}

static void check_enquiries(struct scene *s, bool ja)
{
	static const char *const others[] = {"Hana", "Rin", NULL};

	scene_keys(s, "<F7>");
	enquiry(s, ONE, "Mio", NULL, "");
	enquiry(s, TWO, "Hana", NULL,
		",\"taken\":\"Ken\",\"holder\":\"" SCENE_OTHER "\"");
	scene_tell(s, "{\"t\":\"ok\",\"ref\":\"0000000000005eed-1\"}");
	enquiry(s, THREE, "Rin", "2",
		",\"taken\":\"Ken\",\"done\":\"2026-11-21T10:00:00Z\","
		"\"state\":\"failed\",\"why\":\"550 nobody\"");
	scene_tell(s, "{\"t\":\"archived\",\"ref\":\"0000000000005eed-2\"}");
	is_chosen(s, "Mio", others);
	/* One that waits, one that a colleague has, a mail that failed. */
	assert_true(line_has(s, "Mio", "*"));
	assert_false(line_has(s, "Hana", "*"));
	assert_true(line_has(s, "Hana", "Ken"));
	assert_true(line_has(s, "Rin", "!"));
	is_bold(s, "Rin", true);
	(void)ja;
}

static void test_enquiries(void **state)
{
	(void)state;
	everywhere(check_enquiries);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_catalog),
		cmocka_unit_test(test_archive),
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_enquiries),
	};

	return cmocka_run_group_tests_name("mono", tests, NULL, NULL);
}
