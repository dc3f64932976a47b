/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_REPORT_H
#define RELAY_GATE_REPORT_H

/* Problem reports (H3): POST /v1/report.  Pure. */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

#define REPORT_MOST 20 /* of one associate in a day; over: too_fast */

void report_take(struct hub *hub, const struct request *q, struct reply *r);

#endif
