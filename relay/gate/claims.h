/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CLAIMS_H
#define RELAY_GATE_CLAIMS_H

/*
 * Claims of missing sales (E5): an associate makes one, a manager or norenctl
 * grants or refuses it.  They are kept beside the desk, which only knows the
 * sales that granted ones have become.  The sale is kept before the claim is
 * called granted: a relay that dies between the two finds it so when the claim
 * is granted again.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"
#include "relay/gate/trail.h"

struct wire_ctl_claim;

#define CLAIMS_DAYS 400  /* so long ago a sale can be claimed */
#define CLAIMS_AHEAD 600 /* seconds that a till's clock may be ahead */

/* POST /v1/claims.  ERR_FIELD, and which field; ERR_CREDITED: it is that
 * associate's sale already; ERR_EXISTS: a claim of that order waits already;
 * ERR_RATE: too many of theirs do. */
void claims_take(struct hub *hub, const struct request *q, struct reply *r);
/* GET /v1/claims: one's own. */
void claims_own(struct hub *hub, const struct request *q, struct reply *r);

/* All of a retailer's that there is. */
void claims_list(struct hub *hub, const char *retailer, struct reply *r);

/* Grants or refuses one.  ERR_UNKNOWN; ERR_TAKEN: it has been decided, or just
 * now is; ERR_ONESELF: one's own is granted by somebody else; ERR_CREDITED: the
 * order is somebody's sale already, and text says whose, or a refusal comes too
 * late; ERR_FIELD: a refusal without a reason, or an order in another currency;
 * ERR_NOT_KEPT; ERR_FULL: it may have been, and can be decided again. */
void claims_decide(struct hub *hub, const struct trail_who *by,
	const struct wire_ctl_claim *m, struct reply *r);

/* Tells the managers who are connected how many wait, soon. */
void claims_tell_waiting(const struct tenant *t);

#endif
