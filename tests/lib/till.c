/* SPDX-License-Identifier: MIT */
#include "tests/lib/till.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

void till_buys(struct fix *f, int session, const char *order, int64_t amount)
{
	struct wire_msg m = {.type = WIRE_T_EVENT};

	m.event.what = WIRE_DEED_PURCHASE;
	m.event.order = order;
	m.event.product = "Navy wool coat";
	m.event.quantity = 1;
	m.event.amount = amount;
	m.event.currency = "JPY";
	fix_send(f, session, &m, 0);
}

void till_reports(struct fix *f, const char *order, int64_t total,
	int64_t refunded, bool cancelled)
{
	fix_order(f,
		&(struct desk_order){.order = order,
			.title = "Navy wool coat",
			.currency = "JPY",
			.total = total,
			.refunded = refunded,
			.quantity = 1,
			.cancelled = cancelled});
}

struct desk_claim till_claim(const char *order, int associate, int chat)
{
	struct desk_claim c = {.claim = fix_id(700),
		.associate = fix_id(associate),
		.order = order,
		.title = "Navy wool coat",
		.currency = "JPY",
		.amount = 48000};

	if (chat)
		c.chat = fix_id(chat);
	return c;
}

void till_claims(struct fix *f, const char *order, int associate, int chat)
{
	struct desk_claim c = till_claim(order, associate, chat);

	c.bought = f->now.wall;
	fix_claim(f, &c);
}

void till_views(struct fix *f, int session, int chat)
{
	struct wire_msg m = {
		.type = WIRE_T_VIEWED, .viewed = {.chat = fix_id(chat)}};

	fix_send(f, session, &m, 0);
}

void till_expect(const struct fix *f, const char *order, int associate)
{
	const struct rec_sale *s = fix_sale(f, order);
	struct id nobody = {""};

	assert_non_null(s);
	assert_string_equal(
		s->associate.s, associate ? fix_id(associate).s : nobody.s);
}

const struct wire_panel *till_panel(const struct fix *f, int session)
{
	return &fix_last(f, session, WIRE_T_PANEL)->panel;
}

const struct wire_sale *till_sale(const struct fix *f, int session)
{
	return &fix_last(f, session, WIRE_T_SALE)->sale;
}
