/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ENQUIRIES_H
#define RELAY_GATE_ENQUIRIES_H

/*
 * Enquiries are answered (C9).  Who works on which, and which ones wait, is
 * the desk's; the answers are kept beside it, each with the mail that bears
 * it, and the desk is told once one is.  A relay that dies between the two
 * finds the answer kept when it is sent again under its key.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

struct caller;
struct store_enquiry;
struct store_letter;
struct store_mail;
struct wire_enquiry;
struct wire_letter;
struct wire_msg;

/* POST /v1/enquiries/answer.  ERR_UNKNOWN: there is no such enquiry; ERR_TAKEN:
 * it is not, or no longer, for this associate to answer, and text says whose
 * it is; ERR_NO_MAIL; ERR_ADDRESS: it cannot be answered by mail; ERR_FIELD:
 * nothing is said; ERR_RATE: it was answered too often. */
void enquiries_answer(
	struct hub *hub, const struct request *q, struct reply *r);

/* GET /v1/enquiries/ID/letters; `arg` begins with the id. */
void enquiries_letters(struct hub *hub, const struct request *q,
	const char *arg, struct reply *r);

/* The message `answered` of a session. */
void enquiries_answered(struct caller *s, const struct wire_msg *msg);

/* The enquiry and the answer, as associates are told of them; they lend their
 * strings. */
struct wire_enquiry enquiries_told(const struct store_enquiry *q);
struct wire_letter enquiries_told_letter(const struct store_letter *l);

/* A mail was tried, and what came of that is kept: the retailer's staff are
 * told, if it is an answer. */
void enquiries_tried(struct hub *hub, const struct store_mail *m);

#endif
