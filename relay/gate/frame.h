/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FRAME_H
#define RELAY_GATE_FRAME_H

/*
 * A message as text, encoded once and shared by all whom it goes to.  Counted
 * references; the room before the text is for the WebSocket header, which is
 * the same for every reader.  Pure.
 */
#include <stddef.h>
#include <stdint.h>

#include "shared/wire.h"

#define FRAME_ROOM 16 /* bytes; at least LWS_PRE, checked in ws_chat.c */
#define FRAME_MAX (64 * 1024) /* bytes of the longest message we send */

struct frame {
	int refs;
	uint32_t len;
	unsigned char room[FRAME_ROOM];
	char text[]; /* len bytes, no NUL */
};

/* Encodes; gives one reference in *out.  ERR_NOMEM, ERR_SIZE. */
enum err frame_new(const struct wire_msg *msg, struct frame **out);

/* One more reference.  Returns `f`. */
struct frame *frame_keep(struct frame *f);

/* One reference less; the last one frees it.  Fine on NULL. */
void frame_drop(struct frame **f);

#endif
