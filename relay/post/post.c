/* SPDX-License-Identifier: MIT */
#include "relay/post/post.h"

#include <stddef.h>
#include <string.h>

#include "shared/times.h"

#define FIRST_WAIT TIMES_MINUTE
#define WAIT_MOST TIMES_HOUR

/* The server's quarrel is with the relay's settings, not with this mail:
 * whoever mends them wants it sent (RFC 4954, RFC 3207). */
static bool is_about_us(int code)
{
	return code == 530 || code == 534 || code == 535 || code == 538;
}

/* A minute, two, four, up to an hour; a quarter more or less, so that many
 * relays do not come back to one server at once. */
static int64_t wait_for(int tries, uint32_t random)
{
	int64_t wait = FIRST_WAIT;

	for (int i = 1; i < tries && wait < WAIT_MOST; i++)
		wait *= 2;
	if (wait > WAIT_MOST)
		wait = WAIT_MOST;
	return wait * 3 / 4 + wait / 2 * random / UINT32_MAX;
}

enum post_verdict post_judge(const struct post_try *t, int64_t *due)
{
	if (t->accepted)
		return POST_SENT;
	if (t->code >= 500 && t->code <= 599 && !is_about_us(t->code))
		return POST_REFUSED;
	if (t->now - t->made >= POST_LIFE_DAYS * TIMES_DAY)
		return POST_OLD;
	*due = t->now + wait_for(t->tries, t->random);
	return POST_LATER;
}

const char *post_verdict_word(enum post_verdict v)
{
	static const char *const words[] = {
		"sent", "later", "refused", "too old"};

	return words[v];
}

/* What follows smtp:// or smtps://; NULL: it is neither. */
static const char *host_of(const char *url)
{
	if (strncmp(url, "smtp://", 7) == 0)
		return url + 7;
	return strncmp(url, "smtps://", 8) == 0 ? url + 8 : NULL;
}

bool post_url_local(const char *url)
{
	static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
	const char *host = host_of(url);

	for (size_t i = 0; host && i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len = strlen(names[i]);

		if (strncmp(host, names[i], len) == 0 &&
			(!host[len] || strchr(":/", host[len])))
			return true;
	}
	return false;
}

bool post_url_valid(const char *url)
{
	const char *host = host_of(url);

	return host && host[0] && !strpbrk(host, "@ \t\"<>\\");
}
