/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_SHOW_H
#define RELAY_DESK_SHOW_H

/*
 * What is shown in a chat beside words: products that an associate recommends
 * (rule D5), pictures and videos (rule D6).  The gate has looked at addresses
 * and files before.
 */
#include "relay/desk/floor.h"

/* Do the two addresses lead to the same page?  A parameter of their queries
 * that both have has to be the same, unless it counts visitors (utm_). */
bool show_same_page(const char *a, const char *b);

/* Was that product, by SKU or address, recommended in this chat? */
bool show_recommended(const struct chat *c, const struct wire_event *e);

/* A recommendation as it was kept; when the chat is forgotten. */
void show_load(struct desk *d, struct chat *c, const struct rec_attach *x);
void show_free(struct chat *c);

void show_on_recommend(struct desk *d, const struct ask *k);
void show_on_show(struct desk *d, const struct ask *k);

#endif
