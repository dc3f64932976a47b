/* SPDX-License-Identifier: MIT */
#include "tests/sim/sales/floor.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/desk.h"
#include "shared/hours.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "tests/lib/memsold.h"
#include "tests/lib/tzfile.h"

#define START INT64_C(1763946000000000) /* 2025-11-24, 10:00 in Tokyo */
#define RING_FOR (90 * TIMES_SECOND)    /* C2 */
#define OVER_AFTER (5 * TIMES_MINUTE)   /* D10 */
#define LEFT_AFTER (30 * TIMES_MINUTE)  /* D11 */
#define NEVER INT64_MAX

struct id floor_id(enum floor_kind kind, int n)
{
	uint8_t bytes[16] = {1};

	bytes[13] = (uint8_t)kind;
	bytes[14] = (uint8_t)(n >> 8);
	bytes[15] = (uint8_t)n;
	return n ? id_from_bytes(bytes) : (struct id){""};
}

uint64_t floor_session(enum floor_kind kind, int n)
{
	return (uint64_t)(100 * kind + n);
}

void floor_fault(struct floor *f, const char *format, ...)
{
	va_list args;

	if (*f->why)
		return;
	va_start(args, format);
	vsnprintf(f->why, FLOOR_WHY, format, args);
	va_end(args);
}

struct floor *floor_new(void)
{
	struct floor *f = calloc(1, sizeof(*f));
	const char *why = "";
	int line = 0;

	assert(f);
	f->tz = tzfile_read("Asia/Tokyo");
	if (hours_parse("always", &f->hours, &line, &why))
		abort();
	return f;
}

void floor_destroy(struct floor **f)
{
	hours_destroy(&(*f)->hours);
	tz_destroy(&(*f)->tz);
	free(*f);
	*f = NULL;
}

/* ---- what has happened ---- */

struct fact *floor_fact(struct floor *f, enum fact_kind kind)
{
	struct fact *x = &f->facts[f->world.n_facts++];

	assert(f->world.n_facts <= (int)(sizeof(f->facts) / sizeof(*f->facts)));
	*x = (struct fact){.kind = kind,
		.at = f->now.wall,
		.currency = "",
		.window = f->world.window_days * TIMES_DAY};
	return x;
}

void floor_accepted(struct floor *f, int shopper, int associate)
{
	struct guest *g = &f->world.guests[shopper];
	struct fact *x = floor_fact(f, FACT_ACCEPTED);

	g->live = g->chatted = true;
	g->holder = associate;
	x->shopper = shopper;
	x->associate = associate;
	x->chat = g->chat;
}

void floor_ended(struct floor *f, int shopper, int64_t wall)
{
	struct guest *g = &f->world.guests[shopper];
	struct fact *x;

	if (g->chatted) {
		x = floor_fact(f, FACT_ENDED);
		x->at = wall;
		x->shopper = shopper;
		x->chat = g->chat;
	}
	g->chat = g->holder = 0;
	g->live = g->chatted = false;
}

static int64_t floor_after(int64_t lost, int64_t span)
{
	return lost == FLOOR_HERE ? NEVER : lost + span;
}

/* When something becomes of this chat by itself. */
static int64_t floor_due(const struct floor *f, const struct guest *g)
{
	int64_t left = floor_after(g->lost, LEFT_AFTER);
	int64_t over = floor_after(f->world.staff[g->holder].lost, OVER_AFTER);

	if (!g->chat)
		return NEVER;
	if (!g->live)
		return g->rings + RING_FOR;
	return left < over ? left : over;
}

static void floor_comes_due(struct floor *f, int shopper, int64_t at)
{
	struct guest *g = &f->world.guests[shopper];
	int64_t wall = f->now.wall - (f->now.steady - at);

	if (!g->live) {
		f->seen->missed++;
		floor_ended(f, shopper, wall);
	} else if (floor_after(g->lost, LEFT_AFTER) <= at) {
		f->seen->left++;
		floor_ended(f, shopper, wall);
	} else {
		f->seen->over++;
		g->live = false;
		g->rings = at;
	}
}

/* All that falls due by now, at its own time; not before a relay that has just
 * come up can see it. */
static void floor_pass(struct floor *f)
{
	for (int i = 1; i <= DEED_SHOPPERS; i++) {
		int64_t at;

		while ((at = floor_due(f, &f->world.guests[i])) <=
			f->now.steady)
			floor_comes_due(f, i, at > f->passed ? at : f->passed);
	}
	f->passed = f->now.steady;
}

/* ---- the desk ---- */

static void floor_keep(struct floor *f)
{
	const char *broken;

	if (!f->losing)
		memstore_commit(
			f->store, f->turn++, f->out->recs, f->out->n_recs);
	broken = desk_check(f->desk);
	if (!broken)
		broken = memstore_fault(f->store);
	if (broken)
		floor_fault(f, "the desk: %s does not hold", broken);
}

void floor_step(struct floor *f, struct desk_cmd cmd)
{
	floor_pass(f);
	desk_out_destroy(&f->out);
	f->out = desk_out_new();
	cmd.now = f->now;
	if (desk_step(f->desk, &cmd, f->out))
		abort();
	floor_keep(f);
}

/* Sends it, and says whether the answer was ok. */
bool floor_ask(struct floor *f, uint64_t session, struct wire_msg m, int chat)
{
	struct desk_cmd cmd = {.kind = DESK_C_MESSAGE,
		.session = session,
		.message = &m,
		.fresh = floor_id(FLOOR_CHAT, chat)};
	struct id who = floor_id(FLOOR_GUEST, (int)(session % 100));

	m.ref = "r";
	if (m.type == WIRE_T_EVENT) {
		cmd.sale = memsold_order(f->store, m.event.order);
		cmd.earlier = memsold_earlier(f->store, cmd.sale, &who);
	}
	floor_step(f, cmd);
	for (int i = 0; i < f->out->n_notices; i++)
		if (f->out->notices[i].session == session &&
			f->out->notices[i].kind == DESK_N_SEND &&
			f->out->notices[i].message->type == WIRE_T_OK)
			return true;
	return false;
}

void floor_sit(struct floor *f, int associate)
{
	struct helper *a = &f->world.staff[associate];

	if (a->gone)
		return;
	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_ATTACH_ASSOCIATE,
			.session = floor_session(FLOOR_STAFF, associate),
			.attach = {.who = floor_id(FLOOR_STAFF, associate)}});
	a->lost = FLOOR_HERE;
}

void floor_visit(struct floor *f, int shopper)
{
	struct id who = floor_id(FLOOR_GUEST, shopper);
	struct wire_page page = {.url = "https://shop/", .title = "Shop"};

	floor_step(f,
		(struct desk_cmd){.kind = DESK_C_ATTACH_SHOPPER,
			.session = floor_session(FLOOR_GUEST, shopper),
			.attach = {.who = who,
				.token = "token",
				.known = memstore_shopper(f->store, &who),
				.view = &page}});
	f->world.guests[shopper].lost = FLOOR_HERE;
}

static void floor_staff(struct floor *f, int associate)
{
	struct desk_cmd cmd = {.kind = DESK_C_STAFF,
		.staff = {.id = floor_id(FLOOR_STAFF, associate),
			.name = "A",
			.groups = "",
			.manager = true}};

	if (!f->world.staff[associate].gone)
		desk_step(f->desk, &cmd, NULL);
}

/* A relay comes up: its steady clock begins where clocks are now, and whoever
 * is not connected has been lost at that moment. */
static void floor_load(struct floor *f)
{
	struct desk_cmd cmd = {
		.kind = DESK_C_SETTINGS, .settings = &f->settings};

	desk_destroy(&f->desk);
	desk_out_destroy(&f->out);
	f->desk = desk_new();
	f->out = desk_out_new();
	f->now.steady = f->passed = f->now.wall;
	f->settings.window_days = f->world.window_days;
	desk_step(f->desk, &cmd, NULL);
	for (int a = 1; a <= DEED_STAFF; a++)
		floor_staff(f, a);
	if (memstore_load(f->store, f->desk) ||
		desk_loaded(f->desk, f->now, f->out))
		abort();
	floor_keep(f);
}

void floor_reload(struct floor *f)
{
	struct world *w = &f->world, before = *w;

	floor_load(f);
	for (int a = 1; a <= DEED_STAFF; a++)
		w->staff[a].lost = f->now.steady;
	for (int s = 1; s <= DEED_SHOPPERS; s++) {
		w->guests[s].lost = f->now.steady;
		if (w->guests[s].rings > f->now.steady)
			w->guests[s].rings = f->now.steady;
	}
	for (int a = 1; a <= DEED_STAFF; a++)
		if (before.staff[a].lost == FLOOR_HERE)
			floor_sit(f, a);
	for (int s = 1; s <= DEED_SHOPPERS; s++)
		if (before.guests[s].lost == FLOOR_HERE)
			floor_visit(f, s);
}

/* The last chat with somebody that this shopper had, by its number. */
const struct fact *floor_last(
	const struct floor *f, enum fact_kind kind, int shopper)
{
	for (int i = f->world.n_facts - 1; i >= 0; i--)
		if (f->facts[i].kind == kind && f->facts[i].shopper == shopper)
			return &f->facts[i];
	return NULL;
}

const char *floor_order(int order)
{
	static const char *const orders[DEED_ORDERS] = {
		"o-1", "o-2", "o-3", "o-4", "o-5", "o-6"};

	return orders[order - 1];
}

const struct rec_sale *floor_sale(const struct floor *f, int order)
{
	return memsold_order(f->store, floor_order(order));
}

/* ---- time ---- */

static void floor_later(struct floor *f, int64_t span)
{
	f->now.wall += span;
	f->now.steady += span;
	floor_step(f, (struct desk_cmd){.kind = DESK_C_TICK});
}

void floor_wait(struct floor *f, int64_t span, bool careful)
{
	int64_t end = f->now.steady + span;

	while (careful && f->now.steady < end) {
		int64_t next = desk_deadline(f->desk, f->now);

		if (next >= end)
			break;
		floor_later(f, next > f->now.steady ? next - f->now.steady : 0);
	}
	floor_later(f, end - f->now.steady);
}

/* ---- beginning and end ---- */

void floor_open(struct floor *f)
{
	f->store = memstore_new();
	f->turn = memstore_claim(f->store);
	f->settings = desk_settings_default();
	f->settings.retailer = f->settings.name = "demo";
	f->settings.zone = "Asia/Tokyo";
	f->settings.currency = "JPY";
	f->settings.hours = f->hours;
	f->settings.tz = f->tz;
	f->now = (struct desk_now){START, START};
	f->chats = f->claims = f->anew = 0;
	f->server = START;
	f->world = (struct world){.window_days = f->settings.window_days};
	floor_load(f);
	for (int a = 1; a <= DEED_STAFF; a++)
		floor_sit(f, a);
	for (int s = 1; s <= DEED_SHOPPERS; s++)
		floor_visit(f, s);
}

void floor_close(struct floor *f)
{
	desk_destroy(&f->desk);
	desk_out_destroy(&f->out);
	memstore_destroy(&f->store);
}
