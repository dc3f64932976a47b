/* SPDX-License-Identifier: MIT */
/*
 * Addresses are read strictly: where a host could be read in two ways, here and
 * by who connects, it is refused.
 */
#include "relay/fetch/hosts.h"

#include <arpa/inet.h>
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "relay/fetch/net.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define HTTPS_PORT 443
#define HTTP_PORT 80

struct hosts {
	struct host *all;
	int n;
};

/* What stands between the scheme and the path. */
struct where {
	bool plain;
	char name[HOSTS_NAME];
	int port;
};

/* ---- reading ---- */

/* "80"; 0 when it is none. */
static int read_port(const char *s, size_t len)
{
	int port = 0;

	if (len == 0 || len > 5)
		return 0;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]))
			return 0;
		port = port * 10 + (s[i] - '0');
	}
	return port <= 65535 ? port : 0;
}

static bool is_name(const char *s)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";

	return s[0] && s[0] != '.' && s[0] != '-' && !s[strspn(s, fine)] &&
		!strstr(s, "..") && s[strlen(s) - 1] != '.';
}

/* 4, 6, or 0. */
static int read_address(const char *s, uint8_t out[16])
{
	if (inet_pton(AF_INET, s, out) == 1)
		return 4;
	return inet_pton(AF_INET6, s, out) == 1 ? 6 : 0;
}

/* What a browser would read as an address is one, or nothing. */
static bool is_odd_number(const char *name)
{
	const char *dot = strrchr(name, '.');
	const char *last = dot ? dot + 1 : name;
	uint8_t address[16];

	return (!last[strspn(last, "0123456789")] ||
		       strncmp(last, "0x", 2) == 0) &&
		read_address(name, address) != 4;
}

/* "name", "name:port", "[v6]", "[v6]:port", `len` bytes; false: none. */
static bool read_authority(const char *s, size_t len, struct where *out)
{
	bool six = len > 0 && s[0] == '[';
	const char *close = six ? memchr(s, ']', len) : NULL;
	size_t n = 0;
	uint8_t address[16];

	if (six && !close)
		return false;
	if (six)
		n = (size_t)(close - s) - 1;
	else
		while (n < len && s[n] != ':')
			n++;
	if (n == 0 || n >= HOSTS_NAME)
		return false;
	for (size_t i = 0; i < n; i++)
		out->name[i] = (char)tolower((unsigned char)s[i + six]);
	out->name[n] = '\0';
	if (six ? read_address(out->name, address) != 6
		: !is_name(out->name) || is_odd_number(out->name))
		return false;
	n += six ? 2 : 0;
	if (n == len)
		return true;
	out->port = s[n] == ':' ? read_port(s + n + 1, len - n - 1) : 0;
	return out->port != 0;
}

/* Of an address: all but what it names there. */
static bool read_url(const char *url, struct where *out)
{
	size_t scheme, len;

	*out = (struct where){.plain = strncasecmp(url, "http://", 7) == 0};
	scheme = out->plain ? 7 : 8;
	if (!out->plain && strncasecmp(url, "https://", 8) != 0)
		return false;
	if (strlen(url) > LIMIT_URL)
		return false;
	for (const char *c = url; *c; c++) {
		if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
			return false;
	}
	out->port = out->plain ? HTTP_PORT : HTTPS_PORT;
	len = strcspn(url + scheme, "/?#");
	return read_authority(url + scheme, len, out);
}

/* ---- the list ---- */

static bool is_loopback(const struct host *h)
{
	static const uint8_t six[16] = {[15] = 1};

	return (h->version == 4 && h->address[0] == 127) ||
		(h->version == 6 && memcmp(h->address, six, sizeof(six)) == 0);
}

/* "=10.1.2.3" or "=[fd00::5]" or "=fd00::5". */
static bool read_pin(char *s, struct host *out)
{
	size_t len = strlen(s);

	if (s[0] == '[' && s[len - 1] == ']') {
		s[len - 1] = '\0';
		s++;
	}
	if (strlen(s) >= sizeof(out->numeric))
		return false;
	out->version = read_address(s, out->address);
	strcpy(out->numeric, s);
	return out->version != 0;
}

/* One word of the list; NULL, or what is wrong with it. */
static const char *read_host(char *word, struct host *out)
{
	char *pin = strchr(word, '=');
	struct where at = {.port = HTTPS_PORT};

	*out = (struct host){.plain = strncmp(word, "http://", 7) == 0};
	if (pin)
		*pin++ = '\0';
	if (out->plain) {
		at.port = HTTP_PORT;
		word += 7;
	}
	if (!read_authority(word, strlen(word), &at))
		return "is no host";
	strcpy(out->name, at.name);
	out->port = at.port;
	out->version = read_address(out->name, out->address);
	if (out->version)
		snprintf(
			out->numeric, sizeof(out->numeric), "%.47s", out->name);
	if (pin && (out->version || !read_pin(pin, out)))
		return "names no address behind =";
	if (out->plain && !is_loopback(out))
		return "is not this machine: it needs https";
	return NULL;
}

static int count_words(const char *list)
{
	int n = 0;

	for (; *list; list += strcspn(list, " \t")) {
		list += strspn(list, " \t");
		n += *list != '\0';
	}
	return n;
}

static enum err read_list(struct hosts *h, char *list, char *why)
{
	char *rest = NULL;

	for (char *word = strtok_r(list, " \t", &rest); word;
		word = strtok_r(NULL, " \t", &rest)) {
		char said[80];
		const char *wrong;

		snprintf(said, sizeof(said), "%.79s", word);
		wrong = read_host(word, &h->all[h->n]);
		if (wrong) {
			snprintf(why, HOSTS_WHY, "%s %s", said, wrong);
			return ERR_CONFIG;
		}
		h->n++;
	}
	return ERR_OK;
}

enum err hosts_new(const char *list, struct hosts **out, char why[HOSTS_WHY])
{
	struct hosts *h = mem_zero(sizeof(*h));
	char *copy = mem_strdup(list);
	enum err e = ERR_NOMEM;

	why[0] = '\0';
	if (h)
		h->all = mem_zero(
			((size_t)count_words(list) + 1) * sizeof(*h->all));
	if (h && h->all && copy)
		e = read_list(h, copy, why);
	mem_free(copy);
	if (e != ERR_OK)
		hosts_destroy(&h);
	*out = h;
	return e;
}

void hosts_destroy(struct hosts **h)
{
	if (*h) {
		mem_free((*h)->all);
		mem_free(*h);
	}
	*h = NULL;
}

/* ---- asking ---- */

enum fetch_end hosts_find(
	const struct hosts *h, const char *url, const struct host **out)
{
	enum fetch_end end = FETCH_HOST;
	struct where at;

	*out = NULL;
	if (!read_url(url, &at))
		return FETCH_URL;
	for (int i = 0; i < h->n; i++) {
		const struct host *row = &h->all[i];

		if (strcmp(row->name, at.name) != 0)
			continue;
		if (row->plain == at.plain && row->port == at.port) {
			*out = row;
			return FETCH_FINE;
		}
		if (at.plain && !row->plain)
			end = FETCH_PLAIN;
	}
	return end;
}

static bool is_private(int version, const uint8_t *address)
{
	return version == 4 ? net_private_v4(address) : net_private_v6(address);
}

static bool is_inside(const struct host *h)
{
	return h->version && is_private(h->version, h->address);
}

bool hosts_leads(const struct host *from, const struct host *to)
{
	return from == to || !is_inside(to);
}

bool hosts_inside(const struct hosts *h, const char *url)
{
	struct where at;

	if (!read_url(url, &at))
		return false;
	for (int i = 0; i < h->n; i++) {
		if (strcmp(h->all[i].name, at.name) == 0 &&
			is_inside(&h->all[i]))
			return true;
	}
	return false;
}

bool hosts_may(const struct host *host, int version, const uint8_t *address)
{
	assert(version == 4 || version == 6);
	if (host->version)
		return host->version == version &&
			memcmp(host->address, address, version == 4 ? 4 : 16) ==
			0;
	return !is_private(version, address);
}

void hosts_add_origins(const struct hosts *h, struct buf *out)
{
	for (int i = 0; i < h->n; i++) {
		const struct host *row = &h->all[i];

		if (row->plain || strcmp(row->name, row->numeric) == 0)
			continue;
		buf_addf(out, " https://%s", row->name);
		if (row->port != HTTPS_PORT)
			buf_addf(out, ":%d", row->port);
	}
}

void hosts_name(const char *url, char out[HOSTS_NAME])
{
	struct where at;

	strcpy(out, read_url(url, &at) ? at.name : "");
}
