/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_HTTP_PLAIN_H
#define CLIENT_LINK_HTTP_PLAIN_H

/*
 * One request after the other to a relay, each waited for: for programs without
 * a screen.
 */
#include <stdbool.h>

#include "shared/buf.h"

struct http_plain; /* opaque */

#define HTTP_PLAIN_WHY 200

/* `base` as http_url_split has it; `ca` a file of certificates to trust, NULL:
 * the system's; both are copied.  What is waited for is given up once stop(ctx)
 * says so.  NULL: no memory. */
struct http_plain *http_plain_new(
	const char *base, const char *ca, bool (*stop)(void *ctx), void *ctx);
void http_plain_destroy(struct http_plain **h);

/* POSTs a JSON body with a bearer token, "": none.  ERR_OK: the answer, of any
 * status, in *status and `answer`, which is emptied first; *wait is Retry-After
 * in seconds, or 0.  ERR_IO, ERR_SIZE: `why` says what failed. */
enum err http_plain_post(struct http_plain *h, const char *path,
	const char *bearer, const char *body, long *status, long *wait,
	struct buf *answer, char why[HTTP_PLAIN_WHY]);

#endif
