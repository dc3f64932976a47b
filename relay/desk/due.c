/* SPDX-License-Identifier: MIT */
#include "relay/desk/due.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"

static bool due_before(const struct due *a, const struct due *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return strcmp(a->name, b->name) < 0;
}

static void due_place(struct due_queue *q, struct due *due, int slot)
{
	q->slots[slot] = due;
	due->slot = slot;
}

static void due_up(struct due_queue *q, struct due *due)
{
	int slot = due->slot;

	while (slot > 0 && due_before(due, q->slots[(slot - 1) / 2])) {
		due_place(q, q->slots[(slot - 1) / 2], slot);
		slot = (slot - 1) / 2;
	}
	due_place(q, due, slot);
}

static void due_down(struct due_queue *q, struct due *due)
{
	int slot = due->slot;

	for (int child; (child = 2 * slot + 1) < q->n; slot = child) {
		if (child + 1 < q->n &&
			due_before(q->slots[child + 1], q->slots[child]))
			child++;
		if (!due_before(q->slots[child], due))
			break;
		due_place(q, q->slots[child], slot);
	}
	due_place(q, due, slot);
}

static void due_take_off(struct due_queue *q, struct due *due)
{
	struct due *last = q->slots[--q->n];
	int slot = due->slot;

	due->slot = -1;
	if (last == due)
		return;
	due_place(q, last, slot);
	due_up(q, last);
	due_down(q, last);
}

bool due_join(struct due_queue *q, struct due *due, enum due_kind kind,
	const char *name, void *owner)
{
	*due = (struct due){.at = DUE_NEVER,
		.slot = -1,
		.kind = kind,
		.name = name,
		.owner = owner};
	if (q->members == q->size) {
		int size = q->size ? 2 * q->size : 64;
		struct due **slots =
			mem_resize(q->slots, (size_t)size * sizeof(*slots));

		if (!slots)
			return false;
		q->slots = slots;
		q->size = size;
	}
	q->members++;
	return true;
}

void due_leave(struct due_queue *q, struct due *due)
{
	assert(q->members > 0);
	due_set(q, due, DUE_NEVER);
	q->members--;
}

void due_set(struct due_queue *q, struct due *due, int64_t at)
{
	if (due->at == at)
		return;
	if (at == DUE_NEVER) {
		due_take_off(q, due);
		due->at = at;
		return;
	}
	due->at = at;
	if (due->slot < 0) {
		assert(q->n < q->members);
		due_place(q, due, q->n++);
	}
	due_up(q, due);
	due_down(q, due);
}

struct due *due_first(const struct due_queue *q)
{
	return q->n ? q->slots[0] : NULL;
}

void due_fini(struct due_queue *q)
{
	assert(q->n == 0 && q->members == 0);
	mem_free(q->slots);
	*q = (struct due_queue){0};
}
