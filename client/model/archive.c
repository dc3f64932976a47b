/* SPDX-License-Identifier: MIT */
/*
 * What the user does in the archive.  What is asked of the relay for it, and
 * what its answers change, is in archive_ask.c and archive_chat.c.
 */
#include "client/model/archive.h"

#include <assert.h>
#include <string.h>

#include "client/model/act.h"
#include "client/model/action.h"
#include "client/model/archive_rows.h"
#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "shared/mem.h"
#include "shared/utf8.h"

void archive_row_fini(struct archive_row *r)
{
	mem_free(r->name);
	mem_free(r->holder);
	mem_free(r->text);
	mem_free(r->opinion);
	*r = (struct archive_row){0};
}

static char *copy(const char *s)
{
	char *out = s ? mem_strdup(s) : NULL;

	assert(out || !s);
	return out;
}

struct archive_row archive_row_copy(const struct archive_row *r)
{
	struct archive_row out = *r;

	out.name = copy(r->name);
	out.holder = copy(r->holder);
	out.text = copy(r->text);
	out.opinion = copy(r->opinion);
	return out;
}

static void drop(struct archive_row **rows, int *n)
{
	while (*n > 0)
		archive_row_fini(&(*rows)[--*n]);
	mem_free(*rows);
	*rows = NULL;
}

void archive_fini(struct archive *a)
{
	drop(&a->rows, &a->n);
	drop(&a->came, &a->n_came);
	archive_row_fini(&a->opened);
	chat_destroy(&a->chat);
	archive_sold_fini(&a->sold);
	*a = (struct archive){0};
}

struct archive_row *archive_find(
	struct archive *a, const struct id *chat, const struct id *whose)
{
	int i = archive_rows_index(a->rows, a->n, chat, whose);

	return i < a->n ? &a->rows[i] : NULL;
}

static void set_rated(struct archive_row *r, const struct wire_rated *w)
{
	r->stars = w->stars;
	r->rated = w->at;
	view_show(&r->opinion, w->text);
}

void archive_rated(struct model *m, const struct wire_rated *w)
{
	struct archive *a = &m->archive;
	struct archive_row *row = archive_find(a, &w->chat, &m->me);

	if (row)
		set_rated(row, w);
	if (a->chat && id_same(&a->opened.chat, &w->chat) &&
		id_same(&a->opened.associate, &m->me))
		set_rated(&a->opened, w);
}

/* What is there is asked for anew, and stays until that has come. */
static void show(struct model *m)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	m->place = MODEL_ARCHIVE;
	archive_doubt(m);
}

void archive_doubt(struct model *m)
{
	m->archive.want = true;
}

/* Another question than the one before it. */
static void renew(struct model *m)
{
	struct archive *a = &m->archive;

	a->want = a->renewed = true;
	a->want_older = false;
	a->outdated = a->asking;
	a->err = ERR_OK;
	a->again_ms = 0;
}

static void find(struct model *m, const char *text)
{
	struct archive *a = &m->archive;
	size_t len = strlen(text);

	if (strcmp(a->text, text) == 0)
		return;
	if (len > LIMIT_FIND)
		len = LIMIT_FIND;
	while (!utf8_valid(text, len))
		len--;
	memcpy(a->text, text, len);
	a->text[len] = '\0';
	renew(m);
}

static void pick(struct model *m, int which)
{
	if (which < 0 || which >= WIRE_PICK_COUNT ||
		m->archive.pick == (enum wire_pick)which)
		return;
	m->archive.pick = (enum wire_pick)which;
	renew(m);
}

static void whose(struct model *m)
{
	if (!m->manager)
		return;
	m->archive.team = !m->archive.team;
	renew(m);
}

void archive_row_add(
	const struct model *m, struct archive_row *r, const struct money *worth)
{
	if (r->sales++ > 0 && strcmp(r->worth.code, worth->code) == 0)
		money_add(&r->worth.minor, worth->minor);
	else if (r->sales == 1 || strcmp(worth->code, m->currency) == 0)
		r->worth = *worth;
}

/* One that is opened from a sale, and not on the list. */
static struct archive_row of_sale(const struct model *m, const struct id *chat)
{
	struct archive_row r = {.associate = m->me};

	for (int i = 0; i < m->sales.n; i++) {
		const struct sale *s = &m->sales.all[i];

		if (!id_same(&s->chat, chat))
			continue;
		if (!r.chat.s[0]) /* the latest of them */
			r.at = s->at;
		if (!r.name)
			r.name = copy(s->name);
		r.chat = *chat;
		if (s->cancelled)
			continue;
		archive_row_add(m, &r, &s->worth);
	}
	return r;
}

/* The log that is here is of before its shopper was erased (J1). */
static bool was_erased(const struct archive *a, const struct archive_row *row)
{
	return row && !row->name && a->chat->name;
}

/* Rule E3: who opens it has seen its sales. */
static void open(struct model *m, const struct id *chat, const struct id *whose)
{
	struct archive *a = &m->archive;
	const struct archive_row *row = archive_find(a, chat, whose);

	if (!id_is(chat) || m->place == MODEL_SIGN_IN)
		return;
	if (!a->chat || !id_same(&a->chat->id, chat) || was_erased(a, row)) {
		chat_destroy(&a->chat);
		a->chat = chat_new(chat);
		a->chat->phase = WIRE_PHASE_ENDED;
		a->chat_ref[0] = '\0';
		a->whole = false;
	}
	archive_row_fini(&a->opened);
	a->opened = row ? archive_row_copy(row) : of_sale(m, chat);
	a->opened.chat = *chat;
	view_show(&a->chat->name, a->opened.name);
	a->chat_err = ERR_OK;
	a->chat_again_ms = 0;
	archive_sold_begin(&a->sold);
	archive_replay_end(&a->replay);
	a->from_home = m->place == MODEL_HOME;
	a->want_viewed = true;
	m->place = MODEL_ARCHIVED;
}

bool archive_back(struct model *m)
{
	struct archive *a = &m->archive;

	if (m->place != MODEL_ARCHIVED)
		return false;
	if (a->replay.on)
		archive_replay_end(&a->replay);
	else if (a->from_home)
		m->place = MODEL_HOME;
	else
		show(m);
	return true;
}

static void replay(struct model *m, enum action_kind kind)
{
	struct archive *a = &m->archive;

	if (m->place != MODEL_ARCHIVED || !a->chat)
		return;
	if (kind == ACTION_REPLAY && a->whole)
		archive_replay_begin(&a->replay, a->chat, m->now_ms);
	else if (kind == ACTION_PAUSE)
		archive_replay_pause(&a->replay, a->chat, m->now_ms);
	else if (kind == ACTION_FASTER || kind == ACTION_SLOWER)
		archive_replay_pace(
			&a->replay, kind == ACTION_FASTER ? 1 : -1, m->now_ms);
}

void archive_act(struct model *m, const struct action *a)
{
	switch (a->kind) {
	case ACTION_ARCHIVE:
		show(m);
		break;
	case ACTION_ARCHIVE_FIND:
		find(m, a->text);
		break;
	case ACTION_ARCHIVE_PICK:
		pick(m, a->number);
		break;
	case ACTION_WHOSE:
		whose(m);
		break;
	case ACTION_ARCHIVE_OLDER:
		m->archive.want_older = m->archive.more;
		break;
	case ACTION_ARCHIVE_OPEN:
		open(m, &a->id, &a->whose);
		break;
	case ACTION_REPLAY:
	case ACTION_PAUSE:
	case ACTION_FASTER:
	case ACTION_SLOWER:
		replay(m, a->kind);
		break;
	default:
		break;
	}
}
