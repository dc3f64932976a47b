/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_FIGURES_H
#define RELAY_STORE_STORE_FIGURES_H

/*
 * Figures (E4), read on the archive's thread, with its promises
 * (store_archive.h).
 */
#include "relay/store/score.h"
#include "relay/store/store.h"

struct store_figures_ask {
	const char *retailer;
	struct id associate;  /* whose; "": the team's, and each one's */
	const char *currency; /* the retailer's */
	const struct span *span;
};

/* The figures are lent for the call.  All of `ask` is copied. */
typedef void (*store_figures_fn)(
	void *ctx, enum err e, const struct score *score);
void store_figures(struct store *s, const struct store_figures_ask *ask,
	store_figures_fn fn, void *ctx);

#endif
