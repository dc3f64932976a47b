/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_LINK_H
#define RELAY_CATALOG_FEED_LINK_H

/*
 * What may be a link in a catalogue, or a feed's own address: absolute, https
 * or http, without a user's name, to a public host.  Private are loopbacks,
 * addresses of networks that are nobody's (RFC 6890), in all the ways in which
 * browsers read numbers as addresses; and names without a dot or below
 * localhost, local, internal, home.arpa and the like.  What a public name
 * resolves to is not known here: whoever connects has to look.
 */
#include <stdbool.h>
#include <stddef.h>

#include "relay/catalog/feed_reason.h"

#define FEED_LINK_HOST 256 /* bytes of a host, and NUL */

/* FEED_FINE; FEED_LINK, FEED_LOGIN; or FEED_PRIVATE, and then, if `host` is
 * not NULL, its name or address is there, narrow and in small letters, for an
 * allow-list. */
enum feed_reason feed_link(
	const char *s, size_t len, char host[FEED_LINK_HOST]);

#endif
