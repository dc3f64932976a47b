/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_SCORE_H
#define RELAY_STORE_SCORE_H

/*
 * Figures (E4), from what happened: facts go into a book in any order, and
 * come out as sums.  What each figure means is in noren-protocol(7), at
 * `figures`.  Different currencies are never added.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/store/span.h"
#include "shared/err.h"
#include "shared/id.h"

struct store_mem;

#define SCORE_MOST 1000000 /* chats of those days; over: ERR_SIZE */

struct score_money {
	char currency[4];
	int64_t sales, amount; /* minor units */
};

/* Somebody's, or everybody's. */
struct score_sum {
	struct id who; /* "": everybody */
	int64_t accepted, missed;
	int64_t chats, converted;
	int64_t waits, median, mean; /* how many are known; ms */
	int64_t sales;
	int64_t ratings, stars;
	struct score_money *money;
	int n_money;
};

struct score_day {
	int64_t accepted, missed, sales;
	int64_t amount; /* of those in the currency of the book */
};

struct score_hour {
	int64_t accepted, missed;
};

struct score {
	struct score_sum all;
	struct score_sum *each; /* most accepted first; a team's only */
	int n_each;
	struct score_day days[SPAN_DAYS]; /* as the span has them */
	struct score_hour hours[7][24];   /* weekday 0 is Sunday */
};

struct score_book; /* opaque */

/* `team`: of everybody and of each; a miss of everybody's is one of "".  Else
 * all facts are one associate's.  Lends the span; NULL: no memory. */
struct score_book *score_book_new(
	const struct span *span, const char *currency, bool team);
void score_book_destroy(struct score_book **b);

/* Facts.  Those of another time than the span's count where they should: a
 * sale that came later still makes its chat one with a sale.  `waited`: us, -1
 * where nobody knows.  Running out of memory sticks. */
void score_accepted(struct score_book *b, const char *who, const char *chat,
	int64_t at, int64_t waited);
void score_missed(struct score_book *b, const char *who, int64_t at);
void score_sold(struct score_book *b, const char *who, const char *chat,
	int64_t at, const char *currency, int64_t amount);
void score_rated(
	struct score_book *b, const char *who, int64_t at, int64_t stars);

/* The figures, which live as long as the memory.  ERR_SIZE, ERR_NOMEM. */
enum err score_finish(
	struct score_book *b, struct store_mem *m, const struct score **out);

#endif
