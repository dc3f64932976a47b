/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_FIGURES_H
#define RELAY_GATE_ADMIN_FIGURES_H

/*
 * GET /performance/RETAILER?days=1|7|30: the team's figures (E4), and each
 * colleague's below them, as figures and takings messages; 7 days where none
 * are said.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

void admin_figures(struct hub *hub, const struct request *q,
	const char *retailer, struct reply *r);

#endif
