/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_FIND_H
#define RELAY_CTL_FIND_H

/* What is in the relay's lists.  An answer that is none has nothing in it.
 * Pure. */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "relay/ctl/command.h"
#include "shared/buf.h"

/* The string in that field; "" when there is none.  Lends. */
const char *find_text(const json_t *object, const char *field);
int64_t find_number(const json_t *object, const char *field);
bool find_flag(const json_t *object, const char *field);

/* The member of the array whose field is that; NULL.  Lends. */
const json_t *find_in(
	const json_t *array, const char *field, const char *value);

/* The one with that address, in whatever spelling; NULL.  Lends. */
const json_t *find_address(const json_t *array, const char *address);

/* That retailer in GET /retailers, or its group when `group` is not NULL. */
const json_t *find_retailer(
	const json_t *root, const char *retailer, const char *group);

/* Is the thing of that kind (see ask.h) in the list of those? */
bool find_thing(
	const char *answer, char kind, const char *retailer, const char *name);

/* What GET /templates says there of these. */
void find_template(const char *answer, const char *key, int *lang,
	int64_t *from, int64_t *until);

/* Is this one of those that the command lists?  Greetings and replies are in
 * one list. */
bool find_wanted(enum command_id id, const json_t *one);

/* The part of the answer that was asked for; NULL: it is not there.  Lends. */
const json_t *find_asked(const struct command_line *line, const json_t *root);

/* The code and the sentence of an error message, or as much as there is.
 * Append. */
void find_error(const char *answer, struct buf *code, struct buf *text);

#endif
