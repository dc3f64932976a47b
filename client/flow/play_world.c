/* SPDX-License-Identifier: MIT */
/* What the verbs do that move time, the relay, the shop and connections; and
 * the table of all that is done. */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_do.h"
#include "client/model/words.h"
#include "shared/mem.h"
#include "shared/times.h"

#define WORLD_SHOP "https://shop.example"

static const struct flow_arg *arg(const struct play_deed *d, int i)
{
	return &d->step->args[i];
}

/* ---- time, the relay, the shop ---- */

static enum err waits(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->io->wait(d->play->io->ctx, arg(d, 0)->number);
	return ERR_OK;
}

/* The next time that the shop's clock shows that; dates are themselves. */
static int64_t next_time(int64_t now, const struct flow_arg *a)
{
	const int64_t week = 7 * TIMES_DAY;
	int64_t local = now + PLAY_OFFSET, at;

	if (a->slot == VERB_DATE)
		return a->number * TIMES_MINUTE - PLAY_OFFSET;
	/* Weeks begin on Monday, the epoch was a Thursday. */
	at = times_floor(local + 3 * TIMES_DAY, week) * week - 3 * TIMES_DAY +
		a->number * TIMES_MINUTE;
	if (at < local)
		at += week;
	return at - PLAY_OFFSET;
}

static enum err at(const struct play_deed *d)
{
	struct play *p = d->play;

	p->n_io++;
	p->io->set_clock(
		p->io->ctx, next_time(p->io->clock(p->io->ctx), arg(d, 0)));
	return ERR_OK;
}

static enum err relay_killed(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->down = true;
	d->play->io->kill_relay(d->play->io->ctx);
	return ERR_OK;
}

/* The step lasts until all who were connected are again. */
static enum err relay_starts(const struct play_deed *d)
{
	struct play *p = d->play;

	p->n_io++;
	p->down = false;
	p->io->start_relay(p->io->ctx);
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct play_seat *s = &p->seats[i];

		if (s->wanted && !(s->player && s->player->ready))
			s->opening = true;
	}
	return ERR_OK;
}

static enum err shop_hours(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->io->hours(d->play->io->ctx, NULL, arg(d, 0)->text);
	return ERR_OK;
}

static enum err group_hours(const struct play_deed *d)
{
	d->play->n_io++;
	d->play->io->hours(d->play->io->ctx, arg(d, 0)->text, arg(d, 1)->text);
	return ERR_OK;
}

static enum err greeting(const struct play_deed *d)
{
	const char *in = arg(d, 0)->text;
	bool japanese = in && (in[0] == 'J' || in[0] == 'j');

	d->play->n_io++;
	d->play->io->greeting(d->play->io->ctx,
		japanese ? WIRE_LANG_JA : WIRE_LANG_EN, arg(d, 1)->text);
	return ERR_OK;
}

static enum err catalogue(const struct play_deed *d)
{
	struct money price = {.minor = arg(d, 1)->number};

	if (arg(d, 1)->slot == VERB_MONEY)
		snprintf(price.code, sizeof(price.code), "%s",
			arg(d, 1)->currency);
	d->play->n_io++;
	d->play->io->product(d->play->io->ctx, arg(d, 0)->text, &price,
		arg(d, 2)->slot ? arg(d, 2)->text : NULL);
	return ERR_OK;
}

/* ---- coming and going ---- */

static enum err signs_in(const struct play_deed *d)
{
	if (!d->play->seats[d->seat].wanted)
		play_open(d->play, d->seat);
	return ERR_OK;
}

static void keep(char **to, const char *text)
{
	mem_free(*to);
	*to = text ? mem_strdup(text) : NULL;
}

/* PATH [showing TEXT] [for MONEY] [of group GROUP] */
static void turn_to(const struct play_deed *d)
{
	struct play_page *page = &d->play->seats[d->seat].page;
	const struct flow_arg *price = arg(d, 2);
	char url[LIMIT_URL];

	snprintf(url, sizeof(url), "%s%s", WORLD_SHOP, arg(d, 0)->text);
	keep(&page->url, url);
	keep(&page->title, arg(d, 1)->text ? arg(d, 1)->text : arg(d, 0)->text);
	keep(&page->product, arg(d, 1)->text);
	keep(&page->group, arg(d, 3)->text);
	page->amount = price->slot == VERB_MONEY ? price->number : 0;
	snprintf(page->currency, sizeof(page->currency), "%s",
		price->slot == VERB_MONEY ? price->currency : "");
}

static enum err opens(const struct play_deed *d)
{
	turn_to(d);
	play_close(d->play, d->seat);
	if (play_do_player(d))
		player_reload(play_do_player(d));
	play_open(d->play, d->seat);
	return ERR_OK;
}

static enum err goes_to(const struct play_deed *d)
{
	const struct play_page *page = &d->play->seats[d->seat].page;
	struct wire_msg msg = {.type = WIRE_T_PAGE};
	const struct player *x = play_do_player(d);

	if (!x || !x->ready)
		return play_do_cannot(
			d, _("%s has no page open"), play_do_name(d));
	turn_to(d);
	msg.page.url = page->url;
	msg.page.title = page->title;
	msg.page.product = page->product;
	msg.page.amount = page->amount;
	msg.page.currency = page->currency[0] ? page->currency : NULL;
	msg.page.group = page->group;
	play_do_tell(d, &msg);
	return ERR_OK;
}

static enum err reloads(const struct play_deed *d)
{
	if (!play_do_player(d))
		return play_do_cannot(
			d, _("%s has no page open"), play_do_name(d));
	play_close(d->play, d->seat);
	player_reload(play_do_player(d));
	play_open(d->play, d->seat);
	return ERR_OK;
}

/* Every seat of theirs that was ever sat on, or the one that is said. */
static void each_seat(
	const struct play_deed *d, void (*fn)(struct play *p, int seat))
{
	int person = PLAY_PERSON(d->seat);

	for (int i = 1; i <= FLOW_DEVICES; i++) {
		int seat = PLAY_SEAT(person, i);

		if (d->play->seats[seat].player &&
			(!d->step->device || d->step->device == i))
			fn(d->play, seat);
	}
}

static void uncut(struct play *p, int seat)
{
	struct play_seat *s = &p->seats[seat];

	p->io->fault(p->io->ctx, seat, PLAY_NONE, 0);
	s->reorders = false;
	if (!s->wanted)
		play_open(p, seat);
}

static void cut(struct play *p, int seat)
{
	p->io->fault(p->io->ctx, seat, PLAY_CUT, 0);
	play_close(p, seat);
}

static enum err leaves(const struct play_deed *d)
{
	each_seat(d, play_close);
	return ERR_OK;
}

static enum err comes_back(const struct play_deed *d)
{
	each_seat(d, uncut);
	return ERR_OK;
}

static enum err loses_connection(const struct play_deed *d)
{
	each_seat(d, cut);
	return ERR_OK;
}

/* ---- faults ---- */

static enum err suffers(
	const struct play_deed *d, enum play_fault fault, int64_t ms)
{
	struct play *p = d->play;

	for (int i = 1; i <= FLOW_DEVICES; i++) {
		int seat = PLAY_SEAT(PLAY_PERSON(d->seat), i);

		if (!p->seats[seat].player ||
			(d->step->device && d->step->device != i))
			continue;
		p->seats[seat].reorders = fault == PLAY_REORDER;
		p->io->fault(p->io->ctx, seat, fault, ms);
	}
	return ERR_OK;
}

static enum err delayed(const struct play_deed *d)
{
	return suffers(d, PLAY_DELAY, arg(d, 0)->number);
}

static enum err duplicates(const struct play_deed *d)
{
	return suffers(d, PLAY_DUPLICATE, 0);
}

static enum err reorders(const struct play_deed *d)
{
	return suffers(d, PLAY_REORDER, 0);
}

/* ---- */

static const play_do_fn world_table[VERB_COUNT] = {
	[VERB_WAIT] = waits,
	[VERB_AT] = at,
	[VERB_RELAY_KILLED] = relay_killed,
	[VERB_RELAY_STARTS] = relay_starts,
	[VERB_SHOP_HOURS] = shop_hours,
	[VERB_GROUP_HOURS] = group_hours,
	[VERB_GREETING] = greeting,
	[VERB_CATALOGUE] = catalogue,
	[VERB_SIGNS_IN] = signs_in,
	[VERB_OPENS] = opens,
	[VERB_GOES_TO] = goes_to,
	[VERB_RELOADS] = reloads,
	[VERB_LEAVES] = leaves,
	[VERB_COMES_BACK] = comes_back,
	[VERB_LOSES_CONNECTION] = loses_connection,
	[VERB_DELAYED] = delayed,
	[VERB_DUPLICATES] = duplicates,
	[VERB_REORDERS] = reorders,
	[VERB_RECOVERS] = comes_back,
};

static play_do_fn find(enum verb_id id)
{
	const play_do_fn all[] = {world_table[id], play_do_table[id],
		play_account_table[id], play_manage_table[id],
		play_claim_table[id], play_data_table[id]};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i])
			return all[i];
	return NULL;
}

bool play_does(enum verb_id id)
{
	return find(id) != NULL;
}

enum err play_do(struct play *p, const struct flow_step *s, int actor)
{
	const struct play_deed d = {
		p, s, actor < 0 ? -1 : play_seat_of(p, s, actor)};

	if (actor >= 0 && !play_sit(p, d.seat))
		return ERR_NOMEM;
	return find(s->verb->id)(&d);
}
