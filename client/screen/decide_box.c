/* SPDX-License-Identifier: MIT */
/*
 * A manager grants a claim or refuses it (rule E5), and says why.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/leaf.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"

enum { DECISION, REASON, FIELDS };
enum { GRANT, REFUSE };

struct self {
	struct form_box box;
	struct id claim;
};

static const char *const decisions[] = {N_("Grant"), N_("Refuse"), NULL};

static const struct form_field fields[FIELDS] = {
	[DECISION] = {.label = N_("Decision"),
		.kind = FORM_CHOICE,
		.choices = decisions},
	[REASON] = {.label = N_("Reason"),
		.kind = FORM_TEXT,
		.most = LIMIT_NOTE_CHARS,
		.rows = 3,
		.hint = N_("The associate reads it.")},
};

static void fill(struct screen *s, struct form *f)
{
	(void)s;
	form_choose(f, DECISION, GRANT);
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	bool grant = form_choice(b->form, DECISION) == GRANT;
	struct wire_msg msg = {.type = WIRE_T_CTL_CLAIM};

	if (!grant && form_blank(b->form, REASON)) {
		form_err(b->form, REASON,
			_("A refusal needs a reason: the associate reads it."));
		return;
	}
	msg.ctl_claim.retailer = s->model->shop;
	msg.ctl_claim.claim = self->claim;
	msg.ctl_claim.grant = grant;
	msg.ctl_claim.reason =
		form_blank(b->form, REASON) ? NULL : form_text(b->form, REASON);
	form_box_save(s, b, ASK_M_DECIDE, &msg);
}

static int blame(enum err e, const char **text)
{
	switch (e) {
	case ERR_CREDITED:
		*text = _("That order is somebody's sale already. Refuse it?");
		return DECISION;
	case ERR_FIELD:
		*text = _("The shop has that order in another currency.");
		return DECISION;
	case ERR_TAKEN:
		*text = _("Another manager has decided it.");
		return DECISION;
	case ERR_ONESELF:
		*text = _("Another manager must grant your own claims.");
		return DECISION;
	default:
		return -1;
	}
}

static const struct form_box_ops ops = {
	.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame,
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->claim =
		id_valid(s->subject) ? id_from_str(s->subject) : (struct id){0};
	form_box_open(s, &ops);
}

static bool done(struct screen *s)
{
	const struct self *self = s->self;

	return !claims_find(s->model, &self->claim) || form_box_done(s);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	const struct claim *c = claims_find(s->model, &self->claim);
	char text[PAINT_SIZE], money[PAINT_SIZE];

	paint_format(text, "%s   %s   %s", c && c->by ? c->by : "",
		c ? c->order : "",
		c ? paint_money(s->model, &c->price, money) : "");
	form_box_draw(s, g, at, text);
}

const struct screen_ops decide_box_ops = {
	.name = "decide_box",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = done,
};
