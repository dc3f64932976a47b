/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_BLOCK_H
#define RELAY_DESK_BLOCK_H

/*
 * Silencing an abusive shopper (rule D9).  The chat ends for its associate;
 * to the shopper it seems to live, and what they write goes into its log
 * behind the block, where nobody reads it.  When they go to another page, or
 * are gone so long that the chat would have ended, the block hides the widget
 * from them, until a manager lifts it.
 *
 * The desk knows every block of the retailer, those that were lifted too.
 */
#include "relay/desk/floor.h"

/* A block as it was kept; before the chats.  When the desk ends. */
void block_load(struct desk *d, const struct rec_block *r);
void block_free(struct desk *d);

/* The one that stands for this shopper, or NULL. */
struct block *block_of(const struct desk *d, const struct id *shopper);

/* The chat goes on for its shopper behind the block. */
void block_join(struct block *b, struct chat *c);

/* Is the widget hidden from this shopper? */
bool block_hides(const struct shopper *s);

/* A tab of a shopper is about to show that page.  The shopper of the chat has
 * been gone for too long. */
void block_views(
	struct desk *d, struct session *s, const struct wire_page *page);
void block_hide(struct desk *d, struct block *b);

/* Lifts it; the managers are told.  ERR_UNKNOWN: there is none. */
enum err block_lift(struct desk *d, const struct id *shopper);

/* J1: all of that shopper's are gone; a blocked one's name; what stands for
 * longer says nothing but whom it is about. */
void block_erase(struct desk *d, const struct id *shopper);
void block_correct(struct desk *d, const struct desk_correct *c);
void block_expire(struct desk *d, int64_t before);

/* A manager has come: the blocks of the day, the latest first. */
void block_tell_today(struct desk *d, const struct session *s);

void block_on_block(struct desk *d, const struct ask *k);
void block_on_blocks(struct desk *d, const struct ask *k);
void block_on_unblock(struct desk *d, const struct ask *k);

#endif
