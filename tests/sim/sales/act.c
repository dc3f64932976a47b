/* SPDX-License-Identifier: MIT */
#include "tests/sim/sales/act.h"

#include <stdio.h>

#include "relay/desk/desk.h"
#include "shared/times.h"

/* ---- people ---- */

static bool floor_is_here(const struct floor *f, int associate)
{
	return f->world.staff[associate].lost == FLOOR_HERE;
}

/* Everybody who is there is available, or nobody would be rung for long. */
static void do_ask(struct floor *f, const struct deed *d)
{
	struct guest *g = &f->world.guests[d->shopper];
	char key[16];
	struct wire_msg say = {
		.type = WIRE_T_SAY, .say = {.key = key, .text = "Hello"}};
	struct wire_msg available = {
		.type = WIRE_T_AVAILABLE, .available = {.on = true}};
	int chat = ++f->chats;
	struct fact *x;

	for (int a = 1; a <= DEED_STAFF; a++)
		floor_ask(f, floor_session(FLOOR_STAFF, a), available, 0);
	if (g->lost != FLOOR_HERE)
		floor_visit(f, d->shopper);
	if (g->chat || g->blocked)
		return;
	snprintf(key, sizeof(key), "k%d", chat);
	if (!floor_ask(f, floor_session(FLOOR_GUEST, d->shopper), say, chat))
		return;
	g->chat = chat;
	x = floor_fact(f, FACT_ASKED);
	x->shopper = d->shopper;
	x->chat = chat;
	g->rings = f->now.steady;
}

static void do_accept(struct floor *f, const struct deed *d)
{
	const struct guest *g = &f->world.guests[d->shopper];
	struct wire_msg m = {.type = WIRE_T_ACCEPT,
		.accept = {.chat = floor_id(FLOOR_CHAT, g->chat)}};

	if (!g->chat || f->world.staff[d->associate].gone)
		return;
	if (!floor_is_here(f, d->associate))
		floor_sit(f, d->associate);
	if (!floor_ask(f, floor_session(FLOOR_STAFF, d->associate), m, 0) ||
		(g->live && g->holder == d->associate))
		return;
	f->seen->accepted++;
	f->seen->transferred += g->live;
	floor_accepted(f, d->shopper, d->associate);
}

/* What the holder of that shopper's chat asks for. */
static bool floor_holder_asks(
	struct floor *f, int shopper, const struct wire_msg *m)
{
	const struct guest *g = &f->world.guests[shopper];

	return g->live && floor_is_here(f, g->holder) &&
		floor_ask(f, floor_session(FLOOR_STAFF, g->holder), *m, 0);
}

static void do_hand(struct floor *f, const struct deed *d)
{
	struct id chat = floor_id(FLOOR_CHAT, f->world.guests[d->shopper].chat);
	struct wire_msg to = {.type = WIRE_T_TRANSFER,
		.transfer = {.chat = chat,
			.associate = floor_id(FLOOR_STAFF, d->associate)}};
	struct wire_msg back = {
		.type = WIRE_T_CALL_BACK, .call_back = {.chat = chat}};

	floor_holder_asks(
		f, d->shopper, d->kind == DEED_transfer ? &to : &back);
}

static void do_end(struct floor *f, const struct deed *d)
{
	struct wire_msg m = {.type = WIRE_T_END,
		.end = {.chat = floor_id(
				FLOOR_CHAT, f->world.guests[d->shopper].chat)}};

	if (floor_holder_asks(f, d->shopper, &m))
		floor_ended(f, d->shopper, f->now.wall);
}

static void do_block(struct floor *f, const struct deed *d)
{
	struct guest *g = &f->world.guests[d->shopper];
	struct wire_msg m = {.type = WIRE_T_BLOCK,
		.block = {
			.chat = floor_id(FLOOR_CHAT, g->chat), .text = "why"}};

	if (!floor_holder_asks(f, d->shopper, &m))
		return;
	f->seen->blocked++;
	g->blocked = true;
	floor_ended(f, d->shopper, f->now.wall);
}

static void do_unblock(struct floor *f, const struct deed *d)
{
	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_UNBLOCK,
			.shopper = floor_id(FLOOR_GUEST, d->shopper)});
	f->world.guests[d->shopper].blocked = false;
}

static void do_visit(struct floor *f, const struct deed *d)
{
	floor_visit(f, d->shopper);
}

static void do_sit(struct floor *f, const struct deed *d)
{
	floor_sit(f, d->associate);
}

static void floor_detach(struct floor *f, uint64_t session, int64_t *lost)
{
	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_DETACH, .session = session});
	if (*lost == FLOOR_HERE)
		*lost = f->now.steady;
}

static void do_leave(struct floor *f, const struct deed *d)
{
	floor_detach(f, floor_session(FLOOR_GUEST, d->shopper),
		&f->world.guests[d->shopper].lost);
}

static void do_go(struct floor *f, const struct deed *d)
{
	floor_detach(f, floor_session(FLOOR_STAFF, d->associate),
		&f->world.staff[d->associate].lost);
}

/* Their chat rings again at once. */
static void do_remove(struct floor *f, const struct deed *d)
{
	struct helper *a = &f->world.staff[d->associate];

	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_STAFF_GONE,
			.staff = {.id = floor_id(FLOOR_STAFF, d->associate)}});
	a->gone = true;
	if (a->lost == FLOOR_HERE)
		a->lost = f->now.steady;
	for (int s = 1; s <= DEED_SHOPPERS; s++) {
		struct guest *g = &f->world.guests[s];

		if (!g->live || g->holder != d->associate)
			continue;
		g->live = false;
		g->rings = f->now.steady;
	}
}

/* Nobody is forgotten while they ring or chat.  Their tabs are signed out. */
static void do_erase(struct floor *f, const struct deed *d)
{
	struct guest *g = &f->world.guests[d->shopper];
	int anew = DEED_SHOPPERS + ++f->anew;
	enum err why = ERR_IO;
	struct fact *x;

	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_ERASE,
			.errand = 1,
			.shopper = floor_id(FLOOR_GUEST, d->shopper),
			.fresh = floor_id(FLOOR_GUEST, anew)});
	for (int i = 0; i < f->out->n_notices; i++)
		if (f->out->notices[i].kind == DESK_N_DONE)
			why = f->out->notices[i].why;
	if (why != (g->chat ? ERR_BUSY_CHAT : ERR_OK))
		floor_fault(f, "erasing s%d: %s", d->shopper, err_name(why));
	if (g->chat)
		return;
	f->seen->erased++;
	g->blocked = false;
	if (g->lost == FLOOR_HERE)
		g->lost = f->now.steady;
	x = floor_fact(f, FACT_ERASED);
	x->shopper = d->shopper;
	x->anew = anew;
}

static void do_view(struct floor *f, const struct deed *d)
{
	const struct fact *last = floor_last(f, FACT_ACCEPTED, d->shopper);
	struct wire_msg m = {.type = WIRE_T_VIEWED};

	if (last)
		m.viewed.chat = floor_id(FLOOR_CHAT, last->chat);
	floor_ask(f, floor_session(FLOOR_STAFF, d->associate), m, 0);
}

/* ---- orders ---- */

static struct fact *floor_order_fact(
	struct floor *f, const struct deed *d, enum fact_kind kind)
{
	struct fact *x = floor_fact(f, kind);

	x->order = d->order;
	x->paid = d->paid;
	x->refunded = d->refunded;
	x->cancelled = d->cancelled;
	x->currency = d->currency;
	return x;
}

/* How close it is to the end of the window. */
static void floor_see_edge(struct floor *f, int shopper)
{
	const struct fact *end = floor_last(f, FACT_ENDED, shopper);
	int64_t window = f->world.window_days * TIMES_DAY;

	if (!end || f->world.guests[shopper].chatted)
		return;
	f->seen->last_moment += f->now.wall - end->at == window;
	f->seen->late += f->now.wall - end->at == window + 1;
}

/* Only from whom a block hides the widget no page reports anything. */
static void do_buy(struct floor *f, const struct deed *d)
{
	struct guest *g = &f->world.guests[d->shopper];
	struct wire_msg m = {.type = WIRE_T_EVENT,
		.event = {.what = WIRE_DEED_PURCHASE,
			.order = floor_order(d->order),
			.amount = d->paid,
			.currency = d->currency}};

	if (g->lost != FLOOR_HERE)
		floor_visit(f, d->shopper);
	floor_see_edge(f, d->shopper);
	if (floor_ask(f, floor_session(FLOOR_GUEST, d->shopper), m, 0))
		floor_order_fact(f, d, FACT_BOUGHT)->shopper = d->shopper;
	else if (!g->blocked)
		floor_fault(f, "a purchase was not taken");
}

static void do_tell(struct floor *f, const struct deed *d)
{
	struct desk_order o = {.order = floor_order(d->order),
		.currency = d->currency,
		.total = d->paid,
		.refunded = d->refunded,
		.cancelled = d->cancelled,
		.at = f->server - d->time};

	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_ORDER,
			.order = &o,
			.sale = floor_sale(f, d->order)});
	floor_order_fact(f, d, FACT_TOLD)->said = o.at;
}

static void do_claim(struct floor *f, const struct deed *d)
{
	struct desk_claim c = {.claim = floor_id(FLOOR_CLAIM, ++f->claims),
		.associate = floor_id(FLOOR_STAFF, d->associate),
		.order = floor_order(d->order),
		.title = "",
		.currency = d->currency,
		.amount = d->paid,
		.bought = f->now.wall - d->time};
	struct fact *x;

	if (f->world.staff[d->associate].gone)
		return; /* cannot be granted */
	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_CLAIM,
			.claim = &c,
			.sale = floor_sale(f, d->order)});
	x = floor_order_fact(f, d, FACT_GRANTED);
	x->refunded = 0;
	x->cancelled = false;
	x->associate = d->associate;
	x->claim = f->claims;
	x->bought = c.bought;
}

/* ---- time ---- */

static void do_wait(struct floor *f, const struct deed *d)
{
	floor_wait(f, d->time, d->careful);
}

static void do_edge(struct floor *f, const struct deed *d)
{
	const struct fact *end = floor_last(f, FACT_ENDED, d->shopper);
	int64_t at = end ? end->at + f->world.window_days * TIMES_DAY : 0;

	if (at + d->time > f->now.wall)
		floor_wait(f, at + d->time - f->now.wall, d->careful);
}

static void do_jump(struct floor *f, const struct deed *d)
{
	f->seen->jumps++;
	f->now.wall += d->time;
	floor_step(f, (struct desk_cmd){.kind = DESK_C_TICK});
}

static void do_window(struct floor *f, const struct deed *d)
{
	f->world.window_days = (int)(d->time / TIMES_DAY);
	f->settings.window_days = f->world.window_days;
	floor_step(f,
		(struct desk_cmd){
			.kind = DESK_C_SETTINGS, .settings = &f->settings});
}

static void do_restart(struct floor *f, const struct deed *d)
{
	(void)d;
	f->seen->restarts++;
	floor_reload(f);
}

void act(struct floor *f, const struct deed *d)
{
	static void (*const does[DEED_COUNT])(
		struct floor *, const struct deed *) = {
		[DEED_ask] = do_ask,
		[DEED_accept] = do_accept,
		[DEED_transfer] = do_hand,
		[DEED_call_back] = do_hand,
		[DEED_end] = do_end,
		[DEED_block] = do_block,
		[DEED_unblock] = do_unblock,
		[DEED_leave] = do_leave,
		[DEED_visit] = do_visit,
		[DEED_go] = do_go,
		[DEED_sit] = do_sit,
		[DEED_remove] = do_remove,
		[DEED_erase] = do_erase,
		[DEED_view] = do_view,
		[DEED_buy] = do_buy,
		[DEED_tell] = do_tell,
		[DEED_claim] = do_claim,
		[DEED_wait] = do_wait,
		[DEED_edge] = do_edge,
		[DEED_jump] = do_jump,
		[DEED_window] = do_window,
		[DEED_restart] = do_restart,
	};
	struct world before = f->world;

	f->losing = d->lost;
	if (!d->careful)
		f->server += 1000;
	does[d->kind](f, d);
	f->losing = false;
	f->seen->deeds++;
	if (!d->lost)
		return;
	f->seen->lost++;
	f->world = before;
	floor_reload(f);
}
