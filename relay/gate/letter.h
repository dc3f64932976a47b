/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_LETTER_H
#define RELAY_GATE_LETTER_H

/* The mails that the relay writes, in English and below that in Japanese: who
 * reads them is no account of ours, and has no language here.  Pure. */
#include "relay/gate/hub.h"

#define LETTER_MOST (256 * 1024) /* bytes; a report is 48 KB, 144 KB quoted */

/* A problem report (H3), for the retailer's support; answers go to its author.
 * `row` lends from `out`.  False: there is nobody to mail it to, or no memory;
 * it stays in the list of reports all the same. */
bool letter_report(const struct hub *hub, const struct store_associate *author,
	const struct store_report *report, struct buf *out,
	struct store_mail *row);

/* A few words, to see whether mails arrive.  ERR_FIELD: no address. */
enum err letter_test(const struct hub *hub, const char *retailer,
	const char *address, struct buf *out, struct store_mail *row);

#endif
