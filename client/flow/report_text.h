/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_REPORT_TEXT_H
#define CLIENT_FLOW_REPORT_TEXT_H

/*
 * Text of any origin, made fit for where a report puts it.  An error of `out`
 * sticks to it.  Bytes that are no UTF-8 become U+FFFD.  Pure.
 */
#include <stdint.h>

#include "shared/buf.h"

/* As a JSON string, with its quotes; fit for YAML's double quotes, too. */
void report_text_json(struct buf *out, const char *s);

/* As XML character data or within an attribute's double quotes.  What XML 1.0
 * cannot hold becomes U+FFFD. */
void report_text_xml(struct buf *out, const char *s);

/* In one line, for terminals (text_show). */
void report_text_line(struct buf *out, const char *s);

/* Microseconds as seconds with so many decimals, at most 6: "1.250". */
void report_text_seconds(struct buf *out, int64_t us, int decimals);

#endif
