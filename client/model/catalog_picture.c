/* SPDX-License-Identifier: MIT */
#include "client/model/catalog_picture.h"

#include <stdio.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/effects.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"

static void drop_at(struct catalog_pictures *p, int i)
{
	mem_free(p->all[i].cells);
	p->n--;
	memmove(&p->all[i], &p->all[i + 1],
		(size_t)(p->n - i) * sizeof(*p->all));
}

void catalog_picture_fini(struct catalog_pictures *p)
{
	while (p->n > 0)
		drop_at(p, p->n - 1);
	*p = (struct catalog_pictures){0};
}

static const struct catalog_picture *find(
	const struct model *m, const struct catalog_item *item)
{
	const struct catalog_pictures *p = &m->catalog.pictures;

	const char *sku = item ? GOODS_TOLD(item->goods, sku) : NULL;

	for (int i = 0; sku && i < p->n; i++)
		if (strcmp(p->all[i].sku, sku) == 0)
			return &p->all[i];
	return NULL;
}

/* It has one, and nobody has asked for it. */
static bool wanted(const struct model *m, const struct catalog_item *item)
{
	return item && item->goods->image && item->goods->sku &&
		strlen(GOODS_TOLD(item->goods, sku)) <= LIMIT_SKU &&
		!find(m, item);
}

static int64_t due(const struct model *m)
{
	const struct catalog *c = &m->catalog;
	const struct catalog_pictures *p = &c->pictures;
	int64_t at = p->asked_ms ? p->asked_ms + CATALOG_PICTURE_WAIT_MS : 0;

	return at > c->rest_ms ? at : c->rest_ms;
}

void catalog_picture_refresh(struct model *m, struct effects *out)
{
	const struct catalog_item *item = catalog_chosen(m);
	struct catalog_pictures *p = &m->catalog.pictures;
	struct catalog_picture *one;

	if (!wanted(m, item) || due(m) > m->now_ms)
		return;
	if (p->n == CATALOG_PICTURE_MAX)
		drop_at(p, 0);
	one = &p->all[p->n++];
	*one = (struct catalog_picture){.waits = true};
	snprintf(
		one->sku, sizeof(one->sku), "%s", GOODS_TOLD(item->goods, sku));
	p->asked_ms = m->now_ms;
	effects_add(out, EFFECT_GOODS_PICTURE, one->sku, NULL);
}

void catalog_picture_told(struct model *m, const struct action *a)
{
	struct catalog_pictures *p = &m->catalog.pictures;

	p->asked_ms = 0;
	for (int i = 0; i < p->n; i++) {
		struct catalog_picture *one = &p->all[i];

		if (strcmp(one->sku, a->goods_cells.sku) != 0 || !one->waits)
			continue;
		one->cells = a->goods_cells.cells;
		one->waits = false;
		return;
	}
	mem_free(a->goods_cells.cells); /* nobody waits for it any more */
}

void catalog_picture_lost(struct catalog_pictures *p)
{
	for (int i = p->n - 1; i >= 0; i--)
		if (!p->all[i].cells)
			drop_at(p, i);
	p->asked_ms = 0;
}

int64_t catalog_picture_deadline(const struct model *m)
{
	return wanted(m, catalog_chosen(m)) ? due(m) : INT64_MAX;
}

const struct picture_cells *catalog_picture_of(
	const struct model *m, const struct catalog_item *item)
{
	const struct catalog_picture *one = find(m, item);

	return one ? one->cells : NULL;
}

bool catalog_picture_waits(
	const struct model *m, const struct catalog_item *item)
{
	const struct catalog_picture *one = find(m, item);

	return one ? one->waits : wanted(m, item);
}
