/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_HTTP_UPLOAD_H
#define CLIENT_FLOW_HTTP_UPLOAD_H

/*
 * A player's upload (rule D6): a small picture, or a text that says that it is
 * one.  Waits for the answer: the relay cleans it within a moment, and nobody
 * plays on meanwhile.
 */
#include <stdbool.h>

#include "shared/err.h"
#include "shared/wire.h"

/* `base` and `ca` as in ws_net; `retailer`: a shopper's, NULL for associates.
 * ERR_IO, or what the relay says. */
enum err http_upload(const char *base, const char *ca, const char *retailer,
	const char *token, bool picture, struct wire_media *media);

#endif
