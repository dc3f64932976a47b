/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_WORLD_H
#define CLIENT_MAIN_WORLD_H

/*
 * The effects that reach this machine and its files: pictures sent and kept,
 * links opened, reports saved, the battery read.
 */
#include <stdbool.h>

#include "client/model/action.h"
#include "client/model/effects.h"
#include "shared/picture/picture.h"

struct main_world;
struct settings;
struct ws_link;
struct ws_loop;

struct main_world_config {
	const struct settings *settings; /* lent for its life */
	struct ws_loop *loop;
	struct ws_link *link;
	/* What comes of it. */
	void (*act)(void *ctx, const struct action *a);
	void *ctx;
};

/* NULL: no memory, no thread, or the relay's address is none. */
struct main_world *main_world_new(const struct main_world_config *config);
void main_world_destroy(struct main_world **w);

/* What pictures the terminal shows; before that, none are fetched. */
void main_world_colours(struct main_world *w, enum picture_colours colours);

/* Works the effect off, if it is one of these. */
void main_world_effect(struct main_world *w, const struct effect *e);

#endif
