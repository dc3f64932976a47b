/* SPDX-License-Identifier: MIT */
/* What the verbs do that somebody does in a chat or in the shop. */
#include "client/flow/play_do.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client/model/words.h"
#include "shared/mem.h"

struct player *play_do_player(const struct play_deed *d)
{
	return d->play->seats[d->seat].player;
}

enum err play_do_ask(const struct play_deed *d, struct wire_msg *msg)
{
	struct play *p = d->play;
	struct play_ask *a = &p->asks[p->n_asks];
	struct player *x = play_sit(p, d->seat);
	enum err e;

	if (!x || p->n_asks == PLAY_ASKS)
		return ERR_NOMEM;
	x->refused = ERR_OK;
	e = player_ask(x, msg, a->ref);
	if (e)
		return e;
	a->seat = d->seat;
	/* Who is cut off, or whose words wait for the next ones, gets no
	 * answer now; what they said is sent in the end. */
	a->open = x->ready && !p->seats[d->seat].reorders;
	p->n_asks++;
	return ERR_OK;
}

void play_do_tell(const struct play_deed *d, const struct wire_msg *msg)
{
	d->play->loose = true;
	d->play->io->send(d->play->io->ctx, d->seat, msg);
}

const char *play_do_name(const struct play_deed *d)
{
	return d->play->flow->people[PLAY_PERSON(d->seat)].name;
}

enum err play_do_cannot(const struct play_deed *d, const char *format, ...)
{
	struct player *x = play_sit(d->play, d->seat);
	va_list args;

	va_start(args, format);
	vsnprintf(d->play->why, sizeof(d->play->why), format, args);
	va_end(args);
	if (x)
		x->refused = ERR_WRONG_STATE;
	return ERR_WRONG_STATE;
}

static const struct wire_chat *live(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);

	return x ? player_live(x) : NULL;
}

/* ---- requests ---- */

static enum err go_available(const struct play_deed *d, bool on)
{
	struct wire_msg msg = {.type = WIRE_T_AVAILABLE};

	msg.available.on = on;
	return play_do_ask(d, &msg);
}

static enum err goes_available(const struct play_deed *d)
{
	return go_available(d, true);
}

static enum err goes_unavailable(const struct play_deed *d)
{
	return go_available(d, false);
}

/* A shopper whose chat is over begins a new one. */
static enum err says(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	const struct wire_chat *c = x ? player_chat(x) : NULL;
	struct wire_msg msg = {.type = WIRE_T_SAY};

	if (!x)
		return play_do_cannot(
			d, _("%s is not connected"), play_do_name(d));
	msg.say.text = d->step->args[0].text;
	if (c && (x->associate || c->phase != WIRE_PHASE_ENDED))
		msg.say.chat = c->chat;
	if (x->associate && !c)
		return play_do_cannot(
			d, _("%s is in no chat"), play_do_name(d));
	return play_do_ask(d, &msg);
}

/* What rings for the person that the step names, else what rings. */
static enum err ring_of(const struct play_deed *d, struct id *chat)
{
	const struct player *x = play_do_player(d);
	const struct flow_arg *who = &d->step->args[0];
	const struct id *of = NULL;
	const struct player_note *r;

	if (!x)
		return play_do_cannot(
			d, _("%s is not connected"), play_do_name(d));
	if (who->slot == VERB_PERSON) {
		of = play_chat_of(d->play, who->person);
		if (!of)
			return play_do_cannot(d, _("%s is not rung for them"),
				play_do_name(d));
	}
	r = player_ringing(x, of);
	if (!r && d->step->tries)
		r = player_last_ring(x, of);
	if (!r)
		return play_do_cannot(d, _("%s is not rung"), play_do_name(d));
	*chat = r->msg.ring.chat;
	return ERR_OK;
}

static enum err accepts(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_ACCEPT};
	enum err e = ring_of(d, &msg.accept.chat);

	return e ? e : play_do_ask(d, &msg);
}

static enum err passes(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_PASS};
	enum err e = ring_of(d, &msg.pass.chat);

	return e ? e : play_do_ask(d, &msg);
}

static enum err enquires(const struct play_deed *d)
{
	const char *name = d->play->flow->people[PLAY_PERSON(d->seat)].name;
	struct wire_msg msg = {.type = WIRE_T_ENQUIRE};
	char own[LIMIT_ADDRESS + 1];

	msg.enquire.name = name;
	msg.enquire.text = d->step->args[0].text;
	msg.enquire.address =
		play_enquirer(PLAY_PERSON(d->seat), &d->step->args[1], own);
	return play_do_ask(d, &msg);
}

static enum err takes_up(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	int who = d->step->args[0].person;
	struct wire_msg msg = {.type = WIRE_T_TAKE_UP};

	for (const struct player_note *n = x ? x->enquiries.first : NULL; n;
		n = n->next) {
		const struct wire_enquiry *w = &n->msg.enquiry;

		if (!w->name || (w->taken && !d->step->tries) ||
			strcmp(w->name, d->play->flow->people[who].name) != 0)
			continue;
		msg.take_up.enquiry = w->enquiry;
		return play_do_ask(d, &msg);
	}
	return play_do_cannot(
		d, _("%s does not see that enquiry"), play_do_name(d));
}

/* ---- in a chat ---- */

static enum err types(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	const struct wire_chat *c = x ? player_chat(x) : NULL;
	struct wire_msg msg = {.type = WIRE_T_TYPING};

	if (!c || c->phase == WIRE_PHASE_ENDED)
		return play_do_cannot(
			d, _("%s is in no chat"), play_do_name(d));
	msg.typing.chat = c->chat;
	play_do_tell(d, &msg);
	return ERR_OK;
}

static enum err reads(const struct play_deed *d)
{
	struct player *x = play_do_player(d);

	if (!x || !player_chat(x))
		return play_do_cannot(
			d, _("%s is in no chat"), play_do_name(d));
	player_read(x);
	d->play->loose = true;
	return ERR_OK;
}

/* Commands that name a live chat and nothing else; the last one for those
 * that only try. */
static enum err with_chat(
	const struct play_deed *d, struct wire_msg *msg, struct id *chat)
{
	const struct player *x = play_do_player(d);
	const struct wire_chat *c = live(d);

	if (!c && d->step->tries && x)
		c = player_chat(x);
	if (!c)
		return play_do_cannot(
			d, _("%s is in no chat"), play_do_name(d));
	*chat = c->chat;
	return play_do_ask(d, msg);
}

static enum err ends(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_END};

	return with_chat(d, &msg, &msg.end.chat);
}

static enum err sends_greeting(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_SAY};
	char *text = live(d) ? play_greeting(d->play, play_do_player(d)) : NULL;
	enum err e;

	if (!text)
		return play_do_cannot(
			d, _("%s is offered no greeting"), play_do_name(d));
	msg.say.text = text;
	e = with_chat(d, &msg, &msg.say.chat);
	mem_free(text);
	return e;
}

static enum err transfers(const struct play_deed *d)
{
	const struct flow_arg *to = &d->step->args[0];
	const struct player *x = play_associate(d->play, to->person);
	struct wire_msg msg = {.type = WIRE_T_TRANSFER};

	if (!x)
		return play_do_cannot(
			d, _("%s finds nobody of that name"), play_do_name(d));
	msg.transfer.associate = x->me;
	msg.transfer.note = d->step->args[1].text;
	return with_chat(d, &msg, &msg.transfer.chat);
}

static enum err transfers_group(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_TRANSFER};

	msg.transfer.group = d->step->args[0].text;
	msg.transfer.note = d->step->args[1].text;
	return with_chat(d, &msg, &msg.transfer.chat);
}

static enum err calls_back(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_CALL_BACK};

	return with_chat(d, &msg, &msg.call_back.chat);
}

static enum err blocks(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_BLOCK};

	msg.block.text = d->step->args[1].text;
	return with_chat(d, &msg, &msg.block.chat);
}

static enum err unblocks(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	struct wire_msg msg = {.type = WIRE_T_UNBLOCK};

	for (const struct player_note *n = x ? x->blocked.first : NULL; n;
		n = n->next) {
		const struct wire_blocked *w = &n->msg.blocked;

		if (!play_known_as(d->play, d->step->args[0].person, w->name))
			continue;
		msg.unblock.shopper = w->shopper;
		return play_do_ask(d, &msg);
	}
	return play_do_cannot(
		d, _("%s does not see that block"), play_do_name(d));
}

static enum err recommends(const struct play_deed *d)
{
	const struct flow_arg *a = d->step->args;
	struct wire_msg msg = {.type = WIRE_T_RECOMMEND};

	msg.recommend.product = a[0].text;
	msg.recommend.sku = a[0].text;
	if (a[1].slot == VERB_MONEY) {
		msg.recommend.amount = a[1].number;
		msg.recommend.currency = a[1].currency;
	}
	msg.recommend.text = a[2].text;
	return with_chat(d, &msg, &msg.recommend.chat);
}

static enum err looks_for(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_FIND};

	msg.find.text = d->step->args[0].text;
	return play_do_ask(d, &msg);
}

static enum err scans(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_FIND};

	msg.find.gtin = d->step->args[0].text;
	return play_do_ask(d, &msg);
}

static enum err sends_file(const struct play_deed *d, bool picture)
{
	struct play *p = d->play;

	if (!live(d))
		return play_do_cannot(
			d, _("%s is in no chat"), play_do_name(d));
	if (p->n_io > 0)
		return play_do_cannot(d,
			_("%s can only send one after the other"),
			play_do_name(d));
	p->upload.seat = d->seat;
	p->upload.media = (struct wire_media){.mime = WIRE_MIME_NONE};
	p->n_io++;
	p->io->upload(p->io->ctx, d->seat, picture, &p->upload.media);
	return ERR_OK;
}

static enum err sends_picture(const struct play_deed *d)
{
	return sends_file(d, true);
}

static enum err sends_other(const struct play_deed *d)
{
	return sends_file(d, false);
}

enum err play_show(struct play *p)
{
	const struct play_deed d = {
		p, &p->flow->steps[p->step], p->upload.seat};
	struct wire_msg msg = {.type = WIRE_T_SHOW};

	p->upload.seat = -1;
	msg.show.media = p->upload.media.media;
	msg.show.name = "picture.png";
	return with_chat(&d, &msg, &msg.show.chat);
}

static enum err gives_name(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_IDENTIFY};

	msg.identify.name = d->step->args[0].text;
	play_do_tell(d, &msg);
	return ERR_OK;
}

/* ---- in the shop ---- */

static enum err reports(const struct play_deed *d, struct wire_msg *msg,
	enum wire_deed what, const struct flow_arg *price)
{
	const struct player *x = play_do_player(d);

	if (!x || !x->ready)
		return play_do_cannot(
			d, _("%s is not connected"), play_do_name(d));
	msg->type = WIRE_T_EVENT;
	msg->event.what = (int)what;
	msg->event.sku = msg->event.product;
	if (price && price->slot == VERB_MONEY) {
		msg->event.amount = price->number;
		msg->event.currency = price->currency;
	}
	play_do_tell(d, msg);
	return ERR_OK;
}

static enum err views(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	msg.event.product = d->step->args[0].text;
	return reports(d, &msg, WIRE_DEED_PRODUCT, &d->step->args[1]);
}

static enum err moves(const struct play_deed *d, enum wire_deed what)
{
	const struct flow_arg *a = d->step->args;
	struct wire_msg msg = {.ref = NULL};

	msg.event.quantity = a[0].slot ? a[0].number : 1;
	msg.event.product = a[1].text;
	return reports(d, &msg, what, NULL);
}

static enum err puts_in(const struct play_deed *d)
{
	return moves(d, WIRE_DEED_CART);
}

static enum err takes_out(const struct play_deed *d)
{
	return moves(d, WIRE_DEED_UNCART);
}

static enum err checks_out(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	return reports(d, &msg, WIRE_DEED_CHECKOUT, NULL);
}

static enum err buys(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	msg.event.order = d->step->args[0].text;
	return reports(d, &msg, WIRE_DEED_PURCHASE, &d->step->args[1]);
}

/* ---- sales ---- */

static enum err looks_at_sale(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	struct wire_msg msg = {.type = WIRE_T_VIEWED};

	for (const struct player_note *n = x ? x->sales.first : NULL; n;
		n = n->next) {
		if (strcmp(n->msg.sale.order, d->step->args[0].text) != 0)
			continue;
		msg.viewed.chat = n->msg.sale.chat;
		if (!id_is(&msg.viewed.chat))
			msg.viewed.order = n->msg.sale.order;
		return play_do_ask(d, &msg);
	}
	return play_do_cannot(
		d, _("%s does not see that sale"), play_do_name(d));
}

/* ---- ratings and figures ---- */

static enum err rate(const struct play_deed *d, int64_t stars, const char *text)
{
	const struct player *x = play_do_player(d);
	struct wire_msg msg = {.type = WIRE_T_RATE};

	if (!x || !x->unrated.first)
		return play_do_cannot(d, _("%s is not asked to rate a chat"),
			play_do_name(d));
	msg.rate.chat = x->unrated.first->msg.ask_rating.chat;
	msg.rate.stars = stars;
	msg.rate.text = text;
	return play_do_ask(d, &msg);
}

static enum err rates(const struct play_deed *d)
{
	const struct flow_arg *said = &d->step->args[1];

	return rate(d, d->step->args[0].number, said->slot ? said->text : NULL);
}

static enum err declines(const struct play_deed *d)
{
	return rate(d, 0, NULL);
}

static enum err looks_at_figures(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_PERFORMANCE};

	msg.performance.days = d->step->args[0].number;
	return play_do_ask(d, &msg);
}

/* ---- */

const play_do_fn play_do_table[VERB_COUNT] = {
	[VERB_GIVES_NAME] = gives_name,
	[VERB_GOES_AVAILABLE] = goes_available,
	[VERB_GOES_UNAVAILABLE] = goes_unavailable,
	[VERB_SAYS] = says,
	[VERB_ACCEPTS] = accepts,
	[VERB_PASSES] = passes,
	[VERB_ENQUIRES] = enquires,
	[VERB_TAKES_UP] = takes_up,
	[VERB_TYPES] = types,
	[VERB_READS] = reads,
	[VERB_ENDS] = ends,
	[VERB_SENDS_GREETING] = sends_greeting,
	[VERB_TRANSFERS] = transfers,
	[VERB_TRANSFERS_GROUP] = transfers_group,
	[VERB_CALLS_BACK] = calls_back,
	[VERB_BLOCKS] = blocks,
	[VERB_UNBLOCKS] = unblocks,
	[VERB_RECOMMENDS] = recommends,
	[VERB_LOOKS_FOR] = looks_for,
	[VERB_SCANS] = scans,
	[VERB_SENDS_PICTURE] = sends_picture,
	[VERB_SENDS_OTHER] = sends_other,
	[VERB_VIEWS] = views,
	[VERB_PUTS_IN] = puts_in,
	[VERB_TAKES_OUT] = takes_out,
	[VERB_CHECKS_OUT] = checks_out,
	[VERB_BUYS] = buys,
	[VERB_LOOKS_AT_SALE] = looks_at_sale,
	[VERB_RATES] = rates,
	[VERB_DECLINES] = declines,
	[VERB_LOOKS_AT_FIGURES] = looks_at_figures,
};
