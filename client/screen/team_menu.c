/* SPDX-License-Identifier: MIT */
/*
 * What a manager can do about a colleague (rule I1).  What cannot be done is
 * grey and says why.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/layout.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/popup.h"
#include "client/screen/screen.h"

struct self {
	int chosen;
};

#define ITEMS 6

static const struct team_mate *mate_of(const struct screen *s)
{
	struct id id;

	if (!id_valid(s->subject))
		return NULL;
	id = id_from_str(s->subject);
	return team_find(s->model, &id);
}

struct why {
	const char *any, *role, *out, *lock, *remove; /* NULL: it can be done */
};

static struct why why_of(const struct model *m, const struct team_mate *mate)
{
	struct why w = {.any = manage_page_off(m)};
	bool self = id_same(&mate->id, &m->me);

	if (!mate->address && !w.any)
		w.any = _("one moment");
	w.role = w.out = w.lock = w.remove = w.any;
	if (w.any)
		return w;
	if (mate->manager && team_managers(m) < 2)
		w.role = _("the last manager");
	else if (mate->manager && self)
		w.role = _("that is you");
	if (mate->manager && team_managers(m) < 2)
		w.remove = _("the last manager");
	else if (self)
		w.remove = _("that is you");
	if (self)
		w.out = _("that is you");
	else if (mate->sessions == 0)
		w.out = _("signed in nowhere");
	if (!mate->locked)
		w.lock = _("not locked");
	return w;
}

/* Which deed each line is; DEED_NONE: the form. */
static int fill(const struct screen *s, struct popup_item items[ITEMS],
	enum deed deeds[ITEMS])
{
	const struct team_mate *mate = mate_of(s);
	struct why w = why_of(s->model, mate);
	struct {
		enum deed deed;
		const char *text, *why;
		char letter;
		bool red;
	} all[ITEMS] = {
		{DEED_NONE, _("Name and groups"), w.any, 'n', false},
		{mate->manager ? DEED_DEMOTE : DEED_PROMOTE,
			mate->manager ? _("Take the manager's role away")
				      : _("Make a manager"),
			w.role, 'm', false},
		{DEED_CODE, _("Hand a code out"), w.any, 'c', false},
		{DEED_UNLOCK, _("Take codes again"), w.lock, 'u', false},
		{DEED_SIGN_OUT, _("Sign out everywhere"), w.out, 's', false},
		{DEED_REMOVE_MATE, _("Remove"), w.remove, 'r', true},
	};

	for (int i = 0; i < ITEMS; i++) {
		deeds[i] = all[i].deed;
		items[i] = (struct popup_item){.run = ACTION_OPEN,
			.text = all[i].text,
			.note = all[i].why,
			.letter = all[i].letter,
			.off = all[i].why != NULL,
			.red = all[i].red && !all[i].why};
	}
	return ITEMS;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->chosen = 0;
}

static bool done(struct screen *s)
{
	return mate_of(s) == NULL;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	enum deed deeds[ITEMS];
	bool mine;
	int n = fill(s, items, deeds);

	if (popup_event(e, items, n, &self->chosen, &mine) == ACTION_USER_COUNT)
		return mine;
	s->pop = true;
	if (deeds[self->chosen] == DEED_NONE)
		s->push = SCREEN_TEAM_BOX;
	else
		deed_begin(s, deeds[self->chosen], s->subject);
	return true;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	const struct team_mate *mate = mate_of(s);
	struct popup_item items[ITEMS];
	enum deed deeds[ITEMS];
	int n = fill(s, items, deeds);

	popup_middle(g, s->hits, at, mate->name, items, n, self->chosen);
}

const struct screen_ops team_menu_ops = {
	.name = "team_menu",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = popup_foot,
	.done = done,
};
