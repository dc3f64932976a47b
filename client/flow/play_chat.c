/* SPDX-License-Identifier: MIT */
/* What the verbs expect to see in a chat. */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_see.h"
#include "client/model/words.h"
#include "shared/mem.h"

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

/* ---- the chat as a whole ---- */

static bool say_chat(const struct play_look *l)
{
	const struct wire_chat *c = player_chat(l->who);

	if (!c)
		return play_see_instead(l, _("%s has no chat"), l->name);
	return play_see_instead(l, _("%s's chat is %s (%s)"), l->name,
		wire_phase_word((enum wire_phase)c->phase),
		c->phase == WIRE_PHASE_ENDED
			? wire_reason_word((enum wire_reason)c->reason)
			: c->name ? c->name
				  : "-");
}

static bool chat_rings(const struct play_look *l)
{
	const struct wire_chat *c = player_chat(l->who);

	return (c && c->phase == WIRE_PHASE_RINGING) || say_chat(l);
}

static bool chat_with(const struct play_look *l)
{
	const struct wire_chat *c = player_live(l->who);
	const struct player *other = play_associate(l->play, arg(l, 0)->person);
	const struct wire_chat *theirs = other ? player_live(other) : NULL;

	if (!c || !play_known_as(l->play, arg(l, 0)->person, c->name))
		return say_chat(l);
	if (theirs && id_same(&c->chat, &theirs->chat))
		return true;
	return play_see_instead(
		l, _("%s is not in that chat"), play_see_person(l, 0));
}

static bool ended_because(const struct play_look *l, enum wire_reason why)
{
	const struct wire_chat *c = player_chat(l->who);

	return (c && c->phase == WIRE_PHASE_ENDED && c->reason == (int)why) ||
		say_chat(l);
}

static bool chat_missed(const struct play_look *l)
{
	return ended_because(l, WIRE_REASON_MISSED);
}

static bool chat_ended(const struct play_look *l)
{
	return ended_because(l, WIRE_REASON_ENDED);
}

static bool chat_left(const struct play_look *l)
{
	return ended_because(l, WIRE_REASON_LEFT);
}

static bool has_no_chat(const struct play_look *l)
{
	const struct wire_chat *c = player_chat(l->who);

	return !c || c->phase == WIRE_PHASE_ENDED ||
		(l->who->associate && c->phase == WIRE_PHASE_RINGING) ||
		say_chat(l);
}

/* ---- entries ---- */

/* The last thing that stands in the chat, for what is there instead. */
static bool say_entries(const struct play_look *l)
{
	const struct player_note *n = NULL;

	while (player_entry(l->who, n, WIRE_KIND_TEXT, NULL))
		n = player_entry(l->who, n, WIRE_KIND_TEXT, NULL);
	if (!n)
		return play_see_instead(
			l, _("nothing is said in %s's chat"), l->name);
	return play_see_instead(l, _("the last that %s sees is \"%.200s\""),
		l->name, n->msg.entry.text ? n->msg.entry.text : "");
}

static bool is_text(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}

/* It stands there: said, shown, or as a name. */
static int count(const struct play_look *l, const char *text)
{
	int n = 0;

	for (const struct player_note *e = l->who->entries.first; e;
		e = e->next) {
		const struct wire_entry *w = &e->msg.entry;

		n += is_text(w->text, text) || is_text(w->product, text) ||
			is_text(w->order, text);
	}
	return n;
}

static bool rings_with(const struct play_look *l, const char *text)
{
	const struct player_note *n = player_ringing(l->who, NULL);
	const struct wire_ring *r = n ? &n->msg.ring : NULL;

	return r &&
		(is_text(r->text, text) || is_text(r->name, text) ||
			is_text(r->title, text) || is_text(r->product, text) ||
			is_text(r->note, text));
}

static bool chat_says(const struct play_look *l, const char *text)
{
	const struct wire_chat *c = player_chat(l->who);

	return c && c->phase != WIRE_PHASE_ENDED &&
		(is_text(c->name, text) || is_text(c->title, text) ||
			is_text(c->product, text));
}

static bool sees_text(const struct play_look *l)
{
	const char *text = arg(l, 0)->text;

	return count(l, text) > 0 || rings_with(l, text) ||
		chat_says(l, text) || say_entries(l);
}

static bool sees_once(const struct play_look *l)
{
	int n = count(l, arg(l, 0)->text);

	if (n == 0)
		return say_entries(l);
	if (n == 1)
		return true;
	return play_see_instead(l, _("%s sees it %d times"), l->name, n);
}

static bool sees_before(const struct play_look *l)
{
	const struct player_note *first =
		player_entry(l->who, NULL, WIRE_KIND_TEXT, arg(l, 0)->text);
	const struct player_note *second =
		player_entry(l->who, NULL, WIRE_KIND_TEXT, arg(l, 1)->text);

	if (!first || !second)
		return say_entries(l);
	if (first->msg.entry.seq < second->msg.entry.seq)
		return true;
	return play_see_instead(
		l, _("%s sees them the other way round"), l->name);
}

/* ---- marks ---- */

static bool sees_sent(const struct play_look *l)
{
	if (l->who->said > 0)
		return true;
	return play_see_instead(
		l, _("what %s said last is not kept yet"), l->name);
}

static bool sees_mark(const struct play_look *l, enum wire_mark mark)
{
	if (!sees_sent(l))
		return false;
	if (l->who->mark[mark] >= l->who->said)
		return true;
	return play_see_instead(l,
		_("what %s said last is entry %d; %s is only entry %d"),
		l->name, (int)l->who->said, wire_mark_word(mark),
		(int)l->who->mark[mark]);
}

static bool sees_delivered(const struct play_look *l)
{
	return sees_mark(l, WIRE_MARK_DELIVERED) ||
		(l->who->said > 0 && l->who->mark[1] >= l->who->said);
}

static bool sees_read(const struct play_look *l)
{
	return sees_mark(l, WIRE_MARK_READ);
}

/* ---- the other side ---- */

/* Is the chat with that person? */
static bool chats_with(const struct play_look *l, int slot)
{
	const struct wire_chat *c = player_live(l->who);

	return c && play_known_as(l->play, arg(l, slot)->person, c->name);
}

static bool sees_typing(const struct play_look *l)
{
	if (!chats_with(l, 0))
		return say_chat(l);
	if (player_sees_typing(l->who))
		return true;
	return play_see_instead(l, _("%s sees nobody typing"), l->name);
}

static bool sees_away(const struct play_look *l)
{
	if (!chats_with(l, 0))
		return say_chat(l);
	if (!player_live(l->who)->present)
		return true;
	return play_see_instead(
		l, _("%s sees %s present"), l->name, play_see_person(l, 0));
}

static bool is_offered(const struct play_look *l)
{
	char *text = play_greeting(l->play, l->who);
	bool same = is_text(text, arg(l, 0)->text);

	if (!text)
		play_see_instead(l, _("%s is offered no greeting"), l->name);
	else if (!same)
		play_see_instead(l, _("%s is offered \"%s\""), l->name, text);
	mem_free(text);
	return same;
}

/* ---- transfers ---- */

static const struct wire_transfer_over *handed(const struct play_look *l)
{
	const struct player_note *n = l->who->handed.first;

	return n ? &n->msg.transfer_over : NULL;
}

static bool say_handed(const struct play_look *l)
{
	const struct wire_transfer_over *w = handed(l);

	if (!w)
		return play_see_instead(
			l, _("no transfer of %s is over"), l->name);
	return play_see_instead(l, _("the transfer is over: %s %s"),
		wire_reason_word((enum wire_reason)w->reason),
		w->name ? w->name : "");
}

static bool sees_transfer(const struct play_look *l)
{
	const struct wire_transfer_over *w = handed(l);

	return (w && w->reason == WIRE_REASON_TAKEN &&
		       play_known_as(l->play, arg(l, 0)->person, w->name)) ||
		say_handed(l);
}

static bool sees_no_transfer(const struct play_look *l)
{
	const struct wire_transfer_over *w = handed(l);

	return (w && w->reason != WIRE_REASON_TAKEN &&
		       w->reason != WIRE_REASON_CALLED_BACK) ||
		say_handed(l);
}

/* ---- what the shopper does ---- */

/* "https://shop.example/p/tea" is on /p/tea. */
static bool is_path(const char *url, const char *path)
{
	const char *host = url ? strstr(url, "://") : NULL;
	const char *at = host ? strchr(host + 3, '/') : NULL;

	return at && strcmp(at, path) == 0;
}

static bool sees_page(const struct play_look *l)
{
	const struct id *of = play_chat_of(l->play, arg(l, 0)->person);
	const struct wire_chat *c = player_live(l->who);
	const struct player_note *r = of ? player_ringing(l->who, of) : NULL;
	const char *url = NULL;

	if (of && c && id_same(&c->chat, of))
		url = c->url;
	else if (r)
		url = r->msg.ring.url;
	if (is_path(url, arg(l, 1)->text))
		return true;
	return play_see_instead(l, _("%s sees %s on %s"), l->name,
		play_see_person(l, 0), url ? url : _("no page"));
}

/* An entry of that kind that fits the number, the price and so on. */
static bool sees_event(const struct play_look *l, enum wire_kind kind,
	const char *text, int64_t quantity, const struct flow_arg *price,
	bool recommended)
{
	const struct player_note *n = NULL;
	bool any = false;

	while ((n = player_entry(l->who, n, kind, text))) {
		const struct wire_entry *w = &n->msg.entry;

		any = true;
		if (quantity && w->quantity != quantity)
			continue;
		if (price && price->slot == VERB_MONEY &&
			(w->amount != price->number || !w->currency ||
				strcmp(w->currency, price->currency) != 0))
			continue;
		if (!recommended || w->recommended)
			return true;
	}
	return play_see_instead(l,
		any ? _("%s sees an entry of kind %s, with other figures")
		    : _("%s sees no entry of kind %s"),
		l->name, wire_kind_word(kind));
}

static bool sees_view(const struct play_look *l)
{
	return sees_event(
		l, WIRE_KIND_PRODUCT, arg(l, 1)->text, 0, NULL, false);
}

static bool sees_view_recommended(const struct play_look *l)
{
	return sees_event(l, WIRE_KIND_PRODUCT, arg(l, 1)->text, 0, NULL, true);
}

static int64_t quantity_of(const struct play_look *l)
{
	return arg(l, 1)->slot ? arg(l, 1)->number : 0;
}

static bool sees_put_in(const struct play_look *l)
{
	return sees_event(l, WIRE_KIND_CART, arg(l, 2)->text, quantity_of(l),
		NULL, false);
}

static bool sees_take_out(const struct play_look *l)
{
	return sees_event(l, WIRE_KIND_UNCART, arg(l, 2)->text, quantity_of(l),
		NULL, false);
}

static bool sees_check_out(const struct play_look *l)
{
	return sees_event(l, WIRE_KIND_CHECKOUT, NULL, 0, NULL, false);
}

static bool sees_buy(const struct play_look *l)
{
	return sees_event(
		l, WIRE_KIND_PURCHASE, arg(l, 1)->text, 0, arg(l, 2), false);
}

static bool sees_card(const struct play_look *l)
{
	return sees_event(
		l, WIRE_KIND_CARD, arg(l, 0)->text, 0, arg(l, 1), false);
}

static bool sees_picture(const struct play_look *l)
{
	const struct player_note *n =
		player_entry(l->who, NULL, WIRE_KIND_FILE, NULL);

	if (n && id_is(&n->msg.entry.media))
		return true;
	return play_see_instead(
		l, _("no picture stands in %s's chat"), l->name);
}

const play_see_fn play_chat_table[VERB_COUNT] = {
	[VERB_CHAT_RINGS] = chat_rings,
	[VERB_CHAT_WITH] = chat_with,
	[VERB_CHAT_MISSED] = chat_missed,
	[VERB_CHAT_ENDED] = chat_ended,
	[VERB_CHAT_LEFT] = chat_left,
	[VERB_HAS_NO_CHAT] = has_no_chat,
	[VERB_SEES_TEXT] = sees_text,
	[VERB_SEES_ONCE] = sees_once,
	[VERB_SEES_BEFORE] = sees_before,
	[VERB_SEES_SENT] = sees_sent,
	[VERB_SEES_DELIVERED] = sees_delivered,
	[VERB_SEES_READ] = sees_read,
	[VERB_SEES_TYPING] = sees_typing,
	[VERB_SEES_AWAY] = sees_away,
	[VERB_IS_OFFERED] = is_offered,
	[VERB_SEES_TRANSFER] = sees_transfer,
	[VERB_SEES_NO_TRANSFER] = sees_no_transfer,
	[VERB_SEES_PAGE] = sees_page,
	[VERB_SEES_VIEW] = sees_view,
	[VERB_SEES_VIEW_RECOMMENDED] = sees_view_recommended,
	[VERB_SEES_PUT_IN] = sees_put_in,
	[VERB_SEES_TAKE_OUT] = sees_take_out,
	[VERB_SEES_CHECK_OUT] = sees_check_out,
	[VERB_SEES_BUY] = sees_buy,
	[VERB_SEES_CARD] = sees_card,
	[VERB_SEES_PICTURE] = sees_picture,
};
