/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_EXPORT_EXPORT_JSON_H
#define CLIENT_EXPORT_EXPORT_JSON_H

/*
 * The archive as JSON lines: a chat is an object in one line, with the fields
 * of filed and, in `orders`, those of sale, in `entries`, of entry
 * (noren-protocol(7)); an enquiry with those of enquiry and, in `letters`, of
 * letter.  Times are RFC 3339,
 * money is in minor units.  What no terminal should be sent is escaped.  Pure.
 */
#include <stdbool.h>

#include "shared/buf.h"
#include "shared/wire.h"

/* Appends a string, in its quotes. */
void export_json_string(const char *s, struct buf *out);

/* It begins with a filed or an enquiry, goes on with the list of that name,
 * perhaps with another one behind it, and ends. */
void export_json_begin(
	const struct wire_msg *head, const char *list, struct buf *out);
void export_json_list(const char *list, struct buf *out);
void export_json_entry(
	const struct wire_msg *entry, bool first, struct buf *out);
void export_json_end(struct buf *out);

#endif
