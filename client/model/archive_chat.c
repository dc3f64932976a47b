/* SPDX-License-Identifier: MIT */
/*
 * The opened chat: its entries, all pages of them, and that its sales have
 * been seen.
 */
#include <stdio.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/archive.h"
#include "client/model/archive_part.h"
#include "client/model/chat.h"
#include "client/model/media.h"
#include "client/model/model.h"
#include "client/model/outbox.h"

static void ask_entries(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_RESUME};
	struct archive *a = &m->archive;

	msg.resume.chat = a->chat->id;
	msg.resume.after = a->chat->n;
	a->chat->resumed_after = a->chat->n;
	outbox_ask(m->outbox, &msg, &a->chat->id, out);
	snprintf(a->chat_ref, sizeof(a->chat_ref), "%s", msg.ref);
	a->chat_asked_ms = m->now_ms;
}

static bool has_fresh(const struct model *m)
{
	const struct archive *a = &m->archive;

	return sale_fresh(m, &a->chat->id) ||
		(a->opened.fresh && id_same(&a->opened.associate, &m->me));
}

/* Grey is what the relay says: then it is so on every device. */
static void say_viewed(struct model *m, struct effects *out)
{
	struct archive *a = &m->archive;
	struct wire_msg msg = {
		.type = WIRE_T_VIEWED, .viewed = {.chat = a->chat->id}};

	a->want_viewed = false;
	if (has_fresh(m))
		act_ask(m, &msg, &a->chat->id, out);
}

static void ask_chat(struct model *m, struct effects *out)
{
	struct archive *a = &m->archive;

	if (m->place != MODEL_ARCHIVED || !a->chat)
		return;
	if (a->want_viewed)
		say_viewed(m, out);
	if (a->chat_ref[0] && m->now_ms >= a->chat_asked_ms + ARCHIVE_WAIT_MS)
		a->chat_ref[0] = '\0';
	if (!a->whole && !a->chat_ref[0] && !a->chat_err &&
		a->chat_again_ms <= m->now_ms)
		ask_entries(m, out);
}

void archive_refresh(struct model *m, struct effects *out)
{
	struct archive *a = &m->archive;

	if (m->place == MODEL_ARCHIVED && a->chat)
		archive_replay_tick(&a->replay, a->chat, m->now_ms);
	if (!model_online(m))
		return;
	archive_ask(m, out);
	ask_chat(m, out);
	archive_sold_refresh(m, out);
}

int64_t archive_deadline(const struct model *m)
{
	const struct archive *a = &m->archive;
	int64_t at = INT64_MAX, sold = archive_sold_due(m);

	if (m->place == MODEL_ARCHIVED && a->chat)
		at = archive_replay_due(&a->replay, a->chat);
	if (at != INT64_MAX || !model_online(m))
		return at;
	if (m->place != MODEL_ARCHIVED)
		return archive_ask_due(m);
	if (a->whole || !a->chat || a->chat_err)
		return sold;
	at = a->chat_ref[0] ? a->chat_asked_ms + ARCHIVE_WAIT_MS
			    : a->chat_again_ms;
	return at < sold ? at : sold;
}

void archive_lost(struct model *m)
{
	archive_ask_lost(m);
	m->archive.chat_ref[0] = '\0';
	m->archive.chat_again_ms = 0;
	archive_sold_lost(&m->archive.sold);
}

/* ---- answers ---- */

bool archive_entry(
	struct model *m, const struct wire_entry *w, struct effects *out)
{
	struct chat *c = m->archive.chat;

	if (!c || !id_same(&c->id, &w->chat) || !chat_add(c, w))
		return false;
	if (c->entries[c->n - 1].file)
		media_fetch(m, c->entries[c->n - 1].file, out);
	return true;
}

static bool ours(const struct archive *a, const char *ref)
{
	return a->chat_ref[0] && ref && strcmp(ref, a->chat_ref) == 0;
}

void archive_replayed(struct model *m, const struct wire_msg *msg)
{
	struct archive *a = &m->archive;

	if (!ours(a, msg->ref))
		return;
	a->chat_ref[0] = '\0';
	a->whole = !msg->replayed.more;
	/* One that brought nothing must not be asked for over and over. */
	if (!a->whole && a->chat->n <= a->chat->resumed_after)
		a->chat_again_ms = m->now_ms + ARCHIVE_AGAIN_MS;
}

bool archive_chat_failed(
	struct model *m, const char *ref, enum err why, int64_t again_ms)
{
	struct archive *a = &m->archive;

	if (!ours(a, ref))
		return false;
	a->chat_ref[0] = '\0';
	a->chat_again_ms = again_ms;
	if (again_ms == 0)
		a->chat_err = why;
	return true;
}

void archive_sale(struct model *m, const struct id *chat)
{
	struct archive_row *row = archive_find(&m->archive, chat, &m->me);
	bool fresh = sale_fresh(m, chat);

	archive_doubt(m);
	if (id_is(&m->archive.doubted) && !id_same(&m->archive.doubted, chat))
		m->archive.unsure =
			true; /* two of them: the one or the other */
	m->archive.doubted = *chat;
	if (row)
		row->fresh = fresh;
	if (m->archive.chat && id_same(&m->archive.chat->id, chat))
		archive_sold_doubt(&m->archive.sold);
	/* It is on view already. */
	if (fresh && m->archive.chat && m->place == MODEL_ARCHIVED &&
		id_same(&m->archive.chat->id, chat))
		m->archive.want_viewed = true;
}
