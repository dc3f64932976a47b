/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_HELLO_H
#define RELAY_GATE_HELLO_H

/*
 * How a session becomes known: its hello says who it is, the store confirms,
 * the desk is told.  Pure.
 */
#include "relay/gate/caller.h"

/* The session's first message.  What is wrong with it closes the session. */
void hello_take(struct caller *s, const struct wire_msg *msg);

/* The desk was loaded anew: tells it of the session again. */
void hello_again(struct caller *s);

/* The shopper looks at another page: kept for hello_again.  ERR_NOMEM. */
enum err hello_view(struct caller *s, const struct wire_page *page);

#endif
