/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_KEEP_H
#define RELAY_DESK_KEEP_H

/*
 * What is true, as records: each call keeps the thing as it is now.  The
 * fill functions are shared with the dump, so that what is compared is what
 * is kept.
 */
#include "relay/desk/floor.h"

void keep_presence(struct desk *d, const struct associate *a);
void keep_shopper(struct desk *d, const struct shopper *s);
void keep_chat(struct desk *d, const struct chat *c);
void keep_ring(struct desk *d, const struct chat *c, const struct ring *r);
void keep_entry(struct desk *d, const struct rec_entry *e);
/* Gives the row with strings that last as long as the out. */
struct rec_attach keep_attach(struct desk *d, const struct rec_attach *x);
void keep_mark(struct desk *d, const struct chat *c, enum wire_who whose);
void keep_block(struct desk *d, const struct block *b);
void keep_enquiry(struct desk *d, const struct enquiry *e);
void keep_sale(struct desk *d, const struct sale *s);
/* The chat is theirs no longer (NULL: was nobody's): into the archive (E3). */
void keep_filed(struct desk *d, const struct chat *c, const struct id *whose,
	enum wire_reason reason);
/* This ringing of it was accepted by `a`, or missed (NULL: by the shop). */
void keep_score(struct desk *d, const struct chat *c, const struct associate *a,
	bool missed, int64_t waited);
void keep_rating(struct desk *d, const struct rec_rating *x);
void keep_guests(struct desk *d);
/* Deeds (rec_table.h). */
void keep_erased(
	struct desk *d, const struct id *shopper, const struct id *anew);
void keep_corrected(struct desk *d, const struct desk_correct *c);

/* The records themselves; their strings are lent by the thing. */
struct rec_presence keep_as_presence(const struct associate *a);
struct rec_shopper keep_as_shopper(const struct shopper *s);
struct rec_chat keep_as_chat(const struct chat *c);
struct rec_ring keep_as_ring(const struct chat *c, const struct ring *r);
struct rec_mark keep_as_mark(const struct chat *c, enum wire_who whose);
struct rec_block keep_as_block(const struct block *b);
struct rec_sale keep_as_sale(const struct sale *s);
struct rec_enquiry keep_as_enquiry(const struct enquiry *e);

#endif
