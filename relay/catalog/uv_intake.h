/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_UV_INTAKE_H
#define RELAY_CATALOG_UV_INTAKE_H

/*
 * Feeds beside the loop: each piece is read by a thread of their own.  Who
 * brings the next one waits for the one before, so that none queue up here.
 */
#include <uv.h>

#include "relay/catalog/intake.h"

struct uv_intake;      /* opaque */
struct uv_intake_feed; /* opaque: one feed */

/* The loop is lent for its life; catalogues are made in `directory`/catalog.
 * NULL: no memory. */
struct uv_intake *uv_intake_new(uv_loop_t *loop, const char *directory);
/* Nothing may be going on; the loop has to run once more. */
void uv_intake_destroy(struct uv_intake **u);
/* Ends what goes on soon, for a relay that ends. */
void uv_intake_stop(struct uv_intake *u);
/* Is something going on? */
bool uv_intake_busy(const struct uv_intake *u);

/* Begins one.  NULL: no memory. */
struct uv_intake_feed *uv_intake_begin(
	struct uv_intake *u, const struct intake_config *config);

/* Reads a piece (lent until fn), or with no data ends it; fn is called out of
 * the loop.  Nothing but uv_intake_state and uv_intake_end may be asked
 * meanwhile. */
void uv_intake_read(struct uv_intake_feed *f, const char *data, size_t len,
	void (*fn)(void *ctx), void *ctx);

/* How far it is; while it is being ended only phase, done and of are new. */
const struct intake_state *uv_intake_state(struct uv_intake_feed *f);

/* Takes it; what goes on is ended, and its fn not called.  Fine on NULL. */
void uv_intake_end(struct uv_intake_feed **f);

#endif
