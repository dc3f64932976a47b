/* SPDX-License-Identifier: MIT */
/*
 * The side menu: over the right edge, with the version at its foot (A7).
 */

#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/archive_words.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/popup.h"
#include "client/screen/save_box.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"

struct self {
	int chosen;
};

#define ITEMS 24

/* What only managers have (rule I1). */
static int fill_managers(
	const struct model *m, struct popup_item items[ITEMS], int n)
{
	static const struct {
		enum action_kind run;
		const char *text;
		char letter;
	} theirs[] = {
		{ACTION_TEAM, N_("Team"), 't'},
		{ACTION_INVITES, N_("Invites"), 'i'},
		{ACTION_HOURS, N_("Opening hours"), 'o'},
		{ACTION_GROUPS, N_("Groups"), 'g'},
		{ACTION_GREETINGS, N_("Greetings and replies"), 'p'},
		{ACTION_LIMITS, N_("Limits"), 'm'},
		{ACTION_BLOCKED, N_("Blocked"), 'b'},
		{ACTION_AUDIT, N_("Audit"), 'u'},
	};
	size_t i = 0;

	for (; m->manager && i < sizeof(theirs) / sizeof(theirs[0]); i++)
		items[n++] = (struct popup_item){.run = theirs[i].run,
			.text = _(theirs[i].text),
			.letter = theirs[i].letter,
			.off = m->place == MODEL_SIGN_IN};
	return n;
}

/* One's own claims; for managers all of them, and how many wait. */
static struct popup_item claims_item(const struct model *m, char *note)
{
	struct popup_item item = {.run = ACTION_CLAIMS,
		.text = _("Claims"),
		.letter = 'd',
		.off = m->place == MODEL_SIGN_IN};

	if (m->manager && m->claims.waiting > 0)
		item.note = paint_format(note, "*%ld", (long)m->claims.waiting);
	return item;
}

/* On the pages of which it saves what they show (rule J2); a terminal for
 * guests keeps no files.  Its key there, s, signs out here: w. */
static int fill_save(
	const struct model *m, struct popup_item items[ITEMS], int n)
{
	const char *what = NULL;

	if (m->place == MODEL_ARCHIVE)
		what = _("Save the archive");
	else if (m->place == MODEL_ARCHIVED)
		what = _("Save the chat");
	else if (m->place == MODEL_ENQUIRIES)
		what = id_is(&m->answered.opened) ? _("Save the enquiry")
						  : _("Save the enquiries");
	if (!what || m->settings->kiosk)
		return n;
	items[n] = (struct popup_item){.run = ACTION_SAVE_ARCHIVE,
		.text = what,
		.letter = 'w',
		.off = !save_box_can(m)};
	if (items[n].off)
		items[n].note =
			model_online(m) ? _("nothing yet") : _("no connection");
	return n + 1;
}

/* `note` is room for one. */
static int fill(const struct model *m, struct popup_item items[ITEMS],
	char note[PAINT_SIZE])
{
	bool out = m->place == MODEL_SIGN_IN;
	int n = 0;

	items[n++] = (struct popup_item){.run = ACTION_HOME,
		.text = _("Home"),
		.letter = 'h',
		.off = out};
	items[n++] = (struct popup_item){.run = ACTION_CATALOG,
		.text = _("Catalogue"),
		.letter = 'c',
		.off = out};
	items[n++] = (struct popup_item){.run = ACTION_ARCHIVE,
		.text = _("Archive"),
		.letter = 'v',
		.off = out};
	n = fill_save(m, items, n);
	items[n++] = (struct popup_item){.run = ACTION_ENQUIRIES,
		.text = _("Enquiries"),
		.letter = 'e',
		.off = out};
	items[n++] = (struct popup_item){.run = ACTION_PERFORMANCE,
		.text = _("Performance"),
		.letter = 'f',
		.off = out};
	items[n++] = claims_item(m, note);
	n = fill_managers(m, items, n);
	items[n++] = (struct popup_item){.run = ACTION_ACCOUNT,
		.text = _("Account"),
		.letter = 'a',
		.off = out};
	items[n++] = (struct popup_item){.run = ACTION_LANGUAGE,
		.text = _("Language"),
		.note = m->japanese ? "日本語" : "English",
		.letter = 'l'};
	items[n++] = (struct popup_item){
		.run = ACTION_NOTICES, .text = _("Notices"), .letter = 'n'};
	items[n++] = (struct popup_item){.run = ACTION_REPORT,
		.text = _("Report a problem"),
		.letter = 'r'};
	items[n++] = (struct popup_item){.run = ACTION_LOCK,
		.text = _("Lock now"),
		.letter = 'k',
		.off = out};
	items[n++] = (struct popup_item){.run = ACTION_SIGN_OUT,
		.text = _("Sign out"),
		.letter = 's',
		.off = out};
	items[n++] = (struct popup_item){
		.run = ACTION_QUIT, .text = _("Leave noren"), .letter = 'q'};
	return n;
}

static void open(struct screen *s)
{
	struct self *self = s->self;

	struct popup_item items[ITEMS];
	char note[PAINT_SIZE];

	self->chosen = 0;
	fill(s->model, items, note);
	while (items[self->chosen].off)
		self->chosen++;
}

/* The language is seen to change: the menu stays. */
static bool event(struct screen *s, const struct screen_event *e)
{
	struct self *self = s->self;
	struct popup_item items[ITEMS];
	char note[PAINT_SIZE];
	bool mine;
	int n = fill(s->model, items, note);
	enum action_kind run = popup_event(e, items, n, &self->chosen, &mine);

	if (e->action == ACTION_MENU) {
		s->pop = mine = true;
	} else if (run == ACTION_LANGUAGE) {
		screen_do(s, run);
	} else if (run != ACTION_USER_COUNT) {
		s->pop = true;
		s->run = run;
	}
	return mine;
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct self *self = s->self;
	struct popup_item items[ITEMS];
	char note[PAINT_SIZE];
	char version[PAINT_SIZE];
	int n = fill(s->model, items, note);
	int width = popup_width("noren", items, n);
	int col = at->cols - width;
	int most = at->foot - at->rule;
	bool room = most >= n + 4;
	int rows = room ? n + 4 : n + 2 < most ? n + 2 : most;

	popup_draw(g, s->hits, at->rule, col, rows, width, "noren", items, n,
		self->chosen);
	if (!room)
		return;
	paint_format(version, "noren %s", NOREN_VERSION);
	paint_line(g, at->rule + rows - 2, col + 3, width - 6, STYLE_GREY,
		version);
}

static int foot(struct screen *s, struct screen_foot *feet)
{
	(void)s;
	feet[0] = (struct screen_foot){ACTION_OPEN, NULL, false};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}

const struct screen_ops side_menu_ops = {
	.name = "menu",
	.size = sizeof(struct self),
	.groups = 1u << ACTION_ANYWHERE | 1u << ACTION_IN_LISTS,
	.over = true,
	.open = open,
	.event = event,
	.draw = draw,
	.foot = foot,
};
