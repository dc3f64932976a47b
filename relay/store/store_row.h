/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ROW_H
#define RELAY_STORE_STORE_ROW_H

/*
 * Rows that norenctl and sign-in keep, as the store takes and lends them.
 * Strings are lent; NULL is "".
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

/* What a retailer may have otherwise than the rules: 0 is as they do.  Spans
 * are in us. */
struct store_numbers {
	int64_t at_once, more_every, ring_for, keep_state, take_over;
	int64_t left_after, window_days;
	int64_t scan;          /* enum store_scan */
	int64_t retention;     /* days that chats are kept (J1); for ever from
				* STORE_FOR_EVER on */
	int64_t largest_order; /* as largest.h has it (E1) */
};
#define STORE_FOR_EVER 36500
/* F4: are barcodes read in the catalogue? */
enum store_scan { STORE_SCAN_UNSAID, STORE_SCAN_ON, STORE_SCAN_OFF };
struct store_retailer {
	const char *retailer, *name, *zone, *currency, *accent;
	const char *origins; /* one a line */
	const char *hours;   /* as hours.h reads them */
	const char *support; /* where its problem reports are mailed */
	struct store_numbers numbers;
};
struct store_group {
	const char *retailer, *group, *name, *hours; /* hours "": retailer's */
};
struct store_associate {
	struct id id;
	const char *retailer, *address, *name;
	const char *hash; /* of the password, as libsodium writes it */
	const char *groups;
	bool manager;
	int lang;   /* enum wire_lang, of its mails; kept when it is replaced */
	bool known; /* store_find_known() only */
};
/* A greeting or a saved reply (D3), as ctl_template says it. */
struct store_template {
	const char *retailer, *template, *title, *text, *pages;
	int use, lang; /* enum wire_use, wire_lang */
	int64_t from, until;
};
/* An uploaded file (D6); the file itself is elsewhere. */
struct store_media {
	struct id id, owner;
	const char *retailer;
	int who;  /* enum wire_who: the owner's side */
	int mime; /* enum wire_mime */
	int64_t width, height, bytes;
	int64_t at; /* us UTC: uploaded */
};
/* A problem report (H3). */
struct store_report {
	struct id id, associate;
	const char *retailer, *text;
	const char *name; /* the associate's; lists only */
	int64_t at;
};
/* A mail that waits to go out. */
struct store_mail {
	struct id id;
	const char *retailer, *address;
	const char *text; /* all of it, headers too */
	const char *why;  /* what the last try ended with */
	int tries;
	int64_t made, due; /* us UTC */
	int outcome;       /* enum wire_outcome: after a try, what came of it */
	/* The next one, where it answers an enquiry: which, by whom, and the
	 * shopper's name; else "". */
	struct id enquiry, author;
	const char *name;
};
/* A product feed that is fetched on a schedule (F3).  Times are us UTC; 0:
 * never. */
struct store_feed {
	const char *retailer, *url, *format, *encoding;
	int64_t every;               /* us */
	const char *etag, *modified; /* what its server said of it last */
	int64_t made;    /* when the catalogue was made that it became */
	int64_t checked; /* when it was last seen to be as it is here */
	int64_t tried, due;
	int64_t fails;          /* tries in a row */
	const char *result;     /* a word, and a sentence: what the last try */
	const char *why;        /* came to; "": it goes on, or none was yet */
	int64_t taken, refused; /* rows */
	const char *rows;       /* the first that were refused: JSON, or "" */
	const char *hash;       /* of its bytes, as fetch.h has it */
	int64_t declined;       /* 1: a manager refused what it became */
};
/* A block that stands (D9); lists only. */
struct store_block {
	struct id shopper;
	const char *name, *by, *reason;
	int64_t at;
};
struct store_session {
	uint8_t hash[32]; /* of the token; the token itself is not kept */
	struct id id;     /* names it to people, and opens nothing */
	struct id associate;
	const char *retailer, *device;
	/* The hash by which the password was judged: if it is another one by
	 * now there is no such account.  NULL: none was. */
	const char *judged;
	int64_t made, used; /* us UTC */
	/* A sign-in's: the language of the account's mails from now on, and the
	 * hash of the device's own secret, if it said one. */
	bool signs_in, knows;
	int lang;
	uint8_t known[32];
};

#endif
