/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_ARCHIVE_WORDS_H
#define CLIENT_SCREEN_ARCHIVE_WORDS_H

/*
 * What the archive's pages say alike of a chat.  Into `out`, of PAINT_SIZE.
 */
#include <stdbool.h>
#include <stdint.h>

struct archive_row;
struct model;

/* What came of it: "Sale ¥12,900", "Ended", "Missed". */
const char *archive_words_result(
	const struct model *m, const struct archive_row *r, char *out);

/* When, as short as a column wants it: today's time, this year's day, a date.
 */
const char *archive_words_when(
	const struct model *m, int64_t wall_us, char *out);

/* Whose chat it was; of one that was erased (J1), that. */
const char *archive_words_name(const struct archive_row *r);

/* Is a sale in it new to whoever looks? */
bool archive_words_fresh(const struct model *m, const struct archive_row *r);

#endif
