/* SPDX-License-Identifier: MIT */
/* What associates do with enquiries and with claims of sales, and managers with
 * those (C9, E5). */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_do.h"
#include "client/model/words.h"

static const struct flow_arg *arg(const struct play_deed *d, int i)
{
	return &d->step->args[i];
}

/* ---- enquiries ---- */

/* The last one of that shopper; NULL: they see none. */
static const struct wire_enquiry *enquiry_of(const struct play_deed *d)
{
	const struct player *x = play_do_player(d);
	const char *name = d->play->flow->people[arg(d, 0)->person].name;
	const struct wire_enquiry *found = NULL;

	for (const struct player_note *n = x ? x->enquiries.first : NULL; n;
		n = n->next)
		if (n->msg.enquiry.name &&
			strcmp(n->msg.enquiry.name, name) == 0)
			found = &n->msg.enquiry;
	if (!found)
		play_do_cannot(
			d, _("%s does not see that enquiry"), play_do_name(d));
	return found;
}

static enum err puts_back(const struct play_deed *d)
{
	const struct wire_enquiry *w = enquiry_of(d);
	struct wire_msg msg = {.type = WIRE_T_PUT_BACK};

	if (!w)
		return ERR_WRONG_STATE;
	msg.put_back.enquiry = w->enquiry;
	return play_do_ask(d, &msg);
}

static enum err answers(const struct play_deed *d)
{
	const struct wire_enquiry *w = enquiry_of(d);
	struct wire_msg msg = {.type = WIRE_T_ANSWER};
	char key[32];

	if (!w)
		return ERR_WRONG_STATE;
	snprintf(key, sizeof(key), "line-%d", (int)d->step->line);
	msg.answer.enquiry = w->enquiry;
	msg.answer.key = key;
	msg.answer.text = arg(d, 1)->slot ? arg(d, 1)->text : NULL;
	msg.answer.by_hand = true;
	return play_call(d->play, d->seat, ASK_ANSWER, NULL, &msg, NULL);
}

/* ---- claims ---- */

static enum err claims(const struct play_deed *d)
{
	struct wire_msg msg = {.type = WIRE_T_CLAIM};
	char key[32];

	snprintf(key, sizeof(key), "line-%d", (int)d->step->line);
	msg.claim.key = key;
	msg.claim.order = arg(d, 0)->text;
	msg.claim.product = "A product";
	msg.claim.amount = arg(d, 1)->number;
	msg.claim.currency = arg(d, 1)->currency;
	msg.claim.bought = d->play->io->clock(d->play->io->ctx);
	msg.claim.evidence = "norenflow";
	return play_call(d->play, d->seat, ASK_CLAIM, NULL, &msg, NULL);
}

/* The claim of that order that waits, else the first there is. */
struct claim_found {
	const char *order;
	struct id id;
	bool waits;
};

static void read_claim(void *ctx, const struct wire_msg *msg)
{
	struct claim_found *f = ctx;
	const struct wire_claimed *w = &msg->claimed;

	if (msg->type != WIRE_T_CLAIMED || strcmp(w->order, f->order) != 0 ||
		f->waits)
		return;
	f->waits = w->state == WIRE_CLAIM_STATE_OPEN;
	if (f->waits || !id_is(&f->id))
		f->id = w->claim;
}

static enum err decide(struct play *p, int seat, const char *body, size_t len)
{
	const struct flow_step *s = play_step(p);
	struct claim_found f = {.order = s->args[0].text};
	struct wire_msg msg = {.type = WIRE_T_CTL_CLAIM};
	enum err e = ask_list(
		body, len, "claims", WIRE_FROM_RA, read_claim, &f, NULL);

	if (e)
		return e;
	msg.ctl_claim.retailer = play_shop(p);
	msg.ctl_claim.claim = f.id;
	if (!id_is(&f.id)) /* refused as unknown, as any other that is not */
		msg.ctl_claim.claim = id_from_bytes((const uint8_t[16]){0});
	msg.ctl_claim.grant = s->verb->id == VERB_GRANTS;
	msg.ctl_claim.reason = s->args[1].slot ? s->args[1].text : NULL;
	return play_call(p, seat, ASK_M_DECIDE, NULL, &msg, NULL);
}

static enum err decides(const struct play_deed *d)
{
	return play_call(d->play, d->seat, ASK_M_CLAIMS, play_shop(d->play),
		NULL, decide);
}

/* ---- */

const play_do_fn play_claim_table[VERB_COUNT] = {
	[VERB_PUTS_BACK] = puts_back,
	[VERB_ANSWERS] = answers,
	[VERB_CLAIMS] = claims,
	[VERB_GRANTS] = decides,
	[VERB_REFUSES] = decides,
};
