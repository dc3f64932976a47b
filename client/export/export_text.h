/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_EXPORT_EXPORT_TEXT_H
#define CLIENT_EXPORT_EXPORT_TEXT_H

/*
 * The archive as text to be read, in the words of the screen: all of it is fit
 * for a terminal (D12).  Pure.
 */
#include <stdbool.h>

#include "shared/buf.h"
#include "shared/wire.h"

struct tz;

/* Appends the two lines above a chat's entries.  `tz` NULL: UTC. */
void export_text_head(const struct wire_filed *f, const struct tz *tz,
	bool japanese, struct buf *out);

/* Appends a sale of the chat, between the two lines and its entries. */
void export_text_sale(
	const struct wire_sale *s, bool japanese, struct buf *out);

/* Appends an entry, a message with its further lines below the first. */
void export_text_entry(const struct wire_entry *e, const struct tz *tz,
	bool japanese, struct buf *out);

/* Appends an enquiry, and an answer to it. */
void export_text_enquiry(const struct wire_enquiry *q, const struct tz *tz,
	bool japanese, struct buf *out);
void export_text_letter(
	const struct wire_letter *l, const struct tz *tz, struct buf *out);

#endif
