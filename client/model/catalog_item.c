/* SPDX-License-Identifier: MIT */
#include "client/model/catalog_item.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/goods.h"
#include "client/model/view.h"
#include "client/model/weblink.h"
#include "shared/mem.h"

void catalog_item_set(struct catalog_item *to, const struct wire_goods *w)
{
	*to = (struct catalog_item){
		.stock = w->stock,
		.count = w->count,
		.brand = view_shown(w->brand, false),
		.category = view_shown(w->category, false),
		.gtin = view_shown(w->gtin, false),
		.color = view_shown(w->color, false),
		.size = view_shown(w->size, false),
		.text = weblink_shown(w->text),
	};
	/* It is asked by, and never shown. */
	to->family = w->family ? mem_strdup(w->family) : NULL;
	assert(to->family || !w->family);
	to->goods = goods_new(&(struct goods_said){
		.sku = w->sku,
		.name = w->product,
		.url = w->url,
		.image = w->image,
		.currency = w->currency,
		.amount = w->amount,
		.sale = w->sale,
	});
}

void catalog_item_fini(struct catalog_item *item)
{
	goods_destroy(&item->goods);
	mem_free(item->brand);
	mem_free(item->category);
	mem_free(item->gtin);
	mem_free(item->color);
	mem_free(item->size);
	mem_free(item->family);
	mem_free(item->text);
	*item = (struct catalog_item){0};
}

void catalog_item_drop(struct catalog_item **all, int *n)
{
	while (*n > 0)
		catalog_item_fini(&(*all)[--*n]);
	mem_free(*all);
	*all = NULL;
}

void catalog_item_add(
	struct catalog_item **all, int *n, int max, const struct wire_goods *w)
{
	if (*n >= max)
		return;
	*all = mem_resize(*all, (size_t)(*n + 1) * sizeof(**all));
	assert(*all);
	catalog_item_set(&(*all)[(*n)++], w);
}

/* The shopper's language, which need not be the associate's: no gettext. */
const char *catalog_item_stock(const struct catalog_item *item,
	enum wire_lang lang, char out[CATALOG_ITEM_STOCK])
{
	static const char *const words[][2] = {
		[WIRE_STOCK_IN_STOCK] = {"In stock", "在庫あり"},
		[WIRE_STOCK_OUT_OF_STOCK] = {"Out of stock", "在庫切れ"},
		[WIRE_STOCK_PREORDER] = {"Pre-order", "予約受付中"},
		[WIRE_STOCK_BACKORDER] = {"Back-order", "取り寄せ"},
	};
	bool ja = lang == WIRE_LANG_JA;

	if (item->stock == WIRE_STOCK_UNSAID)
		return NULL;
	snprintf(out, CATALOG_ITEM_STOCK, "%s", words[item->stock][ja]);
	if (item->stock == WIRE_STOCK_IN_STOCK && item->count > 0)
		snprintf(out, CATALOG_ITEM_STOCK,
			ja ? "在庫 %ld 点" : "%ld in stock", (long)item->count);
	return out;
}
