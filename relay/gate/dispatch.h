/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_DISPATCH_H
#define RELAY_GATE_DISPATCH_H

/*
 * The one road for what sessions say: size, flood, decoding, state, rate, and
 * then the desk, which checks meaning.  Whatever is wrong is answered by its
 * name, and some of it closes the session.  Pure.
 */
#include <stddef.h>

#include "relay/gate/caller.h"

struct desk_media;
struct rec_chat;
struct rec_sale;

/* What the store has of what a message names; NULL: nothing. */
struct dispatch_known {
	const struct desk_media *media; /* `show`: what it shows */
	const struct rec_sale *sale;    /* a purchase: the order */
	const struct rec_chat
		*earlier; /* and a chat before it, see desk_io.h */
};

/* The most bytes that a message of this session may have. */
size_t dispatch_most(const struct caller *s);

/* One whole message. */
void dispatch_frame(struct caller *s, const char *text, size_t len);

/* A message that cannot be read at all: too large, or not text. */
void dispatch_refuse(struct caller *s, enum err e);

/* Hands a message that may be acted on to the desk; NULL: it names nothing that
 * the store was asked for. */
void dispatch_command(struct caller *s, const struct wire_msg *msg,
	const struct dispatch_known *known);

#endif
