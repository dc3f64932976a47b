/* SPDX-License-Identifier: MIT */
/* What shoppers are asked, how they rate, and what figures come of it (E4). */
#include <string.h>

#include "client/flow/play_see.h"
#include "client/model/words.h"

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

static bool is_asked(const struct play_look *l)
{
	if (l->who->unrated.first)
		return true;
	return play_see_instead(
		l, _("%s is not asked to rate a chat"), l->name);
}

/* The last rating of that shopper; NULL: there is none, which is said. */
static const struct wire_rated *rating_of(const struct play_look *l)
{
	const struct wire_rated *found = NULL;

	for (const struct player_note *n = l->who->ratings.first; n;
		n = n->next)
		if (play_known_as(
			    l->play, arg(l, 1)->person, n->msg.rated.name))
			found = &n->msg.rated;
	if (!found)
		play_see_instead(l, _("%s sees no stars of %s"), l->name,
			play_see_person(l, 1));
	return found;
}

static bool sees_rating(const struct play_look *l)
{
	const struct wire_rated *w = rating_of(l);
	const char *said = w && w->text ? w->text : "";

	if (!w)
		return false;
	if (w->stars != arg(l, 0)->number)
		return play_see_instead(
			l, _("there are %d stars"), (int)w->stars);
	if (!arg(l, 2)->slot || strcmp(said, arg(l, 2)->text) == 0)
		return true;
	return play_see_instead(l, _("what is said with them is \"%s\""), said);
}

/* Those that were looked at; NULL: none, which is said. */
static const struct wire_figures *figures(const struct play_look *l)
{
	if (l->who->figures.first)
		return &l->who->figures.first->msg.figures;
	play_see_instead(l, _("%s has not looked at figures"), l->name);
	return NULL;
}

static bool has_figures(const struct play_look *l)
{
	const struct wire_figures *w = figures(l);

	if (!w)
		return false;
	if (w->accepted == arg(l, 0)->number &&
		w->missed == arg(l, 1)->number &&
		(!arg(l, 2)->slot || w->sales == arg(l, 2)->number))
		return true;
	return play_see_instead(l,
		_("the figures of %s: %d chats, %d missed, %d sales"), l->name,
		(int)w->accepted, (int)w->missed, (int)w->sales);
}

static bool has_rating(const struct play_look *l)
{
	const struct wire_figures *w = figures(l);

	if (!w)
		return false;
	if (w->ratings == arg(l, 0)->number && w->stars == arg(l, 1)->number)
		return true;
	return play_see_instead(l,
		_("the figures of %s: %d ratings, %d stars in all"), l->name,
		(int)w->ratings, (int)w->stars);
}

const play_see_fn play_rate_table[VERB_COUNT] = {
	[VERB_IS_ASKED] = is_asked,
	[VERB_SEES_RATING] = sees_rating,
	[VERB_HAS_FIGURES] = has_figures,
	[VERB_HAS_RATING] = has_rating,
};
