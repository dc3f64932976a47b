/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_SALE_WORDS_H
#define CLIENT_SCREEN_SALE_WORDS_H

/* What is said of sales on every page (rule E1). */
#include "client/model/sale.h"
#include "client/screen/paint.h"

/* What it comes to, and what became of it since: cancelled, all or some paid
 * back; with `claim` that it was granted as one, if it was. */
const char *sale_words_sum(const struct model *m, const struct sale *s,
	bool claim, char out[PAINT_SIZE]);

/* "T-1001   Navy wool coat x 2". */
const char *sale_words_what(const struct sale *s, char out[PAINT_SIZE]);

/* "T-1001   Navy wool coat x 2   ¥12,800, some paid back". */
const char *sale_words_line(
	const struct model *m, const struct sale *s, char out[PAINT_SIZE]);

#endif
