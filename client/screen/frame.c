/* SPDX-License-Identifier: MIT */
#include "client/screen/frame.h"

#include <string.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/ring.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/hits.h"
#include "client/screen/keymap.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/input_key.h"
#include "client/term/style.h"

#define GAP 3         /* cells between things in head and foot */
#define TAB_GAP 2     /* the same, where room is scarce */
#define NAME_MOST 20  /* cells of a name in the head */
#define NAME_LEAST 12 /* of a longer one; in fewer it would say nothing */
#define BRAND_COLS 80 /* so wide a page has room for our own name */
#define SLOW_IN_SECONDS_MS 10000 /* nobody counts so many milliseconds */

/* ---- the head ---- */

/* Rule H2 in words.  True when it is bad enough to be shown in reverse. */
static bool link_words(const struct model *m, bool brief, char out[PAINT_SIZE])
{
	int64_t left = m->retry_at - m->now_ms;

	if (m->outdated) {
		paint_format(out, "%s", _("Update needed"));
		return true;
	}
	if (m->link == ACTION_LINK_WAITING) {
		paint_format(out,
			brief ? _("Offline %ld s") : _("Offline, retry %ld s"),
			left > 0 ? (long)((left + 999) / 1000) : 0L);
		return true;
	}
	if (!model_online(m)) {
		paint_format(out, "%s",
			brief ? _("Offline") : _("Offline, connecting"));
		return true;
	}
	if (m->rtt_ms >= SLOW_IN_SECONDS_MS)
		paint_format(out, _("slow %ld s"), (long)(m->rtt_ms / 1000));
	else if (m->rtt_ms >= MODEL_SLOW_MS)
		paint_format(out, _("slow %ld ms"), (long)m->rtt_ms);
	else
		paint_format(out, "%s", _("connected"));
	return false;
}

static const char *state_word(const struct model *m)
{
	if (model_in_chat(m))
		return _("In a chat");
	if (!m->has_status)
		return _("Connected");
	if (m->status.available)
		return _("Available");
	return m->status.open ? _("Unavailable") : _("Closed");
}

/* Paints the state, ending before `end`; returns where it begins.  In brief, a
 * link that is not as it should be takes the place of the rest, so that there
 * is room for whose page it is. */
static int head_state(
	struct grid *g, int row, int end, bool brief, const struct model *m)
{
	char link[PAINT_SIZE], text[PAINT_SIZE];
	uint8_t style = STYLE_DEFAULT;
	bool slow = m->rtt_ms >= MODEL_SLOW_MS;

	if (link_words(m, brief, link)) {
		paint_format(text, " %s ", link);
		style |= STYLE_REVERSE;
	} else if (brief) {
		paint_format(text, "%s", slow ? link : state_word(m));
	} else {
		paint_format(text, _("%s, %s"), state_word(m), link);
	}
	return end - paint_right(g, row, end, end - 1, style, text);
}

struct tab {
	enum model_place place;
	enum action_kind goes;
	const char *word;
	int n; /* new things behind it */
};
#define TABS 6

static int fill_tabs(const struct model *m, struct tab tabs[TABS])
{
	/* These are shown while they are open. */
	static const struct tab others[] = {
		{MODEL_TEAM, ACTION_TEAM, N_("Team"), 0},
		{MODEL_INVITES, ACTION_INVITES, N_("Invites"), 0},
		{MODEL_HOURS, ACTION_HOURS, N_("Hours"), 0},
		{MODEL_GROUPS, ACTION_GROUPS, N_("Groups"), 0},
		{MODEL_GREETINGS, ACTION_GREETINGS, N_("Greetings"), 0},
		{MODEL_LIMITS, ACTION_LIMITS, N_("Limits"), 0},
		{MODEL_BLOCKED, ACTION_BLOCKED, N_("Blocked"), 0},
		{MODEL_AUDIT, ACTION_AUDIT, N_("Audit"), 0},
		{MODEL_ACCOUNT, ACTION_ACCOUNT, N_("Account"), 0},
		{MODEL_PERFORMANCE, ACTION_PERFORMANCE, N_("Performance"), 0},
		{MODEL_CLAIMS, ACTION_CLAIMS, N_("Claims"), 0},
	};
	int n = 0;

	tabs[n++] = (struct tab){MODEL_HOME, ACTION_HOME, _("Home"), 0};
	if (m->chat)
		tabs[n++] = (struct tab){MODEL_CHAT, ACTION_CHAT, _("Chat"),
			chat_unread(m->chat)};
	tabs[n++] =
		(struct tab){MODEL_CATALOG, ACTION_CATALOG, _("Catalogue"), 0};
	tabs[n++] = (struct tab){MODEL_ARCHIVE, ACTION_ARCHIVE, _("Archive"),
		m->has_panel ? (int)m->panel.fresh : 0};
	tabs[n++] = (struct tab){MODEL_ENQUIRIES, ACTION_ENQUIRIES,
		_("Enquiries"), m->has_panel ? (int)m->panel.enquiries : 0};
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (others[i].place == m->place)
			tabs[n++] = (struct tab){
				m->place, others[i].goes, _(others[i].word), 0};
	return n;
}

static const char *tab_words(const struct tab *tab, char out[PAINT_SIZE])
{
	return tab->n > 0 ? paint_format(out, "%s *%d", tab->word, tab->n)
			  : paint_format(out, "%s", tab->word);
}

/* How much a tab is wanted where not all have room: the open one, then the chat
 * and those with news, then as they stand. */
static int tab_rank(const struct tab *tab, enum model_place place)
{
	if (tab->place == place)
		return 0;
	return tab->n > 0 || tab->place == MODEL_CHAT ? 1 : 2;
}

/* Takes out what has no room; returns how many are left.  The open one goes
 * without its number before it goes, and then all go: those that are left would
 * not say where one is. */
static int fit_tabs(
	struct tab tabs[TABS], int n, enum model_place place, int room)
{
	bool fits[TABS] = {false};
	char text[PAINT_SIZE];
	int kept = 0;

	room += TAB_GAP;
	for (int rank = 0; rank < 3; rank++)
		for (int i = 0; i < n; i++) {
			int need;

			if (tab_rank(&tabs[i], place) != rank)
				continue;
			need = paint_width(tab_words(&tabs[i], text)) + TAB_GAP;
			if (rank == 0 && need > room) {
				tabs[i].n = 0;
				need = paint_width(tabs[i].word) + TAB_GAP;
			}
			fits[i] = need <= room;
			if (rank == 0 && !fits[i])
				return 0;
			room -= fits[i] ? need : 0;
		}
	for (int i = 0; i < n; i++)
		if (fits[i])
			tabs[kept++] = tabs[i];
	return kept;
}

/* Between `col` and `end`, further apart where there is room; returns where
 * they end. */
static int head_tabs(struct grid *g, struct hits *hits, int row, int col,
	int end, const struct model *m)
{
	struct tab tabs[TABS];
	enum model_place place =
		m->place == MODEL_ARCHIVED ? MODEL_ARCHIVE : m->place;
	int n = fit_tabs(tabs, fill_tabs(m, tabs), place, end - col);
	int gap = GAP, used = 0;
	char text[PAINT_SIZE];

	for (int i = 0; i < n; i++)
		used += paint_width(tab_words(&tabs[i], text));
	if (used + (n - 1) * GAP > end - col)
		gap = TAB_GAP;
	else if (col > 1 && used + (n - 1) * GAP < end - col)
		col++; /* as far from our name as from one another */
	for (int i = 0; i < n; i++) {
		uint8_t style = tabs[i].place == place ? STYLE_BOLD
			: tabs[i].n > 0                ? STYLE_BLUE
						       : STYLE_GREY;

		used = paint_line(g, row, col, end - col, style,
			tab_words(&tabs[i], text));
		hits_action(hits, row, col, used, tabs[i].goes);
		col += used + gap;
	}
	return n > 0 ? col - gap : col;
}

/* "Ginza  Aiko Tanaka" between both; the group where there is room for it. */
static void head_who(struct grid *g, int row, int from, int end, bool wide,
	const struct model *m)
{
	const char *of = m->groups ? m->groups : m->retailer ? m->retailer : "";
	char who[PAINT_SIZE];

	paint_format(who, "%s  %s", of, m->name);
	if (!wide || !*of || from + paint_width(who) > end)
		paint_format(who, "%s", m->name);
	paint_right(g, row, end, end - from, STYLE_GREY, who);
}

/* From the right: clock, state, who; what that leaves is for the tabs, on a
 * small page in the place of our own name. */
void frame_head(struct grid *g, struct hits *hits, const struct layout *at,
	const struct model *m)
{
	char clock[PAINT_SIZE];
	int end = at->cols - 1, who = m->name ? paint_width(m->name) : 0;
	int col = 1, tabs;

	if (m->place == MODEL_SIGN_IN) {
		paint_line(g, at->head, 1, at->cols - 1, STYLE_BOLD, "noren");
		return;
	}
	end -= paint_right(g, at->head, end, 5, STYLE_DEFAULT,
		paint_clock(m, m->wall_us, clock));
	end = head_state(g, at->head, end - 2, at->cols < 60, m) - TAB_GAP;
	if (who > NAME_MOST)
		who = NAME_MOST;
	if (at->cols >= BRAND_COLS)
		col += TAB_GAP +
			paint_line(g, at->head, 1, 5, STYLE_BOLD, "noren");
	tabs = head_tabs(g, hits, at->head, col, end - who - TAB_GAP, m);
	if (tabs == col && col == 1 && end - who >= 8)
		tabs += paint_line(g, at->head, 1, 5, STYLE_BOLD, "noren");
	if (tabs > col || tabs > 1)
		tabs += TAB_GAP;
	if (m->name && (end - tabs >= who || end - tabs >= NAME_LEAST))
		head_who(g, at->head, tabs, end, at->wide, m);
}

/* ---- the rule ---- */

static void over_words(const struct ring *r, char out[PAINT_SIZE])
{
	if (r->over == WIRE_REASON_MISSED)
		paint_format(out, "%s", _("Missed: nobody accepted."));
	else
		paint_format(out, _("Taken by %s"),
			r->over_name ? r->over_name : _("a colleague"));
}

/* With the key where there is room for it, and where it would work. */
static void ring_words(const struct model *m, const struct ring *r,
	const struct keymap *keys, bool words, int width, char out[PAINT_SIZE])
{
	char key[INPUT_KEY_NAME_MAX];
	long left = (long)((ring_left(r, m->now_ms) + 999) / 1000);

	if (!words) {
		paint_format(out, _("A chat is ringing   %ld s"), left);
		return;
	}
	if (r->from) {
		paint_format(
			out, _("%s sends you a chat   %ld s"), r->from, left);
		return;
	}
	paint_format(out, _("%s is ringing   %ld s   %s accept"), r->name, left,
		keymap_name(keys, ACTION_ACCEPT, key));
	if (model_in_chat(m) || paint_width(out) > width)
		paint_format(out, _("%s is ringing   %ld s"), r->name, left);
}

bool frame_ring(struct grid *g, int row, int cols, const struct model *m,
	const struct keymap *keys, bool words)
{
	const struct ring *r = model_ring(m);
	char text[PAINT_SIZE], more[PAINT_SIZE] = "";
	int used;

	if (!r || (!words && r->over != WIRE_REASON_NONE))
		return false;
	if (r->over != WIRE_REASON_NONE)
		over_words(r, text);
	else
		ring_words(m, r, keys, words, cols - 4, text);
	grid_fill(g, row, 0, 1, cols, STYLE_REVERSE);
	used = paint_line(g, row, 2, cols - 4, STYLE_REVERSE, text);
	if (words && r->view.product)
		paint_format(more, "%s", r->view.product);
	if (used + 8 + paint_width(more) <= cols)
		paint_right(
			g, row, cols - 2, cols - 4 - used, STYLE_REVERSE, more);
	return true;
}

static const char *upload_words(enum err e)
{
	switch (e) {
	case ERR_MEDIA:
		return _("Only JPEG, PNG, GIF, WebP and MP4 can be sent.");
	case ERR_SIZE:
		return _("A file may have 10 MB at most.");
	case ERR_UNKNOWN:
		return _("There is no such file.");
	case ERR_CLOSE:
		return _("Stopped: nothing was sent.");
	default:
		return excuse_text(e);
	}
}

/* Of sales, enquiries and claims; NULL: of none. */
static const char *left_over_words(
	const struct model *m, const char *name, char out[PAINT_SIZE])
{
	switch (m->notice) {
	case MODEL_NOTICE_SALE:
		return paint_format(out, _("A sale: %s has bought."), name);
	case MODEL_NOTICE_CANCELLED:
		return paint_format(out, _("Order %s was cancelled."), name);
	case MODEL_NOTICE_CORRECTED:
		return paint_format(
			out, _("The shop has corrected order %s."), name);
	case MODEL_NOTICE_ANSWERED:
		return _("The enquiry is answered.");
	case MODEL_NOTICE_DELIVERED:
		return paint_format(out, _("Your answer to %s is sent."), name);
	case MODEL_NOTICE_UNDELIVERED:
		return paint_format(
			out, _("Your answer to %s did not go out."), name);
	case MODEL_NOTICE_CLAIMED:
		return _("A manager will look at your claim.");
	case MODEL_NOTICE_CLAIMS:
		return _("A claim waits to be decided.");
	case MODEL_NOTICE_GRANTED:
		return paint_format(
			out, _("Granted: order %s is your sale."), name);
	case MODEL_NOTICE_REFUSED:
		return paint_format(
			out, _("Your claim of order %s was refused."), name);
	default:
		return NULL;
	}
}

/* Of somebody; into `out`, unless it is a constant. */
static const char *notice_words(const struct model *m, char out[PAINT_SIZE])
{
	const char *name = m->notice_name ? m->notice_name : _("a colleague");

	switch (m->notice) {
	case MODEL_NOTICE_TRANSFERRED:
		return paint_format(out, _("%s has the chat now."), name);
	case MODEL_NOTICE_STAYS:
		return _("Nobody took it: it stays with you.");
	case MODEL_NOTICE_CALLED_BACK:
		return _("Called back: the chat stays with you.");
	case MODEL_NOTICE_BLOCK:
		return paint_format(out, _("%s blocked a shopper."), name);
	case MODEL_NOTICE_RATED:
		return paint_format(out, _("%s rated the chat."), name);
	case MODEL_NOTICE_AWAY:
		return _("The shopper is away. The chat waits.");
	case MODEL_NOTICE_UPLOAD:
		return upload_words(m->notice_err);
	case MODEL_NOTICE_SAVED:
		return paint_format(out, _("Kept as %s"), name);
	case MODEL_NOTICE_UNSAVED:
		return excuse_saving(&m->saving);
	case MODEL_NOTICE_BATTERY:
		return paint_format(
			out, _("Battery at %s %%: please plug in."), name);
	case MODEL_NOTICE_KIOSK:
		return _("Nothing leads out of noren here.");
	case MODEL_NOTICE_COPIED:
		return _("Copied to the clipboard.");
	case MODEL_NOTICE_RENAMED:
		return _("Your name is changed.");
	case MODEL_NOTICE_REPASSED:
		return _("Your new password holds.");
	case MODEL_NOTICE_MOVED:
		return _("Your new address holds.");
	case MODEL_NOTICE_FOREIGN:
		return _("That page is not one of the shop's.");
	case MODEL_NOTICE_NO_CHAT:
		return _("No live chat to recommend it in.");
	case MODEL_NOTICE_LOOK:
		return _("The link could not be opened.");
	case MODEL_NOTICE_REPORTED:
		return _("Thank you: support has your report.");
	case MODEL_NOTICE_KEPT:
		return _("Saved.");
	case MODEL_NOTICE_NO_MANAGER:
		return _("You have no manager's rights any more.");
	case MODEL_NOTICE_BACK:
		return _("The shopper is back.");
	case MODEL_NOTICE_ERR:
		return excuse_text(m->notice_err);
	case MODEL_NOTICE_CLOSED:
		return _("Closing time: you are unavailable now.");
	case MODEL_NOTICE_MISSES:
		return _("Unavailable after three missed chats.");
	default:
		return left_over_words(m, name, out);
	}
}

void frame_rule(struct grid *g, const struct layout *at, const struct model *m,
	const struct keymap *keys, bool alert)
{
	char text[PAINT_SIZE];

	if (!alert && frame_ring(g, at->rule, at->cols, m, keys, true))
		return;
	paint_rule(g, at->rule, at->cols, STYLE_BOLD, notice_words(m, text));
}

/* ---- the foot ---- */

static int foot_width(const char *key, const char *word)
{
	return paint_width(key) + 1 + paint_width(word);
}

static int foot_paint(struct grid *g, int row, int col, bool off,
	const char *key, const char *word)
{
	col += paint_line(g, row, col, paint_width(key),
		off ? STYLE_GREY : STYLE_BOLD, key);
	return col + 1 +
		paint_line(g, row, col + 1, paint_width(word),
			off ? STYLE_GREY : STYLE_DEFAULT, word);
}

/* As many as fit before the help, which always does. */
void frame_foot(struct grid *g, struct hits *hits, const struct layout *at,
	const struct keymap *keys, const struct screen_foot *feet, int n)
{
	char key[INPUT_KEY_NAME_MAX];
	const char *help = _(action_info(ACTION_HELP)->foot);
	int col = 1, end = at->cols - 1, gap = at->cols < 60 ? GAP - 1 : GAP;

	end -= foot_width(keymap_name(keys, ACTION_HELP, key), help);
	foot_paint(g, at->foot, end, false, key, help);
	hits_action(hits, at->foot, end, at->cols - end, ACTION_HELP);
	for (int i = 0; i < n; i++) {
		const char *word = feet[i].word;

		if (!word)
			word = _(action_info(feet[i].action)->foot);
		keymap_name(keys, feet[i].action, key);
		if (col + foot_width(key, word) + 2 > end)
			continue;
		if (!feet[i].off)
			hits_action(hits, at->foot, col, foot_width(key, word),
				feet[i].action);
		col = foot_paint(g, at->foot, col, feet[i].off, key, word);
		col += gap;
	}
}
