/* SPDX-License-Identifier: MIT */
#ifndef RELAY_POST_MAIL_H
#define RELAY_POST_MAIL_H

/*
 * A mail as it goes out: RFC 5322, plain text in UTF-8.  Whatever a subject or
 * a text holds, it stays there: no line of theirs becomes a header.  Pure.
 */
#include <stdbool.h>

#include "shared/buf.h"
#include "shared/id.h"

struct mail {
	struct id id; /* in its Message-ID: another try bears the same */
	int64_t date; /* us UTC */
	const char *from, *to;
	const char *from_name; /* UTF-8, of whoever writes; NULL: none */
	bool personal;         /* somebody wrote it; else no one */
	const char *reply_to;  /* NULL: nobody */
	const char *subject;   /* UTF-8; one line is made of it */
	const char *text;      /* UTF-8; lines end in \n */
};

/* An address that can stand in a header and in SMTP as it is: visible ASCII
 * without quotes, RFC 5321's dot-string at a name of a host. */
bool mail_address_valid(const char *address);

/* Appends the whole of it, lines of at most 76 bytes and CRLF (an address may
 * make its own longer).  ERR_FIELD: an address is none; ERR_SIZE, ERR_NOMEM
 * are the buffer's. */
enum err mail_write(const struct mail *m, struct buf *out);

#endif
