/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_SLOT_H
#define CLIENT_FLOW_SLOT_H

/*
 * What may stand in the slots of a verb's pattern, from the tokens of a line.
 * Pure.
 */
#include <stddef.h>
#include <stdint.h>

#include "client/flow/flow.h"
#include "client/flow/lex.h"

#define SLOT_SPAN_MAX (INT64_C(400) * 24 * 3600 * 1000) /* ms */
#define SLOT_NUMBER_MAX 1000000

/* The slot that a pattern's word in capitals is; VERB_NOTHING: none. */
enum verb_slot slot_of(const char *word, size_t len);

/* What is expected there: "a span of time such as 90 s".  Lends a constant. */
const char *slot_says(enum verb_slot slot);

/* Reads what stands from token `at` on.  Returns how many tokens it takes, and
 * fills *arg but for its text; 0 when it is something else.  `f` is where
 * people are looked for. */
int slot_read(enum verb_slot slot, const struct lex *x, int at,
	const struct flow *f, struct flow_arg *arg);

/* Gives the text (mem_free) of what slot_read found from `at` on; NULL when
 * the slot has none (flow.h), or memory is out, which *e says. */
char *slot_text(
	const struct flow_arg *arg, const struct lex *x, int at, enum err *e);

/* Parts of the above that stand elsewhere too.  As slot_read. */
int slot_number(const struct lex *x, int at, int64_t *n);
int slot_span(const struct lex *x, int at, int64_t *ms);
int slot_group(const struct lex *x, int at);
int slot_person(const struct flow *f, const char *name); /* or -1 */

#endif
