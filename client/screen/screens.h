/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_SCREENS_H
#define CLIENT_SCREEN_SCREENS_H

/*
 * All screens together, which is what main.c sees: input events go in and
 * become actions of the model; a page comes out.  Which screen is on top
 * follows from the model (place, lock, what rings) and from the menus that
 * are open.  Pure.
 */
#include "shared/err.h"

struct effects;
struct grid;
struct input_event;
struct model;
struct screens;

#define SCREENS_WHY 160

/* Lends the model for as long as it lives.  ERR_CONFIG: a key in the model's
 * settings is none, or is given away twice; `why` says so in words. */
enum err screens_new(
	struct model *m, struct screens **out, char why[SCREENS_WHY]);
void screens_destroy(struct screens **s);

/* A key, a paste, the mouse or the focus.  Updates the model itself (after
 * the caller's ACTION_TICK), and appends to `out`. */
void screens_event(struct screens *s, const struct input_event *event,
	struct effects *out);

/* Paints the page anew, whatever its size.  May want the title changed. */
void screens_draw(struct screens *s, struct grid *g, struct effects *out);

#endif
