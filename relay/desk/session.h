/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_SESSION_H
#define RELAY_DESK_SESSION_H

/* Who is connected. */
#include "relay/desk/floor.h"

struct session *session_find(const struct desk *d, uint64_t id);

/* A device, or a tab, has come, or has said hello again; it is told all that
 * is true.  A person's oldest session makes room for one too many. */
void session_attach_associate(struct desk *d, const struct desk_cmd *cmd);
void session_attach_shopper(struct desk *d, const struct desk_cmd *cmd);

/* It has gone by itself; it is sent away. */
void session_detach(struct desk *d, uint64_t id);
void session_close(struct desk *d, struct session *s, enum err why);

/* When the desk ends; says nothing to anybody. */
void session_free(struct desk *d);

#endif
