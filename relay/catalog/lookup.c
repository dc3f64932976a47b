/* SPDX-License-Identifier: MIT */
#include "relay/catalog/lookup.h"

#include <stdio.h>

#include "shared/mem.h"

void lookup_answer_fini(struct lookup_answer *a)
{
	catalog_hits_fini(&a->hits);
	mem_free(a->shelves);
	a->shelves = NULL;
	a->n_shelves = 0;
}

bool lookup_answer_add(
	struct lookup_answer *a, const char *category, int64_t products)
{
	struct lookup_shelf *s;

	if (a->n_shelves == LOOKUP_SHELVES)
		return false;
	s = mem_resize(a->shelves, (size_t)(a->n_shelves + 1) * sizeof(*s));
	if (!s) {
		a->err = ERR_NOMEM;
		return false;
	}
	a->shelves = s;
	s += a->n_shelves++;
	snprintf(s->category, sizeof(s->category), "%s", category);
	s->products = products;
	return true;
}
