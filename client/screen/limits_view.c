/* SPDX-License-Identifier: MIT */
/*
 * For managers: the retailer's name and the numbers of the rules, each with
 * what it usually is and how far it may go.  Only what was changed is sent, so
 * that two managers do not undo each other's changes.
 */
#include <stddef.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/form_box.h"
#include "client/screen/layout.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/style.h"

enum {
	NAME,
	ACCENT,
	SUPPORT,
	AT_ONCE,
	MORE_EVERY,
	RING_FOR,
	KEEP_STATE,
	TAKE_OVER,
	LEFT_AFTER,
	WINDOW,
	SCAN,
	FIELDS
};

struct self {
	struct form_box box;
	bool filled;
	int64_t was[FIELDS]; /* the numbers, and the choice, as filled in */
};

#define SECOND 1000
#define MINUTE (60 * SECOND)

/* Of the numbers: where they are, how much one of the form's is worth, the
 * least of it, and what holds when none is set. */
static const struct number {
	size_t shop, wire; /* offsets */
	int64_t unit, least, usual;
} numbers[SCAN] = {
#define NUMBER(member, unit_, least_, usual_) \
	{ \
		offsetof(struct manage_shop, member), \
			offsetof(struct wire_ctl_retailer, member), unit_, \
			least_, usual_ \
	}
	[AT_ONCE] = NUMBER(at_once, 1, 1, 3),
	[MORE_EVERY] = NUMBER(more_every, SECOND, 1, 15),
	[RING_FOR] = NUMBER(ring_for, SECOND, 10, 90),
	[KEEP_STATE] = NUMBER(keep_state, SECOND, 1, 60),
	[TAKE_OVER] = NUMBER(take_over, SECOND, 10, 300),
	[LEFT_AFTER] = NUMBER(left_after, MINUTE, 1, 30),
	[WINDOW] = NUMBER(window, 1, 1, 7),
#undef NUMBER
};

static const char *const scans[] = {
	N_("They are read"), N_("They are not read"), NULL};

static const struct form_field fields[FIELDS] = {
	[NAME] = {.label = N_("Retailer's name"),
		.most = LIMIT_NAME,
		.hint = N_("Shoppers and colleagues see it.")},
	[ACCENT] = {.label = N_("Colour"),
		.most = 7,
		.hint = N_("The widget's, as #243b61.")},
	[SUPPORT] = {.label = N_("Support's address"),
		.most = LIMIT_ADDRESS,
		.hint = N_("Problem reports are mailed there. Empty: "
			   "nowhere.")},
	[AT_ONCE] = {.label = N_("Ring at once"),
		.kind = FORM_NUMBER,
		.most = LIMIT_RINGS,
		.hint = N_("Colleagues that a chat rings at first, and more "
			   "each time. Usually 3, from 1 to 64.")},
	[MORE_EVERY] = {.label = N_("More every, s"),
		.kind = FORM_NUMBER,
		.most = 3600,
		.hint = N_("Seconds until a chat rings more of them. Usually "
			   "15, from 1 to 3600.")},
	[RING_FOR] = {.label = N_("Ring for, s"),
		.kind = FORM_NUMBER,
		.most = 3600,
		.hint = N_("Seconds until a chat is missed. Usually 90, from "
			   "10 to 3600.")},
	[KEEP_STATE] = {.label = N_("Keep the state, s"),
		.kind = FORM_NUMBER,
		.most = 86400,
		.hint = N_("Seconds offline until a colleague is unavailable. "
			   "Usually 60, from 1 to 86400.")},
	[TAKE_OVER] = {.label = N_("Take over after, s"),
		.kind = FORM_NUMBER,
		.most = 86400,
		.hint = N_("Seconds offline until a colleague's chat rings for "
			   "others. Usually 300, from 10 to 86400.")},
	[LEFT_AFTER] = {.label = N_("Left after, min"),
		.kind = FORM_NUMBER,
		.most = 10080,
		.hint = N_("Minutes without the shopper until a chat ends. "
			   "Usually 30, from 1 to 10080.")},
	[WINDOW] = {.label = N_("Attribution, days"),
		.kind = FORM_NUMBER,
		.most = 3650,
		.hint = N_("Days after a chat in which an order still counts. "
			   "Usually 7, from 1 to 3650.")},
	[SCAN] = {.label = N_("Barcodes"),
		.kind = FORM_CHOICE,
		.choices = scans,
		.hint = N_("Whether digits and Enter in the catalogue find the "
			   "product of that barcode.")},
};

static void fill(struct screen *s, struct form *f)
{
	struct self *self = s->self;
	const struct manage_shop *shop = &s->model->manage.shop;

	self->filled = shop->known;
	if (!shop->known)
		return;
	form_set(f, NAME, shop->name);
	form_set(f, ACCENT, shop->accent);
	form_set(f, SUPPORT, shop->support);
	for (int i = AT_ONCE; i < SCAN; i++) {
		const struct number *n = &numbers[i];
		int64_t set = *(const int64_t *)((const char *)shop + n->shop);

		self->was[i] = set ? set / n->unit : n->usual;
		form_set_number(f, i, self->was[i]);
	}
	self->was[SCAN] = shop->scan == 2;
	form_choose(f, SCAN, shop->scan == 2);
	form_off(f, SCAN,
		shop->scan ? NULL : _("The relay is too old for this."));
}

/* Sets what was changed in the message; -1, or the field that is wrong. */
static int read_numbers(
	const struct self *self, struct form *f, struct wire_ctl_retailer *out)
{
	for (int i = AT_ONCE; i < SCAN; i++) {
		const struct number *n = &numbers[i];
		int64_t value = form_number(f, i);

		if (value < n->least)
			return i;
		if (value != self->was[i])
			*(int64_t *)((char *)out + n->wire) = value * n->unit;
	}
	return -1;
}

static bool is_colour(const char *s)
{
	return *s == '#' && strlen(s) == 7 &&
		strspn(s + 1, "0123456789abcdefABCDEF") == 6;
}

static bool is_address(const char *s)
{
	const char *at = strchr(s, '@');

	return at && at > s && at[1] && !strchr(s, ' ');
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	const struct manage_shop *shop = &s->model->manage.shop;
	struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER};
	struct wire_ctl_retailer *w = &msg.ctl_retailer;
	const char *name = form_text(b->form, NAME);
	const char *accent = form_text(b->form, ACCENT);
	const char *support = form_text(b->form, SUPPORT);
	int wrong = read_numbers(self, b->form, w);

	w->retailer = s->model->shop;
	if (form_blank(b->form, NAME))
		form_err(b->form, NAME, _("Please enter a name."));
	else if (!is_colour(accent))
		form_err(b->form, ACCENT, _("A colour is like #243b61."));
	else if (*support && !is_address(support))
		form_err(
			b->form, SUPPORT, _("Please enter an e-mail address."));
	else if (wrong >= 0)
		form_err(b->form, wrong, _(fields[wrong].hint));
	else {
		if (strcmp(name, shop->name) != 0)
			w->name = name;
		if (strcmp(accent, shop->accent) != 0)
			w->accent = accent;
		if (strcmp(support, shop->support) != 0)
			w->support = *support ? support : "none";
		if (form_choice(b->form, SCAN) != self->was[SCAN])
			w->scan = form_choice(b->form, SCAN) ? 2 : 1;
		form_box_save(s, b, ASK_M_SET_RETAILER, &msg);
	}
}

static const struct form_box_ops ops = {
	.fields = fields, .n = FIELDS, .fill = fill, .send = send};

static void open(struct screen *s)
{
	form_box_open(s, &ops);
}

/* What has come, or was saved, is what there is to be changed. */
static void catch_up(struct screen *s)
{
	struct self *self = s->self;
	int at = form_at(self->box.form);

	if (!form_box_done(s) && (self->filled || !s->model->manage.shop.known))
		return;
	if (self->filled) {
		for (int i = AT_ONCE; i < SCAN; i++)
			self->was[i] = form_number(self->box.form, i);
		self->was[SCAN] = form_choice(self->box.form, SCAN);
		return;
	}
	fill(s, self->box.form);
	form_go(self->box.form, at);
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;

	catch_up(s);
	return self->filled && form_box_event(s, e);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	int row = manage_page_top(at);

	catch_up(s);
	if (self->filled)
		form_box_draw_page(s, g, at, row);
	else
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			manage_page_state(s->model, ASK_M_RETAILER, ""));
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Limits");
}

const struct screen_ops limits_view_ops = {
	.name = "limits",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_FORMS,
	.types = true,
	.keeps = true,
	.open = open,
	.end = form_box_end,
	.event = event,
	.draw = draw,
	.foot = form_box_foot,
	.title = title,
};
