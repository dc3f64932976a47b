/* SPDX-License-Identifier: MIT */
#include "relay/gate/find.h"

void find_take(struct caller *s, const struct wire_msg *msg)
{
	struct wire_msg m = {.ref = msg->ref};

	m.type = msg->type == WIRE_T_FIND ? WIRE_T_FOUND : WIRE_T_OK;
	caller_say(s, &m);
}
