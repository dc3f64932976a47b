/* SPDX-License-Identifier: MIT */
#include "client/screen/archive_tabs.h"

#include "client/model/enquiry.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/find_field.h"
#include "client/screen/hits.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/style.h"

#define HIT \
	(ARCHIVE_MAX + MODEL_ENQUIRIES_MAX + 1) /* of the first's clicks \
						 */
#define FIELD 26                                /* cells of the field */

void archive_tabs_go(struct screen *s, int tab)
{
	tab = (tab + ARCHIVE_TABS) % ARCHIVE_TABS;
	if (tab == ARCHIVE_TABS_ENQUIRIES) {
		s->run = ACTION_ENQUIRIES;
		return;
	}
	screen_act(s,
		&(struct action){.kind = ACTION_ARCHIVE_PICK, .number = tab});
	if (s->model->place != MODEL_ARCHIVE)
		s->run = ACTION_ARCHIVE;
}

bool archive_tabs_event(
	struct screen *s, const struct screen_event *e, int open)
{
	if (e->row >= HIT)
		archive_tabs_go(s, e->row - HIT);
	else if (e->action == ACTION_NEXT_TAB)
		archive_tabs_go(s, open + 1);
	else if (e->action == ACTION_LAST_TAB)
		archive_tabs_go(s, open - 1);
	else
		return false;
	return true;
}

/* How many enquiries nobody works on: as the page that lists them knows it. */
static long waiting(const struct model *m)
{
	long n = 0;

	if (m->place != MODEL_ENQUIRIES)
		return m->has_panel ? (long)m->panel.enquiries : 0;
	for (int i = 0; i < m->n_enquiries; i++)
		n += !m->enquiries[i].taken;
	return n;
}

static const char *tab_words(const struct model *m, int tab, char *out)
{
	static const char *const words[ARCHIVE_TABS] = {
		N_("All"), N_("Sales"), N_("Missed"), N_("Enquiries")};
	long fresh = m->has_panel ? (long)m->panel.fresh : 0;

	if (tab == WIRE_PICK_SALES && fresh > 0)
		return paint_format(out, "%s *%ld", _(words[tab]), fresh);
	if (tab == ARCHIVE_TABS_ENQUIRIES && waiting(m) > 0)
		return paint_format(out, "%s %ld", _(words[tab]), waiting(m));
	return paint_format(out, "%s", _(words[tab]));
}

static uint8_t tab_ink(const struct model *m, int tab, int open)
{
	if (tab == open)
		return STYLE_BOLD;
	return tab == WIRE_PICK_SALES && m->has_panel && m->panel.fresh > 0
		? STYLE_BLUE
		: STYLE_GREY;
}

/* Returns where they end. */
static int draw_tabs(const struct screen *s, struct grid *g, int row, int col,
	int width, int open)
{
	const struct model *m = s->model;
	char text[PAINT_SIZE];
	int at = col + 1, gap = width < 60 ? 2 : 3;

	for (int i = 0; i < ARCHIVE_TABS; i++) {
		int used;

		tab_words(m, i, text);
		used = paint_line(g, row, at, col + width - at,
			tab_ink(m, i, open), text);
		hits_row(s->hits, row, at, used, HIT + i);
		at += used + gap;
	}
	return at;
}

int archive_tabs_draw(const struct screen *s, const struct find_field *f,
	struct grid *g, const struct layout *at, int open)
{
	int air = at->small ? 0 : 1, row = at->top + air;
	int end = at->left + at->width;
	int tabs = draw_tabs(s, g, row, at->left, at->width, open);
	bool looks = find_field_looks(f);

	if (end - tabs >= (looks ? FIELD : FIELD / 2)) {
		find_field_draw(f, s, g, row, end - FIELD, FIELD - 1);
	} else if (looks) {
		find_field_draw(f, s, g, row + 1, at->left + 1, at->width - 1);
		return row + 2;
	}
	return row + 1 + air;
}
