/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_LEAST_H
#define RELAY_GATE_LEAST_H

/*
 * The least client that the relay still serves (A7).  Only noren itself is
 * judged, by its number; other programs that speak the protocol are judged by
 * the protocol's version alone.  Pure.
 */
#include <stdbool.h>

/* Is it a version as the setting has it: numbers with dots between, or ""? */
bool least_valid(const char *version);

/* Is `version` at least `least`?  "" or NULL for `least`: any is.  What stands
 * behind its numbers, as in 1.2.0-rc1, does not count. */
bool least_reached(const char *least, const char *version);

/* Is this client served?  `client` is what it calls itself, "noren 0.1.0"; may
 * be NULL. */
bool least_serves(const char *least, const char *client);

#endif
