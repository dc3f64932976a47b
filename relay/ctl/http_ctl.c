/* SPDX-License-Identifier: MIT */
#include "relay/ctl/http_ctl.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"

#define CONNECT_MOST 5000 /* ms */

static size_t on_data(char *data, size_t size, size_t n, void *ctx)
{
	/* Less than all makes curl give up. */
	return buf_add(ctx, data, size * n) == ERR_OK ? size * n : 0;
}

struct http_ctl {
	CURL *curl;
	char socket[512];
};

struct http_ctl *http_ctl_new(const char *socket)
{
	struct http_ctl *h = mem_zero(sizeof(*h));

	if (h)
		h->curl = curl_easy_init();
	if (!h || !h->curl) {
		mem_free(h);
		return NULL;
	}
	snprintf(h->socket, sizeof(h->socket), "%s", socket);
	curl_easy_setopt(h->curl, CURLOPT_UNIX_SOCKET_PATH, socket);
	curl_easy_setopt(h->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, on_data);
	return h;
}

void http_ctl_destroy(struct http_ctl **h)
{
	if (*h)
		curl_easy_cleanup((*h)->curl);
	mem_free(*h);
	*h = NULL;
}

static void set_up(
	CURL *curl, const struct http_ctl_what *what, struct buf *answer)
{
	int64_t patience = what->patience;
	long connect = patience < CONNECT_MOST ? (long)patience : CONNECT_MOST;

	if (what->body) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)what->len);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, what->body);
	} else {
		curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	}
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, what->method);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)patience);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
}

enum err http_ctl_say(struct http_ctl *h, const struct http_ctl_what *what,
	int *status, struct buf *answer, char why[HTTP_CTL_WHY])
{
	char detail[CURL_ERROR_SIZE] = "";
	enum err e = ERR_OK;
	char url[700];
	CURLcode code;
	long got = 0;

	snprintf(url, sizeof(url), "http://localhost%s", what->path);
	curl_easy_setopt(h->curl, CURLOPT_URL, url);
	set_up(h->curl, what, answer);
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, detail);
	code = curl_easy_perform(h->curl);
	if (code == CURLE_COULDNT_CONNECT) {
		/* What the library says of it names a port that is not ours. */
		snprintf(why, HTTP_CTL_WHY,
			"%.200s: no relay is listening there", h->socket);
		e = ERR_IO;
	} else if (code != CURLE_OK) {
		snprintf(why, HTTP_CTL_WHY,
			"the relay does not answer at %.100s: %.100s",
			h->socket,
			detail[0] ? detail : curl_easy_strerror(code));
		e = ERR_IO;
	}
	curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &got);
	*status = (int)got;
	return e;
}

enum err http_ctl_ask(const char *socket, const char *method, const char *path,
	const char *body, int64_t patience, int *status, struct buf *answer,
	char why[HTTP_CTL_WHY])
{
	const struct http_ctl_what what = {
		.method = method,
		.path = path,
		.body = body,
		.len = body ? strlen(body) : 0,
		.patience = patience,
	};
	struct http_ctl *h = http_ctl_new(socket);
	enum err e;

	if (!h)
		return ERR_NOMEM;
	e = http_ctl_say(h, &what, status, answer, why);
	http_ctl_destroy(&h);
	return e;
}
