/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ARCHIVE_H
#define RELAY_STORE_STORE_ARCHIVE_H

/*
 * The archive (E3): chats that were somebody's, or that nobody accepted.  To
 * store.h's promises, but that it is read on a thread and a connection of its
 * own: a search of all there ever was delays no commit.  What was committed
 * before is seen; the order among the answers is not kept.
 */
#include "relay/store/store.h"

#define STORE_FILED 50 /* rows of an answer */

/* One of them.  Strings are lent. */
struct store_filed {
	struct id chat;
	struct id associate; /* "": nobody's */
	int64_t at;          /* us: since when it is there */
	int reason;          /* enum wire_reason; taken: it was transferred */
	int lang;            /* the shopper's */
	int64_t opened, accepted;
	int sales; /* that it is credited with, cancelled ones not counted */
	int64_t worth;        /* minor units of `currency` */
	bool fresh;           /* one of them is new to that associate */
	const char *name;     /* the shopper's, as it was then */
	const char *holder;   /* the associate's; "": nobody, or gone */
	const char *text;     /* what was said last */
	const char *currency; /* for `worth`: the retailer's, if one of them is
			       * in it, else the latest sale's; "": none */
	int stars;            /* how the shopper rated it; 0: not */
	const char *opinion;  /* and said; "": nothing */
	int64_t rated;        /* then */
};

enum store_pick {
	STORE_ALL,
	STORE_SALES,  /* those with a sale */
	STORE_NOBODYS /* missed */
};

struct store_archive_ask {
	const char *retailer;
	struct id associate; /* what they had, and nobody's; "": everybody's */
	enum store_pick pick;
	const char *text; /* words that must all be in it; "": any */
	int64_t before;   /* us: only what came there before, 0: all, … */
	struct id chat;   /* … or then, and has a lesser id, … */
	struct id whose;  /* … or is that one, and whose it was has */
	struct id only;   /* this chat alone, whatever words; "": any */
};

typedef void (*store_archive_fn)(
	void *ctx, enum err e, const struct store_filed *rows, int n);
/* Newest first, at most STORE_FILED.  Words are found as shared/fold.h and
 * shared/word.h have them: the beginnings of those of letters, any part of a
 * run of kana or kanji.  Up to STORE_SOUGHT that have the words are looked up;
 * where there are more, the archive is walked for them, from `before` on.
 * ERR_SIZE: too many words; ERR_UTF8. */
#define STORE_SOUGHT 2000
#define STORE_SEARCH_WORDS 16
void store_archive(struct store *s, const struct store_archive_ask *ask,
	store_archive_fn fn, void *ctx);

/* The sales (REC_K_SALE) that this chat is credited with, or was before its
 * order was cancelled, the oldest first; of more than LIMIT_CHAT_SALES the
 * latest.  Those of that associate, or "": anybody's.  On the other thread. */
void store_sold(struct store *s, const char *retailer, const struct id *chat,
	const struct id *associate, store_rows_fn fn, void *ctx);

/* Makes some of the chats that have come to the archive ready to be searched;
 * `more`: there are further ones, ask again. */
typedef void (*store_indexed_fn)(void *ctx, enum err e, bool more);
void store_index_archive(struct store *s, store_indexed_fn fn, void *ctx);

#endif
