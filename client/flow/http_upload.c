/* SPDX-License-Identifier: MIT */
#include "client/flow/http_upload.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "shared/limits.h"

#define UPLOAD_SECONDS 30L

/* Eight by eight pixels, a draughtboard in red and white. */
static const unsigned char upload_png[] = {
	0x89,
	0x50,
	0x4e,
	0x47,
	0x0d,
	0x0a,
	0x1a,
	0x0a,
	0x00,
	0x00,
	0x00,
	0x0d,
	0x49,
	0x48,
	0x44,
	0x52,
	0x00,
	0x00,
	0x00,
	0x08,
	0x00,
	0x00,
	0x00,
	0x08,
	0x08,
	0x02,
	0x00,
	0x00,
	0x00,
	0x4b,
	0x6d,
	0x29,
	0xdc,
	0x00,
	0x00,
	0x00,
	0x19,
	0x49,
	0x44,
	0x41,
	0x54,
	0x78,
	0xda,
	0x63,
	0xf8,
	0xf5,
	0xeb,
	0xd7,
	0x09,
	0x1b,
	0x1b,
	0x4c,
	0x92,
	0x01,
	0xab,
	0x28,
	0x90,
	0x64,
	0x18,
	0x94,
	0x3a,
	0x00,
	0x54,
	0x54,
	0x85,
	0xc1,
	0xe1,
	0x06,
	0xb6,
	0x89,
	0x00,
	0x00,
	0x00,
	0x00,
	0x49,
	0x45,
	0x4e,
	0x44,
	0xae,
	0x42,
	0x60,
	0x82,
};

static const char upload_text[] = "This is called picture.png, and is none.\n";

static size_t upload_answer(char *data, size_t size, size_t n, void *ctx)
{
	return buf_add(ctx, data, size * n) == ERR_OK ? size * n : 0;
}

/* What the relay says of it. */
static enum err upload_read(
	const struct buf *b, long status, struct wire_media *media)
{
	struct wire_msg msg = {0};
	enum err e = wire_decode(buf_str(b), b->len, LIMIT_HTTP_BODY,
		WIRE_FROM_H | WIRE_FROM_R, &msg, NULL);

	if (e)
		e = ERR_IO;
	else if (msg.type == WIRE_T_ERROR)
		e = err_from_name(msg.error.code);
	else if (msg.type == WIRE_T_MEDIA && status / 100 == 2)
		*media = msg.media; /* it has no strings */
	else
		e = ERR_IO;
	wire_fini(&msg);
	return e == ERR_COUNT ? ERR_IO : e;
}

static struct curl_slist *upload_headers(const char *token)
{
	struct curl_slist *list, *more;
	char line[128];

	list = curl_slist_append(
		NULL, "Content-Type: application/octet-stream");
	snprintf(line, sizeof(line), "Authorization: Bearer %s", token);
	more = list ? curl_slist_append(list, line) : NULL;
	explicit_bzero(line, sizeof(line));
	if (!more)
		curl_slist_free_all(list);
	return more;
}

enum err http_upload(const char *base, const char *ca, const char *retailer,
	const char *token, bool picture, struct wire_media *media)
{
	const void *data = picture ? (const void *)upload_png : upload_text;
	size_t len = picture ? sizeof(upload_png) : sizeof(upload_text) - 1;
	struct curl_slist *headers = upload_headers(token);
	CURL *c = curl_easy_init();
	enum err e = ERR_NOMEM;
	long status = 0;
	char url[512];
	struct buf b;

	buf_init(&b, LIMIT_HTTP_BODY);
	if (!c || !headers)
		goto out;
	snprintf(url, sizeof(url), "%s/v1/media%s%s", base,
		retailer ? "?retailer=" : "", retailer ? retailer : "");
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)len);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, data);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, UPLOAD_SECONDS);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, upload_answer);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, &b);
	if (ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, ca);
	e = curl_easy_perform(c) == CURLE_OK ? ERR_OK : ERR_IO;
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	if (!e)
		e = upload_read(&b, status, media);
out:
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
	buf_fini(&b);
	return e;
}
