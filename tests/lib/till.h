/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_TILL_H
#define TESTS_LIB_TILL_H

/* Orders on a desk (fix.h), for tests of whose sales they are.  All are of a
 * navy wool coat, in JPY. */
#include "tests/lib/fix.h"

/* A page of that session reports it; the shop's server does; a manager grants
 * a claim of that associate's to it, bought now and worth 48,000. */
void till_buys(struct fix *f, int session, const char *order, int64_t amount);
void till_reports(struct fix *f, const char *order, int64_t total,
	int64_t refunded, bool cancelled);
void till_claims(struct fix *f, const char *order, int associate, int chat);
/* Such a claim, for what is to be different.  chat 0: none. */
struct desk_claim till_claim(const char *order, int associate, int chat);

/* An associate's session has seen the sales of that chat. */
void till_views(struct fix *f, int session, int chat);

/* Fails unless it is kept as that associate's; 0: nobody's. */
void till_expect(const struct fix *f, const char *order, int associate);

/* What that session was told last. */
const struct wire_panel *till_panel(const struct fix *f, int session);
const struct wire_sale *till_sale(const struct fix *f, int session);

#endif
