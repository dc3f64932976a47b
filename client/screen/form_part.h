/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_FORM_PART_H
#define CLIENT_SCREEN_FORM_PART_H

/*
 * A form from the inside, for form.c, which fills it in, and form_draw.c.
 */
#include "client/screen/form.h"

struct edit;

struct form_part {
	const struct form_field *field;
	struct edit *edit; /* NULL: FORM_CHOICE */
	char **options;    /* instead of the field's choices; or NULL */
	int n_options;
	int choice;
	char *err, *off; /* or NULL */
};

struct form {
	int n, at;
	struct form_part parts[FORM_MAX];
};

/* How many choices there are. */
int form_choices(const struct form_part *p);

#endif
