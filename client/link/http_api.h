/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_HTTP_API_H
#define CLIENT_LINK_HTTP_API_H

/*
 * What may block, on a thread of its own: requests to the relay by libcurl,
 * and looking up its address.  One job at a time, in order; answers come on
 * the loop's thread.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

struct http_api;
struct ws_loop;

/* `ca` is a file of certificates to trust, NULL: the system's; lent for the
 * object's life.  Takes the loop's wake handler.  NULL: no memory, no thread.
 */
struct http_api *http_api_new(struct ws_loop *loop, const char *ca);

/* Gives up what is under way; its answers never come. */
void http_api_destroy(struct http_api **a);

/* The answer: ERR_OK with the HTTP status and the body (lent), or ERR_IO,
 * ERR_SIZE (body over LIMIT_HTTP_LIST), ERR_NOMEM. */
typedef void (*http_api_fn)(
	void *ctx, enum err e, long status, const char *body, size_t len);

/* POST body (JSON) to url; with a bearer token unless NULL.  Copies all. */
enum err http_api_post(struct http_api *a, const char *url, const char *bearer,
	const char *body, http_api_fn fn, void *ctx);

/* The same by any method; `body` NULL: none. */
enum err http_api_ask(struct http_api *a, const char *method, const char *url,
	const char *bearer, const char *body, http_api_fn fn, void *ctx);

/* Looks a host up: the answer's body is its first address as a number. */
enum err http_api_resolve(
	struct http_api *a, const char *host, http_api_fn fn, void *ctx);

#endif
