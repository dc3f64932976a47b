/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_WATCH_H
#define TESTS_SIM_WATCH_H

/* What must hold (see watch.c). */
#include "relay/desk/desk_io.h"

struct world;
struct node;
struct end;
struct staff;

/* A check does not hold: the first one is remembered, and the day ends. */
void watch_fail(struct world *w, const char *check, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void watch_row(void *ctx, const struct rec *was, const struct rec *is);
void watch_batch(struct world *w);
void watch_step(struct world *w, const struct node *n);
void watch_notice(
	struct world *w, struct node *n, const struct desk_notice *notice);
void watch_entry(
	struct world *w, const struct end *e, const struct wire_entry *heard);
void watch_rebuilt(struct world *w, const struct node *n);
void watch_answers(struct world *w);
void watch_end(struct world *w); /* in watch_end.c */
/* Also there, while the day goes on: what must have come about by now. */
void watch_hidden(struct world *w);

/* In watch_sale.c: a row, what an associate has sold by now, what a device
 * shows at the end. */
void watch_sale(
	struct world *w, const struct rec_sale *was, const struct rec_sale *is);
void watch_sales(struct world *w, const struct staff *s);
void watch_fresh(struct world *w, const struct end *e);

void watch_filed(struct world *w); /* in watch_filed.c: at the end */

/* J1: was the shopper's chat erased?  It is nobody's customer then. */
bool watch_erased(const struct world *w, const struct rec_chat *c);

/* An associate's availability as it is kept, or NULL. */
const struct rec_presence *watch_presence(
	const struct world *w, const struct staff *s);

#endif
