/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_RECEIVE_H
#define CLIENT_MODEL_RECEIVE_H

/*
 * What each message of the relay changes in the model.
 */
struct effects;
struct model;
struct wire_msg;

void receive_message(
	struct model *m, const struct wire_msg *msg, struct effects *out);

#endif
