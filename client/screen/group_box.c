/* SPDX-License-Identifier: MIT */
/*
 * A group's name, and of a new one the key by which pages name it.
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/screen.h"

enum { NAME, KEY, FIELDS };

static const struct form_field fields[FIELDS] = {
	[NAME] = {.label = N_("Name"),
		.most = LIMIT_NAME,
		.hint = N_("Colleagues see it, and shoppers in greetings.")},
	[KEY] = {.label = N_("Key for pages"),
		.most = LIMIT_SLUG,
		.hint = N_("Small letters, digits and -. Pages name the group "
			   "by it; it stays as it is.")},
};

static bool is_key(const char *s)
{
	return *s && *s != '-' &&
		s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void fill(struct screen *s, struct form *f)
{
	const struct manage_group *g = manage_group(s->model, s->subject);

	if (!g)
		return;
	form_set(f, NAME, g->name);
	form_off(f, KEY, g->key);
}

static void send(struct screen *s, struct form_box *b)
{
	bool fresh = !s->subject[0];
	const char *key = fresh ? form_text(b->form, KEY) : s->subject;
	struct wire_msg msg = {.type = WIRE_T_CTL_GROUP};

	msg.ctl_group = (struct wire_ctl_group){.retailer = s->model->shop,
		.group = key,
		.name = form_text(b->form, NAME)};
	if (form_blank(b->form, NAME))
		form_err(b->form, NAME, _("Please enter a name."));
	else if (!is_key(key))
		form_err(b->form, KEY,
			_("A key is like ginza or ginza-2: small letters, "
			  "digits and -."));
	else if (fresh && manage_group(s->model, key))
		form_err(b->form, KEY, _("There is a group of that key."));
	else
		form_box_save(s, b, ASK_M_SET_GROUP, &msg);
}

static int blame(enum err e, const char **text)
{
	*text = NULL;
	return e == ERR_FIELD ? KEY : -1;
}

static const struct form_box_ops ops = {.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame};

static void open(struct screen *s)
{
	form_box_open(s, &ops);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct manage_group *group = manage_group(s->model, s->subject);

	form_box_draw(s, g, at, group ? group->shown : _("New group"));
}

const struct screen_ops group_box_ops = {
	.name = "group_box",
	.size = sizeof(struct form_box),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = form_box_done,
};
