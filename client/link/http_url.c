/* SPDX-License-Identifier: MIT */
#include "client/link/http_url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool http_url_is_loopback(const char *host)
{
	struct in_addr number;

	if (strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0)
		return true;
	return inet_pton(AF_INET, host, &number) == 1 &&
		ntohl(number.s_addr) >> 24 == 127;
}

/* One part of the URL into a fixed place; "" when it is not there. */
static bool http_url_part(CURLU *u, CURLUPart part, char *out, size_t size)
{
	char *text = NULL;
	CURLUcode code = curl_url_get(u, part, &text, 0);
	bool fits = true;

	out[0] = '\0';
	if (code == CURLUE_OK) {
		fits = strlen(text) < size;
		if (fits)
			memcpy(out, text, strlen(text) + 1);
	}
	curl_free(text);
	return fits;
}

/* Takes "[::1]" out of its brackets. */
static void http_url_unbracket(char *host)
{
	size_t len = strlen(host);

	if (host[0] == '[' && len > 2) {
		memmove(host, host + 1, len - 2);
		host[len - 2] = '\0';
	}
}

/* Only scheme, host and port may be there. */
static bool http_url_is_bare(CURLU *u)
{
	static const CURLUPart none[] = {CURLUPART_USER, CURLUPART_PASSWORD,
		CURLUPART_QUERY, CURLUPART_FRAGMENT};
	char text[8];

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (!http_url_part(u, none[i], text, sizeof(text)) || text[0])
			return false;
	}
	return http_url_part(u, CURLUPART_PATH, text, sizeof(text)) &&
		(text[0] == '\0' || strcmp(text, "/") == 0);
}

enum err http_url_split(const char *text, struct http_url *out)
{
	char scheme[16], port[8], host[256];
	CURLU *u = curl_url();
	enum err e = ERR_CONFIG;

	memset(out, 0, sizeof(*out));
	if (!u)
		return ERR_NOMEM;
	if (curl_url_set(u, CURLUPART_URL, text, 0) != CURLUE_OK ||
		!http_url_is_bare(u) ||
		!http_url_part(u, CURLUPART_SCHEME, scheme, sizeof(scheme)) ||
		!http_url_part(u, CURLUPART_PORT, port, sizeof(port)) ||
		!http_url_part(u, CURLUPART_HOST, host, sizeof(host)))
		goto out;
	out->tls = strcmp(scheme, "https") == 0;
	if (!out->tls && strcmp(scheme, "http") != 0)
		goto out;
	out->port = port[0] ? atoi(port) : out->tls ? 443 : 80;
	snprintf(out->base, sizeof(out->base), "%s://%s:%d", scheme, host,
		out->port);
	http_url_unbracket(host);
	memcpy(out->host, host, sizeof(out->host));
	if (host[0] && (out->tls || http_url_is_loopback(host)))
		e = ERR_OK;
out:
	curl_url_cleanup(u);
	return e;
}
