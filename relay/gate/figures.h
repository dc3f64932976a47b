/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FIGURES_H
#define RELAY_GATE_FIGURES_H

/* What associates ask of their figures (E4), and how that is answered.  Pure.
 */
#include "relay/gate/caller.h"
#include "shared/wire.h"

#define FIGURES_QUEUE 16 /* questions that wait in all; over: busy */
#define FIGURES_EACH 300 /* colleagues in an answer, those with most chats */

/* A `performance` or a `team_performance`, which is copied. */
void figures_take(struct caller *s, const struct wire_msg *msg);

#endif
