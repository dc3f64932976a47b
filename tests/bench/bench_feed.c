/* SPDX-License-Identifier: MIT */
/*
 * What reading a feed costs: rows and megabytes in a second of CPU time, and
 * the memory that this program has used at most.  Half of the products are
 * Japanese.  The feed is made as it is read, which is not counted.
 * usage: bench_feed [ROWS]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "relay/catalog/feed.h"
#include "shared/barcode.h"
#include "shared/buf.h"

#define ROWS 1000000
#define TOGETHER 1000 /* rows that are made before they are read */

struct bench {
	double spent;
	uint64_t taken;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum err take(
	void *ctx, const struct product *p, uint64_t line, uint64_t *first)
{
	struct bench *b = ctx;

	(void)p;
	(void)line;
	(void)first;
	b->taken++;
	return ERR_OK;
}

static const char *gtin(unsigned i, char out[BARCODE_SIZE])
{
	snprintf(out, BARCODE_SIZE, "490%09u", i);
	out[12] = barcode_check_digit(out, 12);
	out[13] = '\0';
	return out;
}

static void csv_row(struct buf *out, unsigned i)
{
	static const char english[] =
		"%u,\"Blue tea cup, no. %u\",\"<p>A cup of %u ml for tea &amp; "
		"coffee, thrown by hand and glazed in blue. It fits the saucer "
		"of the same series and may go into the dishwasher.</p>\","
		"https://shop.example/cup/%u,https://shop.example/%u.jpg,"
		"%u.50 USD,in stock,Kiln & Co,%s,Home > Kitchen > Cups,blue,"
		"clay\n";
	static const char japanese[] =
		"%u,青い湯呑み茶碗 %u号,\"<p>容量%umlの手作りの湯呑みです。"
		"お茶にもコーヒーにもお使いいただけます。同じシリーズの受け皿と"
		"組み合わせてどうぞ。<br>食洗機でも洗えます。</p>\","
		"https://shop.example/cup/%u,https://shop.example/%u.jpg,"
		"\"¥%u,500\",在庫あり,窯元,%s,ホーム > キッチン > カップ,青,"
		"陶器\n";
	char code[BARCODE_SIZE];

	buf_addf(out, i % 2 ? english : japanese, i, i, i % 400, i, i,
		1 + i % 99, gtin(i, code));
}

static void json_row(struct buf *out, unsigned i)
{
	static const char row[] =
		"{\"id\":%u,\"title\":\"%s %u\",\"description\":\"<p>%s</p>\","
		"\"link\":\"https://shop.example/cup/%u\","
		"\"image_link\":\"https://shop.example/%u.jpg\","
		"\"price\":\"%u,500 JPY\",\"availability\":\"in stock\","
		"\"brand\":\"%s\",\"gtin\":\"%s\","
		"\"product_type\":\"%s\",\"color\":\"%s\",\"material\":\"%s\"}"
		"\n";
	char code[BARCODE_SIZE];
	bool ja = i % 2 == 0;

	buf_addf(out, row, i, ja ? "青い湯呑み茶碗" : "Blue tea cup", i,
		ja ? "手作りの湯呑みです。お茶にもコーヒーにもお使いいただけま"
		     "す。"
		   : "A cup for tea and coffee, thrown by hand, glazed in "
		     "blue.",
		i, i, 1 + i % 99, ja ? "窯元" : "Kiln", gtin(i, code),
		ja ? "ホーム > カップ" : "Home > Cups", ja ? "青" : "blue",
		ja ? "陶器" : "clay");
}

static void measure(const char *name, const char *head, unsigned rows,
	void (*row)(struct buf *out, unsigned i))
{
	struct bench b = {0};
	struct feed_config config = {
		.currency = "JPY", .product = take, .ctx = &b};
	struct feed *f = feed_new(&config);
	const struct feed_totals *t;
	struct rusage use;
	struct buf text;
	double start;

	if (!f)
		exit(1);
	buf_init(&text, SIZE_MAX);
	buf_add_str(&text, head);
	for (unsigned i = 0; i < rows;) {
		for (unsigned n = 0; n < TOGETHER && i < rows; n++)
			row(&text, i++);
		start = now();
		feed_bytes(f, text.data, text.len);
		b.spent += now() - start;
		buf_clear(&text);
	}
	feed_end(f);
	t = feed_totals(f);
	getrusage(RUSAGE_SELF, &use);
	printf("%-11s %8" PRIu64 " rows %4.0f MB  %7.0f rows/s  %4.0f MB/s  "
	       "refused %" PRIu64 "  peak %.1f MB\n",
		name, t->rows, (double)t->bytes / 1e6,
		(double)t->rows / b.spent, (double)t->bytes / 1e6 / b.spent,
		t->refused, (double)use.ru_maxrss / 1e3);
	buf_fini(&text);
	feed_destroy(&f);
}

int main(int argc, char **argv)
{
	unsigned rows = argc > 1 ? (unsigned)atoi(argv[1]) : ROWS;

	measure("feed CSV",
		"id,title,description,link,image_link,price,availability,brand,"
		"gtin,product_type,color,material\n",
		rows, csv_row);
	measure("feed JSON", "", rows, json_row);
	return 0;
}
