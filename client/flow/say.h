/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_SAY_H
#define CLIENT_FLOW_SAY_H

/*
 * A step of a flow in Japanese, for stories: the verb's own template, in which
 * {0} is the first slot of the verb's pattern, and what is between [ and ]
 * falls away where a slot in it was left out.  Names, texts and addresses stay
 * as the flow has them.  Pure.
 */
#include "client/flow/flow.h"
#include "shared/buf.h"

/* Appends it in one line.  The flow is where people are looked up; a step
 * without a verb stays as it was said.  ERR_NOMEM, ERR_SIZE. */
enum err say_japanese(
	const struct flow *f, const struct flow_step *s, struct buf *out);

#endif
