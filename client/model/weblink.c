/* SPDX-License-Identifier: MIT */
#include "client/model/weblink.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "client/model/view.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"

/* The bytes of "https://" at `s`; 0: there is none. */
static size_t scheme_len(const char *s)
{
	if (strncasecmp(s, "https://", 8) == 0)
		return 8;
	return strncasecmp(s, "http://", 7) == 0 ? 7 : 0;
}

/* Blanks and brackets end it, and so does what Japanese puts around it. */
static size_t url_len(const char *s)
{
	static const char *const ends[] = {"　", "「", "」", "『", "』", "、",
		"。", "（", "）", "【", "】", "！", "？"};
	size_t len = 0;

	for (; s[len] && !strchr(" \t\n<>\"|\\^`{}", s[len]); len++)
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			if (strncmp(s + len, ends[i], strlen(ends[i])) == 0)
				return len;
	return len;
}

bool weblink_find(const char *text, size_t *at, size_t *len)
{
	for (const char *s = text; *s; s++) {
		size_t scheme = scheme_len(s), all;

		if (scheme == 0)
			continue;
		all = url_len(s);
		/* A full stop behind an address ends the sentence. */
		while (all > scheme && strchr(".,;:!?')]", s[all - 1]))
			all--;
		if (all == scheme)
			continue;
		*at = (size_t)(s - text);
		*len = all;
		return true;
	}
	return false;
}

/* Who is before an "@" is no host; it is left out of what is opened. */
static bool plain_host(const char *host, size_t len)
{
	return len > 0 && len < 254 && !memchr(host, '@', len) &&
		!memchr(host, '%', len);
}

char *weblink_ascii(const char *url, size_t len)
{
	size_t scheme = scheme_len(url), host, name;
	char text[256], *ascii = NULL, *out = NULL;
	struct buf b;

	if (scheme == 0 || len > LIMIT_URL || len <= scheme)
		return NULL;
	host = strcspn(url + scheme, "/?#");
	if (host > len - scheme)
		host = len - scheme;
	name = strcspn(url + scheme, ":/?#");
	if (name > host)
		name = host;
	if (!plain_host(url + scheme, name) || memchr(url + scheme, '@', host))
		return NULL;
	memcpy(text, url + scheme, name);
	text[name] = '\0';
	if (idn2_to_ascii_8z(text, &ascii, IDN2_NONTRANSITIONAL) != IDN2_OK)
		return NULL;
	buf_init(&b, 2 * LIMIT_URL);
	buf_add(&b, url, scheme);
	buf_add_str(&b, ascii);
	if (!buf_add(&b, url + scheme + name, len - scheme - name))
		out = mem_strdup(buf_str(&b));
	buf_fini(&b);
	idn2_free(ascii);
	return out;
}

char *weblink_shown(const char *text)
{
	char *shown = view_shown(text, true), *ascii, *out;
	const char *rest = shown;
	size_t at, len;
	struct buf b;

	if (!shown || !weblink_find(shown, &at, &len))
		return shown;
	buf_init(&b, 4 * LIMIT_TEXT);
	for (; weblink_find(rest, &at, &len); rest += at + len) {
		ascii = weblink_ascii(rest + at, len);
		buf_add(&b, rest, ascii ? at : at + len);
		buf_add_str(&b, ascii ? ascii : "");
		mem_free(ascii);
	}
	buf_add_str(&b, rest);
	out = b.err ? NULL : mem_strdup(buf_str(&b));
	buf_fini(&b);
	if (!out)
		return shown; /* too long to be anything but a trick */
	mem_free(shown);
	return out;
}
