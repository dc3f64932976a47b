/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_PANEL_H
#define RELAY_DESK_PANEL_H

/* The live panel of the home screen: today's facts. */
#include "relay/desk/floor.h"

struct wire_panel panel_of(const struct desk *d, const struct associate *a);
bool panel_same(const struct wire_panel *a, const struct wire_panel *b);

#endif
