/* SPDX-License-Identifier: MIT */
#include "relay/desk/panel.h"

struct wire_panel panel_of(const struct desk *d, const struct associate *a)
{
	bool today = a->day == d->today;

	return (struct wire_panel){
		.window = d->settings.window_days,
		.chats = today ? a->chats : 0,
		.missed = today ? a->missed : 0,
		.sales = today ? a->sales : 0,
		.sold = today ? a->sold : 0,
		.fresh = a->fresh,
		.available = d->everyone.n_available,
		.colleagues = HASH_COUNT(d->staff),
		.enquiries = d->n_waiting,
	};
}

bool panel_same(const struct wire_panel *a, const struct wire_panel *b)
{
	return a->window == b->window && a->chats == b->chats &&
		a->missed == b->missed && a->available == b->available &&
		a->colleagues == b->colleagues &&
		a->enquiries == b->enquiries && a->sales == b->sales &&
		a->sold == b->sold && a->fresh == b->fresh;
}
