/* SPDX-License-Identifier: MIT */
/*
 * For managers: the colleagues, what each of them is doing now, and of the
 * chosen one the account (rule I1).
 */
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/list.h"
#include "client/screen/manage_page.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	struct id chosen; /* "" is the first */
	struct list list;
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	*self = (struct self){0};
}

static int index_of(const struct screen *s)
{
	const struct self *self = s->self;
	const struct team *t = &s->model->manage.team;

	for (int i = 0; i < t->n; i++)
		if (id_same(&t->all[i].id, &self->chosen))
			return i;
	return 0;
}

static void enter(struct screen *s)
{
	const struct team *t = &s->model->manage.team;

	if (t->n == 0)
		return;
	strcpy(s->subject, t->all[index_of(s)].id.s);
	s->push = SCREEN_TEAM_MENU;
}

static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	const struct team *t = &s->model->manage.team;
	int before = index_of(s), chosen = before;

	if (e->action == ACTION_OPEN) {
		enter(s);
		return true;
	}
	if (e->action == ACTION_ADD) {
		s->run = ACTION_INVITES;
		return true;
	}
	if (!list_event(&self->list, e, t->n, &chosen))
		return false;
	if (t->n > 0)
		self->chosen = t->all[chosen].id;
	/* A second click opens what the first has chosen. */
	if (e->row != HITS_NO_ROW && chosen == before)
		enter(s);
	return true;
}

/* ---- what somebody is doing ---- */

static const char *why_words(enum wire_reason reason)
{
	switch (reason) {
	case WIRE_REASON_MISSES:
		return _("missed three chats");
	case WIRE_REASON_CLOSED:
		return _("since closing time");
	case WIRE_REASON_OFFLINE:
		return _("was offline");
	default:
		return NULL;
	}
}

/* "Unavailable, since closing time", "Available for 1 h 12 min"; where that
 * has no room, the word alone. */
static const char *state_words(const struct model *m,
	const struct team_mate *mate, int width, char out[PAINT_SIZE])
{
	static const char *const words[] = {
		[TEAM_CHATTING] = N_("In a chat"),
		[TEAM_RINGING] = N_("Ringing"),
		[TEAM_AVAILABLE] = N_("Available"),
		[TEAM_UNAVAILABLE] = N_("Unavailable"),
		[TEAM_OFFLINE] = N_("Offline"),
	};
	enum team_state state = team_state(mate);
	const char *word = _(words[state]);
	const char *why =
		state == TEAM_UNAVAILABLE ? why_words(mate->reason) : NULL;
	char span[PAINT_SIZE];

	paint_format(out, "%s", word);
	if (why)
		paint_format(out, _("%s, %s"), word, why);
	else if (mate->since > 0 && state != TEAM_CHATTING &&
		state != TEAM_RINGING && state != TEAM_OFFLINE)
		paint_format(out, _("%s for %s"), word,
			paint_span(m->wall_us - mate->since, span));
	return paint_width(out) > width ? word : out;
}

static const char *sign(const struct team_mate *mate)
{
	switch (team_state(mate)) {
	case TEAM_CHATTING:
		return "(=)";
	case TEAM_RINGING:
		return "(*)";
	case TEAM_AVAILABLE:
		return "(o)";
	case TEAM_UNAVAILABLE:
		return "( )";
	default:
		return "";
	}
}

/* ---- drawing ---- */

struct columns {
	int name, name_width, state, state_width;
	int chats, missed, role; /* 0: no room */
	int count_width, role_width;
};

static struct columns columns_of(const struct model *m, int left, int width)
{
	const struct team *t = &m->manage.team;
	struct columns c = {.name = left + 5, .name_width = 8};
	int end = left + width - 1;

	for (int i = 0; i < t->n; i++)
		if (c.name_width < paint_width(t->all[i].name))
			c.name_width = paint_width(t->all[i].name);
	if (c.name_width > width / 3)
		c.name_width = width / 3;
	c.role_width = width >= 72 ? paint_width(_("manager")) : 0;
	if (width >= 54) {
		c.role = end - c.role_width;
		c.count_width = paint_width(_("Chats"));
		if (c.count_width < paint_width(_("Missed")))
			c.count_width = paint_width(_("Missed"));
		c.missed = c.role - (c.role_width ? 2 : 0) - c.count_width;
		c.chats = c.missed - 1 - c.count_width;
		end = c.chats - 1;
	}
	c.state = c.name + c.name_width + 2;
	c.state_width = end - c.state;
	return c;
}

static void draw_head(struct grid *g, int row, const struct columns *c)
{
	manage_page_cell(g, row, c->name, c->name_width, STYLE_GREY, _("Name"));
	manage_page_cell(
		g, row, c->state, c->state_width, STYLE_GREY, _("State"));
	if (!c->chats)
		return;
	paint_right(g, row, c->chats + c->count_width, c->count_width,
		STYLE_GREY, _("Chats"));
	paint_right(g, row, c->missed + c->count_width, c->count_width,
		STYLE_GREY, _("Missed"));
}

static void draw_mate(const struct model *m, struct grid *g, int row, int left,
	int width, const struct columns *c, const struct team_mate *mate,
	bool chosen)
{
	bool offline = team_state(mate) == TEAM_OFFLINE;
	uint8_t style = offline ? STYLE_GREY : STYLE_DEFAULT;
	char text[PAINT_SIZE];

	if (chosen)
		style |= STYLE_REVERSE;
	grid_fill(g, row, left, 1, width, style);
	paint_line(g, row, left + 1, 3, style, sign(mate));
	manage_page_cell(g, row, c->name, c->name_width,
		offline || chosen ? style : STYLE_BOLD, mate->name);
	manage_page_cell(g, row, c->state, c->state_width, style,
		state_words(m, mate, c->state_width, text));
	if (!c->chats)
		return;
	manage_page_number(
		g, row, c->chats, c->count_width, style, mate->chats);
	manage_page_number(
		g, row, c->missed, c->count_width, style, mate->missed);
	if (mate->manager && c->role_width)
		manage_page_cell(
			g, row, c->role, c->role_width, style, _("manager"));
}

/* "9 colleagues   4 available   1 in a chat". */
static const char *sum_words(const struct model *m, char out[PAINT_SIZE])
{
	const struct team *t = &m->manage.team;
	int n[TEAM_OFFLINE + 1] = {0};

	for (int i = 0; i < t->n; i++)
		n[team_state(&t->all[i])]++;
	return paint_format(out, _("%d in all   %d available   %d in a chat"),
		t->n, n[TEAM_AVAILABLE] + n[TEAM_RINGING], n[TEAM_CHATTING]);
}

#define SENTENCE 58 /* cells that have room for two of them */

/* The account of the chosen one, in two rows. */
static void draw_account(const struct model *m, struct grid *g, int row,
	int left, int width, const struct team_mate *mate)
{
	char text[PAINT_SIZE], when[PAINT_SIZE], groups[PAINT_SIZE];

	manage_page_groups(m, mate->group_keys, groups);
	paint_format(text, "%s   %s%s%s", mate->address,
		mate->manager ? _("manager") : "", mate->manager ? "   " : "",
		groups[0]                  ? groups
			: width < SENTENCE ? ""
					   : _("of no group"));
	paint_line(g, row, left, width, STYLE_DEFAULT, text);
	if (mate->locked)
		paint_format(text, "%s",
			width < SENTENCE ? _("Locked: too many wrong codes.")
					 : _("Locked: too many wrong codes. "
					     "Unlock it here."));
	else if (mate->sessions == 0)
		paint_format(text, "%s", _("Signed in nowhere"));
	else
		paint_format(text,
			ngettext("%ld session, last used %s",
				"%ld sessions, last used %s",
				(unsigned long)mate->sessions),
			(long)mate->sessions,
			mate->used ? paint_when(m, mate->used, when) : "-");
	paint_line(g, row + 1, left, width,
		mate->locked ? STYLE_BOLD : STYLE_GREY, text);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct self *self = s->self;
	const struct model *m = s->model;
	const struct team *t = &m->manage.team;
	int row = manage_page_top(at), chosen = index_of(s), end = at->foot;
	struct columns c = columns_of(m, at->left, at->width);
	char text[PAINT_SIZE];

	if (t->n == 0) {
		paint_line(g, row, at->left, at->width, STYLE_DEFAULT,
			manage_page_state(
				m, ASK_M_ACCOUNTS, _("There is nobody.")));
		return;
	}
	if (!at->small) {
		paint_line(g, row, at->left + 1, at->width, STYLE_BOLD,
			sum_words(m, text));
		draw_head(g, row + 2, &c);
		row += 3;
		end -= 1;
	}
	if (at->height >= 8 && t->all[chosen].address) {
		end -= 3;
		draw_account(m, g, end + 1, at->left + 1, at->width - 1,
			&t->all[chosen]);
	}
	list_page(&self->list, end - row, t->n, chosen);
	for (int i = 0; i < self->list.page; i++) {
		int n = self->list.first + i;

		if (n >= t->n)
			break;
		draw_mate(m, g, row + i, at->left, at->width, &c, &t->all[n],
			n == chosen);
		hits_row(s->hits, row + i, at->left, at->width, n);
	}
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	bool none = s->model->manage.team.n == 0;

	feet[0] = (struct screen_foot){ACTION_OPEN, NULL, none};
	feet[1] = (struct screen_foot){ACTION_ADD, _("invite"), false};
	feet[2] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 3;
}

static const char *title(struct screen *s)
{
	(void)s;
	return _("Team");
}

const struct screen_ops team_list_ops = {
	.name = "team",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_RINGING |
		1u << ACTION_IN_LISTS | 1u << ACTION_MANAGING,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
	.title = title,
};
