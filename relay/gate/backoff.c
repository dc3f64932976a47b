/* SPDX-License-Identifier: MIT */
#include "relay/gate/backoff.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#include "shared/mem.h"

#define BACKOFF_WAYS 8 /* entries that one key may stand in */

struct entry {
	uint64_t key;
	int64_t last; /* 0: free */
	int64_t until;
	int fails;
};

struct backoff {
	struct backoff_policy policy;
	int sets;
	struct entry entries[];
};

struct backoff *backoff_new(const struct backoff_policy *policy, int entries)
{
	int sets = (entries + BACKOFF_WAYS - 1) / BACKOFF_WAYS;
	struct backoff *b;

	assert(entries > 0 && policy->first > 0 && policy->free >= 0);
	b = mem_zero(sizeof(*b) +
		(size_t)sets * BACKOFF_WAYS * sizeof(b->entries[0]));
	if (b) {
		b->policy = *policy;
		b->sets = sets;
	}
	return b;
}

void backoff_destroy(struct backoff **b)
{
	mem_free(*b);
	*b = NULL;
}

static struct entry *set_of(struct backoff *b, uint64_t key)
{
	return &b->entries[key % (uint64_t)b->sets * BACKOFF_WAYS];
}

static struct entry *find(struct backoff *b, uint64_t key)
{
	struct entry *set = set_of(b, key);

	for (int i = 0; i < BACKOFF_WAYS; i++) {
		if (set[i].last && set[i].key == key)
			return &set[i];
	}
	return NULL;
}

/* A place for the key: an empty one, or that of the longest idle. */
static struct entry *place(struct backoff *b, uint64_t key)
{
	struct entry *set = set_of(b, key);
	struct entry *e = set;

	for (int i = 1; i < BACKOFF_WAYS; i++) {
		if (set[i].last < e->last)
			e = &set[i];
	}
	*e = (struct entry){.key = key};
	return e;
}

static int64_t wait_after(const struct backoff_policy *p, int fails)
{
	int64_t wait = p->first;

	if (fails <= p->free)
		return 0;
	for (int i = p->free + 1; i < fails && wait < p->most; i++)
		wait *= 2;
	return wait < p->most ? wait : p->most;
}

int64_t backoff_try(struct backoff *b, uint64_t key, int64_t now)
{
	struct entry *e = find(b, key);

	if (!e)
		e = place(b, key);
	else if (now - e->last >= b->policy.forget)
		e->fails = 0;
	else if (now < e->until)
		return e->until - now;
	e->last = now;
	e->fails++;
	e->until = now + wait_after(&b->policy, e->fails);
	return 0;
}

void backoff_forgive(struct backoff *b, uint64_t key)
{
	struct entry *e = find(b, key);

	if (e)
		*e = (struct entry){.last = 0};
}

void backoff_return(struct backoff *b, uint64_t key)
{
	struct entry *e = find(b, key);

	if (e && e->fails > 0) {
		e->fails--;
		e->until = e->last + wait_after(&b->policy, e->fails);
	}
}
