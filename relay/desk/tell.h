/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_TELL_H
#define RELAY_DESK_TELL_H

/*
 * What is true, as messages to those whom it concerns.  The only place that
 * fills the relay's messages in.
 */
#include "relay/desk/floor.h"

/* A message to fill, with strings made to last, and whom it goes to. */
struct wire_msg *tell_new(struct desk *d, enum wire_type type);
const char *tell_str(struct desk *d, const char *s);
void tell_session(
	struct desk *d, const struct session *s, const struct wire_msg *m);
void tell_person(
	struct desk *d, const struct person *p, const struct wire_msg *m);
void tell_staff(struct desk *d, const struct wire_msg *m);
void tell_close(struct desk *d, const struct session *s, enum err why);
/* A command that somebody waits for is done, or is in vain. */
void tell_done(struct desk *d, uint64_t errand, enum err why);

/* Answers.  `name` may be NULL. */
void tell_ok(struct desk *d, const struct ask *k);
void tell_said(struct desk *d, const struct ask *k, const struct id *chat,
	int64_t seq, int64_t at);
void tell_error(
	struct desk *d, const struct ask *k, enum err e, const char *name);

/* Everything there is to know, to a session that has come. */
void tell_associate_all(struct desk *d, const struct session *s);
void tell_shopper_all(
	struct desk *d, const struct session *s, const char *token);

/* Changes, to every session of those concerned. */
void tell_status(struct desk *d, const struct associate *a);
/* A colleague, for managers (team.h). */
struct wire_msg *tell_mate(struct desk *d, const struct associate *a);
void tell_panels(struct desk *d);
void tell_shops(struct desk *d);
void tell_shop(struct desk *d, const struct session *s);
void tell_ring(struct desk *d, const struct chat *c, const struct associate *a);
void tell_ring_over(struct desk *d, const struct chat *c,
	const struct associate *a, enum wire_reason reason, const char *name);
void tell_transfer_over(struct desk *d, const struct chat *c,
	const struct associate *a, enum wire_reason reason, const char *name);
void tell_chat_associate(
	struct desk *d, const struct chat *c, const struct associate *a);
void tell_chat_shopper(struct desk *d, const struct chat *c);
void tell_peer(struct desk *d, const struct chat *c, enum wire_who to);
void tell_enquiry(struct desk *d, const struct enquiry *e);
struct wire_msg *tell_enquiry_msg(struct desk *d, const struct enquiry *e);

/* The name of a shopper, as people see it; `buf` has TELL_NAME bytes. */
#define TELL_NAME 32
const char *tell_shopper_name(const struct shopper *s, char *buf);

#endif
