/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_GROUP_TICKS_H
#define CLIENT_SCREEN_GROUP_TICKS_H

/*
 * The groups that somebody is of, as fields of a form: a yes or no for each.
 * Of more groups than a form has room for, those that come last are kept as
 * they are.
 */
#include "client/screen/form.h"
#include "shared/limits.h"

struct model;

#define GROUP_TICKS (FORM_MAX - 2)
#define GROUP_TICKS_KEYS (LIMIT_TITLE + 1) /* bytes of keys with blanks */

struct group_ticks {
	struct form_field fields[FORM_MAX]; /* the screen's own come first */
	int own, n;                         /* of them; of the groups' */
	char keys[GROUP_TICKS][LIMIT_SLUG + 1];
	char names[GROUP_TICKS][LIMIT_NAME + 1];
};

/* Behind the screen's own fields, a field for each group there is now. */
void group_ticks_init(struct group_ticks *t, const struct model *m,
	const struct form_field *own, int n);

/* Sets the choices by keys with blanks between; reads them back into `out`,
 * with those of `keys` that have no field; "none" when there are none. */
void group_ticks_fill(
	const struct group_ticks *t, struct form *f, const char *keys);
const char *group_ticks_read(const struct group_ticks *t, const struct form *f,
	const char *keys, char out[GROUP_TICKS_KEYS]);

#endif
