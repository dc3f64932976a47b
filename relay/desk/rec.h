/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_REC_H
#define RELAY_DESK_REC_H

/*
 * What a desk wants kept: rows, declared once in rec_table.h.  Its lists make
 * the structs, the store's statements (every row but an entry is written over
 * the row with the same key; an entry is only ever added), the simulator's
 * in-memory store, and the canonical text in which a rebuilt desk is compared
 * with the lost one.  Every table also has the retailer as the first part of
 * its key.  Deeds are changes of rows that are kept in the same order, and have
 * no table.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/desk/rec_table.h"
#include "shared/id.h"

enum rec_ring_state {
	REC_RING_RINGING,
	REC_RING_PASSED,
	REC_RING_OVER, /* withdrawn: unavailable, offline, closed */
};

enum rec_kind {
#define REC_ENUM(CODE, name) REC_K_##CODE,
	REC_TABLES(REC_ENUM) REC_K_ROWS,
	REC_K_LAST_ROW = REC_K_ROWS - 1,
	REC_DEEDS(REC_ENUM)
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
REC_DEEDS(REC_STRUCT)
#undef REC_STRUCT
#undef REC_MEMBER

/* One row of any table, or a deed.  Strings are lent. */
struct rec {
	enum rec_kind kind;
	union {
#define REC_UNION(CODE, name) struct rec_##name name;
		REC_TABLES(REC_UNION)
		REC_DEEDS(REC_UNION)
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
