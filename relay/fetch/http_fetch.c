/* SPDX-License-Identifier: MIT */
#include "relay/fetch/http_fetch.h"

#include <ctype.h>
#include <curl/curl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "relay/fetch/hosts.h"
#include "relay/fetch/unpack.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define CONNECT_MOST 20L      /* seconds */
#define SLOWEST 1000L         /* bytes a second: less for STALL is too slow */
#define STALL 30L             /* seconds */
#define HEAD_MOST (64 * 1024) /* bytes of all headers of an answer */
#define PAGE_MOST (64 * 1024) /* bytes beside a redirect */
#define HASH_BYTES (FETCH_HASH / 2)
#define RESOLVE_MOST (HOSTS_NAME + 64)

struct http_fetch {
	const struct hosts *hosts;
	const char *ca;
	CURL *curl;
};

/* One fetch, over all its redirects. */
struct fetching {
	struct http_fetch *f;
	const struct http_fetch_ask *ask;
	struct fetch_result *result;
	const struct host *host; /* of this hop; NULL: before the first */
	struct unpack *unpack;
	crypto_generichash_state hash; /* if one is wanted */
	enum fetch_end end; /* why we broke it off; FETCH_FINE: we did not */
	bool private;       /* an address was refused */
	bool coded;         /* in a way that was not asked for */
	size_t head;        /* bytes of headers */
	size_t page;        /* bytes beside a redirect */
	char error[CURL_ERROR_SIZE];
};

struct http_fetch *http_fetch_new(const struct hosts *hosts, const char *ca)
{
	struct http_fetch *f = mem_zero(sizeof(*f));

	if (!f)
		return NULL;
	f->hosts = hosts;
	f->ca = ca;
	f->curl = curl_easy_init();
	if (!f->curl)
		http_fetch_destroy(&f);
	return f;
}

void http_fetch_destroy(struct http_fetch **f)
{
	if (*f) {
		curl_easy_cleanup((*f)->curl);
		mem_free(*f);
	}
	*f = NULL;
}

/* ---- what curl asks meanwhile ---- */

static bool may_connect(
	const struct host *host, const struct curl_sockaddr *address)
{
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	if (address->family == AF_INET && address->addrlen >= sizeof(four)) {
		memcpy(&four, &address->addr, sizeof(four));
		return hosts_may(host, 4, (const uint8_t *)&four.sin_addr);
	}
	if (address->family == AF_INET6 && address->addrlen >= sizeof(six)) {
		memcpy(&six, &address->addr, sizeof(six));
		return hosts_may(host, 6, (const uint8_t *)&six.sin6_addr);
	}
	return false;
}

/* This very address is connected to, whatever the name leads to next. */
static curl_socket_t on_open(
	void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct fetching *g = ctx;

	(void)purpose;
	if (!may_connect(g->host, address)) {
		g->private = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
		address->protocol);
}

static long status_of(const struct fetching *g)
{
	long status = 0;

	curl_easy_getinfo(g->f->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

/* Keeps a header's value, if that is its name, it fits and is plain. */
static bool keep_header(
	const char *line, size_t len, const char *name, char *out, size_t size)
{
	size_t n = strlen(name);

	if (len < n || strncasecmp(line, name, n) != 0)
		return false;
	line += n;
	len -= n;
	while (len > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		len--;
	}
	while (len > 0 && isspace((unsigned char)line[len - 1]))
		len--;
	out[0] = '\0';
	if (len >= size)
		return true;
	for (size_t i = 0; i < len; i++) {
		if (line[i] < ' ' || line[i] > '~')
			return true;
	}
	memcpy(out, line, len);
	out[len] = '\0';
	return true;
}

static size_t on_header(char *line, size_t size, size_t n, void *ctx)
{
	struct fetching *g = ctx;
	struct fetch_result *r = g->result;
	char coding[32];
	size_t len = size * n;

	g->head += len;
	if (g->head > HEAD_MOST) {
		g->end = FETCH_LARGE;
		return 0;
	}
	if (keep_header(line, len, "ETag:", r->etag, sizeof(r->etag)) ||
		keep_header(line, len, "Last-Modified:", r->modified,
			sizeof(r->modified)))
		return len;
	if (keep_header(line, len, "Content-Encoding:", coding, sizeof(coding)))
		g->coded = strcasecmp(coding, "gzip") != 0 &&
			strcasecmp(coding, "x-gzip") != 0 &&
			strcasecmp(coding, "identity") != 0;
	return len;
}

static bool on_unpacked(void *ctx, const char *data, size_t len)
{
	struct fetching *g = ctx;

	if (g->ask->hash)
		crypto_generichash_update(&g->hash, (const uint8_t *)data, len);
	return g->ask->take(g->ask->ctx, data, len);
}

static bool is_redirect(long status)
{
	return (status >= 301 && status <= 303) || status == 307 ||
		status == 308;
}

/* The body of anything but the thing itself is not looked at.  That of a
 * redirect, the page that most servers send along, has to be let pass: curl
 * says where it leads only when all of it has come. */
static size_t on_body(char *data, size_t size, size_t n, void *ctx)
{
	struct fetching *g = ctx;

	if (is_redirect(status_of(g))) {
		g->page += size * n;
		return g->page <= PAGE_MOST ? size * n : 0;
	}
	if (status_of(g) != 200)
		return 0;
	if (g->coded)
		g->end = FETCH_PACKED;
	g->result->bytes += (int64_t)(size * n);
	if (g->end == FETCH_FINE && g->result->bytes > g->ask->most)
		g->end = FETCH_LARGE;
	if (g->end == FETCH_FINE)
		g->end = unpack_bytes(g->unpack, data, size * n);
	return g->end == FETCH_FINE ? size * n : 0;
}

static int on_progress(void *ctx, curl_off_t down_all, curl_off_t down,
	curl_off_t up_all, curl_off_t up)
{
	struct fetching *g = ctx;

	(void)down;
	(void)up_all;
	(void)up;
	if (atomic_load(g->ask->stop))
		g->end = FETCH_STOPPED;
	else if (down_all > g->ask->most && status_of(g) == 200)
		g->end = FETCH_LARGE;
	return g->end != FETCH_FINE;
}

/* ---- one hop ---- */

static struct curl_slist *add_line(
	struct curl_slist *list, const char *name, const char *value)
{
	char line[LIMIT_TITLE];
	struct curl_slist *more;

	if (!value[0])
		return list;
	snprintf(line, sizeof(line), "%s: %s", name, value);
	more = curl_slist_append(list, line);
	if (!more)
		curl_slist_free_all(list);
	return more;
}

static struct curl_slist *headers_of(const struct http_fetch_ask *ask)
{
	struct curl_slist *list =
		curl_slist_append(NULL, "Accept-Encoding: gzip");

	if (list)
		list = add_line(list, "Accept", ask->accept);
	if (list)
		list = add_line(list, "If-None-Match", ask->etag);
	if (list)
		list = add_line(list, "If-Modified-Since", ask->modified);
	return list;
}

/* Where its name leads, when the settings say so. */
static struct curl_slist *pin_of(const struct host *host)
{
	char line[RESOLVE_MOST];

	if (!host->version || strcmp(host->name, host->numeric) == 0)
		return NULL;
	snprintf(line, sizeof(line), "%s:%d:%s", host->name, host->port,
		host->numeric);
	return curl_slist_append(NULL, line);
}

static void set_watch(CURL *curl, struct fetching *g)
{
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, g);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, g);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, g);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, g);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, g->error);
}

static void set_up(struct fetching *g, const char *url, long seconds)
{
	CURL *curl = g->f->curl;

	curl_easy_reset(curl); /* connections stay */
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(
		curl, CURLOPT_PROTOCOLS_STR, g->host->plain ? "http" : "https");
	/* What the environment says of proxies is meant for others. */
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "norend/" NOREN_VERSION);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* A name server that does not answer is not waited for at the end: its
	 * thread is left to itself. */
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
		seconds < CONNECT_MOST ? seconds : CONNECT_MOST);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, SLOWEST);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, STALL);
	if (g->f->ca[0])
		curl_easy_setopt(curl, CURLOPT_CAINFO, g->f->ca);
	set_watch(curl, g);
}

static enum fetch_end why_curl(const struct fetching *g, CURLcode rc)
{
	switch (rc) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return FETCH_NAME;
	case CURLE_COULDNT_CONNECT:
		return g->private ? FETCH_PRIVATE : FETCH_CONNECT;
	case CURLE_OPERATION_TIMEDOUT:
		return FETCH_SLOW;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		return FETCH_TLS;
	case CURLE_OUT_OF_MEMORY:
		return FETCH_NOMEM;
	case CURLE_URL_MALFORMAT:
		return FETCH_URL;
	default:
		return FETCH_CUT;
	}
}

/* What the status means, when there is one. */
static enum fetch_end why_status(const struct fetching *g, int status)
{
	bool asked = g->ask->etag[0] || g->ask->modified[0];

	if (status == 200)
		return FETCH_FINE;
	if (status == 304)
		return asked ? FETCH_UNCHANGED : FETCH_STALE;
	return FETCH_STATUS;
}

/* In seconds or as a date, which curl turns into seconds; what is past or is
 * neither is none. */
static int64_t again_of(const struct fetching *g, int status)
{
	curl_off_t seconds = 0;

	if (status == 429 || status == 503)
		curl_easy_getinfo(g->f->curl, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds <= 0)
		return 0;
	return seconds < FETCH_AGAIN_MOST / TIMES_SECOND
		? seconds * TIMES_SECOND
		: FETCH_AGAIN_MOST;
}

/* All of it is here: is it what was there? */
static enum fetch_end compare(struct fetching *g)
{
	uint8_t hash[HASH_BYTES];

	if (!g->ask->hash)
		return FETCH_FINE;
	crypto_generichash_final(&g->hash, hash, sizeof(hash));
	sodium_bin2hex(
		g->result->hash, sizeof(g->result->hash), hash, sizeof(hash));
	return strcmp(g->result->hash, g->ask->hash) == 0 ? FETCH_UNCHANGED
							  : FETCH_FINE;
}

static void perform(struct fetching *g)
{
	struct fetch_result *r = g->result;
	CURLcode rc = curl_easy_perform(g->f->curl);

	r->status = (int)status_of(g);
	r->again = again_of(g, r->status);
	if (g->end != FETCH_FINE) {
		r->end = g->end;
		return;
	}
	/* A body that was not looked at broke it off. */
	if (rc == CURLE_WRITE_ERROR && r->status != 200)
		rc = CURLE_OK;
	r->end = rc == CURLE_OK ? why_status(g, r->status) : why_curl(g, rc);
	if (r->end == FETCH_FINE)
		r->end = unpack_end(g->unpack);
	if (r->end == FETCH_FINE)
		r->end = compare(g);
	if (rc != CURLE_OK && g->error[0] && r->end != FETCH_PRIVATE)
		snprintf(r->why, sizeof(r->why), "%s (%.150s)",
			fetch_text(r->end), g->error);
}

static void hop(struct fetching *g, const char *url, long seconds)
{
	struct fetch_result *r = g->result;
	struct curl_slist *headers = headers_of(g->ask);
	struct curl_slist *pin = pin_of(g->host);

	r->end = FETCH_NOMEM;
	r->etag[0] = r->modified[0] = '\0';
	g->head = g->page = 0;
	g->coded = false;
	g->error[0] = '\0';
	if (headers) {
		set_up(g, url, seconds);
		curl_easy_setopt(g->f->curl, CURLOPT_HTTPHEADER, headers);
		if (pin)
			curl_easy_setopt(g->f->curl, CURLOPT_RESOLVE, pin);
		perform(g);
		curl_easy_setopt(g->f->curl, CURLOPT_RESOLVE, NULL);
		curl_easy_setopt(g->f->curl, CURLOPT_HTTPHEADER, NULL);
	}
	curl_slist_free_all(headers);
	curl_slist_free_all(pin);
}

/* ---- all of it ---- */

/* Where it leads on to, copied; NULL: nowhere. */
static char *leads_to(const struct fetching *g)
{
	const char *url = NULL;

	if (is_redirect(g->result->status))
		curl_easy_getinfo(g->f->curl, CURLINFO_REDIRECT_URL, &url);
	return url ? mem_strdup(url) : NULL;
}

/* Seconds of `left` that this hop has left over. */
static long left_over(const struct fetching *g, long left)
{
	curl_off_t us = 0;

	curl_easy_getinfo(g->f->curl, CURLINFO_TOTAL_TIME_T, &us);
	return left - (long)(us / 1000000);
}

/* May the next hop go there?  Then it is g->host's. */
static enum fetch_end turn_to(struct fetching *g, const char *url)
{
	const struct host *from = g->host;
	enum fetch_end end = hosts_find(g->f->hosts, url, &g->host);

	if (end == FETCH_FINE && from && !hosts_leads(from, g->host))
		end = FETCH_INWARD;
	return end;
}

static void follow(struct fetching *g)
{
	char *url = mem_strdup(g->ask->url), *next;
	struct fetch_result *r = g->result;
	long left = g->ask->seconds;

	r->end = url ? FETCH_FINE : FETCH_NOMEM;
	for (int n = 0; url; n++) {
		r->end = n > FETCH_HOPS ? FETCH_REDIRECTS : turn_to(g, url);
		next = NULL;
		r->hops = n;
		if (r->end == FETCH_FINE && left <= 0)
			r->end = FETCH_SLOW;
		if (r->end == FETCH_FINE) {
			hop(g, url, left);
			left = left_over(g, left);
			next = r->end == FETCH_STATUS ? leads_to(g) : NULL;
		}
		mem_free(url);
		url = next;
	}
}

void http_fetch_get(struct http_fetch *f, const struct http_fetch_ask *ask,
	struct fetch_result *result)
{
	struct fetching g = {.f = f, .ask = ask, .result = result};

	*result = (struct fetch_result){.end = FETCH_NOMEM};
	crypto_generichash_init(&g.hash, NULL, 0, HASH_BYTES);
	g.unpack = unpack_new(ask->most, on_unpacked, &g);
	if (g.unpack)
		follow(&g);
	unpack_destroy(&g.unpack);
	if (result->end == FETCH_STATUS && result->again)
		snprintf(result->why, sizeof(result->why),
			"Its host refuses (%d), for %" PRId64 " s at least.",
			result->status, result->again / TIMES_SECOND);
	else if (result->end == FETCH_STATUS)
		snprintf(result->why, sizeof(result->why),
			"Its host refuses (%d).", result->status);
	else if (!result->why[0])
		snprintf(result->why, sizeof(result->why), "%s",
			fetch_text(result->end));
	if (result->end != FETCH_FINE && !result->hash[0])
		result->etag[0] = result->modified[0] = '\0';
}
