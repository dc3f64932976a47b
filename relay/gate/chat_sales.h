/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CHAT_SALES_H
#define RELAY_GATE_CHAT_SALES_H

/*
 * The sales of a chat in the archive, with what became of their orders since
 * (E1): what the chat's own log cannot tell, which ended before.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

struct rec_sale;
struct wire_sale;

/* A sale as it was kept, as associates are told of it; lends its strings. */
struct wire_sale chat_sales_told(const struct rec_sale *s);

/* GET /v1/chats/ID/sales; `arg` begins with the id.  One's own; a manager's are
 * everybody's.  A chat without one has an empty list, whosever it is. */
void chat_sales_take(struct hub *hub, const struct request *q, const char *arg,
	struct reply *r);

#endif
