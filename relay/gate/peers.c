/* SPDX-License-Identifier: MIT */
#include "relay/gate/peers.h"

#include <assert.h>
#include <stdbool.h>

#include "shared/mem.h"

#define uthash_malloc(size) mem_alloc(size)
#define uthash_free(p, size) mem_free(p)
#define HASH_NONFATAL_OOM 1
#define uthash_nonfatal_oom(e) (failed = true)
#include <uthash.h>

struct count {
	struct peer key;
	int n;
	UT_hash_handle hh;
};

struct peers {
	int max;
	struct count *counts;
};

struct peers *peers_new(int max_per_address)
{
	struct peers *p = mem_zero(sizeof(*p));

	if (p)
		p->max = max_per_address;
	return p;
}

void peers_destroy(struct peers **p)
{
	struct count *c, *next;

	if (!*p)
		return;
	HASH_ITER (hh, (*p)->counts, c, next) {
		HASH_DEL((*p)->counts, c);
		mem_free(c);
	}
	mem_free(*p);
	*p = NULL;
}

static struct count *find(struct peers *p, const struct peer *key)
{
	struct count *c;

	HASH_FIND(hh, p->counts, key, sizeof(*key), c);
	return c;
}

static struct count *make(struct peers *p, const struct peer *key)
{
	struct count *c = mem_zero(sizeof(*c));
	bool failed = false;

	if (!c)
		return NULL;
	c->key = *key;
	HASH_ADD(hh, p->counts, key, sizeof(c->key), c);
	if (failed) {
		mem_free(c);
		return NULL;
	}
	return c;
}

enum err peers_add(struct peers *p, const struct peer *peer)
{
	struct peer key = peer_customer(peer);
	struct count *c = find(p, &key);

	if (!c)
		c = make(p, &key);
	if (!c)
		return ERR_NOMEM;
	if (c->n >= p->max)
		return ERR_FULL;
	c->n++;
	return ERR_OK;
}

void peers_remove(struct peers *p, const struct peer *peer)
{
	struct peer key = peer_customer(peer);
	struct count *c = find(p, &key);

	assert(c && c->n > 0);
	if (--c->n == 0) {
		HASH_DEL(p->counts, c);
		mem_free(c);
	}
}
