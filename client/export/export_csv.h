/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_EXPORT_EXPORT_CSV_H
#define CLIENT_EXPORT_EXPORT_CSV_H

/*
 * The archive as CSV: RFC 4180, UTF-8, a row each.  A cell that a spreadsheet
 * would run as a formula is defused: OWASP, "CSV Injection", and the ASVS
 * (5.0, 1.2.10) want an apostrophe before one that begins with = + - @, a tab
 * or a CR.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/wire.h"

/* Appends one cell: defused, and quoted where it must be.  No control but line
 * breaks is left in it. */
void export_csv_cell(const char *s, struct buf *out);

/* Appends the heading; before it a byte order mark, if so. */
void export_csv_begin(bool bom, bool enquiries, struct buf *out);

/* Appends a chat in which so many messages were said, with the cell that its
 * orders have made. */
void export_csv_row(const struct wire_filed *f, int64_t said,
	const char *orders, struct buf *out);

/* Appends an order to the text of such a cell: "T-1 12.50 EUR; T-2 cancelled".
 */
void export_csv_order(const struct wire_sale *s, struct buf *cell);

/* Appends an enquiry with so many answers, the last of them `l` (NULL: none).
 * What has become of it: waits, taken, or the outcome of the last answer. */
void export_csv_enquiry(const struct wire_enquiry *q, int64_t answers,
	const struct wire_letter *l, struct buf *out);

#endif
