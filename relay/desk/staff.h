/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_STAFF_H
#define RELAY_DESK_STAFF_H

/* The retailer's groups and people, as others have set them. */
#include "relay/desk/floor.h"

/* The group with that key; the retailer at large when there is none. */
const struct group *staff_find_group(const struct desk *d, const char *key);
struct group *staff_group(struct desk *d, const char *key);

/* Does the associate belong to it? */
bool staff_is_in(const struct associate *a, const struct group *g);

struct associate *staff_find(const struct desk *d, const struct id *id);

void staff_set_group(struct desk *d, const struct desk_group *g);
/* Its chats and pages are the retailer's at large from then on, and what was
 * being transferred to it stays where it is. */
void staff_drop_group(struct desk *d, const char *key);
/* Whoever is connected is told anew all that is true when their name, groups or
 * rights have changed. */
void staff_set(struct desk *d, const struct desk_staff *s);

/* The account was removed: signed out everywhere, a live chat rings for
 * others. */
void staff_gone(struct desk *d, const struct id *id);

/* When the desk ends; says nothing to anybody. */
void staff_free(struct desk *d);

#endif
