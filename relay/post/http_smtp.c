/* SPDX-License-Identifier: MIT */
#include "relay/post/http_smtp.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#define CONNECT_MOST 20L /* seconds */
#define SEND_MOST 60L    /* seconds in all */
#define LAST_WAITS 5     /* about a second each, for an answer when it ends */
#define PASSWORD_MOST 512

struct sending {
	const char *text;
	size_t left;
	const atomic_bool *stop;
	int waits;
};

bool http_smtp_begin(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static size_t on_read(char *out, size_t size, size_t n, void *ctx)
{
	struct sending *s = ctx;
	size_t most = size * n;
	size_t take = s->left < most ? s->left : most;

	memcpy(out, s->text, take);
	s->text += take;
	s->left -= take;
	return take;
}

static int on_progress(void *ctx, curl_off_t down_all, curl_off_t down,
	curl_off_t up_all, curl_off_t up)
{
	struct sending *s = ctx;

	(void)down_all;
	(void)down;
	(void)up_all;
	(void)up;
	if (!atomic_load(s->stop))
		return 0;
	return s->left > 0 || ++s->waits > LAST_WAITS;
}

/* False: why says it. */
static bool read_password(
	const char *path, char out[PASSWORD_MOST], char why[HTTP_SMTP_WHY])
{
	FILE *f = fopen(path, "re");
	bool read = f && fgets(out, PASSWORD_MOST, f);

	if (f)
		fclose(f);
	if (!read) {
		snprintf(why, HTTP_SMTP_WHY,
			"smtp_password_file cannot be read");
		return false;
	}
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

static void set_up(CURL *curl, const struct http_smtp *server,
	struct curl_slist *to, struct sending *s, char *error)
{
	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	/* What the environment says of proxies is meant for others. */
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		(long)(server->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	if (server->ca[0])
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* As for feeds: a silent name server is not waited for at the end. */
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_MOST);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, SEND_MOST);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, server->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, s);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, s);
}

static void perform(
	CURL *curl, const char *error, struct http_smtp_result *result)
{
	CURLcode rc = curl_easy_perform(curl);
	long code = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	result->accepted = rc == CURLE_OK;
	result->code = (int)code;
	result->why[0] = '\0';
	if (rc != CURLE_OK)
		snprintf(result->why, sizeof(result->why), "%.*s",
			HTTP_SMTP_WHY - 1,
			error[0] ? error : curl_easy_strerror(rc));
}

void http_smtp_send(const struct http_smtp *server, const char *to,
	const char *text, size_t len, const atomic_bool *stop,
	struct http_smtp_result *result)
{
	struct sending s = {.text = text, .left = len, .stop = stop};
	struct curl_slist *list = curl_slist_append(NULL, to);
	CURL *curl = curl_easy_init();
	char error[CURL_ERROR_SIZE] = "";
	char password[PASSWORD_MOST] = "";

	*result = (struct http_smtp_result){.why = "not enough memory"};
	if (!curl || !list)
		goto out;
	if (server->user[0] &&
		!read_password(server->password_file, password, result->why))
		goto out;
	set_up(curl, server, list, &s, error);
	if (server->user[0]) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, password);
	}
	perform(curl, error, result);
out:
	explicit_bzero(password, sizeof(password));
	curl_easy_cleanup(curl);
	curl_slist_free_all(list);
}
