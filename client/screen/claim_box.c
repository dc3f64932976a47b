/* SPDX-License-Identifier: MIT */
/*
 * A claim of a sale that is missing (rule E5).  What is known is filled in;
 * what makes no sense is said at its field before it is sent.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/sender_key.h"
#include "shared/times.h"

enum {
	RETAILER,
	ASSOCIATE,
	SHOPPER,
	PRODUCT,
	PRICE,
	ORDER,
	BOUGHT,
	EVIDENCE,
	FIELDS
};

#define DAYS 400  /* so long ago a sale can be claimed, as the relay has it */
#define AHEAD 600 /* seconds that a till's clock may be ahead */
#define WHEN 20   /* bytes of "2026-11-28 17:05" and some */

struct self {
	struct form_box box;
	struct id chat;
	int64_t opened; /* wall_us: part of the sender's key */
};

static const struct form_field fields[FIELDS] = {
	[RETAILER] = {.label = N_("Retailer"), .most = LIMIT_NAME},
	[ASSOCIATE] = {.label = N_("Associate"), .most = LIMIT_NAME},
	[SHOPPER] = {.label = N_("Shopper"), .most = LIMIT_NAME},
	[PRODUCT] = {.label = N_("Product"), .most = LIMIT_TITLE},
	[PRICE] = {.label = N_("Price"),
		.most = MONEY_SIZE,
		.hint = N_("Such as 12,800 JPY or 129.00 USD.")},
	[ORDER] = {.label = N_("Order number"), .most = LIMIT_NAME},
	[BOUGHT] = {.label = N_("Bought"),
		.most = WHEN,
		.hint = N_("By the shop's clock, as 2026-11-28 17:05.")},
	[EVIDENCE] = {.label = N_("Evidence"),
		.kind = FORM_TEXT,
		.most = LIMIT_EVIDENCE_CHARS,
		.rows = 3,
		.hint = N_("How a manager can see that it is your sale.")},
};

static void fill(struct screen *s, struct form *f)
{
	const struct model *m = s->model;
	const struct claims *c = &m->claims;
	struct tz_time t = model_local(m, c->from_at);
	char when[80];

	snprintf(when, sizeof(when), "%04d-%02d-%02d %02d:%02d", t.year,
		t.month, t.day, t.hour, t.minute);
	form_set(f, SHOPPER, c->from_name);
	form_set(f, BOUGHT, when);
	form_off(f, RETAILER, m->retailer ? m->retailer : "");
	form_off(f, ASSOCIATE, m->name ? m->name : "");
	form_go(f, c->from_name ? PRODUCT : SHOPPER);
}

/* ---- what is typed ---- */

/* Without a currency it is the retailer's. */
static enum err read_price(
	const struct model *m, const char *text, struct money *out)
{
	char whole[2 * MONEY_SIZE];
	bool bare = text[strcspn(text,
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz")] == '\0';

	snprintf(whole, sizeof(whole), "%s%s%s", text, bare ? " " : "",
		bare ? m->currency : "");
	for (char *p = whole; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return money_parse(whole, strlen(whole), out);
}

/* "2026-11-28 17:05" by the shop's clock; false: it is none. */
static bool read_when(const struct model *m, const char *text, int64_t *out)
{
	int at[5], n = 0;
	char end;

	if (sscanf(text, "%4d-%2d-%2d %2d:%2d%n %c", &at[0], &at[1], &at[2],
		    &at[3], &at[4], &n, &end) != 5)
		return false;
	if (at[0] < 2000 || !times_is_date(at[0], at[1], at[2]) || at[3] < 0 ||
		at[3] > 23 || at[4] < 0 || at[4] > 59)
		return false;
	*out = m->tz ? tz_utc(m->tz, at[0], at[1], at[2], at[3], at[4])
		     : times_day(at[0], at[1], at[2]) * TIMES_DAY +
			at[3] * TIMES_HOUR + at[4] * TIMES_MINUTE;
	return true;
}

static const char *when_wrong(const struct model *m, int64_t at)
{
	if (at > m->wall_us + AHEAD * TIMES_SECOND)
		return _("That is in the future.");
	if (at < m->wall_us - DAYS * TIMES_DAY)
		return _("That is more than 400 days ago.");
	return NULL;
}

/* The field that is wrong, and why; -1: none is. */
static int check(const struct model *m, const struct form *f,
	struct money *price, int64_t *bought, const char **why)
{
	if (form_blank(f, PRODUCT)) {
		*why = _("Please say what was bought.");
		return PRODUCT;
	}
	if (read_price(m, form_text(f, PRICE), price) != ERR_OK) {
		*why = _("Please enter a price, such as 12,800 JPY.");
		return PRICE;
	}
	if (price->minor <= 0) {
		*why = _("A sale is worth more than nothing.");
		return PRICE;
	}
	if (form_blank(f, ORDER)) {
		*why = _("Please enter the order's number.");
		return ORDER;
	}
	if (!read_when(m, form_text(f, BOUGHT), bought)) {
		*why = _("Please enter a time, such as 2026-11-28 17:05.");
		return BOUGHT;
	}
	*why = when_wrong(m, *bought);
	if (*why)
		return BOUGHT;
	if (form_blank(f, EVIDENCE)) {
		*why = _("A manager needs something to go by.");
		return EVIDENCE;
	}
	return -1;
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	struct form *f = b->form;
	const char *texts[FIELDS - SHOPPER + 1] = {NULL}, *why = NULL;
	char key[SENDER_KEY];
	struct money price = {0};
	struct wire_msg msg = {.type = WIRE_T_CLAIM};
	struct wire_claim *w = &msg.claim;
	int wrong;

	form_narrow(f, PRICE);
	form_narrow(f, ORDER);
	form_narrow(f, BOUGHT);
	wrong = check(s->model, f, &price, &w->bought, &why);
	if (wrong >= 0) {
		form_err(f, wrong, why);
		return;
	}
	for (int i = SHOPPER; i < FIELDS; i++)
		texts[i - SHOPPER] = form_text(f, i);
	w->key = sender_key(key, self->opened, texts);
	w->order = form_text(f, ORDER);
	w->name = form_blank(f, SHOPPER) ? NULL : form_text(f, SHOPPER);
	w->product = form_text(f, PRODUCT);
	w->amount = price.minor;
	w->currency = price.code;
	w->evidence = form_text(f, EVIDENCE);
	w->chat = self->chat;
	form_box_save(s, b, ASK_CLAIM, &msg);
}

static int blame(enum err e, const char **text)
{
	if (e == ERR_CREDITED) {
		*text = _("That order is your sale already.");
		return ORDER;
	}
	if (e == ERR_EXISTS) {
		*text = _("You have claimed that order already.");
		return ORDER;
	}
	return -1;
}

static const struct form_box_ops ops = {
	.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame,
	.save = N_("Claim the sale"),
	.foot = N_("claim"),
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->chat = s->model->claims.from_chat;
	self->opened = s->model->wall_us;
	form_box_open(s, &ops);
}

static bool done(struct screen *s)
{
	return form_box_done(s);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	form_box_draw(s, g, at, _("Claim a sale"));
}

const struct screen_ops claim_box_ops = {
	.name = "claim_box",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = done,
};
