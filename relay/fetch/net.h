/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_NET_H
#define RELAY_FETCH_NET_H

/*
 * Networks that are not the public's (RFC 6890 and its registries): what a
 * stranger's link, or the name of a stranger's host, must not lead to.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

/* A loopback, a private, link-local, shared or documentation network, a
 * multicast or reserved one. */
bool net_private_v4(const uint8_t address[4]);
/* Of IPv6 only 2000::/3 is public, but for documentation, tunnels, and what
 * holds an address of IPv4. */
bool net_private_v6(const uint8_t address[16]);

#endif
