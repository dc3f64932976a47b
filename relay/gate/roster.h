/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ROSTER_H
#define RELAY_GATE_ROSTER_H

/*
 * The groups and the staff of one retailer, in the order in which they came.
 * An entry is never changed, only replaced: what was there before is handed
 * back, to be freed once the desk has heard of the new one.  Pure.
 */
#include <stdbool.h>

#include "relay/gate/rules.h"
#include "shared/id.h"

struct roster_group {
	struct roster_group *next;
	char *key, *name, *hours_text;
	struct hours *hours; /* NULL: the retailer's */
};

struct roster_staff {
	struct roster_staff *next;
	struct id id;
	char *address, *name, *groups;
	bool manager;
};

/* All zero is an empty one. */
struct roster {
	struct roster_group *groups;
	struct roster_staff *staff;
};

void roster_fini(struct roster *r);

/* NULL when there is none. */
struct roster_group *roster_find_group(const struct roster *r, const char *key);
struct roster_staff *roster_find_staff(
	const struct roster *r, const struct id *id);

/* Gives the entry; ERR_CONFIG says why, ERR_NOMEM. */
enum err roster_group_new(const struct store_group *row,
	struct roster_group **out, char why[RULES_WHY]);
enum err roster_staff_new(
	const struct store_associate *row, struct roster_staff **out);
void roster_group_destroy(struct roster_group **g);
void roster_staff_destroy(struct roster_staff **s);

/* Takes the entry into the place of that with the same key or id, which it
 * gives, or to the end and gives NULL. */
struct roster_group *roster_put_group(struct roster *r, struct roster_group *g);
struct roster_staff *roster_put_staff(struct roster *r, struct roster_staff *s);

/* Takes an associate off and gives the entry, NULL when there is none. */
struct roster_staff *roster_drop_staff(struct roster *r, const struct id *id);

#endif
