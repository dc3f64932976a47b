/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_LETTER_H
#define RELAY_GATE_LETTER_H

/* The mails that the relay writes: to an account in its language, to others in
 * English and below that in Japanese.  Pure. */
#include "relay/gate/hub.h"
#include "relay/store/store_account.h"

#define LETTER_MOST (256 * 1024) /* bytes; a report is 48 KB, 144 KB quoted */

struct mail;

/* Completes the mail (its id, unless it has one; date and sender), writes it,
 * and makes the row, which lends from both.  ERR_FIELD: an address is none. */
enum err letter_mail(const struct hub *hub, const char *retailer,
	struct mail *m, struct buf *out, struct store_mail *row);

/* A problem report (H3), for the retailer's support; answers go to its author.
 * `row` lends from `out`.  False: there is nobody to mail it to, or no memory;
 * it stays in the list of reports all the same. */
bool letter_report(const struct hub *hub, const struct store_associate *author,
	const struct store_report *report, struct buf *out,
	struct store_mail *row);

/* A few words, to see whether mails arrive.  ERR_FIELD: no address. */
enum err letter_test(const struct hub *hub, const char *retailer,
	const char *address, struct buf *out, struct store_mail *row);

/* Whom a letter goes to; all lent. */
struct letter_to {
	const char *retailer; /* its key; "": a decoy's, which nobody reads */
	const char *address, *name;
	int lang; /* enum wire_lang */
};

/* A code, alone on its line.  `row` lends from `out`; ERR_FIELD: no address
 * that mail knows; ERR_NOMEM. */
enum err letter_code(const struct hub *hub, enum store_code_kind kind,
	const struct letter_to *to, const char *code, struct buf *out,
	struct store_mail *row);
/* That the address is another one by now, to the old one; that the password
 * is. */
enum err letter_moved(const struct hub *hub, const struct letter_to *to,
	const char *fresh, struct buf *out, struct store_mail *row);
enum err letter_password(const struct hub *hub, const struct letter_to *to,
	struct buf *out, struct store_mail *row);

#endif
