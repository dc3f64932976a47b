/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_SLOT_TIME_H
#define CLIENT_FLOW_SLOT_TIME_H

/*
 * Times of day, dates and opening hours in a flow's lines.  The relay's way of
 * writing hours (norenctl(1)) is what they become.  Pure.
 */
#include <stdint.h>

#include "client/flow/flow.h"
#include "client/flow/lex.h"

/* As slot_read: the tokens that it takes, or 0. */
int slot_clock(const struct lex *x, int at, struct flow_arg *arg);
int slot_date(const struct lex *x, int at, int64_t *day); /* since 1970 */
int slot_hours(const struct lex *x, int at);

/* Gives the hours that stand from `at` on, where slot_hours found some, with
 * those of `before`, which may be NULL: a date is added to it, a week takes its
 * place.  ERR_SIZE: more than a relay takes; ERR_NOMEM. */
enum err slot_hours_text(
	const struct lex *x, int at, const char *before, char **out);

#endif
