/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_HTTP_CONTROL_H
#define CLIENT_LINK_HTTP_CONTROL_H

/*
 * The relay's control socket, for norenflow: retailers and accounts of test
 * flows, sessions without a password, the test clock, recordings.  One request
 * at a time; each call waits for its answer, and the connection stays open.
 */
#include "shared/buf.h"
#include "shared/err.h"

#define HTTP_CONTROL_WHY 300

struct http_control;
struct wire_msg;

/* Connects to nothing yet.  NULL: no memory. */
struct http_control *http_control_new(const char *socket);
void http_control_destroy(struct http_control **c);

/*
 * Sends `method` to `path` with the message as its body (NULL: none).  The
 * answer's body goes to `answer`, which is emptied before; NULL: it is not
 * wanted.  ERR_IO: no relay is there; else what the relay says is wrong; `why`
 * says it for people.
 */
enum err http_control_ask(struct http_control *c, const char *method,
	const char *path, const struct wire_msg *msg, struct buf *answer,
	char why[HTTP_CONTROL_WHY]);

/* The same with a body of `len` bytes as they are. */
enum err http_control_send(struct http_control *c, const char *method,
	const char *path, const char *body, size_t len, struct buf *answer,
	char why[HTTP_CONTROL_WHY]);

#endif
