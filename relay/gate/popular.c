/* SPDX-License-Identifier: MIT */
#include "relay/gate/popular.h"

#include "relay/gate/hub.h"
#include "relay/store/store_feed.h"
#include "shared/mem.h"

struct asking {
	popular_fn fn;
	void *ctx;
};

static void on_popular(
	void *ctx, enum err e, const struct store_popular *rows, int n)
{
	struct asking a = *(struct asking *)ctx;
	struct db_catalog_popular *out = NULL;

	mem_free(ctx);
	if (e == ERR_OK && n > 0)
		out = mem_zero((size_t)n * sizeof(*out));
	for (int i = 0; out && i < n; i++)
		out[i] = (struct db_catalog_popular){
			.sku = rows[i].sku, .times = rows[i].times};
	a.fn(a.ctx, out, out ? n : 0);
	mem_free(out);
}

bool popular_ask(
	struct hub *hub, const char *retailer, popular_fn fn, void *ctx)
{
	struct asking *a = mem_zero(sizeof(*a));

	if (!a)
		return false;
	a->fn = fn;
	a->ctx = ctx;
	store_popular(hub->store, retailer, hub_now(hub).wall - POPULAR_SINCE,
		on_popular, a);
	return true;
}
