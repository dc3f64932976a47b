/* SPDX-License-Identifier: MIT */
#include "relay/gate/callers.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"

/* An id is serial << PLACE_BITS | place: 40 bits of serial last for 34 years
 * at 1,000 connections a second. */
#define PLACE_BITS 24

void callers_fini(struct callers *all)
{
	assert(all->n == 0);
	mem_free(all->places);
	*all = (struct callers){.n = 0};
}

static bool grow(struct callers *all)
{
	uint32_t n = all->n_places ? 2 * all->n_places : 64;
	struct caller **places;

	if (n > 1u << PLACE_BITS)
		return false;
	places = mem_resize(all->places, n * sizeof(*places));
	if (!places)
		return false;
	memset(places + all->n_places, 0,
		(n - all->n_places) * sizeof(*places));
	all->places = places;
	all->n_places = n;
	return true;
}

/* At least half of the places are free whenever a search is long. */
static uint32_t free_place(struct callers *all)
{
	while (all->places[all->hint])
		all->hint = (all->hint + 1) % all->n_places;
	return all->hint;
}

struct caller *callers_add(struct callers *all)
{
	struct caller *s;
	uint32_t place;

	if (all->n >= all->n_places / 2 && !grow(all))
		return NULL;
	s = mem_zero(sizeof(*s));
	if (!s)
		return NULL;
	place = free_place(all);
	all->places[place] = s;
	all->n++;
	s->magic = CALLER_MAGIC;
	s->id = ++all->serial << PLACE_BITS | place;
	s->prev = all->last;
	if (all->last)
		all->last->next = s;
	else
		all->first = s;
	all->last = s;
	return s;
}

void callers_remove(struct callers *all, struct caller *s)
{
	uint32_t place = (uint32_t)(s->id & ((1u << PLACE_BITS) - 1));

	assert(s->magic == CALLER_MAGIC && all->places[place] == s);
	all->places[place] = NULL;
	all->n--;
	if (s->prev)
		s->prev->next = s->next;
	else
		all->first = s->next;
	if (s->next)
		s->next->prev = s->prev;
	else
		all->last = s->prev;
	outbox_clear(&s->out);
	outbox_clear(&s->held);
	mem_free(s->view);
	mem_free(s->origin);
	mem_free(s->ref);
	s->magic = 0;
	mem_free(s);
}

struct caller *callers_find(const struct callers *all, uint64_t id)
{
	uint32_t place = (uint32_t)(id & ((1u << PLACE_BITS) - 1));
	struct caller *s = place < all->n_places ? all->places[place] : NULL;

	return s && s->id == id ? s : NULL;
}
