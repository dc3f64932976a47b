/* SPDX-License-Identifier: MIT */
/* Rule F3: a feed, from its bytes to products and refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/lib/feedbed.h"
#include "tests/lib/heap.h"

#define HEAD "id,title,link,price\n"
#define URL "https://example.com/"

static struct feedbed bed;

static int set_up(void **state)
{
	(void)state;
	feedbed_init(&bed);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	feedbed_fini(&bed);
	return 0;
}

/* What comes of a feed, however it is cut in two. */
static void expect_bytes(const char *data, size_t len, const char *log)
{
	feedbed_read(&bed, data, len, len ? len : 1);
	assert_string_equal(buf_str(&bed.log), log);
	feedbed_read(&bed, data, len, 1);
	assert_string_equal(buf_str(&bed.log), log);
	for (size_t at = 1; at < len; at++) {
		feedbed_read_two(&bed, data, len, at);
		assert_string_equal(buf_str(&bed.log), log);
	}
}

static void expect(const char *data, const char *log)
{
	expect_bytes(data, strlen(data), log);
}

static void a_row_is_a_product(void **state)
{
	const struct product *p = &bed.last;

	(void)state;
	expect("id,title,description,link,image_link,price,sale_price,"
	       "availability,quantity,brand,gtin,mpn,product_type,"
	       "item_group_id,color,size,keywords,material\n"
	       "A1,Blue cup,\"A cup, blue\"," URL "a1," URL "a1.jpg,"
	       "12800 JPY,9800 JPY,in stock,3,Kiln,4901234567894,K-1,"
	       "Home > Cups,G1,blue,M,tea mug,clay\n",
		"2 taken A1 \"Blue cup\" 12800 JPY now 9800\n");
	assert_string_equal(p->sku, "A1");
	assert_string_equal(p->name, "Blue cup");
	assert_string_equal(p->description, "A cup, blue");
	assert_string_equal(p->url, URL "a1");
	assert_string_equal(p->image, URL "a1.jpg");
	assert_string_equal(p->brand, "Kiln");
	assert_string_equal(p->category, "Home > Cups");
	assert_string_equal(p->keywords, "tea mug");
	assert_string_equal(p->gtin, "4901234567894");
	assert_string_equal(p->mpn, "K-1");
	assert_string_equal(p->item_group, "G1");
	assert_string_equal(p->color, "blue");
	assert_string_equal(p->size, "M");
	assert_string_equal(p->extra, "{\"material\":\"clay\"}");
	assert_int_equal(p->stock, PRODUCT_IN_STOCK);
	assert_int_equal(p->count, 3);
	assert_int_equal(bed.format, FEED_CSV);
	assert_int_equal(bed.encoding, FEED_UTF8);
	assert_int_equal(bed.totals.rows, 1);
	assert_int_equal(bed.totals.taken, 1);
	assert_int_equal(bed.totals.lines, 2);
}

static void little_is_needed(void **state)
{
	const struct product *p = &bed.last;

	(void)state;
	expect(HEAD "A1,Cup," URL ",", "2 taken A1 \"Cup\"\n");
	assert_string_equal(p->description, "");
	assert_string_equal(p->extra, "");
	assert_string_equal(p->currency, "JPY");
	assert_int_equal(p->price, PRODUCT_NO_PRICE);
	assert_int_equal(p->sale, PRODUCT_NO_PRICE);
	assert_int_equal(p->stock, PRODUCT_UNSAID);
	assert_int_equal(p->count, PRODUCT_UNCOUNTED);
}

static void quotes_hold_newlines_commas_and_quotes(void **state)
{
	(void)state;
	expect(HEAD "A1,\"A \"\"big\"\", \nblue cup\"," URL ",1\r\n"
		    "\n\r\n"
		    "A2,\"\"," URL ",1\n"
		    "A3,12\" pan," URL ",1\r\n"
		    "\"A4\",\"\"\"x\"\"\"," URL ",\"1\"\n",
		"2 taken A1 \"A \"big\", blue cup\" 1 JPY\n"
		"6 refused A2 title missing\n"
		"7 taken A3 \"12\" pan\" 1 JPY\n"
		"8 taken A4 \"\"x\"\" 1 JPY\n");
	assert_int_equal(bed.totals.lines, 8);
	expect("id\ttitle\tlink\tprice\rA1\tCup,\"x\t" URL "\t1\r",
		"2 taken A1 \"Cup,\"x\" 1 JPY\n");
	assert_int_equal(bed.format, FEED_TSV);
	expect("id;title;link;price\nA1;Cup, blue;" URL ";12,5 EUR\n",
		"2 taken A1 \"Cup, blue\" 1250 EUR\n");
}

static void quotes_that_are_wrong(void **state)
{
	(void)state;
	expect(HEAD "A1,\"Cup\" blue," URL ",1\n"
		    "A2,Cup," URL ",1\n"
		    "A3,Cup,\n"
		    "A4,\"Cup," URL ",1\n"
		    "A5,Cup," URL ",1\n",
		"2 refused - title quote\n"
		"3 taken A2 \"Cup\" 1 JPY\n"
		"4 refused - - few_cells\n"
		"5 refused - title open_quote\n");
	expect(HEAD "A1,Cup," URL ",1,,\n"
		    "A2,Cup," URL ",1,x\n",
		"2 taken A1 \"Cup\" 1 JPY\n"
		"3 refused - - more_cells\n");
	expect("\"id,title", "fault 1 \"\" open_quote\n");
}

static void lines_of_json(void **state)
{
	const struct product *p = &bed.last;

	(void)state;
	expect("{\"id\":\"A1\",\"title\":\"Cup\",\"link\":\"" URL
	       "\",\"price\":1280.50,\"currency\":\"USD\",\"gtin\":"
	       "4901234567894,\"tags\":[\"tea\",\"mug\",3],"
	       "\"quantity\":12,\"x\":null,\"y\":true,"
	       "\"z\":{\"a\":[1]},\"description\":\"a\\nb\"}\r\n"
	       "  \n\n"
	       "{\"id\":7,\"title\":\"\\u8336\\u7897\",\"link\":\"" URL
	       "\",\"price\":{\"value\":\"12800\",\"currency\":\"JPY\"}}\n"
	       "{\"id\":\"A3\",\"title\":\"x\"}\n"
	       "{\"id\":\"A4\"\n[]\n{\"a\":1,\"a\":2}\n{\"a\":01}\n"
	       "{\"a\":\"\\u0000\"}\n{\"a\":1}x\n",
		"1 taken A1 \"Cup\" 128050 USD\n"
		"4 taken 7 \"茶碗\" 12800 JPY\n"
		"5 refused A3 link missing\n"
		"6 refused - - json\n7 refused - - json\n"
		"8 refused - - json\n9 refused - - json\n"
		"10 refused - - json\n11 refused - - json\n");
	assert_int_equal(bed.format, FEED_JSON_LINES);
	expect("{\"id\":\"A1\",\"title\":\"Cup\",\"link\":\"" URL
	       "\",\"tags\":[\"tea\",\"mug\",3],\"quantity\":12,\"x\":null,"
	       "\"y\":true,\"z\":{\"a\":[1]},\"w\":1e5,\"sku\":\"B\"}",
		"1 taken A1 \"Cup\"\n");
	assert_string_equal(p->keywords, "tea, mug, 3");
	assert_string_equal(p->extra,
		"{\"y\":\"true\",\"z\":\"{\\\"a\\\":[\\\"1\\\"]}\","
		"\"w\":\"1e5\",\"sku\":\"B\"}");
	assert_int_equal(p->count, 12);
}

static void other_names_of_columns(void **state)
{
	(void)state;
	expect("商品コード,商品名,商品URL,販売価格,在庫,ＪＡＮコード,カラー\n"
	       "A1,茶碗," URL ",\"12,800円\",在庫あり,4901234567894,青\n",
		"2 taken A1 \"茶碗\" 12800 JPY\n");
	assert_string_equal(bed.last.gtin, "4901234567894");
	assert_string_equal(bed.last.color, "青");
	assert_int_equal(bed.last.stock, PRODUCT_IN_STOCK);
	expect(" G:ID ,g:title,Link,PRICE,Item Group-ID\nA1,Cup," URL ",1,G\n",
		"2 taken A1 \"Cup\" 1 JPY\n");
	assert_string_equal(bed.last.item_group, "G");
	expect("sku,id,name,title,link,price,x,x,\n"
	       "S,A1,N,Cup," URL ",1,2,3,4\n",
		"2 taken A1 \"Cup\" 1 JPY\n");
	assert_string_equal(bed.last.extra,
		"{\"sku\":\"S\",\"name\":\"N\",\"x\":\"2\",\"x 2\":\"3\","
		"\"column 9\":\"4\"}");
}

static void headers_that_are_refused(void **state)
{
	(void)state;
	expect("id,description\nA1,x\n",
		"fault 1 \"title, link, price\" no_column\n");
	expect("id,title,link,price,title\nA1,x\n",
		"fault 1 \"title\" same_name\n");
	expect("\n\nid\n", "fault 3 \"title, link, price\" no_column\n");
	expect("id,\xff,link\n", "fault 1 \"column 2\" encoding\n");
	expect("", "fault 1 \"\" empty\n");
	expect("\n\r\n \n", "fault 1 \"\" empty\n");
	expect("[{\"id\":1}]", "fault 1 \"\" format\n");
	expect("<?xml version=\"1.0\"?>\n<rss>\n", "fault 1 \"\" format\n");
	expect("PK\x03\x04....", "fault 1 \"\" format\n");
	expect_bytes("id,\0,link\n", 10, "fault 1 \"\" nul\n");
	assert_int_equal(bed.err, ERR_FIELD);
	assert_int_equal(bed.totals.rows, 0);
}

static void encodings_are_found(void **state)
{
	static const char cp932[] = HEAD "A1,\x92\x83\x98\x71\x81\x60\xb6"
					 "\x83\x5c," URL ",\"\\12,800\"\n";
	static const char utf16[] =
		"\xff\xfei\0d\0,\0t\0i\0t\0l\0e\0,\0l\0i\0n\0k\0,\0p\0r\0i\0"
		"c\0e\0\n\0A\0001\0,\0\x36\x83\x3d\xd8\x4d\xdc,\0h\0t\0t\0p\0:"
		"\0/\0/\0a\0.\0j\0p\0,\0001\0";

	(void)state;
	expect("\xef\xbb\xbf" HEAD "A1,茶碗," URL ",1\n",
		"2 taken A1 \"茶碗\" 1 JPY\n");
	assert_int_equal(bed.encoding, FEED_UTF8);
	expect("\xef\xbb\xbf{\"id\":\"A1\",\"title\":\"茶\",\"link\":\"" URL
	       "\"}",
		"1 taken A1 \"茶\"\n");
	/* The yen sign of Shift_JIS is a backslash, which is no price. */
	expect(cp932, "2 refused A1 price price\n");
	assert_int_equal(bed.encoding, FEED_CP932);
	expect(HEAD "A1,\x92\x83\x98\x71\x81\x60\xb6\x83\x5c," URL ",1\n",
		"2 taken A1 \"茶碗～ｶソ\" 1 JPY\n");
	expect_bytes(utf16, sizeof(utf16) - 1, "2 taken A1 \"茶👍\" 1 JPY\n");
	assert_int_equal(bed.encoding, FEED_UTF16LE);
	/* Without its mark. */
	expect_bytes(
		utf16 + 2, sizeof(utf16) - 3, "2 taken A1 \"茶👍\" 1 JPY\n");
}

static void an_encoding_that_is_told(void **state)
{
	(void)state;
	bed.config.encoding = FEED_CP932;
	expect(HEAD "A1,\xb6\xb6," URL ",1\nA2,\x92," URL ",1\nA3,x\x81\n",
		"2 taken A1 \"ｶｶ\" 1 JPY\n"
		"3 refused A2 title encoding\n"
		"4 refused - - few_cells\n");
	/* A mark knows better. */
	expect("\xef\xbb\xbf" HEAD "A1,茶," URL ",1\n",
		"2 taken A1 \"茶\" 1 JPY\n");
	bed.config.encoding = FEED_UTF8;
	expect(HEAD "A1,\x92\x83\x98\x71," URL ",1\n",
		"2 refused A1 title encoding\n");
	bed.config.encoding = FEED_UTF16BE;
	expect_bytes(
		"\0i\0d\0,\xd8\0\0x", 10, "fault 1 \"column 2\" encoding\n");
}

static void a_damaged_row_does_not_change_the_encoding(void **state)
{
	(void)state;
	expect(HEAD "A1,青い茶碗と白い急須," URL ",1\n"
		    "A2,caf\xe9," URL ",1\nA3,茶," URL ",1\n"
		    "A4,x," URL ",\xff\n",
		"2 taken A1 \"青い茶碗と白い急須\" 1 JPY\n"
		"3 refused A2 title encoding\n"
		"4 taken A3 \"茶\" 1 JPY\n"
		"5 refused A4 price encoding\n");
	expect("id,title,link,price,x\nA1,x," URL ",1,\xff\n",
		"2 refused - x encoding\n");
}

static void nul_bytes_are_refused(void **state)
{
	static const char nul[] = HEAD "A1,C\0up," URL ",1\n"
				       "A2,Cup," URL ",1\n"
				       "\0\n";

	(void)state;
	expect_bytes(nul, sizeof(nul) - 1,
		"2 refused - title nul\n3 taken A2 \"Cup\" 1 JPY\n"
		"4 refused - id nul\n");
	expect_bytes("{\"id\":\"\0\"}\n", 11, "1 refused - - nul\n");
}

static void what_is_wrong_with_cells(void **state)
{
	(void)state;
	expect("id,title,link,price,sale_price,availability,quantity,gtin,"
	       "image_link,currency\n"
	       ",Cup," URL ",1,,,,,,\n"
	       "A1,　," URL ",1,,,,,,\n"
	       "A2,Cup,javascript:alert(1),1,,,,,,\n"
	       "A3,Cup," URL ",cheap,,,,,,\n"
	       "A4,Cup," URL ",10,20,,,,,\n"
	       "A5,Cup," URL ",10,5 USD,,,,,\n"
	       "A6,Cup," URL ",10,,perhaps,,,,\n"
	       "A7,Cup," URL ",10,,,some,,,\n"
	       "A8,Cup," URL ",10,,,,4.90123E+12,,\n"
	       "A9,Cup," URL ",10,,,,4901234567895,,\n"
	       "B1,Cup," URL ",10,,,,,http://10.0.0.1/a.jpg,\n"
	       "B2,Cup,https://me:pw@example.com/,10,,,,,,\n"
	       "B3,Cup," URL ",10,,,,,,EURO\n"
	       "B4,Cup," URL ",10 USD,,,,,,EUR\n"
	       "\"B\n5\",Cup," URL ",10,,,,,,\n"
	       "B6,Cup,file:///etc/passwd,10,,,,,,\n"
	       "B7,&nbsp;<img src=x>," URL ",10,,,,,,\n",
		"2 refused - id missing\n"
		"3 refused A1 title missing\n"
		"4 refused A2 link link\n"
		"5 refused A3 price price\n"
		"6 refused A4 sale_price sale\n"
		"7 refused A5 sale_price currency\n"
		"8 refused A6 availability stock\n"
		"9 refused A7 quantity count\n"
		"10 refused A8 gtin gtin\n"
		"11 refused A9 gtin check_digit\n"
		"12 refused B1 image_link private\n"
		"13 refused B2 link login\n"
		"14 refused B3 currency currency\n"
		"15 refused B4 price currency\n"
		"16 refused - id id\n"
		"18 refused B6 link link\n"
		"19 refused B7 title missing\n");
	assert_int_equal(bed.totals.refused, 17);
	assert_int_equal(bed.totals.by_reason[FEED_MISSING], 3);
	assert_int_equal(bed.totals.by_reason[FEED_PRIVATE], 1);
}

static void a_duplicate_names_the_first(void **state)
{
	(void)state;
	expect(HEAD "A1,Cup," URL ",1\nA2,Pot," URL ",1\nA1,Cup," URL ",2\n",
		"2 taken A1 \"Cup\" 1 JPY\n3 taken A2 \"Pot\" 1 JPY\n"
		"4 refused A1 id duplicate 2\n");
}

static void private_hosts_can_be_allowed(void **state)
{
	(void)state;
	bed.hosts = "localhost 127.0.0.1";
	expect(HEAD "A1,Cup,http://127.0.0.1:8080/a,1\n"
		    "A2,Cup,http://127.0.0.2/a,1\n",
		"2 taken A1 \"Cup\" 1 JPY\n3 refused A2 link private\n");
}

static void text_is_made_plain(void **state)
{
	(void)state;
	expect("id,title,link,price,description,product_type,"
	       "google_product_category\n"
	       "A1,=HYPERLINK(1),https://example.com/,1,"
	       "\"<p>Blue &amp; <b>white</b></p><script>x<y</script>"
	       "<p>5 < 6</p>\",,Home &gt; Cups\n"
	       "A2,\"+1 @x\n -2\"," URL ",1,,Cups,632\n",
		"2 taken A1 \"=HYPERLINK(1)\" 1 JPY\n"
		"3 taken A2 \"+1 @x -2\" 1 JPY\n");
	assert_string_equal(bed.last.category, "Cups");
	assert_string_equal(
		bed.last.extra, "{\"google_product_category\":\"632\"}");
	expect("id,title,link,price,description,google_product_category\n"
	       "A1,Cup," URL ",1,"
	       "\"<p>Blue &amp; <b>white</b></p><script>x<y</script>"
	       "<p>5 < 6</p>\",Home &gt; Cups\n",
		"2 taken A1 \"Cup\" 1 JPY\n");
	assert_string_equal(bed.last.description, "Blue & white\n\n5 < 6");
	assert_string_equal(bed.last.category, "Home > Cups");
}

static void sales_and_stock(void **state)
{
	(void)state;
	expect("id,title,link,price,sale_price,stock\n"
	       "A1,Cup," URL ",10,10,0\nA2,Cup," URL ",10,0,-1\n"
	       "A3,Cup," URL ",,8,\"1,200\"\nA4,Cup," URL ",10,8,preorder\n",
		"2 taken A1 \"Cup\" 10 JPY\n3 taken A2 \"Cup\" 10 JPY\n"
		"4 taken A3 \"Cup\" 8 JPY\n"
		"5 taken A4 \"Cup\" 10 JPY now 8\n");
	assert_int_equal(bed.last.stock, PRODUCT_PREORDER);
	assert_int_equal(bed.last.count, PRODUCT_UNCOUNTED);
	expect("id,title,link,price,stock\nA1,Cup," URL ",10,０\n",
		"2 taken A1 \"Cup\" 10 JPY\n");
	assert_int_equal(bed.last.stock, PRODUCT_OUT_OF_STOCK);
	assert_int_equal(bed.last.count, 0);
}

static void limits_of_a_feed(void **state)
{
	static const char rows[] =
		HEAD "A1,Cup," URL ",1\nA2,Cup," URL ",1\nA3,Cup," URL ",1\n";

	(void)state;
	bed.config.max_rows = 3;
	expect(rows,
		"2 taken A1 \"Cup\" 1 JPY\n3 taken A2 \"Cup\" 1 JPY\n"
		"4 taken A3 \"Cup\" 1 JPY\n");
	bed.config.max_rows = 2;
	expect(rows,
		"2 taken A1 \"Cup\" 1 JPY\n3 taken A2 \"Cup\" 1 JPY\n"
		"fault 4 \"\" too_many\n");
	bed.config.max_rows = 0;
	bed.config.max_bytes = sizeof(rows) - 1;
	assert_int_equal(feedbed_read(&bed, rows, sizeof(rows) - 1, 7), ERR_OK);
	bed.config.max_bytes--;
	assert_int_equal(
		feedbed_read(&bed, rows, sizeof(rows) - 1, 7), ERR_FIELD);
	assert_non_null(strstr(buf_str(&bed.log), "fault 0 \"\" too_large\n"));
}

static void refusals_beyond_a_number_are_only_counted(void **state)
{
	(void)state;
	bed.config.max_detailed = 2;
	expect(HEAD "A1\nA2\nA3\nA4\nA5,Cup," URL ",1\n",
		"2 refused - - few_cells\n3 refused - - few_cells\n"
		"6 taken A5 \"Cup\" 1 JPY\n");
	assert_int_equal(bed.totals.refused, 4);
	assert_int_equal(bed.totals.rows, 5);
	assert_int_equal(bed.totals.by_reason[FEED_FEW_CELLS], 4);
}

/* Adds `n` copies of a text. */
static void repeat(struct buf *out, const char *s, size_t n)
{
	while (n-- > 0)
		buf_add_str(out, s);
}

static void long_rows_and_cells(void **state)
{
	struct buf in;

	(void)state;
	buf_init(&in, SIZE_MAX);
	buf_add_str(&in, HEAD "A1,");
	repeat(&in, "長い名前", 100);
	buf_add_str(&in, "," URL ",1\nA2,Cup," URL);
	repeat(&in, "x", 2000);
	buf_add_str(&in, ",1\n");
	repeat(&in, "3", 65);
	buf_add_str(&in, ",Cup," URL ",1\nA4,");
	repeat(&in, "x", FEED_ROW);
	buf_add_str(&in, "," URL ",1\nA5");
	repeat(&in, ",", 100000);
	buf_add_str(&in, "\nA6,Cup," URL ",1\n");
	for (size_t piece = 1000; piece < in.len * 2; piece *= 7) {
		const char *log;

		feedbed_read(&bed, in.data, in.len, piece);
		log = buf_str(&bed.log);
		assert_non_null(strstr(log, "2 taken A1 \"長い名前"));
		assert_non_null(strstr(log,
			"…\" 1 JPY\n"
			"3 refused A2 link long_cell\n"
			"4 refused - id long_cell\n"
			"5 refused - title long_row\n"
			"6 refused - - columns\n"
			"7 taken A6 \"Cup\" 1 JPY\n"));
	}
	buf_fini(&in);
}

/* A feed of `n` pieces of what never ends a line uses as much memory as one of
 * a few, and the same is true of columns and of quotes. */
static void memory_is_bounded(void **state)
{
	static const char *const pieces[] = {"x", ",", "\"\"", "\"x", "\t",
		"{\"a\":[[", "\xe3\x81\x82", "\x82\xa0", "&amp;<p>", "\n"};
	struct buf in;

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct feed *f;

		buf_init(&in, SIZE_MAX);
		repeat(&in, pieces[i], 100000 / strlen(pieces[i]));
		heap_init();
		bed.config.ctx = &bed;
		f = feed_new(&bed.config);
		assert_non_null(f);
		feed_bytes(f, HEAD, strlen(HEAD));
		for (int n = 0; n < 10; n++)
			feed_bytes(f, in.data, in.len);
		heap_watch();
		for (int n = 0; n < 100; n++)
			feed_bytes(f, in.data, in.len);
		assert_true(heap_peak() < 600 * 1024);
		assert_int_equal(feed_end(f), ERR_OK);
		feed_destroy(&f);
		buf_clear(&bed.log);
		heap_fini();
		buf_fini(&in);
	}
}

static void an_error_of_whoever_takes_ends_it(void **state)
{
	(void)state;
	bed.stop = ERR_IO;
	assert_int_equal(feedbed_read(&bed, HEAD "A1,Cup," URL ",1\nA2\n",
				 strlen(HEAD "A1,Cup," URL ",1\nA2\n"), 5),
		ERR_IO);
	assert_string_equal(buf_str(&bed.log), "");
	assert_int_equal(bed.totals.taken, 0);
}

static enum err take(
	void *ctx, const struct product *p, uint64_t line, uint64_t *first)
{
	(void)ctx;
	(void)p;
	(void)line;
	(void)first;
	return ERR_OK;
}

static enum err read_it(const char *feed)
{
	struct feed_config config = {.currency = "JPY", .product = take};
	struct feed *f = feed_new(&config);
	enum err e;

	if (!f)
		return ERR_NOMEM;
	feed_bytes(f, feed, strlen(feed));
	e = feed_end(f);
	feed_destroy(&f);
	assert_null(f);
	return e;
}

static void it_says_when_memory_is_out(void **state)
{
	static const struct {
		const char *feed;
		enum err e;
	} feeds[] = {
		{"id,title,link,price,x,description\n"
		 "A1,茶<b>碗</b>," URL ",1,\"a\nb\",&lt;\nA1,x,y,z\n",
			ERR_OK},
		{"{\"id\":\"A1\",\"title\":[1,{\"a\":{}}],\"link\":\"" URL
		 "\",\"x\":\"茶\",\"price\":{\"value\":1,\"currency\":"
		 "\"JPY\"},\"availability\":\"在庫あり\"}\n{\n",
			ERR_OK},
		{HEAD "A1,\x92\x83\x98\x71," URL ",1\n", ERR_OK},
		{"id,title\n", ERR_FIELD},
	};

	(void)state;
	heap_init();
	for (size_t i = 0; i < sizeof(feeds) / sizeof(*feeds); i++) {
		bool failed = true;

		for (long n = 0; failed; n++) {
			enum err e;

			heap_fail_at(n);
			e = read_it(feeds[i].feed);
			failed = heap_failed();
			heap_fail_at(-1);
			assert_int_equal(e, failed ? ERR_NOMEM : feeds[i].e);
			assert_int_equal(heap_live(), 0);
		}
	}
	heap_fini();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
		TEST(a_row_is_a_product),
		TEST(little_is_needed),
		TEST(quotes_hold_newlines_commas_and_quotes),
		TEST(quotes_that_are_wrong),
		TEST(lines_of_json),
		TEST(other_names_of_columns),
		TEST(headers_that_are_refused),
		TEST(encodings_are_found),
		TEST(an_encoding_that_is_told),
		TEST(a_damaged_row_does_not_change_the_encoding),
		TEST(nul_bytes_are_refused),
		TEST(what_is_wrong_with_cells),
		TEST(a_duplicate_names_the_first),
		TEST(private_hosts_can_be_allowed),
		TEST(text_is_made_plain),
		TEST(sales_and_stock),
		TEST(limits_of_a_feed),
		TEST(refusals_beyond_a_number_are_only_counted),
		TEST(long_rows_and_cells),
		TEST(memory_is_bounded),
		TEST(an_error_of_whoever_takes_ends_it),
		TEST(it_says_when_memory_is_out),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
