/* SPDX-License-Identifier: MIT */
/*
 * A colleague's name and groups (rule I1).
 */
#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/group_ticks.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "shared/mem.h"

enum { NAME, OWN };

struct self {
	struct form_box box;
	struct form_box_ops ops; /* of as many groups as there are */
	struct group_ticks ticks;
	char *name, *keys; /* as they were: what was not changed is not sent */
};

static const struct form_field own[OWN] = {
	[NAME] = {.label = N_("Name"),
		.most = LIMIT_NAME,
		.hint = N_("Shoppers see it.")},
};

static const struct team_mate *mate_of(const struct screen *s)
{
	struct id id;

	if (!id_valid(s->subject))
		return NULL;
	id = id_from_str(s->subject);
	return team_find(s->model, &id);
}

static void fill(struct screen *s, struct form *f)
{
	struct self *self = s->self;
	const struct team_mate *mate = mate_of(s);

	form_set(f, NAME, mate ? mate->raw_name : "");
	group_ticks_fill(&self->ticks, f, mate ? mate->group_keys : NULL);
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	const struct team_mate *mate = mate_of(s);
	struct wire_msg msg = {.type = WIRE_T_CTL_ASSOCIATE};
	char before[GROUP_TICKS_KEYS], keys[GROUP_TICKS_KEYS];
	const char *name = form_text(b->form, NAME);

	if (!mate || !mate->address)
		return;
	if (form_blank(b->form, NAME)) {
		form_err(b->form, NAME, _("Please enter a name."));
		return;
	}
	msg.ctl_associate.retailer = s->model->shop;
	msg.ctl_associate.address = mate->address;
	if (strcmp(name, self->name) != 0)
		msg.ctl_associate.name = name;
	group_ticks_read(&self->ticks, b->form, mate->group_keys, keys);
	strcpy(before, keys);
	if (strcmp(keys, self->keys) != 0)
		msg.ctl_associate.groups = before;
	form_box_save(s, b, ASK_M_SET_ACCOUNT, &msg);
}

static int blame(enum err e, const char **text)
{
	(void)text;
	return e == ERR_FIELD ? NAME : -1;
}

static void end(struct screen *s)
{
	struct self *self = s->self;

	form_box_end(s);
	mem_free(self->name);
	mem_free(self->keys);
	self->name = self->keys = NULL;
}

static void open(struct screen *s)
{
	struct self *self = s->self;
	const struct team_mate *mate = mate_of(s);
	char keys[GROUP_TICKS_KEYS];

	end(s);
	group_ticks_init(&self->ticks, s->model, own, OWN);
	self->ops = (struct form_box_ops){.fields = self->ticks.fields,
		.n = OWN + self->ticks.n,
		.fill = fill,
		.send = send,
		.blame = blame};
	form_box_open(s, &self->ops);
	self->name = mem_strdup(mate ? mate->raw_name : "");
	self->keys = mem_strdup(group_ticks_read(&self->ticks, self->box.form,
		mate ? mate->group_keys : NULL, keys));
	assert(self->name && self->keys);
}

static bool done(struct screen *s)
{
	return mate_of(s) == NULL || form_box_done(s);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct team_mate *mate = mate_of(s);

	form_box_draw(s, g, at, mate && mate->address ? mate->address : "");
}

const struct screen_ops team_box_ops = {
	.name = "team_box",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = end,
	.done = done,
};
