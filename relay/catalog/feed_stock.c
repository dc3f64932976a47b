/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_stock.h"

#include <stdbool.h>
#include <string.h>

#include "relay/catalog/feed_narrow.h"
#include "shared/fold.h"
#include "shared/mem.h"

#define FEED_STOCK_MOST INT64_C(1000000000) /* pieces; more is a mistake */

static const struct feed_stock_row {
	const char *word; /* without blanks, hyphens and underscores */
	enum product_stock stock;
} feed_stock_rows[] = {
	/* clang-format off */
	{"instock", PRODUCT_IN_STOCK}, {"available", PRODUCT_IN_STOCK},
	{"limitedavailability", PRODUCT_IN_STOCK},
	{"instoreonly", PRODUCT_IN_STOCK}, {"onlineonly", PRODUCT_IN_STOCK},
	{"lowstock", PRODUCT_IN_STOCK}, {"yes", PRODUCT_IN_STOCK},
	{"true", PRODUCT_IN_STOCK}, {"在庫あり", PRODUCT_IN_STOCK},
	{"在庫有り", PRODUCT_IN_STOCK}, {"在庫有", PRODUCT_IN_STOCK},
	{"在庫僅少", PRODUCT_IN_STOCK}, {"在庫わずか", PRODUCT_IN_STOCK},
	{"残りわずか", PRODUCT_IN_STOCK}, {"あり", PRODUCT_IN_STOCK},
	{"有り", PRODUCT_IN_STOCK}, {"有", PRODUCT_IN_STOCK},
	{"販売中", PRODUCT_IN_STOCK}, {"即納", PRODUCT_IN_STOCK},
	{"○", PRODUCT_IN_STOCK}, {"◯", PRODUCT_IN_STOCK},
	{"〇", PRODUCT_IN_STOCK}, {"◎", PRODUCT_IN_STOCK},
	{"△", PRODUCT_IN_STOCK},
	{"outofstock", PRODUCT_OUT_OF_STOCK},
	{"notinstock", PRODUCT_OUT_OF_STOCK},
	{"unavailable", PRODUCT_OUT_OF_STOCK},
	{"soldout", PRODUCT_OUT_OF_STOCK},
	{"discontinued", PRODUCT_OUT_OF_STOCK}, {"no", PRODUCT_OUT_OF_STOCK},
	{"false", PRODUCT_OUT_OF_STOCK}, {"在庫なし", PRODUCT_OUT_OF_STOCK},
	{"在庫無し", PRODUCT_OUT_OF_STOCK}, {"在庫無", PRODUCT_OUT_OF_STOCK},
	{"在庫切れ", PRODUCT_OUT_OF_STOCK}, {"品切れ", PRODUCT_OUT_OF_STOCK},
	{"品切", PRODUCT_OUT_OF_STOCK}, {"欠品", PRODUCT_OUT_OF_STOCK},
	{"売り切れ", PRODUCT_OUT_OF_STOCK}, {"売切れ", PRODUCT_OUT_OF_STOCK},
	{"売切", PRODUCT_OUT_OF_STOCK}, {"完売", PRODUCT_OUT_OF_STOCK},
	{"販売終了", PRODUCT_OUT_OF_STOCK}, {"なし", PRODUCT_OUT_OF_STOCK},
	{"無し", PRODUCT_OUT_OF_STOCK}, {"無", PRODUCT_OUT_OF_STOCK},
	{"×", PRODUCT_OUT_OF_STOCK}, {"✕", PRODUCT_OUT_OF_STOCK},
	{"preorder", PRODUCT_PREORDER}, {"presale", PRODUCT_PREORDER},
	{"comingsoon", PRODUCT_PREORDER}, {"予約", PRODUCT_PREORDER},
	{"予約受付中", PRODUCT_PREORDER}, {"予約商品", PRODUCT_PREORDER},
	{"予約販売", PRODUCT_PREORDER}, {"発売前", PRODUCT_PREORDER},
	{"backorder", PRODUCT_BACKORDER}, {"backordered", PRODUCT_BACKORDER},
	{"onbackorder", PRODUCT_BACKORDER}, {"madetoorder", PRODUCT_BACKORDER},
	{"availablefororder", PRODUCT_BACKORDER},
	{"お取り寄せ", PRODUCT_BACKORDER}, {"取り寄せ", PRODUCT_BACKORDER},
	{"取寄", PRODUCT_BACKORDER}, {"取寄せ", PRODUCT_BACKORDER},
	{"入荷待ち", PRODUCT_BACKORDER}, {"入荷予定", PRODUCT_BACKORDER},
	{"受注生産", PRODUCT_BACKORDER},
	/* clang-format on */
};
#define FEED_STOCK_ROWS (sizeof(feed_stock_rows) / sizeof(feed_stock_rows[0]))

struct feed_stock {
	char *words[FEED_STOCK_ROWS]; /* folded, as cells are */
};

/* Gives the cell folded, without what people put between words; what
 * schema.org writes before them goes too. */
static char *feed_stock_fold(const char *s, size_t len)
{
	char *word = fold(s, len), *to = word, *slash;

	if (!word)
		return NULL;
	slash = strrchr(word, '/');
	for (const char *from = slash ? slash + 1 : word; *from; from++) {
		if (*from != ' ' && *from != '-' && *from != '_')
			*to++ = *from;
	}
	*to = '\0';
	return word;
}

struct feed_stock *feed_stock_new(void)
{
	struct feed_stock *s = mem_zero(sizeof(*s));

	for (size_t i = 0; s && i < FEED_STOCK_ROWS; i++) {
		const char *word = feed_stock_rows[i].word;

		s->words[i] = feed_stock_fold(word, strlen(word));
		if (!s->words[i])
			feed_stock_destroy(&s);
	}
	return s;
}

void feed_stock_destroy(struct feed_stock **s)
{
	for (size_t i = 0; *s && i < FEED_STOCK_ROWS; i++)
		mem_free((*s)->words[i]);
	mem_free(*s);
	*s = NULL;
}

enum err feed_stock_word(const struct feed_stock *s, const char *cell,
	size_t len, enum product_stock *out)
{
	char *word = feed_stock_fold(cell, len);

	*out = PRODUCT_UNSAID;
	if (!word)
		return ERR_NOMEM;
	for (size_t i = 0; i < FEED_STOCK_ROWS && !*out; i++) {
		if (strcmp(s->words[i], word) == 0)
			*out = feed_stock_rows[i].stock;
	}
	mem_free(word);
	return ERR_OK;
}

static bool feed_stock_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is that a comma between thousands: three digits and no more behind it? */
static bool feed_stock_comma(const char *s)
{
	return s[0] == ',' && feed_stock_digit(s[1]) &&
		feed_stock_digit(s[2]) && feed_stock_digit(s[3]) &&
		!feed_stock_digit(s[4]);
}

enum feed_reason feed_stock_count(const char *cell, size_t len, int64_t *out)
{
	char text[FEED_NARROW];
	const char *s = text;
	int64_t n = 0;
	bool negative;

	if (!feed_narrow(cell, len, text))
		return FEED_COUNT;
	negative = *s == '-';
	s += negative;
	if (!feed_stock_digit(*s))
		return FEED_COUNT;
	for (; feed_stock_digit(*s) || feed_stock_comma(s); s++) {
		if (*s != ',')
			n = n * 10 + (*s - '0');
		if (n > FEED_STOCK_MOST)
			return FEED_COUNT;
	}
	if (s[0] == '.' && s[1] == '0')
		s += 1 + strspn(s + 1, "0");
	if (*s)
		return FEED_COUNT;
	*out = negative ? 0 : n;
	return FEED_FINE;
}
