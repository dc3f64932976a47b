/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CLAIMS_TELL_H
#define RELAY_GATE_CLAIMS_TELL_H

/* A claim as a message, and lists of them. */
#include "relay/gate/answer.h"
#include "relay/store/store_claim.h"
#include "shared/wire.h"

/* Lends from the row. */
struct wire_msg claims_tell_msg(const struct store_claim *c);

/* {"claims":[…]}, or the error. */
void claims_tell_list(
	struct reply *r, enum err e, const struct store_claim *rows, int n);

#endif
