/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_CATALOG_H
#define RELAY_GATE_ADMIN_CATALOG_H

/* A retailer's catalogue, as norenctl and its managers ask for it (F2, F3).
 * Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/gate/trail.h"
#include "shared/wire.h"

/* Answers with what there is, what is held back, and the feed that it comes
 * from (`whole` as in feeds.h).  ERR_RETAILER. */
void admin_catalog_show(
	struct hub *hub, const char *retailer, bool whole, struct reply *r);

/* Answers with the first products that match, as goods.  ERR_RETAILER,
 * ERR_FIELD. */
void admin_catalog_find(
	struct hub *hub, const struct wire_ctl_find *m, struct reply *r);

/* Releases or refuses the one that is held back.  ERR_UNKNOWN: none is. */
void admin_catalog_held(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_held *m, struct reply *r);

#endif
