/* SPDX-License-Identifier: MIT */
#include "tests/sim/sales/plain.h"

#include <string.h>

/* E1: an order comes to no more; in yen, and in cents. */
#define MOST INT64_C(1000000000)

/* Of those that a history has, the currencies that there are. */
static bool plain_is_currency(const char *code)
{
	return strcmp(code, "JPY") == 0 || strcmp(code, "EUR") == 0;
}

/* When that chat ended, or NULL: it goes on. */
static const struct fact *plain_end_of(
	const struct fact *facts, int n, int chat)
{
	for (int i = 0; i < n; i++)
		if (facts[i].kind == FACT_ENDED && facts[i].chat == chat)
			return &facts[i];
	return NULL;
}

/* When the shopper began that chat. */
static int64_t plain_begin_of(const struct fact *facts, int n, int chat)
{
	for (int i = 0; i < n; i++)
		if (facts[i].kind == FACT_ASKED && facts[i].chat == chat)
			return facts[i].at;
	return 0;
}

/* The last of the first n facts in which somebody chatted with that shopper,
 * in a chat that had begun by then, as far as it may be known. */
static const struct fact *plain_last_chat(
	const struct fact *facts, int n, int shopper, int64_t by)
{
	for (int i = n - 1; i >= 0; i--) {
		if (facts[i].shopper != shopper)
			continue;
		if (facts[i].kind == FACT_ERASED)
			return NULL;
		if (facts[i].kind == FACT_ACCEPTED &&
			plain_begin_of(facts, n, facts[i].chat) <= by)
			return &facts[i];
	}
	return NULL;
}

/* E2: within the window after the end of the shopper's last chat, and during
 * it.  Bought it was when it was heard of first: what the server told of no
 * later chat has led to.  Of what is heard of now no clock has a say. */
static void plain_credit(
	struct plain *p, const struct fact *facts, int n, const struct fact *f)
{
	const struct fact *last = plain_last_chat(
		facts, n, f->shopper, p->told ? p->at : INT64_MAX);
	const struct fact *end =
		last ? plain_end_of(facts, n, last->chat) : NULL;

	if (!last || (end && p->at > end->at + f->window))
		return;
	p->associate = last->associate;
	p->chat = last->chat;
}

static void plain_begin(struct plain *p, const struct fact *f, int64_t at)
{
	p->there = true;
	p->at = at;
	p->paid = f->paid;
	p->total = f->paid - f->refunded;
	p->cancelled = f->cancelled;
	p->currency = f->currency;
}

/* E1: the same order counts once.  What the server has said of it stays. */
static void plain_bought(
	struct plain *p, const struct fact *facts, int n, const struct fact *f)
{
	if (!plain_is_currency(f->currency) || f->paid > MOST)
		return;
	if (p->shopper || p->claim)
		return;
	if (!p->there)
		plain_begin(p, f, f->at);
	p->shopper = f->shopper;
	plain_credit(p, facts, n, f);
}

/* The server's last word counts, in the currency of its first; which counts
 * whatever was told before it.  None counts of more than an order comes to, if
 * it has not come to that before. */
static void plain_told(struct plain *p, const struct fact *f)
{
	bool same = p->there && strcmp(p->currency, f->currency) == 0;

	if (f->paid > MOST && !(same && f->paid <= p->paid))
		return;
	if (p->told && !same)
		return;
	if (p->told && f->said < p->said)
		return;
	p->recoined = p->recoined || (p->there && !same);
	plain_begin(p, f, p->there ? p->at : f->at);
	p->told = true;
	p->said = f->said;
}

/* E5: an order that is nobody's becomes theirs; what the shop has said that it
 * comes to stays, and in another currency it is another's. */
static void plain_granted(struct plain *p, const struct fact *f)
{
	if (p->associate || (p->there && strcmp(p->currency, f->currency) != 0))
		return;
	if (!p->there)
		plain_begin(p, f, f->bought);
	p->associate = f->associate;
	p->chat = 0;
	p->claim = f->claim;
}

struct plain plain_order(const struct fact *facts, int n, int order)
{
	struct plain p = {.currency = ""};

	for (int i = 0; i < n; i++) {
		const struct fact *f = &facts[i];

		if (f->kind == FACT_ERASED && p.shopper == f->shopper)
			p.shopper = f->anew;
		if (f->order != order)
			continue;
		if (f->kind == FACT_BOUGHT)
			plain_bought(&p, facts, i, f);
		else if (f->kind == FACT_TOLD)
			plain_told(&p, f);
		else if (f->kind == FACT_GRANTED)
			plain_granted(&p, f);
	}
	return p;
}
