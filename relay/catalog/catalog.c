/* SPDX-License-Identifier: MIT */
#include "relay/catalog/catalog.h"

#include <string.h>

#include "shared/mem.h"

/* One allocation a product, chained, so that no product moves. */
struct memory {
	struct memory *next;
	char text[];
};

static const size_t strings[] = {
	offsetof(struct product, sku),
	offsetof(struct product, name),
	offsetof(struct product, description),
	offsetof(struct product, url),
	offsetof(struct product, image),
	offsetof(struct product, brand),
	offsetof(struct product, category),
	offsetof(struct product, keywords),
	offsetof(struct product, gtin),
	offsetof(struct product, mpn),
	offsetof(struct product, item_group),
	offsetof(struct product, color),
	offsetof(struct product, size),
	offsetof(struct product, extra),
};

#define STRINGS (sizeof(strings) / sizeof(*strings))

static const char **string_of(struct product *p, size_t i)
{
	return (const char **)(void *)((char *)p + strings[i]);
}

void catalog_hits_fini(struct catalog_hits *hits)
{
	struct memory *m = hits->memory, *next;

	for (; m; m = next) {
		next = m->next;
		mem_free(m);
	}
	mem_free(hits->products);
	*hits = (struct catalog_hits){0};
}

enum err catalog_hits_add(struct catalog_hits *hits, const struct product *p)
{
	struct product copy = *p, *more;
	struct memory *m;
	size_t size = sizeof(*m), len;
	char *to;

	more = mem_resize(hits->products,
		((size_t)hits->n + 1) * sizeof(*hits->products));
	if (!more)
		return ERR_NOMEM;
	hits->products = more;
	for (size_t i = 0; i < STRINGS; i++)
		size += strlen(*string_of(&copy, i)) + 1;
	m = mem_alloc(size);
	if (!m)
		return ERR_NOMEM;
	to = m->text;
	for (size_t i = 0; i < STRINGS; i++) {
		len = strlen(*string_of(&copy, i)) + 1;
		memcpy(to, *string_of(&copy, i), len);
		*string_of(&copy, i) = to;
		to += len;
	}
	m->next = hits->memory;
	hits->memory = m;
	hits->products[hits->n++] = copy;
	return ERR_OK;
}

int64_t catalog_price(const struct product *p)
{
	return p->sale != PRODUCT_NO_PRICE ? p->sale : p->price;
}

bool catalog_in_stock(const struct product *p)
{
	return p->stock == PRODUCT_IN_STOCK && p->count != 0;
}

bool catalog_shrunk(int64_t before, int64_t gone)
{
	return gone > before / 2;
}
