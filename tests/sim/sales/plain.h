/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SALES_PLAIN_H
#define TESTS_SIM_SALES_PLAIN_H

/*
 * Whose sale an order is, read off rules E1, E2 and E5 once more: from the list
 * of all that has happened, looked through from end to end for every question.
 * It is slow, remembers nothing, and shares no code with the desk.
 */
#include <stdbool.h>
#include <stdint.h>

enum fact_kind {
	FACT_ASKED,    /* shopper, chat: its beginning */
	FACT_ACCEPTED, /* shopper, associate, chat: or a transfer of it */
	FACT_ENDED,    /* shopper, chat: however */
	FACT_ERASED,   /* shopper: what was theirs is anew's (J1) */
	FACT_BOUGHT,   /* order, shopper, amounts: by the shopper's page */
	FACT_TOLD,     /* order, amounts, said: by the shop's server */
	FACT_GRANTED,  /* order, associate, amounts, bought: a claim */
};

/* Amounts in minor units.  People, chats and orders are numbers; 0: none. */
struct fact {
	enum fact_kind kind;
	int64_t at; /* us, by the relay's clock */
	int shopper, associate, chat, order, claim, anew;
	int64_t paid, refunded;
	bool cancelled;
	const char *currency;
	int64_t said;   /* by the clock of the shop's server */
	int64_t bought; /* as the claim has it */
	int64_t window; /* us, as it was set then */
};

/* What there should be of an order. */
struct plain {
	bool there;
	int associate, chat, shopper, claim;
	int64_t at, paid, total;
	const char *currency;
	bool cancelled;
	bool told; /* the shop's server has spoken of it, last: */
	int64_t said;
	bool recoined; /* by its first word, of another currency than a page's
			*/
};

struct plain plain_order(const struct fact *facts, int n, int order);

#endif
