/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_FIND_FIELD_H
#define CLIENT_SCREEN_FIND_FIELD_H

/*
 * The field above a list in which one looks for something: one key leads into
 * it, what is typed is looked for at once, Enter or the arrow down leads to the
 * list, Esc empties it.
 */
#include <stdbool.h>
#include <stddef.h>

struct edit;
struct grid;
struct screen;
struct screen_event;
struct screen_foot;

struct find_field {
	struct edit *text;
	bool typing; /* else the keys are the list's */
};

enum find_field_did {
	FIND_FIELD_NOT_MINE,
	FIND_FIELD_MINE,
	FIND_FIELD_CHANGED /* something else is looked for */
};

/* The page comes up, with that in the field; so many characters at most. */
void find_field_open(struct find_field *f, size_t most, const char *text);
void find_field_end(struct find_field *f);

/* What is looked for: "" everything.  Lends until it changes. */
const char *find_field_text(const struct find_field *f);

/* Is something looked for, or about to be? */
bool find_field_looks(const struct find_field *f);

/* To be asked before the list is, and where the list does nothing with it. */
enum find_field_did find_field_event(
	struct find_field *f, const struct screen_event *e);
enum find_field_did find_field_common(
	struct find_field *f, const struct screen_event *e);

/* Paints it into so many cells; how to come to it, at their right, while
 * nothing is looked for. */
void find_field_draw(const struct find_field *f, const struct screen *s,
	struct grid *g, int row, int col, int width);

/* What the foot offers while one types; 0: nothing of ours. */
int find_field_foot(const struct find_field *f, struct screen_foot *feet);

#endif
