/* SPDX-License-Identifier: MIT */
#include "relay/catalog/feed_column.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/product.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"

static const struct feed_column feed_columns[] = {
#define FEED_COLUMN_ROW(code, wire, what, most, needed, to, aliases) \
	{.name = wire, \
		.others = aliases, \
		.kind = FEED_KIND_##what, \
		.need = FEED_NEED_##needed, \
		.cap = most, \
		.member = offsetof(struct product, to)},
	FEED_TABLE(FEED_COLUMN_ROW)
#undef FEED_COLUMN_ROW
};

const struct feed_column *feed_column(enum feed_column_id id)
{
	assert(id < FEED_COLUMN_COUNT);
	return &feed_columns[id];
}

#define FEED_NAMES_ASCII 64

/* All names, folded, sorted by name. */
struct feed_name {
	char *name;
	enum feed_column_id id;
	int rank;
};
struct feed_names {
	size_t n;
	struct feed_name names[FEED_COLUMN_COUNT * 16];
};

/* Of a folded name what is compared: blanks and hyphens as underscores, without
 * a "g:" before them and what is blank around them. */
static void feed_names_tidy(char *name)
{
	char *from = name + strspn(name, " "), *to = name;

	if (strncmp(from, "g:", 2) == 0)
		from += 2;
	from += strspn(from, " ");
	for (; *from; from++)
		*to++ = *from == ' ' || *from == '-' ? '_' : *from;
	while (to > name && to[-1] == '_')
		to--;
	*to = '\0';
}

/* Gives a name as it is compared. */
static char *feed_names_fold(const char *s, size_t len)
{
	char *name = fold(s, len);

	if (name)
		feed_names_tidy(name);
	return name;
}

/* The same for plain ASCII, which most names are and folding would be slow
 * for; false when this is none. */
static bool feed_names_ascii(
	const char *s, size_t len, char out[FEED_NAMES_ASCII])
{
	if (len >= FEED_NAMES_ASCII)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < ' ' || s[i] > '~')
			return false;
		out[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] - 'A' + 'a')
						    : s[i];
	}
	out[len] = '\0';
	feed_names_tidy(out);
	return true;
}

static int feed_names_order(const void *a, const void *b)
{
	return strcmp(((const struct feed_name *)a)->name,
		((const struct feed_name *)b)->name);
}

static enum err feed_names_add(struct feed_names *n, const char *name,
	size_t len, enum feed_column_id id, int rank)
{
	char *folded = feed_names_fold(name, len);

	assert(n->n < sizeof(n->names) / sizeof(n->names[0]));
	if (!folded)
		return ERR_NOMEM;
	n->names[n->n++] =
		(struct feed_name){.name = folded, .id = id, .rank = rank};
	return ERR_OK;
}

static enum err feed_names_fill(struct feed_names *n, enum feed_column_id id)
{
	const struct feed_column *c = feed_column(id);
	enum err e = feed_names_add(n, c->name, strlen(c->name), id, 0);
	int rank = 1;

	for (const char *s = c->others; !e && *s; rank++) {
		size_t len = strcspn(s, "|");

		e = feed_names_add(n, s, len, id, rank);
		s += len + (s[len] == '|');
	}
	return e;
}

struct feed_names *feed_names_new(void)
{
	struct feed_names *n = mem_zero(sizeof(*n));
	enum err e = n ? ERR_OK : ERR_NOMEM;

	for (int id = 0; !e && id < FEED_COLUMN_COUNT; id++)
		e = feed_names_fill(n, (enum feed_column_id)id);
	if (e)
		feed_names_destroy(&n);
	else
		qsort(n->names, n->n, sizeof(n->names[0]), feed_names_order);
	return n;
}

void feed_names_destroy(struct feed_names **n)
{
	for (size_t i = 0; *n && i < (*n)->n; i++)
		mem_free((*n)->names[i].name);
	mem_free(*n);
	*n = NULL;
}

enum err feed_names_find(const struct feed_names *n, const char *name,
	size_t len, enum feed_column_id *id, int *rank)
{
	char ascii[FEED_NAMES_ASCII], *folded = NULL;
	struct feed_name key = {.name = ascii};
	const struct feed_name *found;

	*id = FEED_COLUMN_NONE;
	*rank = 0;
	if (!feed_names_ascii(name, len, ascii))
		key.name = folded = feed_names_fold(name, len);
	if (!key.name)
		return utf8_valid(name, len) ? ERR_NOMEM : ERR_UTF8;
	found = bsearch(&key, n->names, n->n, sizeof(key), feed_names_order);
	if (found) {
		*id = found->id;
		*rank = found->rank;
	}
	mem_free(folded);
	return ERR_OK;
}
