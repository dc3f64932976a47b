/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_LETTER_ANSWER_H
#define RELAY_GATE_LETTER_ANSWER_H

/*
 * The mail that answers an enquiry (C9): in the shopper's language, from the
 * shop by name; what the associate wrote, who that is, how to reach the shop
 * from now on, and below that what the shopper had written.  Nothing that is
 * sent to the relay's address is read, so a reply goes to the retailer's
 * support address, or the mail says that nobody reads it.  Pure.
 */
#include "relay/gate/hub.h"
#include "relay/store/store_letter.h"

/* `letter` is its text, who wrote it, and its id; `row` lends from `out` and
 * `to`.  ERR_FIELD: the shopper's address is none; ERR_NO_MAIL: none goes out;
 * ERR_NOMEM. */
enum err letter_answer_write(const struct hub *hub, const struct tenant *t,
	const struct store_enquiry *to, const struct store_letter *letter,
	struct buf *out, struct store_mail *row);

#endif
