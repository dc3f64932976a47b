/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_PERFORMANCE_WORDS_H
#define CLIENT_SCREEN_PERFORMANCE_WORDS_H

/* Figures (rule E4) as words, as rows of a table, and as bars. */
#include "client/model/model.h"
#include "client/screen/paint.h"
#include "client/screen/performance_chart.h"

#define PERFORMANCE_FACTS (6 + PERFORMANCE_MONEY)

struct performance_fact {
	const char *label; /* "": it goes with the one above */
	char value[PAINT_SIZE], more[PAINT_SIZE];
	bool worth; /* `more` is money, and never left out */
};

/* Whose they are: one's own name, "The team", a colleague's.  Lends. */
const char *performance_words_whose(const struct model *m);

/* Fills in what counts chats and sales, one row a currency, and then the three
 * that are made of them; returns how many. */
int performance_words_facts(const struct model *m,
	const struct performance_sum *sum,
	struct performance_fact facts[PERFORMANCE_FACTS]);

/* The days, or of a single day the hours; and how many the highest is.  At
 * most PERFORMANCE_DAYS. */
int performance_words_chats(const struct model *m, struct performance_bar *bars,
	char most[PAINT_SIZE]);
/* What was sold in the retailer's currency; 0: nothing. */
int performance_words_sales(const struct model *m, struct performance_bar *bars,
	char most[PAINT_SIZE]);

/* The table of colleagues: where its columns end; 0: no room. */
struct performance_columns {
	int left, width, name;
	int accepted, missed, wait, sales, converted, rating;
};
struct performance_columns performance_words_columns(
	const struct model *m, int left, int width);
void performance_words_head(
	struct grid *g, int row, const struct performance_columns *c);
void performance_words_row(const struct model *m, struct grid *g, int row,
	const struct performance_columns *c, const struct performance_sum *sum,
	bool chosen);

#endif
