/* SPDX-License-Identifier: MIT */
/*
 * A step: what has fallen due, in the order of time and each at its own time,
 * so that nothing depends on how often somebody looks; then the command; then
 * whoever is to be rung because of it; last what is said once a step.
 */
#include "relay/desk/desk.h"

#include <assert.h>
#include <stddef.h>

#include "relay/desk/amend.h"
#include "relay/desk/block.h"
#include "relay/desk/chat.h"
#include "relay/desk/enquiry.h"
#include "relay/desk/event.h"
#include "relay/desk/floor.h"
#include "relay/desk/opening.h"
#include "relay/desk/presence.h"
#include "relay/desk/rate.h"
#include "relay/desk/ring.h"
#include "relay/desk/sale.h"
#include "relay/desk/session.h"
#include "relay/desk/shopper.h"
#include "relay/desk/show.h"
#include "relay/desk/staff.h"
#include "relay/desk/talk.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"
#include "relay/desk/transfer.h"

struct desk_settings desk_settings_default(void)
{
	return (struct desk_settings){
		.at_once = 3,
		.more_every = 15 * TIMES_SECOND,
		.more_until = 60 * TIMES_SECOND,
		.ring_for = 90 * TIMES_SECOND,
		.keep_state = 60 * TIMES_SECOND,
		.take_over = 5 * TIMES_MINUTE,
		.left_after = 30 * TIMES_MINUTE,
		.window_days = 7,
	};
}

struct desk *desk_new(void)
{
	struct desk *d = mem_zero(sizeof(*d));

	if (!d)
		return NULL;
	d->turn_at = INT64_MAX;
	return d;
}

void desk_destroy(struct desk **d)
{
	struct chat *c, *next;
	struct shopper *s, *after;
	struct enquiry *e, *later;

	if (!*d)
		return;
	session_free(*d);
	HASH_ITER (hh, (*d)->chats, c, next)
		chat_forget(*d, c);
	HASH_ITER (hh, (*d)->shoppers, s, after)
		shopper_forget(*d, s);
	HASH_ITER (hh, (*d)->enquiries, e, later)
		enquiry_forget(*d, e);
	block_free(*d);
	sale_free(*d);
	staff_free(*d);
	due_fini(&(*d)->due);
	mem_free(*d);
	*d = NULL;
}

/* ---- messages ---- */

/* A handler's row: what the message must name before it is called, and
 * whether those who ask in vain are told. */
struct desk_row {
	void (*handle)(struct desk *d, const struct ask *k);
	size_t chat;  /* where the message names a chat the desk must know; 0:
		       * it need not */
	bool silent;  /* not answered */
	bool manager; /* only for managers */
	bool hidden; /* also from shoppers from whom a block hides the widget */
};

#define NAMES(message) offsetof(struct wire_msg, message.chat)

static const struct desk_row desk_rows[WIRE_T_COUNT] = {
	[WIRE_T_SAY] = {.handle = talk_on_say},
	[WIRE_T_TYPING] = {.handle = talk_on_typing,
		.chat = NAMES(typing),
		.silent = true},
	[WIRE_T_SEEN] = {.handle = talk_on_seen,
		.chat = NAMES(seen),
		.silent = true},
	[WIRE_T_RESUME] = {.handle = talk_on_resume},
	[WIRE_T_AVAILABLE] = {.handle = presence_on_available},
	[WIRE_T_ACCEPT] = {.handle = ring_on_accept, .chat = NAMES(accept)},
	[WIRE_T_PASS] = {.handle = ring_on_pass, .chat = NAMES(pass)},
	[WIRE_T_END] = {.handle = chat_on_end, .chat = NAMES(end)},
	[WIRE_T_TARGETS] = {.handle = transfer_on_targets},
	[WIRE_T_TRANSFER] = {.handle = transfer_on_transfer,
		.chat = NAMES(transfer)},
	[WIRE_T_CALL_BACK] = {.handle = transfer_on_call_back,
		.chat = NAMES(call_back)},
	[WIRE_T_BLOCK] = {.handle = block_on_block, .chat = NAMES(block)},
	[WIRE_T_BLOCKS] = {.handle = block_on_blocks, .manager = true},
	[WIRE_T_UNBLOCK] = {.handle = block_on_unblock, .manager = true},
	[WIRE_T_TEAM] = {.handle = team_on_team, .manager = true},
	[WIRE_T_ENQUIRIES] = {.handle = enquiry_on_enquiries},
	[WIRE_T_TAKE_UP] = {.handle = enquiry_on_take_up},
	[WIRE_T_PUT_BACK] = {.handle = enquiry_on_put_back},
	[WIRE_T_PAGE] = {.handle = shopper_on_page,
		.silent = true,
		.hidden = true},
	[WIRE_T_IDENTIFY] = {.handle = shopper_on_identify, .silent = true},
	[WIRE_T_EVENT] = {.handle = event_on_event, .silent = true},
	[WIRE_T_SHOW] = {.handle = show_on_show, .chat = NAMES(show)},
	[WIRE_T_RECOMMEND] = {.handle = show_on_recommend,
		.chat = NAMES(recommend)},
	[WIRE_T_VIEWED] = {.handle = sale_on_viewed},
	[WIRE_T_ENQUIRE] = {.handle = enquiry_on_enquire},
	[WIRE_T_RATE] = {.handle = rate_on_rate},
};

/* Lookup, permission, state: the one place where they are checked. */
static enum err desk_admit(
	const struct desk *d, const struct desk_row *row, struct ask *k)
{
	unsigned from =
		k->from->who == WIRE_WHO_ASSOCIATE ? WIRE_FROM_A : WIRE_FROM_S;

	if (!row->handle || !(wire_info(k->msg->type)->from & from))
		return ERR_TYPE;
	if (row->manager && !k->from->associate->manager)
		return ERR_FORBIDDEN;
	if (k->from->shopper && block_hides(k->from->shopper) && !row->hidden)
		return ERR_FORBIDDEN;
	if (!row->chat)
		return ERR_OK;
	k->chat = chat_find(
		d, (const struct id *)((const char *)k->msg + row->chat));
	return k->chat ? ERR_OK : ERR_CHAT;
}

static void desk_message(struct desk *d, const struct desk_cmd *cmd)
{
	const struct desk_row *row = &desk_rows[cmd->message->type];
	struct ask k = {
		.from = session_find(d, cmd->session),
		.msg = cmd->message,
		.fresh = cmd->fresh,
		.media = cmd->media,
		.sale = cmd->sale,
		.earlier = cmd->earlier,
	};
	enum err e;

	if (!k.from)
		return; /* gone, and what it said last came too late */
	e = desk_admit(d, row, &k);
	if (!e)
		row->handle(d, &k);
	else if (!row->silent)
		tell_error(d, &k, e, NULL);
}

/* ---- steps ---- */

static void desk_set(struct desk *d, const struct desk_settings *s)
{
	d->settings = *s;
	if (d->loaded)
		opening_turn(d);
	d->panel_stale = true;
	d->unsettled = true;
}

/* Gives why it was in vain, if somebody may wait for it. */
static enum err desk_do(struct desk *d, const struct desk_cmd *cmd)
{
	switch (cmd->kind) {
	case DESK_C_TICK:
		break;
	case DESK_C_SETTINGS:
		desk_set(d, cmd->settings);
		break;
	case DESK_C_GROUP:
		staff_set_group(d, cmd->group);
		break;
	case DESK_C_STAFF:
		staff_set(d, &cmd->staff);
		break;
	case DESK_C_STAFF_GONE:
		staff_gone(d, &cmd->staff.id);
		break;
	case DESK_C_GROUP_GONE:
		staff_drop_group(d, cmd->group->key);
		break;
	case DESK_C_ATTACH_ASSOCIATE:
		session_attach_associate(d, cmd);
		break;
	case DESK_C_ATTACH_SHOPPER:
		session_attach_shopper(d, cmd);
		break;
	case DESK_C_UNBLOCK:
		return block_lift(d, &cmd->shopper);
	case DESK_C_ORDER:
		return sale_order(d, cmd->order, cmd->sale);
	case DESK_C_ANSWERED:
		enquiry_answered(d, &cmd->enquiry);
		break;
	case DESK_C_CLAIM:
		return sale_claim(d, cmd->claim, cmd->sale);
	case DESK_C_ERASE:
		return amend_erase(d, &cmd->shopper, &cmd->fresh);
	case DESK_C_CORRECT:
		amend_correct(d, cmd->correct);
		break;
	case DESK_C_EXPIRE:
		amend_expire(d, cmd->before);
		break;
	case DESK_C_DETACH:
		session_detach(d, cmd->session);
		break;
	case DESK_C_MESSAGE:
		desk_message(d, cmd);
		break;
	}
	return ERR_OK;
}

static void desk_due(struct desk *d, struct due *due)
{
	switch (due->kind) {
	case DUE_ASSOCIATE:
		presence_due(d, due->owner);
		break;
	case DUE_CHAT:
		chat_due(d, due->owner);
		break;
	case DUE_SHOPPER:
		shopper_forget(d, due->owner);
		break;
	case DUE_SALE:
		sale_due(d, due->owner);
		break;
	case DUE_ENQUIRY:
		enquiry_due(d, due->owner);
		break;
	}
}

/* The clock of what happens at this steady time, which never goes back. */
static void desk_at(struct desk *d, int64_t steady)
{
	if (d->now.steady < steady)
		d->now.steady = steady;
	d->now.wall = d->real.wall - (d->real.steady - d->now.steady);
}

/* Everything that has fallen due by now, each at its own time. */
static void desk_catch_up(struct desk *d)
{
	if (opening_is_stale(d, &d->real)) {
		desk_at(d, d->real.steady);
		opening_turn(d);
		ring_settle(d);
	}
	while (!d->nomem) {
		struct due *due = due_first(&d->due);
		int64_t turn = opening_next(d, &d->real);
		int64_t at = due ? due->at : DUE_NEVER;

		if ((turn < at ? turn : at) > d->real.steady)
			break;
		desk_at(d, turn < at ? turn : at);
		if (turn <= at)
			opening_turn(d);
		else
			desk_due(d, due);
		ring_settle(d);
	}
	desk_at(d, d->real.steady);
}

/* What is said at most once a step. */
static void desk_flush(struct desk *d)
{
	if (d->shop_stale)
		tell_shops(d);
	if (d->panel_stale)
		tell_panels(d);
	d->shop_stale = d->panel_stale = false;
	team_tell(d);
}

static void desk_begin(
	struct desk *d, struct desk_now now, struct desk_out *out)
{
	d->out = out;
	d->real = now;
	if (d->real.steady < d->now.steady)
		d->real.steady = d->now.steady;
}

static enum err desk_finish(struct desk *d)
{
	if (!d->nomem)
		ring_settle(d);
	if (!d->nomem)
		desk_flush(d);
	d->out = NULL;
	return d->nomem ? ERR_NOMEM : ERR_OK;
}

enum err desk_step(
	struct desk *d, const struct desk_cmd *cmd, struct desk_out *out)
{
	enum err e = ERR_OK;

	if (!d->loaded) {
		assert(!out && cmd->kind <= DESK_C_STAFF);
		desk_do(d, cmd);
		return d->nomem ? ERR_NOMEM : ERR_OK;
	}
	assert(out);
	desk_begin(d, cmd->now, out);
	desk_catch_up(d);
	if (!d->nomem)
		e = desk_do(d, cmd);
	if (cmd->errand)
		tell_done(d, cmd->errand, e);
	return desk_finish(d);
}

/* What fell due while there was no desk comes before what has closed since,
 * so that a request that nobody accepted in time is a miss. */
enum err desk_loaded(struct desk *d, struct desk_now now, struct desk_out *out)
{
	assert(!d->loaded && out && d->settings.hours && d->settings.tz);
	desk_begin(d, now, out);
	desk_at(d, now.steady);
	d->loaded = true;
	opening_day(d);
	ring_loaded(d);
	chat_loaded(d);
	for (struct associate *a = d->staff; a; a = a->hh.next)
		presence_lost(d, a);
	for (struct shopper *s = d->shoppers; s; s = s->hh.next)
		shopper_lost(d, s);
	sale_settle(d);
	desk_catch_up(d);
	opening_turn(d);
	return desk_finish(d);
}

int64_t desk_deadline(const struct desk *d, struct desk_now now)
{
	const struct due *due = due_first(&d->due);
	int64_t turn = opening_next(d, &now);
	int64_t at = due ? due->at : DUE_NEVER;

	at = turn < at ? turn : at;
	turn = team_next(d);
	return turn < at ? turn : at;
}

/* ---- questions ---- */

bool desk_available(const struct desk *d, const char *group)
{
	const struct group *g = staff_find_group(d, group ? group : "");

	return g->open && g->n_available > 0;
}

bool desk_blocked(const struct desk *d, const struct id *shopper)
{
	return block_of(d, shopper);
}

struct wire_shop desk_shop(const struct desk *d, const char *group)
{
	return opening_shop(staff_find_group(d, group ? group : ""));
}
