/* SPDX-License-Identifier: MIT */
/* What associates hear of their sales (E1 to E3), and find in the catalogue
 * (F1, F4). */
#include <string.h>

#include "client/flow/play_see.h"
#include "client/model/words.h"
#include "shared/money.h"

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

/* Is it so much?  Else it says how much. */
static bool says_price(const struct play_look *l, int64_t amount,
	const char *currency, const struct flow_arg *money)
{
	struct money worth = {.minor = amount};
	char shown[MONEY_SIZE];

	if (amount == money->number && strcmp(currency, money->currency) == 0)
		return true;
	strncpy(worth.code, currency, sizeof(worth.code) - 1);
	return play_see_instead(
		l, _("it is worth %s"), money_write(&worth, shown));
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

	if (!w)
		return false;
	if (arg(l, 1)->slot &&
		!play_known_as(l->play, arg(l, 1)->person, w->name))
		return play_see_instead(
			l, _("it is a sale to %s"), w->name ? w->name : "?");
	return !arg(l, 2)->slot ||
		says_price(l, w->amount, w->currency, arg(l, 2));
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

/* ---- the catalogue ---- */

/* NULL: it was not found, which is said. */
static const struct wire_goods *goods_of(const struct play_look *l)
{
	for (const struct player_note *n = l->who->goods.first; n; n = n->next)
		if (strcmp(n->msg.goods.product, arg(l, 0)->text) == 0)
			return &n->msg.goods;
	play_see_instead(l, _("%s does not find %s"), l->name, arg(l, 0)->text);
	return NULL;
}

static bool finds(const struct play_look *l)
{
	const struct wire_goods *w = goods_of(l);
	const struct flow_arg *money = arg(l, 1);

	if (!w || !money->slot)
		return w != NULL;
	return says_price(l, w->amount, w->currency ? w->currency : "", money);
}

static bool finds_first(const struct play_look *l)
{
	const struct wire_goods *w = goods_of(l);

	if (!w || w == &l->who->goods.first->msg.goods)
		return w != NULL;
	return play_see_instead(l, _("the first is %s"),
		l->who->goods.first->msg.goods.product);
}

static bool finds_number(const struct play_look *l)
{
	if (l->who->n_goods == arg(l, 0)->number)
		return true;
	return play_see_instead(
		l, _("%s finds %d"), l->name, (int)l->who->n_goods);
}

const play_see_fn play_sale_table[VERB_COUNT] = {
	[VERB_FINDS] = finds,
	[VERB_FINDS_FIRST] = finds_first,
	[VERB_FINDS_NUMBER] = finds_number,
	[VERB_SEES_SALE] = sees_sale,
	[VERB_SEES_NEW_SALE] = sees_new_sale,
	[VERB_HAS_SALES] = has_sales,
};
