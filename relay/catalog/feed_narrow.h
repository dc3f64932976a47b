/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_NARROW_H
#define RELAY_CATALOG_FEED_NARROW_H

/* Numbers and prices as everybody else writes them: full-width forms narrow,
 * capitals small, the blanks of typesetters plain. */
#include <stdbool.h>
#include <stddef.h>

#define FEED_NARROW 100 /* bytes, and NUL: no price or number is longer */

/* Writes `s` so, without the blanks at its ends; false when it is too long or
 * no UTF-8. */
bool feed_narrow(const char *s, size_t len, char out[FEED_NARROW]);

#endif
