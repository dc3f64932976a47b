/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_WEEK_H
#define CLIENT_SCREEN_WEEK_H

/*
 * Opening hours as managers see and change them (rule B3), on shared/hours:
 * the retailer's or a group's text is read, one thing in it is changed, and
 * the whole is written back and saved.  What others changed meanwhile in other
 * lines stays, since it is always the latest text that is changed.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/hours_table.h"

struct model;
struct screen;

/* The text of a group's hours ("": the retailer's), which are the retailer's
 * when it has none of its own.  Lends; "" while nothing is known. */
const char *week_text(const struct model *m, const char *group);
/* Has the group hours of its own?  The retailer always has. */
bool week_own(const struct model *m, const char *group);

/* The same, read: gives (week_free); NULL when it cannot be read. */
struct hours *week_read(const struct model *m, const char *group);
void week_free(struct hours **h);

/* Changes, as hours_drop_date and hours_put_date. */
void week_drop_date(struct hours *h, int32_t day);

/* Writes it back and saves it for the group; the same with a text as it is.
 * False: it is too long, and nothing was asked. */
bool week_save(struct screen *s, const char *group, const struct hours *h);
bool week_save_text(struct screen *s, const char *group, const char *text);

/* "10:30-13:00 14:00-17:00" as people type it, in letters of any width; "" is
 * closed.  ERR_CONFIG: *why says what is wrong, translated, lent. */
enum err week_parse(const char *typed, struct hours_day *out, const char **why);

/* What is wrong with a text of hours: NULL is nothing, else translated, lent;
 * *line from 1. */
const char *week_wrong(const char *text, int *line);

/* "10:30-13:00 14:00-17:00", "closed", "around the clock", "Thu 31 Dec 2026".
 * Need PAINT_SIZE bytes; return `out`. */
const char *week_day_words(const struct hours_day *day, char *out);
const char *week_date_words(const struct model *m, int32_t day, char *out);
/* "2026-12-31", as it is typed. */
const char *week_date_text(int32_t day, char *out);
/* Reads that; false: it is no date. */
bool week_date_read(const char *typed, int32_t *day);

#endif
