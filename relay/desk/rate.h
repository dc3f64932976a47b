/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_RATE_H
#define RELAY_DESK_RATE_H

/*
 * What shoppers think of a chat (E4): once somebody's chat has ended they are
 * asked for stars, on every page until they have answered, would rather not,
 * begin another chat, or a day has passed.  Never after a block.
 */
#include "relay/desk/floor.h"

#define RATE_FOR TIMES_DAY /* after the end of the chat */

/* Tells all of a shopper's tabs, or one that has come, of a chat that may be
 * rated; nothing, where there is none. */
void rate_ask(struct desk *d, const struct shopper *s);
void rate_tell(struct desk *d, const struct session *s);

/* There is nothing to be rated any more, and the tabs are told so.  Who calls
 * keeps the shopper. */
void rate_drop(struct desk *d, struct shopper *s);

/* Said again, it is answered as before and changes nothing. */
void rate_on_rate(struct desk *d, const struct ask *k);

#endif
