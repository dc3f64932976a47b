/* SPDX-License-Identifier: MIT */
/* What associates hear of their sales (E1 to E3). */
#include <string.h>

#include "client/flow/play_see.h"
#include "client/model/words.h"
#include "shared/money.h"

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

static bool is_worth(const struct wire_sale *w, const struct flow_arg *money)
{
	return w->amount == money->number &&
		strcmp(w->currency, money->currency) == 0;
}

/* That order; NULL: it is no sale of theirs, which is said. */
static const struct wire_sale *sale_of(const struct play_look *l)
{
	for (const struct player_note *n = l->who->sales.first; n; n = n->next)
		if (strcmp(n->msg.sale.order, arg(l, 0)->text) == 0)
			return &n->msg.sale;
	play_see_instead(l, _("%s has no sale %s"), l->name, arg(l, 0)->text);
	return NULL;
}

static bool sees_sale(const struct play_look *l)
{
	const struct wire_sale *w = sale_of(l);
	struct money worth = {.minor = w ? w->amount : 0};
	char shown[MONEY_SIZE];

	if (!w)
		return false;
	if (arg(l, 1)->slot &&
		!play_known_as(l->play, arg(l, 1)->person, w->name))
		return play_see_instead(
			l, _("it is a sale to %s"), w->name ? w->name : "?");
	if (!arg(l, 2)->slot || is_worth(w, arg(l, 2)))
		return true;
	strncpy(worth.code, w->currency, sizeof(worth.code) - 1);
	return play_see_instead(
		l, _("it is worth %s"), money_write(&worth, shown));
}

static bool sees_new_sale(const struct play_look *l)
{
	const struct wire_sale *w = sale_of(l);

	if (!w || w->fresh)
		return w != NULL;
	return play_see_instead(
		l, _("%s has looked at the sale %s"), l->name, w->order);
}

static bool has_sales(const struct play_look *l)
{
	const struct flow_arg *money = arg(l, 1);
	int64_t n = 0, worth = 0;

	for (const struct player_note *i = l->who->sales.first; i;
		i = i->next) {
		const struct wire_sale *w = &i->msg.sale;

		if (w->cancelled)
			continue;
		n++;
		if (money->slot && strcmp(w->currency, money->currency) == 0)
			worth += w->amount;
	}
	if (n == arg(l, 0)->number && (!money->slot || worth == money->number))
		return true;
	return play_see_instead(l, _("the sales of %s: %d, worth %lld"),
		l->name, (int)n, (long long)worth);
}

const play_see_fn play_sale_table[VERB_COUNT] = {
	[VERB_SEES_SALE] = sees_sale,
	[VERB_SEES_NEW_SALE] = sees_new_sale,
	[VERB_HAS_SALES] = has_sales,
};
