/* SPDX-License-Identifier: MIT */
/*
 * A new invite code (rule A1): for how long, for how many, into which groups.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/group_ticks.h"
#include "client/screen/screen.h"

enum { DAYS, USES, OWN };

#define DAYS_DEFAULT 7

struct self {
	struct form_box box;
	struct form_box_ops ops; /* of as many groups as there are */
	struct group_ticks ticks;
};

static const struct form_field own[OWN] = {
	[DAYS] = {.label = N_("Good for days"),
		.kind = FORM_NUMBER,
		.most = LIMIT_INVITE_DAYS,
		.hint = N_("From 1 to 90 days.")},
	[USES] = {.label = N_("For colleagues"),
		.kind = FORM_NUMBER,
		.most = LIMIT_INVITE_USES,
		.hint = N_("How many may sign up with it, from 1 to 1000.")},
};

static void fill(struct screen *s, struct form *f)
{
	(void)s;
	form_set_number(f, DAYS, DAYS_DEFAULT);
	form_set_number(f, USES, 1);
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	struct wire_msg msg = {.type = WIRE_T_CTL_INVITE};
	char keys[GROUP_TICKS_KEYS];

	msg.ctl_invite.retailer = s->model->shop;
	msg.ctl_invite.days = form_number(b->form, DAYS);
	msg.ctl_invite.uses = form_number(b->form, USES);
	if (msg.ctl_invite.uses < 1)
		form_err(b->form, USES, _(own[USES].hint));
	if (msg.ctl_invite.days < 1)
		form_err(b->form, DAYS, _(own[DAYS].hint));
	if (msg.ctl_invite.days < 1 || msg.ctl_invite.uses < 1)
		return;
	for (int i = 0; i < self->ticks.n; i++)
		if (form_choice(b->form, OWN + i))
			msg.ctl_invite.groups = group_ticks_read(
				&self->ticks, b->form, NULL, keys);
	form_box_save(s, b, ASK_M_SET_INVITE, &msg);
}

static int blame(enum err e, const char **text)
{
	*text = _("So many codes are remembered only. Withdraw some.");
	return e == ERR_FULL ? DAYS : -1;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	group_ticks_init(&self->ticks, s->model, own, OWN);
	self->ops = (struct form_box_ops){.fields = self->ticks.fields,
		.n = OWN + self->ticks.n,
		.fill = fill,
		.send = send,
		.blame = blame,
		.save = N_("Issue it"),
		.foot = N_("issue")};
	form_box_open(s, &self->ops);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	form_box_draw(s, g, at, _("New invite code"));
}

const struct screen_ops invite_box_ops = {
	.name = "invite_box",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = form_box_done,
};
