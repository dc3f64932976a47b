/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_OUT_H
#define CLIENT_FLOW_MAIN_OUT_H

/*
 * Where norenflow writes to: the language, the terminal if there is one, and
 * --output.
 */
#include <stdbool.h>

#include "client/flow/report.h"

struct buf;
struct main_flags;

/* Sets locale and language.  False after a word on standard error. */
bool main_out_language(const struct main_flags *flags);

/* Is there such a --format? */
bool main_out_format(const struct main_flags *flags, enum report_kind *kind);
enum report_kind main_out_kind(const struct main_flags *flags);
bool main_out_json(const struct main_flags *flags);

/* Colours and columns, where it goes to a terminal. */
struct report_style main_out_style(const struct main_flags *flags);

/* Begins --output anew.  False after a word on standard error. */
bool main_out_begin(const struct main_flags *flags);

/* Appends to --output, or to standard output.
 * MAIN_FAILED after a word on standard error. */
int main_out_write(const struct main_flags *flags, const struct buf *text);

#endif
