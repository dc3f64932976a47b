/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_PEER_H
#define RELAY_GATE_PEER_H

/*
 * Addresses that connections come from.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"

#define PEER_TEXT 48 /* bytes of an address as text, with its NUL */

struct peer {
	uint8_t b[16]; /* IPv6, or IPv4 mapped into it */
};

struct peer peer_from_v4(const uint8_t b[4]);
struct peer peer_from_v6(const uint8_t b[16]);

/* An address as text, "192.0.2.1" or "2001:db8::1".  ERR_FIELD. */
enum err peer_parse(const char *s, struct peer *out);

bool peer_loopback(const struct peer *p);

/* What one customer has: of IPv6 the /64, of IPv4 the address. */
struct peer peer_customer(const struct peer *p);

/* Returns `out`. */
const char *peer_text(const struct peer *p, char out[PEER_TEXT]);

/* Who really asks, by the X-Forwarded-For of a proxy that is trusted: the
 * last address, the only one that this proxy saw itself.  ERR_FIELD. */
enum err peer_forwarded(const char *header, struct peer *out);

#endif
