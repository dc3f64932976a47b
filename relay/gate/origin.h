/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ORIGIN_H
#define RELAY_GATE_ORIGIN_H

/*
 * Origins of web pages, "https://shop.example" or "http://localhost:8080", as
 * browsers send them and as a retailer lists them, one a line.  Compared
 * byte for byte: there are no wildcards to get wrong.  Pure.
 */
#include <stdbool.h>

#include "shared/buf.h"
#include "shared/err.h"

/* Scheme, host and perhaps a port, in lower case, and nothing else? */
bool origin_valid(const char *origin);

/* Is every line of the list, blank ones aside, a valid origin?  ERR_FIELD
 * sets *line, counted from 1. */
enum err origin_check(const char *list, int *line);

/* Is it in the list? */
bool origin_listed(const char *list, const char *origin);

/* Is it the relay's own?  `public_url` is the origin that the settings name, ""
 * for none: then it must be that of the request's own Host. */
bool origin_own(const char *public_url, const char *host, const char *origin);

/* Appends the listed origins with a blank before each, as in a policy. */
enum err origin_add_all(const char *list, struct buf *out);

#endif
