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
#include "relay/store/store_extra.h"
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

/* A greeting or a saved reply (D3). */
struct roster_template {
	struct roster_template *next;
	char *key, *title, *text, *pages;
	int use, lang; /* enum wire_use, wire_lang */
	int64_t from, until;
};

/* Bytes of all of them together: an associate is told them at once, and may
 * have no more than LIMIT_OUTBOX unread. */
#define ROSTER_TEMPLATES (96 * 1024)

/* All zero is an empty one. */
struct roster {
	struct roster_group *groups;
	struct roster_staff *staff;
	struct roster_template *templates;
	int n_templates;
};

void roster_fini(struct roster *r);

/* NULL when there is none. */
struct roster_group *roster_find_group(const struct roster *r, const char *key);
struct roster_staff *roster_find_staff(
	const struct roster *r, const struct id *id);

/* ERR_UNKNOWN, and which: one of these keys, with blanks between, is no group.
 * Those that stand in `had` are passed over: they may have gone since. */
#define ROSTER_WHY (LIMIT_TITLE + 40)
enum err roster_check_groups(const struct roster *r, const char *keys,
	const char *had, char why[ROSTER_WHY]);

struct roster_template *roster_find_template(
	const struct roster *r, const char *key);
/* Would all be short enough with the one in the place of the other (NULL:
 * of none)? */
bool roster_has_room(const struct roster *r, const struct roster_template *old,
	const struct roster_template *t);

/* Of two with the same key: are they the same? */
bool roster_same_group(
	const struct roster_group *a, const struct roster_group *b);
bool roster_same_template(
	const struct roster_template *a, const struct roster_template *b);

/* Gives the entry; ERR_CONFIG says why, ERR_NOMEM. */
enum err roster_group_new(const struct store_group *row,
	struct roster_group **out, char why[RULES_WHY]);
enum err roster_staff_new(
	const struct store_associate *row, struct roster_staff **out);
enum err roster_template_new(
	const struct store_template *row, struct roster_template **out);
void roster_template_destroy(struct roster_template **t);
void roster_group_destroy(struct roster_group **g);
void roster_staff_destroy(struct roster_staff **s);

/* Takes the entry into the place of that with the same key or id, which it
 * gives, or to the end and gives NULL. */
struct roster_group *roster_put_group(struct roster *r, struct roster_group *g);
struct roster_staff *roster_put_staff(struct roster *r, struct roster_staff *s);
struct roster_template *roster_put_template(
	struct roster *r, struct roster_template *t);
/* Takes one off and gives it, NULL when there is none. */
struct roster_template *roster_drop_template(struct roster *r, const char *key);

struct roster_group *roster_drop_group(struct roster *r, const char *key);

/* Takes an associate off and gives the entry, NULL when there is none. */
struct roster_staff *roster_drop_staff(struct roster *r, const struct id *id);

#endif
