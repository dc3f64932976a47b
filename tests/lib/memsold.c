/* SPDX-License-Identifier: MIT */
#include "tests/lib/memsold.h"

const struct rec_sale *memsold_order(
	const struct memstore *s, const char *order)
{
	struct rec like = {.kind = REC_K_SALE, .sale = {.orderno = order}};
	const struct rec *r = memstore_find(s, &like);

	return r ? &r->sale : NULL;
}

/* Rows come in the order in which they were kept first: clocks jump. */
const struct rec_chat *memsold_earlier(const struct memstore *s,
	const struct rec_sale *sale, const struct id *shopper)
{
	const struct rec_chat *last = NULL;
	const struct rec *r = NULL;

	if (!sale || id_is(&sale->shopper))
		return NULL;
	while ((r = memstore_next(s, REC_K_CHAT, r)))
		if (id_same(&r->chat.shopper, shopper) &&
			r->chat.phase == WIRE_PHASE_ENDED && r->chat.accepted &&
			r->chat.opened <= sale->at)
			last = &r->chat;
	return last;
}
