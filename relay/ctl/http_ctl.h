/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_HTTP_CTL_H
#define RELAY_CTL_HTTP_CTL_H

/* Requests to the relay's control socket. */
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

#define HTTP_CTL_WHY 256
#define HTTP_CTL_PATIENT \
	120000             /* ms: a backup of a large database takes time */
#define HTTP_CTL_BRIEF 700 /* ms: somebody has just pressed Tab */

struct http_ctl; /* opaque: a connection that stays open between requests */

/* NULL: no memory. */
struct http_ctl *http_ctl_new(const char *socket);
void http_ctl_destroy(struct http_ctl **h);

struct http_ctl_what {
	const char *method, *path;
	const char *body; /* NULL: none */
	size_t len;
	int64_t patience; /* ms for the answer */
};
/* As http_ctl_ask. */
enum err http_ctl_say(struct http_ctl *h, const struct http_ctl_what *what,
	int *status, struct buf *answer, char why[HTTP_CTL_WHY]);

/* A single one: sends it (body NULL: none) and waits so many ms for the answer:
 * *status, and its body in `answer`.  ERR_IO: the relay cannot be reached,
 * `why` says so for people. */
enum err http_ctl_ask(const char *socket, const char *method, const char *path,
	const char *body, int64_t patience, int *status, struct buf *answer,
	char why[HTTP_CTL_WHY]);

#endif
