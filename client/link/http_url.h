/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_HTTP_URL_H
#define CLIENT_LINK_HTTP_URL_H

/*
 * The address of a relay, as people write it and as connecting needs it.
 */
#include <stdbool.h>

#include "shared/err.h"

/* A relay's address in parts.  Strings are fixed: HOST is at most 253. */
struct http_url {
	bool tls;
	char host[256]; /* without the brackets of IPv6 */
	int port;
	char base[300]; /* "https://host:port", no slash at the end */
};

/* Splits http(s)://HOST[:PORT][/].  ERR_CONFIG when it is none, has anything
 * more, or is plain http to another machine. */
enum err http_url_split(const char *text, struct http_url *out);

#endif
