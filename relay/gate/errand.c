/* SPDX-License-Identifier: MIT */
#include "relay/gate/errand.h"

#include <utlist.h>

#include "shared/mem.h"

uint64_t errand_add(struct errands *all, errand_fn fn, void *ctx)
{
	struct errand *one = mem_zero(sizeof(*one));

	if (!one)
		return 0;
	one->number = ++all->last;
	one->fn = fn;
	one->ctx = ctx;
	DL_APPEND(all->list, one);
	return one->number;
}

/* Off the list; the caller frees it.  NULL: it is not there. */
static struct errand *take(struct errands *all, uint64_t number)
{
	struct errand *one;

	DL_SEARCH_SCALAR(all->list, one, number, number);
	if (one)
		DL_DELETE(all->list, one);
	return one;
}

void errand_drop(struct errands *all, uint64_t number)
{
	mem_free(take(all, number));
}

void errand_end(struct errands *all, uint64_t number, enum err e)
{
	struct errand *one = take(all, number);

	if (one)
		one->fn(one->ctx, e);
	mem_free(one);
}

void errand_end_all(struct errands *all, enum err e)
{
	while (all->list)
		errand_end(all, all->list->number, e);
}
