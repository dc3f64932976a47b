/* SPDX-License-Identifier: MIT */
#include "client/link/http_control.h"

#include <curl/curl.h>
#include <stdio.h>

#include "shared/mem.h"
#include "shared/wire.h"

#define ANSWER_SECONDS 60L
#define ANSWER_MAX (2 << 20) /* bytes; a recording comes in parts of 1 MiB */

struct http_control {
	char *socket;
	CURL *curl;
	struct buf answer;
};

struct http_control *http_control_new(const char *socket)
{
	struct http_control *c = mem_zero(sizeof(*c));

	if (!c)
		return NULL;
	c->socket = mem_strdup(socket);
	c->curl = curl_easy_init();
	buf_init(&c->answer, ANSWER_MAX);
	if (!c->socket || !c->curl)
		http_control_destroy(&c);
	return c;
}

void http_control_destroy(struct http_control **c)
{
	if (!*c)
		return;
	if ((*c)->curl)
		curl_easy_cleanup((*c)->curl);
	buf_fini(&(*c)->answer);
	mem_free((*c)->socket);
	mem_free(*c);
	*c = NULL;
}

static size_t control_data(char *data, size_t size, size_t n, void *ctx)
{
	/* Less than all makes curl give up. */
	return buf_add(ctx, data, size * n) == ERR_OK ? size * n : 0;
}

/* What a status that is no 2xx means, in the relay's own words. */
static enum err control_refused(
	const struct http_control *c, long status, char why[HTTP_CONTROL_WHY])
{
	struct wire_msg msg = {0};
	enum err e = wire_decode(buf_str(&c->answer), c->answer.len,
		LIMIT_HTTP_BODY, WIRE_FROM_R, &msg, NULL);

	if (!e && msg.type == WIRE_T_ERROR) {
		e = err_from_name(msg.error.code);
		snprintf(why, HTTP_CONTROL_WHY, "%s", msg.error.text);
	} else {
		e = ERR_COUNT;
		snprintf(why, HTTP_CONTROL_WHY, "HTTP %ld", status);
	}
	wire_fini(&msg);
	return e == ERR_COUNT || !e ? ERR_IO : e;
}

/* `body` NULL: none. */
static enum err control_perform(struct http_control *c, const char *method,
	const char *path, const char *body, size_t len,
	char why[HTTP_CONTROL_WHY])
{
	char url[512];
	CURLcode code;
	long status = 0;

	snprintf(url, sizeof(url), "http://localhost%s", path);
	curl_easy_reset(c->curl); /* keeps the connection */
	curl_easy_setopt(c->curl, CURLOPT_UNIX_SOCKET_PATH, c->socket);
	curl_easy_setopt(c->curl, CURLOPT_URL, url);
	curl_easy_setopt(c->curl, CURLOPT_CUSTOMREQUEST, method);
	curl_easy_setopt(c->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(c->curl, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(c->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c->curl, CURLOPT_TIMEOUT, ANSWER_SECONDS);
	curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION, control_data);
	curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, &c->answer);
	if (body) {
		curl_easy_setopt(c->curl, CURLOPT_POSTFIELDS, body);
		curl_easy_setopt(
			c->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len);
	}
	code = curl_easy_perform(c->curl);
	if (code != CURLE_OK) {
		snprintf(why, HTTP_CONTROL_WHY, "%.120s: %.120s", c->socket,
			code == CURLE_COULDNT_CONNECT
				? "no relay is listening there"
				: curl_easy_strerror(code));
		return ERR_IO;
	}
	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &status);
	return status / 100 == 2 ? ERR_OK : control_refused(c, status, why);
}

enum err http_control_send(struct http_control *c, const char *method,
	const char *path, const char *body, size_t len, struct buf *answer,
	char why[HTTP_CONTROL_WHY])
{
	enum err e;

	why[0] = '\0';
	buf_clear(&c->answer);
	e = control_perform(c, method, path, body, len, why);
	if (!e && answer) {
		buf_clear(answer);
		e = buf_add(answer, buf_str(&c->answer), c->answer.len);
	}
	if (e && !why[0])
		snprintf(why, HTTP_CONTROL_WHY, "%s", err_text(e));
	return e;
}

enum err http_control_ask(struct http_control *c, const char *method,
	const char *path, const struct wire_msg *msg, struct buf *answer,
	char why[HTTP_CONTROL_WHY])
{
	struct buf body;
	enum err e;

	buf_init(&body, LIMIT_HTTP_BODY);
	e = msg ? wire_encode(msg, &body) : ERR_OK;
	if (e)
		snprintf(why, HTTP_CONTROL_WHY, "%s", err_text(e));
	else
		e = http_control_send(c, method, path,
			msg ? buf_str(&body) : NULL, body.len, answer, why);
	buf_fini(&body);
	return e;
}
