/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_EXPORT_H
#define RELAY_STORE_STORE_EXPORT_H

/*
 * Chats of the archive with all that is in them, and enquiries with their
 * answers, a part at a time, to be saved (J2).  To store_archive.h's promises.
 */
#include "relay/store/store_archive.h"
#include "relay/store/store_letter.h"

struct store_export_ask {
	/* `before`, `chat` and `whose` are the last one that has come, if any
	 * has; of `only` one row comes, that of `whose` before all others */
	struct store_archive_ask archive;
	int64_t after; /* its last entry that has come; 0: none */
	int64_t since; /* us: only what came to the archive then or later */
};

/* A chat, or more of the one that came last. */
struct store_exported {
	bool is_new; /* false: `filed` is empty */
	struct store_filed filed;
	const struct rec *entries;  /* as associates may read them */
	const struct rec *attached; /* what some have beside their text, by
				     * seq */
	const struct rec *sales; /* of that associate; only where it is new */
	int n_entries, n_attached, n_sales;
};

/* `more`: there are further ones, or further entries of the last one. */
typedef void (*store_export_fn)(void *ctx, enum err e,
	const struct store_exported *parts, int n, bool more);
/* Newest first; no more than STORE_EXPORT_BYTES or so. */
#define STORE_EXPORT_BYTES (256 * 1024)
void store_export(struct store *s, const struct store_export_ask *ask,
	store_export_fn fn, void *ctx);

/* An enquiry, and all answers to it, the oldest first. */
struct store_enquired {
	struct store_enquiry enquiry;
	const struct store_letter *letters;
	int n_letters;
};

typedef void (*store_enquired_fn)(void *ctx, enum err e,
	const struct store_enquired *rows, int n, bool more);
/* Of the ask counts: the retailer, the words (then only those that were
 * answered), the one alone, and `before` and `chat`: when the last one that has
 * come was left, and its id.  `since`: left then or later.  The newest first.
 */
void store_export_enquiries(struct store *s, const struct store_export_ask *ask,
	store_enquired_fn fn, void *ctx);

#endif
