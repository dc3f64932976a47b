/* SPDX-License-Identifier: MIT */
#include "relay/desk/rec.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
#define IS_KEY true
#define IS_VAL false
/* A column's row does not know which record it stands in: `self` does.  Every
 * member of the union begins where `presence` does. */
#define COLUMN(kind_, column_, key_) \
	{ \
		.name = #column_, \
		.kind = REC_COL_##kind_, \
		.key = IS_##key_, \
		.offset = offsetof(struct rec, presence) + \
			offsetof(self, column_), \
	},
#define TABLE(CODE, name_) \
	case REC_K_##CODE: { \
		typedef struct rec_##name_ self; \
		static const struct rec_column columns[] = {REC_##CODE(COLUMN)}; \
		static const struct rec_table table = { \
			.name = #name_, \
			.columns = columns, \
			.n_columns = sizeof(columns) / sizeof(*columns), \
		}; \
		return &table; \
	}

const struct rec_table *rec_table(enum rec_kind kind)
{
	switch (kind) {
	REC_TABLES(TABLE)
	REC_DEEDS(TABLE)
	case REC_K_COUNT:
		break;
	}
	assert(!"a kind of record");
	return NULL;
}
/* clang-format on */

const char *rec_str(const struct rec *r, const struct rec_column *c)
{
	const char *at = (const char *)r + c->offset;
	const char *s;

	assert(c->kind != REC_COL_INT);
	if (c->kind == REC_COL_ID)
		return ((const struct id *)at)->s;
	memcpy(&s, at, sizeof(s));
	return s ? s : "";
}

int64_t rec_int(const struct rec *r, const struct rec_column *c)
{
	int64_t v;

	assert(c->kind == REC_COL_INT);
	memcpy(&v, (const char *)r + c->offset, sizeof(v));
	return v;
}

static bool rec_same(
	const struct rec *a, const struct rec *b, const struct rec_column *c)
{
	if (c->kind == REC_COL_INT)
		return rec_int(a, c) == rec_int(b, c);
	return strcmp(rec_str(a, c), rec_str(b, c)) == 0;
}

bool rec_same_key(const struct rec *a, const struct rec *b)
{
	const struct rec_table *t = rec_table(a->kind);
	bool same = a->kind == b->kind;

	for (int i = 0; same && i < t->n_columns; i++)
		same = !t->columns[i].key || rec_same(a, b, &t->columns[i]);
	return same;
}
