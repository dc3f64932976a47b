/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_JSON_H
#define RELAY_CATALOG_FEED_JSON_H

/*
 * A line of JSON as a row: an object whose values are all strings, as cells
 * are.  Numbers stay what was written, since a price is no floating point
 * number; of an array the values stand in a line, with commas; an object that
 * has but a value and a currency is a price, and any other is its own JSON;
 * null is "".
 */
#include <jansson.h>
#include <stddef.h>

#include "relay/catalog/feed_reason.h"
#include "shared/err.h"

/* Reads one line.  Gives *out (json_decref), or NULL when *why is not
 * FEED_FINE but FEED_JSON or FEED_ENCODING.  At most `max_items` values.
 * ERR_NOMEM, else ERR_OK. */
enum err feed_json(const char *line, size_t len, int max_items, json_t **out,
	enum feed_reason *why);

#endif
