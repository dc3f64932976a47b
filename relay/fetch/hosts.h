/* SPDX-License-Identifier: MIT */
#ifndef RELAY_FETCH_HOSTS_H
#define RELAY_FETCH_HOSTS_H

/*
 * The hosts that the relay may fetch from, as feed_hosts in norend.conf(5)
 * lists them, with blanks between:
 *
 *	shop.example            by https, port 443
 *	shop.example:8443       by https, that port
 *	shop.example=10.1.2.3   at that address alone, which may be private
 *	10.1.2.3   [fd00::5]    an address, which may be private
 *	http://127.0.0.1:8000   without TLS: loopbacks only
 *
 * A name without an address leads to public addresses only, whatever the DNS
 * says at the moment.  Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/fetch/fetch.h"
#include "shared/buf.h"
#include "shared/err.h"

#define HOSTS_NAME 254 /* bytes of a host's name, and NUL */
#define HOSTS_WHY 160

struct hosts; /* opaque */

struct host {
	char name[HOSTS_NAME]; /* in small letters; of IPv6 without brackets */
	int port;
	bool plain;          /* http */
	int version;         /* of `address`: 4, 6; 0: it has none of its own */
	uint8_t address[16]; /* the first four bytes of it, or all */
	char numeric[48];    /* the same as text */
};

/* Reads the list.  Gives *out (hosts_destroy).  ERR_CONFIG says why, for
 * people; ERR_NOMEM. */
enum err hosts_new(const char *list, struct hosts **out, char why[HOSTS_WHY]);
void hosts_destroy(struct hosts **h);

/* The row that allows the address `url`: FETCH_FINE and *out, which lends; or
 * FETCH_URL, FETCH_PLAIN, FETCH_HOST. */
enum fetch_end hosts_find(
	const struct hosts *h, const char *url, const struct host **out);

/* May what `from` answers lead on to `to`, rows of the same list?  To a host
 * whose address is not public only from that very host and port: who may fetch
 * from the one may not be sent to the other. */
bool hosts_leads(const struct host *from, const struct host *to);

/* May a connection to that host go to this address (4 or 16 bytes)? */
bool hosts_may(const struct host *host, int version, const uint8_t *address);

/* May the host of `url` be a private one, by whichever row? */
bool hosts_inside(const struct hosts *h, const char *url);

/* Appends the origins that browsers may load pictures from too, each behind a
 * blank: those with names, by https. */
void hosts_add_origins(const struct hosts *h, struct buf *out);

/* The host of an address, for a log: of bad ones "". */
void hosts_name(const char *url, char out[HOSTS_NAME]);

#endif
