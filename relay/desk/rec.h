/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_REC_H
#define RELAY_DESK_REC_H

/*
 * What a desk wants kept: rows, declared once.  The lists make the structs,
 * the store's statements (every row but an entry is written over the row with
 * the same key; an entry is only ever added), the simulator's in-memory
 * store, and the canonical text in which a rebuilt desk is compared with the
 * lost one.  Every table also has the retailer as the first part of its key.
 *
 * C(kind, column, key): kind ID (struct id, "" is none), STR (const char *,
 * NULL is "") or INT (int64_t; times in microseconds UTC, flags 0 or 1);
 * key KEY for a part of the primary key, else VAL.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/id.h"

/* clang-format off */

/* An associate's availability (B1, B5, B6), and the day's figures (E4). */
#define REC_PRESENCE(C) \
	C(ID,  associate,  KEY) \
	C(INT, available,  VAL) \
	C(INT, reason,     VAL) /* enum wire_reason: why not */ \
	C(INT, since,      VAL) /* of the present availability */ \
	C(INT, free_since, VAL) /* longest idle is rung first (C1) */ \
	C(INT, misses,     VAL) /* in a row */ \
	C(INT, day,        VAL) /* local day number of the two figures */ \
	C(INT, chats,      VAL) \
	C(INT, missed,     VAL)

/* A shopper who has written at least once. */
#define REC_SHOPPER(C) \
	C(ID,  shopper,    KEY) /* a hash of the shopper's token */ \
	C(INT, number,     VAL) /* "Guest 4821" */ \
	C(STR, name,       VAL) /* as the shop's page said */ \
	C(INT, visits,     VAL) /* chats so far */ \
	C(ID,  last,       VAL) /* the associate who last served them (C1) */

/* A request, a live chat, an ended chat. */
#define REC_CHAT(C) \
	C(ID,  chat,       KEY) \
	C(ID,  shopper,    VAL) \
	C(ID,  associate,  VAL) /* who has, or had, it */ \
	C(INT, phase,      VAL) /* enum wire_phase */ \
	C(INT, reason,     VAL) /* enum wire_reason, of the end */ \
	C(INT, opened,     VAL) \
	C(INT, accepted,   VAL) \
	C(INT, ended,      VAL) \
	C(INT, rang,       VAL) /* steady time at which this ringing began */ \
	C(INT, taken_over, VAL) /* rings again (D10) */ \
	C(INT, lang,       VAL) /* enum wire_lang */ \
	C(STR, first,      VAL) /* the first message, for the alert (C2) */ \
	C(STR, url,        VAL) \
	C(STR, title,      VAL) \
	C(STR, product,    VAL) \
	C(INT, amount,     VAL) \
	C(STR, currency,   VAL) \
	C(STR, grp,        VAL) /* the page's group, by key */

/* Whom a request has rung, and what became of it. */
#define REC_RING(C) \
	C(ID,  chat,       KEY) \
	C(ID,  associate,  KEY) \
	C(INT, state,      VAL) /* enum rec_ring_state */ \
	C(INT, at,         VAL)

/* An entry of a chat's log; seq counts from 1 without a gap. */
#define REC_ENTRY(C) \
	C(ID,  chat,       KEY) \
	C(INT, seq,        KEY) \
	C(INT, at,         VAL) \
	C(INT, kind,       VAL) /* enum wire_kind */ \
	C(INT, who,        VAL) /* enum wire_who */ \
	C(ID,  actor,      VAL) /* the associate or the shopper */ \
	C(STR, name,       VAL) /* as it was then */ \
	C(STR, key,        VAL) /* the sender's; unique in the chat by actor */ \
	C(INT, reason,     VAL) \
	C(STR, body,       VAL)

/* How far each side has received and read (D1). */
#define REC_MARK(C) \
	C(ID,  chat,       KEY) \
	C(INT, who,        KEY) /* enum wire_who */ \
	C(INT, delivered,  VAL) \
	C(INT, read,       VAL)

/* A message left when nobody was there (C8, C9). */
#define REC_ENQUIRY(C) \
	C(ID,  enquiry,    KEY) \
	C(ID,  shopper,    VAL) \
	C(INT, at,         VAL) \
	C(STR, key,        VAL) /* the sender's; unique by shopper */ \
	C(STR, name,       VAL) \
	C(STR, address,    VAL) \
	C(STR, body,       VAL) \
	C(ID,  taken,      VAL) /* the associate who has taken it up */

/* Counters of a desk: "guest" is the last guest number given. */
#define REC_TALLY(C) \
	C(STR, name,       KEY) \
	C(INT, value,      VAL)

#define REC_TABLES(T) \
	T(PRESENCE, presence) T(SHOPPER, shopper) T(CHAT, chat) T(RING, ring) \
	T(ENTRY, entry) T(MARK, mark) T(ENQUIRY, enquiry) T(TALLY, tally)

/* clang-format on */

enum rec_ring_state {
	REC_RING_RINGING,
	REC_RING_PASSED,
	REC_RING_OVER, /* withdrawn: unavailable, offline, closed */
};

enum rec_kind {
#define REC_ENUM(CODE, name) REC_K_##CODE,
	REC_TABLES(REC_ENUM)
#undef REC_ENUM
		REC_K_COUNT
};

#define REC_C_ID struct id
#define REC_C_STR const char *
#define REC_C_INT int64_t
#define REC_MEMBER(kind, column, key) REC_C_##kind column;
#define REC_STRUCT(CODE, name) \
	struct rec_##name { \
		REC_##CODE(REC_MEMBER) \
	};
REC_TABLES(REC_STRUCT)
#undef REC_STRUCT
#undef REC_MEMBER

/* One row of any table.  Strings are lent. */
struct rec {
	enum rec_kind kind;
	union {
#define REC_UNION(CODE, name) struct rec_##name name;
		REC_TABLES(REC_UNION)
#undef REC_UNION
	};
};

/* The tables as data, for the store, the simulator and the dump. */
enum rec_column_kind { REC_COL_ID, REC_COL_STR, REC_COL_INT };
struct rec_column {
	const char *name;
	enum rec_column_kind kind;
	bool key;
	size_t offset; /* in struct rec */
};
struct rec_table {
	const char *name;
	const struct rec_column *columns;
	int n_columns;
};

/* What the lists say of this kind.  Lends a constant. */
const struct rec_table *rec_table(enum rec_kind kind);

/* The value of a column: by its kind only one of these may be called. */
const char *rec_str(const struct rec *r, const struct rec_column *c);
int64_t rec_int(const struct rec *r, const struct rec_column *c);

/* Do the two rows have the same kind and key? */
bool rec_same_key(const struct rec *a, const struct rec *b);

#endif
