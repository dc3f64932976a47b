/* SPDX-License-Identifier: MIT */
#include "client/model/goods.h"

#include <assert.h>
#include <string.h>

#include "client/model/view.h"
#include "shared/mem.h"

/* What a terminal shows of it, and the thing itself where that differs. */
static void take(char **shown, char **told, const char *s)
{
	view_show(shown, s);
	if (!s || strcmp(*shown, s) == 0)
		return;
	*told = mem_strdup(s);
	assert(*told);
}

struct goods *goods_new(const struct goods_said *said)
{
	struct goods *g = mem_zero(sizeof(*g));

	assert(g);
	take(&g->sku, &g->told.sku, said->sku);
	take(&g->name, &g->told.name, said->name);
	take(&g->url, &g->told.url, said->url);
	take(&g->image, &g->told.image, said->image);
	view_show(&g->stock, said->stock);
	view_show(&g->order, said->order);
	g->quantity = said->quantity;
	view_price(&g->price, said->amount, said->currency);
	if (said->sale > 0 && said->sale < said->amount)
		view_price(&g->sale, said->sale, said->currency);
	return g;
}

struct goods *goods_copy(const struct goods *g)
{
	return goods_new(&(struct goods_said){GOODS_TOLD(g, sku),
		GOODS_TOLD(g, name), GOODS_TOLD(g, url), GOODS_TOLD(g, image),
		g->stock, g->order, g->price.code[0] ? g->price.code : NULL,
		g->price.minor, g->sale.minor, g->quantity});
}

void goods_destroy(struct goods **g)
{
	if (!*g)
		return;
	mem_free((*g)->sku);
	mem_free((*g)->name);
	mem_free((*g)->url);
	mem_free((*g)->image);
	mem_free((*g)->stock);
	mem_free((*g)->order);
	mem_free((*g)->told.sku);
	mem_free((*g)->told.name);
	mem_free((*g)->told.url);
	mem_free((*g)->told.image);
	mem_free(*g);
	*g = NULL;
}

bool goods_same(const struct goods *a, const struct goods *b)
{
	if (a->sku && b->sku)
		return strcmp(a->sku, b->sku) == 0;
	return a->name && b->name && strcmp(a->name, b->name) == 0;
}

const struct money *goods_price(const struct goods *g)
{
	return g->sale.code[0] ? &g->sale : &g->price;
}
