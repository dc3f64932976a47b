/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SALES_PLAY_H
#define TESTS_SIM_SALES_PLAY_H

/* A history, deed by deed beside the plain account. */
#include "tests/sim/sales/floor.h"

/* Plays it in a shop of its own, and compares every order with the plain
 * account after every deed.  False: after *at deeds they differ, or the desk
 * finds itself broken; `why` says how. */
bool play(struct floor *f, const struct deed *deeds, int n, struct seen *seen,
	int *at, char why[FLOOR_WHY]);

#endif
