/* SPDX-License-Identifier: MIT */
#include "client/model/archive_rows.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"

static bool same(const struct archive_row *r, const struct id *chat,
	const struct id *whose)
{
	return id_same(&r->chat, chat) && id_same(&r->associate, whose);
}

int archive_rows_index(const struct archive_row *rows, int n,
	const struct id *chat, const struct id *whose)
{
	int i = 0;

	while (i < n && !same(&rows[i], chat, whose))
		i++;
	return i;
}

/* ---- rows by their chats ---- */

struct known {
	const struct archive_row *rows;
	int *slots; /* numbers of rows, from 1 on; 0: free */
	int bits;   /* of a slot's number */
};

/* Ids are random to their end. */
static size_t slot_of(const struct known *k, const struct id *chat)
{
	uint64_t x;

	memcpy(&x, chat->s + ID_LEN - sizeof(x), sizeof(x));
	return (size_t)(x * UINT64_C(0x9e3779b97f4a7c15) >> (64 - k->bits));
}

static size_t behind(const struct known *k, size_t slot)
{
	return (slot + 1) & (((size_t)1 << k->bits) - 1);
}

static struct known know(const struct archive_row *rows, int n)
{
	struct known k = {.rows = rows, .bits = 1};

	while ((size_t)1 << k.bits < 2 * (size_t)n)
		k.bits++;
	k.slots = mem_zero(sizeof(*k.slots) << k.bits);
	assert(k.slots);
	for (int i = 0; i < n; i++) {
		size_t slot = slot_of(&k, &rows[i].chat);

		while (k.slots[slot])
			slot = behind(&k, slot);
		k.slots[slot] = i + 1;
	}
	return k;
}

/* The next known one that is that row, from `*slot` on; -1: none. */
static int next_same(
	const struct known *k, const struct archive_row *r, size_t *slot)
{
	while (k->slots[*slot]) {
		int i = k->slots[*slot] - 1;

		*slot = behind(k, *slot);
		if (same(&k->rows[i], &r->chat, &r->associate))
			return i;
	}
	return -1;
}

/* Of whichever are fewer it is noted where they are. */
static void find_twice(const struct archive_row *rows, int n,
	const struct archive_row *others, int m, bool *twice)
{
	bool few = n <= m;
	struct known k = few ? know(rows, n) : know(others, m);
	int i, found;

	for (i = 0; i < (few ? m : n); i++) {
		const struct archive_row *r = few ? &others[i] : &rows[i];
		size_t slot = slot_of(&k, &r->chat);

		while ((found = next_same(&k, r, &slot)) >= 0)
			twice[few ? found : i] = true;
	}
	mem_free(k.slots);
}

void archive_rows_less(struct archive_row *rows, int *n,
	const struct archive_row *others, int m)
{
	bool *twice;
	int left = 0;

	if (*n == 0 || m == 0)
		return;
	twice = mem_zero((size_t)*n * sizeof(*twice));
	assert(twice);
	find_twice(rows, *n, others, m, twice);
	for (int i = 0; i < *n; i++) {
		if (twice[i])
			archive_row_fini(&rows[i]);
		else
			rows[left++] = rows[i];
	}
	*n = left;
	mem_free(twice);
}

/* ---- the list ---- */

static void make_room(struct archive *a, int n)
{
	a->rows = mem_resize(a->rows, (size_t)(n + 1) * sizeof(*a->rows));
	assert(a->rows);
}

int archive_rows_put(struct archive *a, int from, int to)
{
	int rest = a->n - to, end;

	make_room(a, a->n + a->n_came);
	archive_rows_less(a->came, &a->n_came, a->rows, from);
	archive_rows_less(a->rows + to, &rest, a->came, a->n_came);
	for (int i = from; i < to; i++)
		archive_row_fini(&a->rows[i]);
	end = from + a->n_came;
	memmove(a->rows + end, a->rows + to, (size_t)rest * sizeof(*a->rows));
	if (a->n_came > 0)
		memcpy(a->rows + from, a->came,
			(size_t)a->n_came * sizeof(*a->rows));
	a->n_came = 0;
	a->n = end + rest;
	while (a->n > ARCHIVE_MAX)
		archive_row_fini(&a->rows[--a->n]);
	make_room(a, a->n);
	return end < a->n ? end : a->n;
}
