/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_LETTER_H
#define RELAY_STORE_STORE_LETTER_H

/*
 * Enquiries that were answered, and the answers to each (C9).  To store.h's
 * promises; lists of what was answered are read as the archive is.
 */
#include "relay/store/store.h"

/* An enquiry, as it is kept.  Strings are lent. */
struct store_enquiry {
	struct id id, taken; /* taken "": by nobody */
	int64_t at, done;    /* us UTC; done 0: it waits */
	const char *name, *address, *body;
	const char *holder; /* the name of whom it was taken by; "" */
	const char *why;    /* of the last answer */
	int lang;           /* enum wire_lang */
	int state;          /* enum wire_outcome: of the last answer */
};

typedef void (*store_enquiries_fn)(
	void *ctx, enum err e, const struct store_enquiry *rows, int n);
/* The one with that id; ERR_UNKNOWN: there is none. */
void store_enquiry(struct store *s, const char *retailer, const struct id *id,
	store_enquiries_fn fn, void *ctx);

struct store_answered_ask {
	const char *retailer;
	const char *text;  /* words that must all be in it or its answers; "" */
	int64_t before;    /* us: only those answered before it, 0: all, … */
	struct id enquiry; /* … or then, and with a lesser id */
};
/* What was answered, the newest first, at most STORE_ANSWERED.  ERR_SIZE,
 * ERR_UTF8: as store_archive(). */
#define STORE_ANSWERED 50
void store_answered(struct store *s, const struct store_answered_ask *ask,
	store_enquiries_fn fn, void *ctx);

/* An answer.  Strings are lent; lists have no enquiry, associate and key. */
struct store_letter {
	struct id id, enquiry, associate;
	const char *retailer;
	const char *key;  /* the sender's; unique by enquiry and associate */
	const char *name; /* of who wrote it */
	const char *text;
	const char *why;
	int64_t at;
	int state; /* enum wire_outcome */
};
/* Keeps it, that its enquiry is answered, and the mail that it goes out as
 * (NULL: none does), which has its id.  ERR_EXISTS: it was kept before;
 * ERR_TAKEN: the enquiry is not that associate's to answer; ERR_RATE: it has
 * STORE_LETTERS; ERR_FULL: too many mails wait. */
void store_put_letter(struct store *s, const struct store_letter *l,
	const struct store_mail *mail, store_done_fn fn, void *ctx);

/* All answers to that enquiry, the oldest first, at most STORE_LETTERS. */
#define STORE_LETTERS 20
typedef void (*store_letters_fn)(
	void *ctx, enum err e, const struct store_letter *rows, int n);
void store_letters(struct store *s, const char *retailer,
	const struct id *enquiry, store_letters_fn fn, void *ctx);

#endif
