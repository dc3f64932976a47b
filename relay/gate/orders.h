/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ORDERS_H
#define RELAY_GATE_ORDERS_H

/*
 * Orders, as the shop's own server reports them (E1): it knows what was paid
 * back or cancelled, and its word goes before a browser's.  Each call is signed
 * with the retailer's key, and good for ORDERS_WINDOW: see noren-protocol(7).
 * Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/hub.h"

#define ORDERS_WINDOW (5 * TIMES_MINUTE) /* us, either way: clocks differ */
#define ORDERS_SIGNATURE 64              /* hex digits of HMAC-SHA-256 */

/* POST /v1/orders/RETAILER?at=MS&signature=HEX: answered once it is kept.
 * ERR_FIELD: what is asked is not whole, or is no order.
 * ERR_SIGNATURE also where there is no key, or no such retailer; ERR_STALE:
 * outside the window, or older than what was said last of that order.
 * ERR_NOT_KEPT; ERR_FULL: it may have been kept, and can be said again. */
void orders_take(struct hub *hub, const struct request *q, const char *retailer,
	struct reply *r);

/* PUT /order-key. */
void orders_set_key(
	struct hub *hub, const struct wire_ctl_order_key *m, struct reply *r);

/* The signature of that body, at that time in ms. */
void orders_sign(const char *key, int64_t at, const char *retailer,
	const char *body, size_t len, char out[ORDERS_SIGNATURE + 1]);

#endif
