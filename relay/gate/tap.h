/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_TAP_H
#define RELAY_GATE_TAP_H

/*
 * What a retailer's people do, written down for norenflow(1) so that it can be
 * played again: who did what and when, and no name, no text, no address of
 * theirs.  People and chats are counted in the order in which they are first
 * seen.  Bounded: the oldest lines are dropped, and of more than TAP_PEOPLE
 * people the rest is not written down.  Pure.
 */
#include <stdint.h>

#include "shared/buf.h"
#include "shared/wire.h"

#define TAP_LINES 4096               /* the last of them are kept */
#define TAP_PEOPLE 1024              /* associates, and as many shoppers */
#define TAP_CHATS 4096               /* whose numbers are remembered */
#define TAP_ANSWER (1 * 1024 * 1024) /* bytes of tap_write */

struct caller;
struct tap; /* opaque */

/* NULL: no memory. */
struct tap *tap_new(void);
void tap_destroy(struct tap **t);

/* A session came (told once, see caller->tapped), said something, or left.
 * `at`: us UTC.  What has no memory is not written down. */
void tap_came(struct tap *t, int64_t at, struct caller *s);
void tap_said(struct tap *t, int64_t at, const struct caller *s,
	const struct wire_msg *msg);
void tap_left(struct tap *t, int64_t at, const struct caller *s);

/* The desk told the session this: from it is learnt whose a chat is. */
void tap_told(
	struct tap *t, const struct caller *s, const struct wire_msg *msg);

/* Appends the lines after number `after`, one JSON object each, as many as go
 * into TAP_ANSWER bytes: whoever wants more asks again after the last. */
enum err tap_write(const struct tap *t, int64_t after, struct buf *out);

#endif
