/* SPDX-License-Identifier: MIT */
#include "relay/gate/peer.h"

#include <arpa/inet.h>
#include <assert.h>
#include <string.h>

static const uint8_t v4_prefix[12] = {[10] = 0xff, [11] = 0xff};

struct peer peer_from_v4(const uint8_t b[4])
{
	struct peer p;

	memcpy(p.b, v4_prefix, 12);
	memcpy(p.b + 12, b, 4);
	return p;
}

struct peer peer_from_v6(const uint8_t b[16])
{
	struct peer p;

	memcpy(p.b, b, 16);
	return p;
}

static bool is_v4(const struct peer *p)
{
	return memcmp(p->b, v4_prefix, 12) == 0;
}

enum err peer_parse(const char *s, struct peer *out)
{
	uint8_t b[16];

	if (inet_pton(AF_INET, s, b) == 1)
		*out = peer_from_v4(b);
	else if (inet_pton(AF_INET6, s, b) == 1)
		*out = peer_from_v6(b);
	else
		return ERR_FIELD;
	return ERR_OK;
}

bool peer_loopback(const struct peer *p)
{
	static const uint8_t v6_loopback[16] = {[15] = 1};

	if (is_v4(p))
		return p->b[12] == 127;
	return memcmp(p->b, v6_loopback, 16) == 0;
}

struct peer peer_customer(const struct peer *p)
{
	struct peer customer = *p;

	if (memcmp(p->b, v4_prefix, 12) != 0)
		memset(customer.b + 8, 0, 8);
	return customer;
}

const char *peer_text(const struct peer *p, char out[PEER_TEXT])
{
	const char *s;

	if (is_v4(p))
		s = inet_ntop(AF_INET, p->b + 12, out, PEER_TEXT);
	else
		s = inet_ntop(AF_INET6, p->b, out, PEER_TEXT);
	assert(s == out);
	return out;
}

enum err peer_forwarded(const char *header, struct peer *out)
{
	char one[PEER_TEXT];
	const char *s = strrchr(header, ',');
	size_t len;

	s = s ? s + 1 : header;
	s += strspn(s, " \t");
	len = strcspn(s, " \t");
	if (len >= sizeof(one) || s[len + strspn(s + len, " \t")])
		return ERR_FIELD;
	memcpy(one, s, len);
	one[len] = '\0';
	return peer_parse(one, out);
}
