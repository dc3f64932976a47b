/* SPDX-License-Identifier: MIT */
/* What becomes of a shopper's data (J1): whoever runs the relay does it, so
 * nobody of the flow; and what associates look for and see in the archive
 * (E3). */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_do.h"
#include "client/flow/play_see.h"
#include "client/model/words.h"

/* ---- erased, corrected, kept for so long ---- */

/* By what the shopper of the step is found; ERR_WRONG_STATE: by nothing, which
 * is said. */
static enum err trace(const struct play_deed *d, struct wire_ctl_shopper *who,
	char own[LIMIT_ADDRESS + 1])
{
	struct play *p = d->play;
	int person = d->step->args[0].person;

	if (play_trace(p, person, who, own)) {
		p->n_io++;
		return ERR_OK;
	}
	snprintf(p->why, sizeof(p->why),
		_("nothing is known by which %s could be found"),
		p->flow->people[person].name);
	return ERR_WRONG_STATE;
}

static enum err erases(const struct play_deed *d)
{
	const struct play_io *io = d->play->io;
	char own[LIMIT_ADDRESS + 1];
	struct wire_ctl_shopper who;
	enum err e = trace(d, &who, own);

	if (e)
		return e;
	if (d->step->verb->id == VERB_ERASED)
		play_erased(d->play, d->step->args[0].person);
	io->erase(io->ctx, &who);
	return ERR_OK;
}

static enum err corrects(const struct play_deed *d)
{
	const struct play_io *io = d->play->io;
	char own[LIMIT_ADDRESS + 1];
	struct wire_ctl_shopper who;
	enum err e = trace(d, &who, own);

	if (e)
		return e;
	play_renamed(d->play, d->step->args[0].person, d->step->args[1].text);
	io->rename(io->ctx, &who, d->step->args[1].text);
	return ERR_OK;
}

static enum err retains(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->io->retain(d->play->io->ctx, d->step->args[0].number);
	return ERR_OK;
}

static enum err expires(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->io->expire(d->play->io->ctx);
	return ERR_OK;
}

enum err play_refusal(const struct flow_step *s, enum err e, char why[PLAY_WHY])
{
	const char *as = s->args[1].text;

	if (strcmp(err_name(e), as) == 0)
		return ERR_OK;
	if (e)
		snprintf(why, PLAY_WHY, _("it is refused as %s"), err_name(e));
	else
		snprintf(why, PLAY_WHY, _("it is not refused"));
	return e ? e : ERR_WRONG_STATE;
}

/* ---- the archive ---- */

static enum err look_into(const struct play_deed *d, enum wire_type type)
{
	struct wire_msg msg = {.type = type};

	/* The fields of both are the same, and so are the structs. */
	msg.archive.text = d->step->args[0].slot ? d->step->args[0].text : NULL;
	return play_do_ask(d, &msg);
}

static enum err looks_into_archive(const struct play_deed *d)
{
	return look_into(d, WIRE_T_ARCHIVE);
}

static enum err looks_into_team(const struct play_deed *d)
{
	return look_into(d, WIRE_T_TEAM_ARCHIVE);
}

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

/* The first chat from that note on (NULL: of all) that is the shopper's; NULL:
 * there is none. */
static const struct player_note *theirs(
	const struct play_look *l, const struct player_note *n)
{
	for (n = n ? n->next : l->who->filed.first; n; n = n->next)
		if (play_had_chat(
			    l->play, arg(l, 0)->person, &n->msg.filed.chat))
			return n;
	return NULL;
}

static bool is_erased(const struct wire_filed *w)
{
	return !w->name && !w->text;
}

/* Is it that one?  Slots: the shopper; ARCHIVED has an associate, a name and
 * sales, ARCHIVED_ERASED sales. */
static bool is_that(const struct play_look *l, const struct wire_filed *w)
{
	const struct flow_arg *sales = arg(l, 3);

	switch (l->step->verb->id) {
	case VERB_ARCHIVED_MISSED:
		return w->reason == WIRE_REASON_MISSED;
	case VERB_ARCHIVED_ERASED:
		sales = arg(l, 1);
		return is_erased(w) &&
			(!sales->slot || w->sales == sales->number);
	default:
		break;
	}
	if (arg(l, 1)->slot &&
		!play_known_as(l->play, arg(l, 1)->person, w->holder))
		return false;
	if (arg(l, 2)->slot &&
		(!w->name || strcmp(w->name, arg(l, 2)->text) != 0))
		return false;
	return !sales->slot || w->sales == sales->number;
}

static bool say_filed(const struct play_look *l)
{
	const struct player_note *n = theirs(l, NULL);
	const struct wire_filed *w;

	if (!l->who->sought.first)
		return play_see_instead(
			l, _("%s has not looked into the archive"), l->name);
	if (!n)
		return play_see_instead(l,
			_("%s sees no chat of %s in the archive"), l->name,
			play_see_person(l, 0));
	w = &n->msg.filed;
	return play_see_instead(l, _("it is there (%s, %s, %s, sales: %d)"),
		wire_reason_word((enum wire_reason)w->reason),
		w->name ? w->name : "-", w->holder ? w->holder : "-",
		(int)w->sales);
}

static bool sees_archived(const struct play_look *l)
{
	const struct player_note *n = NULL;

	while ((n = theirs(l, n)) != NULL)
		if (is_that(l, &n->msg.filed))
			return true;
	return say_filed(l);
}

static bool sees_number(const struct play_look *l)
{
	int n = 0;

	for (const struct player_note *i = l->who->filed.first; i; i = i->next)
		n++;
	if (l->who->sought.first && n == arg(l, 0)->number)
		return true;
	return play_see_instead(l, _("%s sees %d in the archive"), l->name, n);
}

/* ---- */

const play_do_fn play_data_table[VERB_COUNT] = {
	[VERB_ERASED] = erases,
	[VERB_NOT_ERASED] = erases,
	[VERB_CORRECTED] = corrects,
	[VERB_RETENTION] = retains,
	[VERB_EXPIRED] = expires,
	[VERB_LOOKS_INTO_ARCHIVE] = looks_into_archive,
	[VERB_LOOKS_INTO_TEAM] = looks_into_team,
};

const play_see_fn play_archive_table[VERB_COUNT] = {
	[VERB_ARCHIVED] = sees_archived,
	[VERB_ARCHIVED_MISSED] = sees_archived,
	[VERB_ARCHIVED_ERASED] = sees_archived,
	[VERB_ARCHIVED_NUMBER] = sees_number,
};
