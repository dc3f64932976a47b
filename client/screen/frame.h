/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_FRAME_H
#define CLIENT_SCREEN_FRAME_H

/*
 * What stands around a screen: the head line with who and how, the rule with
 * what rings or has just happened, the foot line with keys.
 */
#include <stdbool.h>

struct grid;
struct hits;
struct keymap;
struct layout;
struct model;
struct screen_foot;

void frame_head(struct grid *g, struct hits *hits, const struct layout *at,
	const struct model *m);

/* `alert`: what rings is shown by a box already. */
void frame_rule(struct grid *g, const struct layout *at, const struct model *m,
	const struct keymap *keys, bool alert);

void frame_foot(struct grid *g, struct hits *hits, const struct layout *at,
	const struct keymap *keys, const struct screen_foot *feet, int n);

/* What rings, or has rung, in one line; false: nothing.  Of what a shopper
 * wrote it says something only if `words`. */
bool frame_ring(struct grid *g, int row, int cols, const struct model *m,
	const struct keymap *keys, bool words);

#endif
