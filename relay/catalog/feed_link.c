/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_link.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "relay/fetch/net.h"
#include "shared/utf8.h"

#define FEED_LINK_LETTERS 8 /* that one may stand for */

/* What IDNA makes of a letter of a host: the plain ones that it stands for,
 * narrow and small, or none, where it takes no place; else itself.  Returns how
 * many. */
static int feed_link_plain(uint32_t cp, int32_t out[FEED_LINK_LETTERS])
{
	const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
		UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	utf8proc_ssize_t n;
	int class = 0;

	if (cp == 0x3002 || cp == 0xff61)
		cp = '.';
	n = utf8proc_decompose_char(
		(int32_t)cp, out, FEED_LINK_LETTERS, how, &class);
	for (int i = 0; i < n && i < FEED_LINK_LETTERS; i++)
		if (out[i] >= 0x80)
			n = -1;
	if (n >= 0 && n <= FEED_LINK_LETTERS)
		return (int)n;
	out[0] = (int32_t)cp;
	return 1;
}

/* Writes the host so; false when it is too long or cannot be one. */
static bool feed_link_host(const char *s, size_t len, char out[FEED_LINK_HOST])
{
	int32_t plain[FEED_LINK_LETTERS];
	size_t to = 0;
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		int n;

		at += utf8_decode(s + at, len - at, &cp);
		n = feed_link_plain(cp == UTF8_BAD ? 0 : cp, plain);
		for (int i = 0; i < n; i++) {
			cp = (uint32_t)plain[i];
			if (to + UTF8_MAX >= FEED_LINK_HOST ||
				(cp < 0x80 && !isalnum((int)cp) && cp != '-' &&
					cp != '.' && cp != '_'))
				return false;
			to += utf8_encode(cp, out + to);
		}
	}
	if (to > 0 && out[to - 1] == '.')
		to--;
	out[to] = '\0';
	return to > 0 && out[0] != '.' && !strstr(out, "..");
}

static bool feed_link_ends(const char *host, const char *end)
{
	size_t n = strlen(host), m = strlen(end);

	return n >= m && strcmp(host + n - m, end) == 0 &&
		(n == m || host[n - m - 1] == '.');
}

static bool feed_link_name_private(const char *host)
{
	static const char *const names[] = {"localhost", "localdomain", "local",
		"internal", "intranet", "lan", "home", "corp", "private",
		"home.arpa", "test", "invalid", "onion"};

	if (!strchr(host, '.'))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (feed_link_ends(host, names[i]))
			return true;
	}
	return false;
}

/* Browsers read a host whose last label is a number as an address, in octal,
 * hexadecimal and with fewer dots too.  Here only four decimal ones are. */
static enum feed_reason feed_link_named(const char *host)
{
	const char *dot = strrchr(host, '.');
	const char *last = dot ? dot + 1 : host;
	bool number = last[strspn(last, "0123456789")] == '\0' ||
		(last[0] == '0' && last[1] == 'x');
	uint8_t address[4];

	if (!number)
		return feed_link_name_private(host) ? FEED_PRIVATE : FEED_FINE;
	if (inet_pton(AF_INET, host, address) != 1)
		return FEED_LINK;
	return net_private_v4(address) ? FEED_PRIVATE : FEED_FINE;
}

/* An address of IPv6, without its brackets. */
static enum feed_reason feed_link_six(
	const char *s, size_t len, char host[FEED_LINK_HOST])
{
	uint8_t address[16];

	if (len >= INET6_ADDRSTRLEN)
		return FEED_LINK;
	for (size_t i = 0; i < len; i++)
		host[i] = (char)tolower((unsigned char)s[i]);
	host[len] = '\0';
	if (inet_pton(AF_INET6, host, address) != 1)
		return FEED_LINK;
	return net_private_v6(address) ? FEED_PRIVATE : FEED_FINE;
}

static bool feed_link_port(const char *s, size_t len)
{
	long port = 0;

	if (len == 0)
		return true;
	if (s[0] != ':' || len > 6)
		return false;
	for (size_t i = 1; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		port = port * 10 + (s[i] - '0');
	}
	return port <= 65535;
}

static enum feed_reason feed_link_authority(
	const char *s, size_t len, char host[FEED_LINK_HOST])
{
	const char *bracket =
		len > 0 && s[0] == '[' ? memchr(s, ']', len) : NULL;
	const char *colon;
	size_t n;

	if (memchr(s, '@', len))
		return FEED_LOGIN;
	if (bracket) {
		n = (size_t)(bracket - s) + 1;
		return feed_link_port(s + n, len - n)
			? feed_link_six(s + 1, n - 2, host)
			: FEED_LINK;
	}
	colon = memchr(s, ':', len);
	n = colon ? (size_t)(colon - s) : len;
	if (!feed_link_port(s + n, len - n) || !feed_link_host(s, n, host))
		return FEED_LINK;
	return feed_link_named(host);
}

/* No blanks, controls or backslashes anywhere: browsers drop or turn them. */
static bool feed_link_clean(const char *s, size_t len)
{
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		if (cp == UTF8_BAD || cp <= ' ' || cp == '\\' || cp == '"' ||
			cp == '<' || cp == '>' || cp == 0x7f ||
			(cp >= 0x80 && cp <= 0xa0) || cp == 0x3000 ||
			(cp >= 0x2000 && cp <= 0x200f) ||
			(cp >= 0x2028 && cp <= 0x202f) ||
			(cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff)
			return false;
	}
	return true;
}

enum feed_reason feed_link(const char *s, size_t len, char host[FEED_LINK_HOST])
{
	char own[FEED_LINK_HOST];
	size_t scheme = 0, n = 0;

	if (len > 8 && strncasecmp(s, "https://", 8) == 0)
		scheme = 8;
	else if (len > 7 && strncasecmp(s, "http://", 7) == 0)
		scheme = 7;
	if (scheme == 0 || !feed_link_clean(s, len))
		return FEED_LINK;
	s += scheme;
	while (scheme + n < len && s[n] != '/' && s[n] != '?' && s[n] != '#')
		n++;
	return feed_link_authority(s, n, host ? host : own);
}
