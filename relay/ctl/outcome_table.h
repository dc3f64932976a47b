/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_OUTCOME_TABLE_H
#define RELAY_CTL_OUTCOME_TABLE_H

/* How norenctl ends: X(CODE, exit status, name, what it means).  The name is
 * that of errors that are not the relay's. */
/* clang-format off */
#define OUTCOME_TABLE(X) \
	X(FINE, 0, "", "It is done.") \
	X(REFUSED, 1, "refused", "The relay refused, and said why.") \
	X(USAGE, 2, "usage", "The command line, a file or a password is no good.") \
	X(NO_RELAY, 3, "no_relay", "No relay answers at the socket.") \
	X(UNKNOWN, 4, "unknown_id", "There is no such thing.") \
	X(BUSY, 5, "busy", "The relay cannot do it just now: try again in a moment.") \
	X(NOT_SURE, 6, "not_confirmed", "Nothing was done: nobody said yes.") \
	X(HELD, 7, "held", "The new catalogue waits: more than half of the products, by SKU, are not in it.")
/* clang-format on */

#endif
