/* SPDX-License-Identifier: MIT */
/*
 * The list's questions, one at a time: the newest chats before older ones.  An
 * answer counts when it has come whole.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/archive.h"
#include "client/model/archive_part.h"
#include "client/model/archive_rows.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "shared/mem.h"

/* For what comes below so many rows; 0: the newest. */
static void ask(struct model *m, int below, struct effects *out)
{
	struct archive *a = &m->archive;
	bool team = a->team && m->manager;
	struct wire_msg msg = {
		.type = team ? WIRE_T_TEAM_ARCHIVE : WIRE_T_ARCHIVE};
	/* The fields of both are the same, and so are the structs. */
	struct wire_archive *w = &msg.archive;

	a->asking = true;
	a->below = below;
	a->outdated = false;
	if (below == 0)
		a->want = false;
	else if (below == a->n)
		a->want_older = false;
	w->pick = a->pick;
	w->text = a->text[0] ? a->text : NULL;
	if (below > 0) {
		w->before = a->rows[below - 1].at;
		w->chat = a->rows[below - 1].chat;
		w->associate = a->rows[below - 1].associate;
	}
	outbox_ask(m->outbox, &msg, NULL, out);
	snprintf(a->ref, sizeof(a->ref), "%s", msg.ref);
	a->asked_ms = m->now_ms;
}

static void put_came_away(struct archive *a)
{
	while (a->n_came > 0)
		archive_row_fini(&a->came[--a->n_came]);
	mem_free(a->came);
	a->came = NULL;
	a->asking = false;
	a->ref[0] = '\0';
}

/* What was asked is to be asked again. */
static void take_back(struct archive *a)
{
	if (a->asking && a->below == 0)
		a->want = true;
	else if (a->asking && a->below == a->n)
		a->want_older = !a->outdated;
	put_came_away(a);
}

static bool walks(const struct archive *a)
{
	return a->unsure && a->sure > 0 && a->sure < a->n;
}

void archive_ask(struct model *m, struct effects *out)
{
	struct archive *a = &m->archive;

	if (a->asking && m->now_ms >= a->asked_ms + ARCHIVE_WAIT_MS)
		take_back(a);
	if (m->place != MODEL_ARCHIVE || a->asking || a->again_ms > m->now_ms)
		return;
	if (a->want)
		ask(m, 0, out);
	else if (a->want_older && a->n > 0 && a->n < ARCHIVE_MAX)
		ask(m, a->n, out);
	else if (walks(a) && a->walk_ms <= m->now_ms)
		ask(m, a->sure, out);
}

int64_t archive_ask_due(const struct model *m)
{
	const struct archive *a = &m->archive;

	if (m->place != MODEL_ARCHIVE)
		return INT64_MAX;
	if (a->asking)
		return a->asked_ms + ARCHIVE_WAIT_MS;
	if (a->want || a->want_older)
		return a->again_ms;
	if (walks(a))
		return a->again_ms > a->walk_ms ? a->again_ms : a->walk_ms;
	return INT64_MAX;
}

void archive_ask_lost(struct model *m)
{
	struct archive *a = &m->archive;

	take_back(a);
	a->again_ms = 0;
	a->want = true;
}

/* ---- answers ---- */

static void filed(struct model *m, const struct wire_filed *w)
{
	struct archive *a = &m->archive;
	struct archive_row *r;

	a->came =
		mem_resize(a->came, (size_t)(a->n_came + 1) * sizeof(*a->came));
	assert(a->came);
	r = &a->came[a->n_came++];
	*r = (struct archive_row){
		.chat = w->chat,
		.associate = w->associate,
		.name = view_shown(w->name, false),
		.holder = view_shown(w->holder, false),
		.text = view_shown(w->text, false),
		.at = w->at,
		.opened = w->opened,
		.accepted = w->accepted,
		.reason = w->reason,
		.lang = w->lang,
		.sales = w->sales,
		.fresh = w->fresh,
		.stars = w->stars,
		.rated = w->rated,
		.opinion = view_shown(w->opinion, false),
	};
	view_price(&r->worth, w->amount, w->currency);
}

/* Are the rows from so many on what they were?  Not with a sale of one of
 * them, or of one that belongs there since: sales that are told are one's own.
 */
static void doubt_below(struct archive *a, int n, const struct id *me)
{
	if (id_is(&a->doubted) &&
		archive_rows_index(a->came, n, &a->doubted, me) == n &&
		(a->pick == WIRE_PICK_SALES ||
			archive_rows_index(a->rows, a->n, &a->doubted, me) <
				a->n))
		a->unsure = true;
	a->sure = n;
}

/* What came goes before what was here.  When it does not reach down to that,
 * there is a gap: then what was here is forgotten. */
static void found_newest(struct archive *a, const struct id *me, bool more)
{
	const struct archive_row *r =
		a->n_came > 0 ? &a->came[a->n_came - 1] : NULL;
	int last = a->n;

	if (r && !a->renewed && more)
		last = archive_rows_index(
			a->rows, a->n, &r->chat, &r->associate);
	if (last < a->n) {
		doubt_below(a, a->n_came, me);
	} else {
		a->more = more;
		a->unsure = false;
	}
	a->doubted = (struct id){""};
	archive_rows_put(a, 0, last);
	a->renewed = false;
}

/* The first of the rows below that is older than all that came; all of those
 * between are as they came. */
static int first_older(const struct archive *a)
{
	const struct archive_row *r = &a->came[a->n_came - 1];
	int i = a->below;

	while (i < a->n &&
		(a->rows[i].at > r->at ||
			(a->rows[i].at == r->at &&
				strcmp(a->rows[i].chat.s, r->chat.s) >= 0)))
		i++;
	return i;
}

/* What came takes the place of what was there. */
static void found_below(struct archive *a, bool more)
{
	int old = a->n;
	int next = more && a->n_came > 0 ? first_older(a) : old;

	a->sure = archive_rows_put(a, a->below, next);
	a->unsure = a->unsure && next < old;
	/* One that brought nothing must not be asked for over and over. */
	if (next == old)
		a->more = more && a->sure > a->below;
}

static void archived(struct model *m, bool more)
{
	struct archive *a = &m->archive;
	struct outbox_ask done;

	outbox_answered(m->outbox, a->ref, &done);
	if (!a->outdated) {
		a->told = true;
		a->err = ERR_OK;
		if (a->below)
			found_below(a, more);
		else
			found_newest(a, &m->me, more);
		a->walk_ms = m->now_ms + ARCHIVE_WALK_MS;
	}
	put_came_away(a);
}

static bool ours(const struct archive *a, const char *ref)
{
	return a->asking && ref && strcmp(ref, a->ref) == 0;
}

void archive_told(struct model *m, const struct wire_msg *msg)
{
	if (!ours(&m->archive, msg->ref))
		return; /* an answer to what is no longer asked */
	if (msg->type == WIRE_T_FILED)
		filed(m, &msg->filed);
	else
		archived(m, msg->archived.more);
}

static bool is_passing(enum err why)
{
	return why == ERR_RATE || why == ERR_FULL || why == ERR_FLOOD ||
		why == ERR_RESTART;
}

static void failed(struct model *m, enum err why, int64_t wait_ms)
{
	struct archive *a = &m->archive;

	if (is_passing(why)) {
		a->again_ms =
			m->now_ms + (wait_ms > 0 ? wait_ms : ARCHIVE_AGAIN_MS);
		take_back(a);
		return;
	}
	if (!a->outdated && a->below == 0)
		a->err = why;
	else if (!a->outdated && a->below == a->n)
		a->more = false;
	else if (!a->outdated)
		a->unsure = false;
	put_came_away(a);
}

bool archive_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms)
{
	if (!ours(&m->archive, ref))
		return archive_chat_failed(m, ref, why,
			is_passing(why) ? m->now_ms +
					(wait_ms > 0 ? wait_ms
						     : ARCHIVE_AGAIN_MS)
					: 0);
	failed(m, why, wait_ms);
	return true;
}
