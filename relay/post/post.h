/* SPDX-License-Identifier: MIT */
#ifndef RELAY_POST_POST_H
#define RELAY_POST_POST_H

/*
 * What becomes of a mail after a try.  Mails go out one at a time, the one
 * that has been due for longest first.  Pure: times and chance are handed in.
 */
#include <stdbool.h>
#include <stdint.h>

#define POST_LIFE_DAYS 2 /* from its writing until a mail is given up */

enum post_verdict {
	POST_SENT,
	POST_LATER,   /* tried again at *due */
	POST_REFUSED, /* for good */
	POST_OLD,     /* there was no way in all its life */
};

struct post_try {
	bool accepted;     /* the server took it over */
	int code;          /* the server's last word; 0: it had none */
	int tries;         /* this one included */
	int64_t made, now; /* us UTC */
	uint32_t random;
};

/* `*due` is set with POST_LATER only. */
enum post_verdict post_judge(const struct post_try *t, int64_t *due);

/* "sent", "later", "refused" or "too old", for the log. */
const char *post_verdict_word(enum post_verdict v);

/* Does this URL's server run on this machine?  "smtp://127.0.0.1:2525" does. */
bool post_url_local(const char *url);

/* A URL of smtp: or smtps:, without a name or password in it. */
bool post_url_valid(const char *url);

#endif
