/* SPDX-License-Identifier: MIT */
/*
 * The catalogue on the page: the field, the list, the product beside it or on a
 * page of its own, filters, and what is recommended.  Rules D5, F1, F2.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/catalog.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/screen/screens.h"
#include "client/term/grid.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"
#include "tests/lib/scene.h"

static void goods(
	struct scene *s, const char *sku, const char *name, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"goods\",\"ref\":\"%s\",\"sku\":\"%s\","
		"\"product\":\"%s\",\"amount\":48000,"
		"\"currency\":\"JPY\"%s}",
		s->model->catalog.ref, sku, name, more);
}

static void found(struct scene *s, int total, const char *more)
{
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":%d,"
		"\"products\":1204,\"updated\":\"2026-11-21T09:10:00Z\"%s}",
		s->model->catalog.ref, total, more);
}

#define NAVY \
	",\"sale\":38400,\"stock\":\"in_stock\",\"count\":3,\"color\":" \
	"\"navy\",\"size\":\"M\",\"family\":\"CO-1182\""

/* What "wool coat" finds. */
static void four(struct scene *s)
{
	goods(s, "CO-1182-NV", "Navy wool coat", NAVY);
	goods(s, "CO-1182-CA", "Camel wool coat",
		",\"stock\":\"in_stock\",\"count\":1");
	goods(s, "CO-1183-GY", "ウールコート グレー",
		",\"stock\":\"in_stock\"");
	goods(s, "CO-1190", "Duffle coat", ",\"stock\":\"out_of_stock\"");
	found(s, 4, "");
}

/* All that is known of the first one. */
static void details(struct scene *s)
{
	scene_wait(s, CATALOG_REST_MS);
	goods(s, "CO-1182-NV", "Navy wool coat",
		NAVY ",\"gtin\":\"4901234567894\",\"brand\":\"Noren\","
		     "\"category\":\"Women > Coats\","
		     "\"url\":\"https://a.jp/navy\","
		     "\"text\":\"Keeps the wind out.\"");
	found(s, 1, "");
	goods(s, "CO-1182-NV", "Navy wool coat", NAVY);
	goods(s, "CO-1182-CA", "Camel wool coat",
		",\"color\":\"camel\",\"size\":\"M\",\"stock\":\"in_stock\","
		"\"count\":1");
	found(s, 2, "");
}

static struct scene *find(int rows, int cols, bool japanese)
{
	struct scene *s = scene_new(rows, cols, japanese, NULL);

	scene_sign_in(s);
	scene_keys(s, "<F3>");
	found(s, 1204, "");
	scene_keys(s, "wool coat");
	found(s, 0, ""); /* of "w" */
	four(s);
	scene_out(s);
	return s;
}

static int begin(void **state)
{
	*state = find(24, 80, false);
	return 0;
}

static int begin_wide(void **state)
{
	*state = find(30, 100, false);
	return 0;
}

static int begin_chat(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_chat(s, "live", 0);
	scene_keys(s, "<F3>");
	four(s);
	scene_out(s);
	*state = s;
	return 0;
}

/* ---- the list ---- */

static void test_list(void **state)
{
	struct scene *s = *state;

	scene_expect(s, "   Search  wool coat");
	scene_expect(s, "4 found   updated 09:10");
	scene_expect(s,
		"   Navy wool coat                                   "
		"-20% ¥38,400   3 in stock");
	scene_expect(s,
		"   ウールコート グレー                              "
		"     ¥48,000     in stock");
	scene_expect(s, "¥48,000    none left");
	assert_int_equal(scene_count_style(s, STYLE_GREY | STYLE_REVERSE), 0);
	scene_keys(s, "<Down><Down><Down>");
	assert_int_equal(s->model->catalog.chosen, 3);
	assert_int_not_equal(
		scene_count_style(s, STYLE_GREY | STYLE_REVERSE), 0);
	scene_keys(s, "<Home>");
	assert_int_equal(s->model->catalog.chosen, 0);
	scene_keys(s, "<End><Down>");
	assert_int_equal(s->model->catalog.chosen, 3);
	scene_wheel(s, true);
	assert_int_equal(s->model->catalog.chosen, 2);
	scene_click(s, "Camel");
	assert_int_equal(s->model->catalog.chosen, 1);
	scene_click(s, "Camel"); /* once more opens it */
	scene_expect(s, "SKU       CO-1182-CA");
}

/* What is typed begins anew after one has been elsewhere. */
static void test_typing(void **state)
{
	struct scene *s = *state;
	int row, col;

	scene_page(s);
	assert_true(grid_cursor(s->grid, &row, &col));
	assert_int_equal(row, 3);
	assert_int_equal(col, 20);
	scene_keys(s, "s");
	assert_string_equal(s->model->catalog.text, "wool coats");
	scene_keys(s, "<Esc>");
	assert_int_equal(s->model->place, MODEL_HOME);
	scene_keys(s, "/");
	assert_int_equal(s->model->place, MODEL_CATALOG);
	scene_expect(s, "Search  wool coats");
	scene_keys(s, "t");
	assert_string_equal(s->model->catalog.text, "t");
	scene_keys(s, "<Home><F2><F3>"); /* unless one edits it first */
	scene_keys(s, "<Right>ea");
	assert_string_equal(s->model->catalog.text, "tea");
	scene_paste(s, " cups");
	assert_string_equal(s->model->catalog.text, "tea cups");
}

static void test_nothing(void **state)
{
	struct scene *s = *state;
	struct catalog_filter only = {.stock = true};

	scene_keys(s, "q");
	found(s, 0, "");
	scene_expect(s, "Nothing found. Fewer or other words may help.");
	scene_act(
		s, &(struct action){.kind = ACTION_FIND_ONLY, .filter = &only});
	found(s, 0, "");
	scene_expect(s, "Nothing found. The filter may leave it out.");
	scene_keys(s, "r");
	scene_tellf(s,
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"io\","
		"\"text\":\"\"}",
		s->model->catalog.ref);
	scene_expect_not(s, "Nothing found");
	scene_keys(s, "s");
	scene_tellf(s,
		"{\"t\":\"found\",\"ref\":\"%s\",\"total\":0,\"products\":0}",
		s->model->catalog.ref);
	scene_expect(s, "The shop has no catalogue yet.");
	scene_expect_not(s, "updated");
}

static void test_respelt(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "q");
	goods(s, "A", "Quilt", "");
	found(s, 300, ",\"respelt\":true,\"at_least\":true");
	scene_expect(s, "Nothing is written like that. These are close:");
	scene_expect(s, "at least 300 found");
}

static void test_old(void **state)
{
	struct scene *s = *state;

	s->wall_us += INT64_C(17) * 3600 * 1000000;
	scene_keys(s, "<Down>");
	scene_expect(s, "! old, of Sat 21 Nov 09:10");
}

static void test_offline(void **state)
{
	struct scene *s = *state;

	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_expect(s, "Navy wool coat");
	scene_keys(s, "x");
	scene_expect(s, "Navy wool coat");
	scene_expect(s, "Search  wool coatx");
	assert_null(strstr(scene_out(s), "find"));
}

static void test_waits(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	scene_keys(s, "<Alt-3>");
	scene_expect(s, "One moment");
	scene_link(s, ACTION_LINK_WAITING, 4000, ERR_CLOSE);
	scene_expect(s, "No connection");
	scene_destroy(&s);
	(void)state;
}

/* It rings here as everywhere. */
static void test_ring(void **state)
{
	struct scene *s = *state;

	scene_ring(s, SCENE_OTHER, 60000);
	scene_expect(s, "Guest 4821 is ringing   60 s   F5 accept");
	scene_expect(s, "Navy wool coat");
	scene_out(s);
	scene_keys(s, "<F5>");
	assert_non_null(strstr(scene_out(s), "\"t\":\"accept\""));
}

/* ---- the product ---- */

static void test_beside(void **state)
{
	struct scene *s = *state;

	details(s);
	scene_expect(s, "¥38,400  -20%  was ¥48,000");
	scene_expect(s, "│  SKU       CO-1182-NV");
	scene_expect(s, "│  JAN       4901234567894");
	scene_expect(s, "│  Category  Women > Coats");
	scene_expect(s, "│  > navy, M                  3 in stock");
	scene_expect(s, "│    camel, M                 1 in stock");
	scene_expect(s, "│  Keeps the wind out.");
	scene_expect(s, "│  Link      https://a.jp/navy");
	scene_keys(s, "<Down>");
	scene_expect(s, "│  SKU       CO-1182-CA");
	scene_expect_not(s, "Keeps the wind out.");
}

/* Japanese has a comma of its own. */
static void test_sizes_in_japanese(void **state)
{
	struct scene *s = *state;

	details(s);
	scene_language("ja");
	s->model->japanese = true;
	scene_expect(s, "camel、M");
	scene_language("en");
	scene_expect(s, "camel, M");
}

static void test_opened(void **state)
{
	struct scene *s = *state;

	details(s);
	scene_expect_not(s, "JAN");
	scene_keys(s, "<Enter>");
	scene_expect(s, "  JAN       4901234567894");
	scene_expect(s, "  Keeps the wind out.");
	scene_expect_not(s, "Search");
	scene_resize(s, 12, 40);
	scene_expect_not(s, "Keeps the wind out.");
	scene_keys(s, "<PageDown><PageDown>");
	scene_expect(s, " Keeps the wind out.");
	scene_keys(s, "<PageUp><PageUp><PageUp>");
	scene_expect(s, " Navy wool coat");
	scene_keys(s, "<Esc>");
	scene_expect(s, "Search");
	assert_int_equal(s->model->place, MODEL_CATALOG);
	scene_keys(s, "<Enter>h"); /* typing looks for something else */
	scene_expect(s, "wool coath");
}

/* Beside the list over what is known; on a page of its own at the right.  A
 * small page has none. */
static void test_picture(void **state)
{
	struct scene *s = *state;
	struct picture_cells *p;

	scene_keys(s, "q");
	goods(s, "A", "Quilt", ",\"image\":\"https://a.jp/q.png\"");
	found(s, 1, "");
	scene_wait(s, CATALOG_REST_MS);
	assert_non_null(strstr(scene_out(s), "goods_picture A\n"));
	p = mem_zero(sizeof(*p) + 24 * 12 * sizeof(struct picture_cell));
	assert_non_null(p);
	p->cols = 24;
	p->rows = 12;
	for (int i = 0; i < 24 * 12; i++)
		p->cell[i].code = 0x2588;
	scene_act(s,
		&(struct action){.kind = ACTION_GOODS_CELLS,
			.goods_cells = {.sku = "A", .cells = p}});
	scene_page(s);
	assert_int_equal(scene_count_style(s, STYLE_PICTURE), 24 * 12);
	assert_int_equal(grid_at(s->grid, 3, 67)->style, STYLE_PICTURE);
	assert_int_equal(grid_at(s->grid, 14, 90)->style, STYLE_PICTURE);
	scene_expect(s, "│  SKU       A");
	scene_keys(s, "<Enter>");
	scene_page(s);
	assert_int_equal(grid_at(s->grid, 3, 97 - 6)->style, STYLE_PICTURE);
	assert_int_equal(scene_count_style(s, STYLE_PICTURE), 24 * 12);
	scene_resize(s, 12, 40);
	scene_page(s);
	assert_int_equal(scene_count_style(s, STYLE_PICTURE), 0);
	scene_expect(s, "SKU       A");
}

static void test_look(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Alt-O>"); /* it has no page */
	assert_string_equal(scene_out(s), "");
	details(s);
	scene_out(s);
	scene_keys(s, "<Alt-O>");
	assert_string_equal(scene_out(s), "look https://a.jp/navy\n");
}

/* What a feed says drives no terminal, and fills no page. */
static void test_hostile(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "q");
	goods(s, "A\u202e", "a\\u0007\\u001b[31mb\\u202ec", "");
	goods(s, "B", "<script>alert(1)</script>",
		",\"sale\":999999999999,\"count\":9000000000000,"
		"\"stock\":\"in_stock\"");
	found(s, 2, "");
	assert_null(strchr(scene_page(s), 0x1b));
	assert_null(strstr(scene_page(s), "\u202e"));
	scene_expect(s, "<script>alert(1)</script>");
	scene_keys(s, "<Down><Enter>");
	scene_expect_not(s, "was");
}

/* ---- barcodes ---- */

static void test_scan(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "4901234567894<Enter>"); /* behind "wool coat" */
	found(s, 0, "");                       /* of the first digit */
	assert_non_null(strstr(scene_out(s), "\"gtin\":\"4901234567894\""));
	goods(s, "CO-1182-NV", "Navy wool coat", NAVY);
	found(s, 1, "");
	scene_expect(s, "  SKU       CO-1182-NV");
	/* The next one takes its place; slowly, as cameras type. */
	for (const char *c = "96385074"; *c; c++) {
		char one[2] = {*c, '\0'};

		scene_keys(s, one);
		scene_wait(s, 300);
		found(s, 0, "");
	}
	scene_keys(s, "<Enter>");
	found(s, 0, "");
	scene_expect(s, "Search  96385074");
	scene_expect(s, "Nothing in the catalogue has that barcode.");
	scene_keys(s, "96385075<Enter>");
	scene_expect(s, "That barcode was misread or mistyped");
	scene_keys(s, "t");
	scene_expect(s, "Search  t");
	scene_expect_not(s, "misread");
}

/* Where the retailer has no use for barcodes, digits are only digits. */
static void test_scan_off(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"welcome\",\"version\":1,"
		"\"now\":\"2026-11-21T17:05:00Z\",\"retailer\":\"Maison\","
		"\"name\":\"Aiko Tanaka\",\"associate\":\"" SCENE_ME "\","
		"\"no_scan\":true}");
	scene_tell(s, "{\"t\":\"ready\"}");
	scene_keys(s, "96385074<Enter>");
	found(s, 0, "");
	assert_null(strstr(scene_out(s), "gtin"));
	scene_expect(s, "SKU       CO-1182-NV");
}

/* ---- recommendations ---- */

static void test_recommend(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F8>");
	assert_non_null(strstr(scene_out(s), "\"sku\":\"CO-1182-NV\""));
	assert_int_equal(s->model->place, MODEL_CHAT);
	scene_expect(s, "Navy wool coat                   ¥38,400");
	scene_expect(s, "was ¥48,000");
	scene_keys(s, "<F3><Down><Alt-Enter>");
	scene_expect(s, "Recommend Camel wool coat");
	scene_keys(s, "Warm and light<Enter>");
	assert_int_equal(s->model->place, MODEL_CHAT);
	scene_expect(s, "Warm and light");
	scene_expect(s, "Camel wool coat");
}

static void test_line_put_away(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<Alt-Enter>Warm<Esc>");
	scene_expect_not(s, "Warm");
	assert_int_equal(s->model->place, MODEL_CATALOG);
	assert_null(strstr(scene_out(s), "recommend"));
	scene_keys(s, "<Alt-Enter>");
	scene_expect_not(s, "Warm");
	scene_keys(s, "<Enter>"); /* an empty line is none */
	assert_null(strstr(scene_out(s), "\"text\""));
	scene_keys(s, "<F3><Esc>");
	assert_int_equal(s->model->place, MODEL_CHAT);
}

static void test_no_chat(void **state)
{
	struct scene *s = *state;

	scene_keys(s, "<F8>");
	scene_expect(s, "No live chat to recommend it in.");
	scene_keys(s, "<Alt-Enter>");
	scene_expect(s, "No live chat to recommend it in.");
	assert_null(strstr(scene_out(s), "recommend"));
}

/* ---- every size ---- */

static void test_sizes(void **state)
{
	static const int sizes[][2] = {
		{30, 100}, {24, 80}, {16, 60}, {12, 40}, {5, 20}};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(sizes) / sizeof(*sizes); i++) {
		const int *size = sizes[i / 2];
		struct scene *s = find(size[0], size[1], i % 2);
		const char *none = i % 2 ? "在庫切れ" : "none left";

		if (size[0] > 5) {
			scene_expect(s, "Navy wool coat");
			scene_expect(s, "-20% ¥38,400");
			scene_expect(s, none);
			scene_expect(s, "ウールコート グレー");
			scene_expect(s, i % 2 ? "F8 すすめる" : "F8 recommend");
		}
		details(s);
		scene_keys(s, "<Enter>");
		scene_expect(s, "Navy wool coat");
		scene_keys(s, "<Alt-Enter><Esc><Tab>");
		assert_null(strstr(scene_page(s), "Show.."));
		scene_destroy(&s);
	}
	scene_language("en");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, begin, finish)
#define W(name) cmocka_unit_test_setup_teardown(test_##name, begin_wide, finish)
#define C(name) cmocka_unit_test_setup_teardown(test_##name, begin_chat, finish)

static int finish(void **state)
{
	return scene_finish(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(list),
		T(typing),
		T(nothing),
		T(respelt),
		T(old),
		T(offline),
		cmocka_unit_test(test_waits),
		T(ring),
		W(beside),
		W(sizes_in_japanese),
		T(opened),
		W(picture),
		T(look),
		T(hostile),
		T(scan),
		T(scan_off),
		C(recommend),
		C(line_put_away),
		T(no_chat),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
