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

#define GAP 3 /* cells between things in head and foot */

/* ---- the head ---- */

/* Rule H2 in words.  True when it is bad enough to be shown in reverse. */
static bool link_words(const struct model *m, char out[PAINT_SIZE])
{
	int64_t left = m->retry_at - m->now_ms;

	if (m->outdated) {
		paint_format(out, "%s", _("Update needed"));
		return true;
	}
	if (m->link == ACTION_LINK_WAITING) {
		paint_format(out, _("Offline, retry %ld s"),
			left > 0 ? (long)((left + 999) / 1000) : 0L);
		return true;
	}
	if (!model_online(m)) {
		paint_format(out, "%s", _("Offline, connecting"));
		return true;
	}
	if (m->rtt_ms >= MODEL_SLOW_MS)
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

/* Paints the state, ending before `end`; returns where it begins. */
static int head_state(
	struct grid *g, int row, int end, bool brief, const struct model *m)
{
	char link[PAINT_SIZE], text[PAINT_SIZE];
	uint8_t style = STYLE_DEFAULT;
	bool slow = m->rtt_ms >= MODEL_SLOW_MS;

	if (link_words(m, link)) {
		paint_format(text, " %s ", link);
		style |= STYLE_REVERSE;
	} else if (brief && !slow) {
		paint_format(text, "%s", state_word(m));
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

/* Returns the cells used, 0 when there is no room. */
static int head_tab(struct grid *g, int row, int col, int limit,
	const struct tab *tab, bool here)
{
	char text[PAINT_SIZE];
	uint8_t style = tab->n > 0 ? STYLE_BLUE : STYLE_GREY;

	if (tab->n > 0)
		paint_format(text, "%s *%d", tab->word, tab->n);
	else
		paint_format(text, "%s", tab->word);
	if (col + paint_width(text) > limit)
		return 0;
	return paint_line(
		g, row, col, limit - col, here ? STYLE_BOLD : style, text);
}

/* Closer together where that makes room for all of them. */
static int tab_gap(const struct tab *tabs, int n, int room)
{
	char text[PAINT_SIZE];

	for (int i = 0; i < n; i++) {
		paint_format(text, " *%d", tabs[i].n);
		room -= paint_width(tabs[i].word) + (i > 0 ? GAP : 0) +
			(tabs[i].n > 0 ? paint_width(text) : 0);
	}
	return room < 0 && room + n - 1 >= 0 ? GAP - 1 : GAP;
}

/* From the left, as many as fit, but always the one that is open; returns
 * where they end. */
static int head_tabs(struct grid *g, struct hits *hits, int row, int limit,
	const struct model *m)
{
	struct tab tabs[TABS];
	int n = fill_tabs(m, tabs), col = 9, here = 0;
	enum model_place place =
		m->place == MODEL_ARCHIVED ? MODEL_ARCHIVE : m->place;

	int gap = tab_gap(tabs, n, limit - col);

	while (here < n && tabs[here].place != place)
		here++;
	for (int i = 0; i < n; i++) {
		int room, used;

		/* The open one's room is not for those before it. */
		room = limit;
		if (i < here && here < n)
			room -= paint_width(tabs[here].word) + gap;
		used = head_tab(g, row, col, room, &tabs[i], i == here);
		if (used > 0) {
			hits_action(hits, row, col, used, tabs[i].goes);
			col += used + gap;
		}
	}
	return col;
}

/* From the right: clock, state, and who if there is room beside the tabs. */
void frame_head(struct grid *g, struct hits *hits, const struct layout *at,
	const struct model *m)
{
	char clock[PAINT_SIZE], who[PAINT_SIZE];
	bool brief = at->cols < 60;
	int end = at->cols - 1, tabs;

	paint_line(g, at->head, 1, at->cols - 1, STYLE_BOLD, "noren");
	if (m->place == MODEL_SIGN_IN)
		return;
	end -= paint_right(g, at->head, end, 5, STYLE_DEFAULT,
		paint_clock(m, m->wall_us, clock));
	end = head_state(g, at->head, end - 2, brief, m) - GAP;
	tabs = head_tabs(g, hits, at->head, end, m);
	paint_format(who, "%s  %s",
		m->groups             ? m->groups
			: m->retailer ? m->retailer
				      : "",
		m->name ? m->name : "");
	if (tabs + paint_width(who) > end && m->name)
		paint_format(who, "%s", m->name);
	if (tabs + paint_width(who) <= end)
		paint_right(g, at->head, end, end - tabs, STYLE_GREY, who);
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

/* Of enquiries and of claims; NULL: of neither. */
static const char *left_over_words(
	const struct model *m, const char *name, char out[PAINT_SIZE])
{
	switch (m->notice) {
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
	case MODEL_NOTICE_SALE:
		return paint_format(out, _("A sale: %s has bought."), name);
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
