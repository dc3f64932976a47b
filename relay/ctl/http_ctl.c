/* SPDX-License-Identifier: MIT */
#include "relay/ctl/http_ctl.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define CONNECT_MOST 5000 /* ms */

static size_t on_data(char *data, size_t size, size_t n, void *ctx)
{
	/* Less than all makes curl give up. */
	return buf_add(ctx, data, size * n) == ERR_OK ? size * n : 0;
}

static void set_up(CURL *curl, const char *socket, const char *method,
	const char *url, int64_t patience, struct buf *answer)
{
	long connect = patience < CONNECT_MOST ? (long)patience : CONNECT_MOST;

	curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, socket);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)patience);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
}

enum err http_ctl_ask(const char *socket, const char *method, const char *path,
	const char *body, int64_t patience, int *status, struct buf *answer,
	char why[HTTP_CTL_WHY])
{
	CURL *curl = curl_easy_init();
	char detail[CURL_ERROR_SIZE] = "";
	enum err e = ERR_OK;
	char url[700];
	CURLcode code;
	long got = 0;

	if (!curl)
		return ERR_NOMEM;
	snprintf(url, sizeof(url), "http://localhost%s", path);
	set_up(curl, socket, method, url, patience, answer);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
	if (body)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	code = curl_easy_perform(curl);
	if (code == CURLE_COULDNT_CONNECT) {
		/* What the library says of it names a port that is not ours. */
		snprintf(why, HTTP_CTL_WHY,
			"%.200s: no relay is listening there", socket);
		e = ERR_IO;
	} else if (code != CURLE_OK) {
		snprintf(why, HTTP_CTL_WHY,
			"the relay does not answer at %.100s: %.100s", socket,
			detail[0] ? detail : curl_easy_strerror(code));
		e = ERR_IO;
	}
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &got);
	*status = (int)got;
	curl_easy_cleanup(curl);
	return e;
}
