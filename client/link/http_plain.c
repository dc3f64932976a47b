/* SPDX-License-Identifier: MIT */
#include "client/link/http_plain.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/mem.h"

#define SECONDS 60L /* until an answer must be there */

struct http_plain {
	CURL *curl;
	char *base, *ca;
	bool (*stop)(void *ctx);
	void *ctx;
};

struct http_plain *http_plain_new(
	const char *base, const char *ca, bool (*stop)(void *ctx), void *ctx)
{
	struct http_plain *h = mem_zero(sizeof(*h));

	if (!h)
		return NULL;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	h->curl = curl_easy_init();
	h->base = mem_strdup(base);
	h->ca = ca ? mem_strdup(ca) : NULL;
	h->stop = stop;
	h->ctx = ctx;
	if (!h->curl || !h->base || (ca && !h->ca))
		http_plain_destroy(&h);
	return h;
}

void http_plain_destroy(struct http_plain **h)
{
	if (!*h)
		return;
	if ((*h)->curl)
		curl_easy_cleanup((*h)->curl);
	mem_free((*h)->base);
	mem_free((*h)->ca);
	mem_free(*h);
	*h = NULL;
}

static size_t plain_data(char *data, size_t size, size_t n, void *ctx)
{
	/* Less than all makes curl give up. */
	return buf_add(ctx, data, size * n) == ERR_OK ? size * n : 0;
}

static int plain_progress(
	void *ctx, curl_off_t dt, curl_off_t dn, curl_off_t ut, curl_off_t un)
{
	const struct http_plain *h = ctx;

	(void)dt;
	(void)dn;
	(void)ut;
	(void)un;
	return h->stop(h->ctx);
}

static struct curl_slist *plain_headers(const char *bearer)
{
	struct curl_slist *list, *more;
	char line[160];

	list = curl_slist_append(NULL, "Content-Type: application/json");
	if (!bearer[0])
		return list;
	snprintf(line, sizeof(line), "Authorization: Bearer %.120s", bearer);
	more = list ? curl_slist_append(list, line) : NULL;
	explicit_bzero(line, sizeof(line));
	if (!more)
		curl_slist_free_all(list);
	return more;
}

static CURLcode plain_perform(struct http_plain *h, const char *path,
	struct curl_slist *headers, const char *body, struct buf *answer)
{
	char url[400];

	snprintf(url, sizeof(url), "%.300s%.90s", h->base, path);
	curl_easy_reset(h->curl); /* keeps the connection */
	curl_easy_setopt(h->curl, CURLOPT_URL, url);
	curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	/* A silent name server is not waited for at the end. */
	curl_easy_setopt(h->curl, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, SECONDS);
	curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, plain_data);
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, answer);
	curl_easy_setopt(h->curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(h->curl, CURLOPT_XFERINFOFUNCTION, plain_progress);
	curl_easy_setopt(h->curl, CURLOPT_XFERINFODATA, h);
	if (h->ca)
		curl_easy_setopt(h->curl, CURLOPT_CAINFO, h->ca);
	return curl_easy_perform(h->curl);
}

enum err http_plain_post(struct http_plain *h, const char *path,
	const char *bearer, const char *body, long *status, long *wait,
	struct buf *answer, char why[HTTP_PLAIN_WHY])
{
	struct curl_slist *headers = plain_headers(bearer);
	curl_off_t after = 0;
	CURLcode code;

	*status = *wait = 0;
	buf_clear(answer);
	if (!headers) {
		snprintf(why, HTTP_PLAIN_WHY, "%s", err_text(ERR_NOMEM));
		return ERR_NOMEM;
	}
	code = plain_perform(h, path, headers, body, answer);
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, status);
	curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &after);
	*wait = (long)after;
	curl_slist_free_all(headers);
	if (code == CURLE_OK)
		return ERR_OK;
	snprintf(why, HTTP_PLAIN_WHY, "%.100s: %.90s", h->base,
		answer->err ? err_text(answer->err) : curl_easy_strerror(code));
	return answer->err ? answer->err : ERR_IO;
}
