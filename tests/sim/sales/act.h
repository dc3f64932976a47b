/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SALES_ACT_H
#define TESTS_SIM_SALES_ACT_H

/* What people, the shop's server and the clock do to a floor. */
#include "tests/sim/sales/floor.h"

/* Does it, if it makes sense now, and writes down what has happened. */
void act(struct floor *f, const struct deed *d);

#endif
