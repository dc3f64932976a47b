/* SPDX-License-Identifier: MIT */
#include "tests/lib/memstore.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>
#include <utlist.h>

#define KEY_SIZE 192
#define KEY_PART 80 /* bytes of a key's strings that count */

struct row {
	struct rec rec; /* first: memstore_next goes back to the row */
	char *strings;
	struct row *prev, *next; /* chats that are not ended */
	bool open;
	UT_hash_handle hh;
	size_t key_len;
	char key[KEY_SIZE];
};
struct said {
	UT_hash_handle hh;
	char key[3 * KEY_SIZE];
};
struct memstore {
	int64_t turn;
	int64_t writes;
	struct row *tables[REC_K_ROWS];
	struct row *open;
	struct said *said;
	const char *fault;
	memstore_fn watch;
	void *ctx;
};

struct memstore *memstore_new(void)
{
	struct memstore *s = calloc(1, sizeof(*s));

	assert(s);
	return s;
}

void memstore_destroy(struct memstore **s)
{
	struct said *said, *after;

	if (!*s)
		return;
	for (int i = 0; i < REC_K_ROWS; i++) {
		struct row *r, *next;

		HASH_ITER (hh, (*s)->tables[i], r, next) {
			HASH_DEL((*s)->tables[i], r);
			free(r->strings);
			free(r);
		}
	}
	HASH_ITER (hh, (*s)->said, said, after) {
		HASH_DEL((*s)->said, said);
		free(said);
	}
	free(*s);
	*s = NULL;
}

int64_t memstore_claim(struct memstore *s)
{
	return ++s->turn;
}

void memstore_watch(struct memstore *s, memstore_fn fn, void *ctx)
{
	s->watch = fn;
	s->ctx = ctx;
}

const char *memstore_fault(const struct memstore *s)
{
	return s->fault;
}

int64_t memstore_writes(const struct memstore *s)
{
	return s->writes;
}

/* The key columns in one piece; returns its length. */
static size_t row_key(const struct rec *r, char key[KEY_SIZE])
{
	const struct rec_table *t = rec_table(r->kind);
	size_t used = 0;

	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];
		int64_t number;

		if (!c->key)
			continue;
		assert(used + KEY_PART + 1 < KEY_SIZE);
		if (c->kind == REC_COL_INT) {
			number = rec_int(r, c);
			memcpy(key + used, &number, sizeof(number));
			used += sizeof(number);
		} else {
			used = (size_t)(stpncpy(key + used, rec_str(r, c),
						KEY_PART) -
				key);
		}
	}
	return used;
}

/* Takes the strings of the record over into memory of the row's own. */
static void row_fill(struct row *row, const struct rec *r)
{
	const struct rec_table *t = rec_table(r->kind);
	char *strings, *at;
	size_t size = 1;

	for (int i = 0; i < t->n_columns; i++)
		if (t->columns[i].kind == REC_COL_STR)
			size += strlen(rec_str(r, &t->columns[i])) + 1;
	at = strings = malloc(size);
	assert(strings);
	row->rec = *r;
	for (int i = 0; i < t->n_columns; i++) {
		const struct rec_column *c = &t->columns[i];

		if (c->kind != REC_COL_STR)
			continue;
		memcpy((char *)&row->rec + c->offset, &at, sizeof(at));
		at = stpcpy(at, rec_str(r, c)) + 1;
	}
	free(row->strings);
	row->strings = strings;
}

static struct row *row_find(const struct memstore *s, const struct rec *like)
{
	char key[KEY_SIZE];
	size_t len = row_key(like, key);
	struct row *row;

	HASH_FIND(hh, s->tables[like->kind], key, len, row);
	return row;
}

const struct rec *memstore_find(
	const struct memstore *s, const struct rec *like)
{
	const struct row *row = row_find(s, like);

	return row ? &row->rec : NULL;
}

/* ---- unique keys ---- */

static void row_break(struct memstore *s, const char *rule)
{
	if (!s->fault)
		s->fault = rule;
}

static void check_entry(struct memstore *s, const struct rec_entry *e)
{
	struct said *said;
	char key[3 * KEY_SIZE];

	if (memstore_entry(s, &e->chat, e->seq))
		row_break(s, "entry_kept_once");
	if (e->seq < 1 ||
		(e->seq > 1 && !memstore_entry(s, &e->chat, e->seq - 1)))
		row_break(s, "seq_gapless");
	if (!e->key || !*e->key)
		return;
	snprintf(key, sizeof(key), "%s/%s/%s", e->chat.s, e->actor.s, e->key);
	HASH_FIND_STR(s->said, key, said);
	if (said) {
		row_break(s, "every_say_once");
		return;
	}
	said = calloc(1, sizeof(*said));
	assert(said);
	strcpy(said->key, key);
	HASH_ADD_STR(s->said, key, said);
}

static void check_chat(struct memstore *s, const struct rec_chat *c)
{
	const struct row *r;

	if (c->phase == WIRE_PHASE_ENDED)
		return;
	DL_FOREACH (s->open, r) {
		const struct rec_chat *o = &r->rec.chat;

		if (id_same(&o->chat, &c->chat) || o->phase == WIRE_PHASE_ENDED)
			continue;
		if (id_same(&o->shopper, &c->shopper))
			row_break(s, "one_chat_per_shopper");
		if (o->phase == WIRE_PHASE_LIVE &&
			c->phase == WIRE_PHASE_LIVE &&
			id_same(&o->associate, &c->associate))
			row_break(s, "one_chat_per_associate");
	}
}

/* Was the chat being transferred, and rang it for who has it now? */
static bool was_handed(struct memstore *s, const struct rec_chat *was,
	const struct rec_chat *is)
{
	struct rec like = {.kind = REC_K_RING,
		.ring = {.chat = is->chat, .associate = is->associate}};
	const struct rec *ring = memstore_find(s, &like);

	return was->handing && !is->handing && ring &&
		ring->ring.round == was->round &&
		ring->ring.state == REC_RING_RINGING;
}

/* One block stands for a shopper, and their chats are over (D9). */
static void check_block(struct memstore *s, const struct rec_block *b)
{
	const struct row *r;

	if (b->lifted)
		return;
	for (r = s->tables[REC_K_BLOCK]; r; r = r->hh.next)
		if (!r->rec.block.lifted &&
			id_same(&r->rec.block.shopper, &b->shopper) &&
			!id_same(&r->rec.block.chat, &b->chat))
			row_break(s, "one_block_per_shopper");
	DL_FOREACH (s->open, r)
		if (r->rec.chat.phase != WIRE_PHASE_ENDED &&
			id_same(&r->rec.chat.shopper, &b->shopper))
			row_break(s, "blocked_have_no_chat");
}

/* As the index enquiry_key has it. */
static void check_enquiry(struct memstore *s, const struct rec_enquiry *e)
{
	for (const struct row *r = s->tables[REC_K_ENQUIRY]; r;
		r = r->hh.next) {
		const struct rec_enquiry *o = &r->rec.enquiry;

		if (!o->done && !e->done &&
			!id_same(&o->enquiry, &e->enquiry) &&
			id_same(&o->shopper, &e->shopper) &&
			strcmp(o->key, e->key) == 0)
			row_break(s, "enquiry_kept_once");
	}
}

/* A live chat belongs to whoever has it until it is let go. */
static void check_winner(
	struct memstore *s, const struct row *row, const struct rec_chat *c)
{
	const struct rec_chat *was = &row->rec.chat;

	if (was->phase == WIRE_PHASE_ENDED && c->phase != WIRE_PHASE_ENDED)
		row_break(s, "ended_stays_ended");
	if (was->phase == WIRE_PHASE_LIVE && c->phase == WIRE_PHASE_LIVE &&
		!id_same(&was->associate, &c->associate) &&
		!was_handed(s, was, c))
		row_break(s, "one_winner");
}

static void check_mark(
	struct memstore *s, const struct row *row, const struct rec_mark *m)
{
	const struct rec_mark *was = &row->rec.mark;

	if (m->read < was->read || m->delivered < was->delivered)
		row_break(s, "marks_forward");
}

/* ---- keeping ---- */

/* Does the chat go on behind a block that hides nothing yet (D9)? */
static bool row_seems(const struct memstore *s, const struct rec_chat *c)
{
	struct rec like = {.kind = REC_K_BLOCK, .block = {.chat = c->chat}};
	const struct rec *block = memstore_find(s, &like);

	return block && !block->block.hidden && !block->block.lifted;
}

static void row_open(struct memstore *s, struct row *row)
{
	bool open = row->rec.kind == REC_K_CHAT &&
		(row->rec.chat.phase != WIRE_PHASE_ENDED ||
			row_seems(s, &row->rec.chat));

	if (open && !row->open)
		DL_APPEND(s->open, row);
	if (!open && row->open)
		DL_DELETE(s->open, row);
	row->open = open;
}

static void row_block(struct memstore *s, const struct rec_block *b)
{
	struct rec like = {.kind = REC_K_CHAT, .chat = {.chat = b->chat}};
	struct row *chat = row_find(s, &like);

	if (chat)
		row_open(s, chat);
}

static void row_keep(struct memstore *s, const struct rec *r)
{
	struct row *row = row_find(s, r);

	if (s->watch)
		s->watch(s->ctx, row ? &row->rec : NULL, r);
	if (r->kind == REC_K_ENTRY)
		check_entry(s, &r->entry);
	if (r->kind == REC_K_CHAT)
		check_chat(s, &r->chat);
	if (r->kind == REC_K_BLOCK)
		check_block(s, &r->block);
	if (r->kind == REC_K_ENQUIRY)
		check_enquiry(s, &r->enquiry);
	if (row && r->kind == REC_K_CHAT)
		check_winner(s, row, &r->chat);
	if (row && r->kind == REC_K_MARK)
		check_mark(s, row, &r->mark);
	if (!row) {
		row = calloc(1, sizeof(*row));
		assert(row);
		row->key_len = row_key(r, row->key);
		HASH_ADD(hh, s->tables[r->kind], key, row->key_len, row);
	}
	row_fill(row, r);
	row_open(s, row);
	if (r->kind == REC_K_BLOCK)
		row_block(s, &r->block);
	s->writes++;
}

/* ---- deeds ---- */

static void row_drop(struct memstore *s, struct row *row)
{
	if (row->open)
		DL_DELETE(s->open, row);
	HASH_DEL(s->tables[row->rec.kind], row);
	free(row->strings);
	free(row);
}

static void row_change(struct row *row, const struct rec *to)
{
	const struct rec copy = *to;

	row_fill(row, &copy);
}

/* Whose the row is: its own column, or its chat's, which is its first one. */
static struct id row_shopper(const struct memstore *s, const struct rec *r)
{
	struct rec like = {.kind = REC_K_CHAT};
	const struct rec *chat;

	switch (r->kind) {
	case REC_K_SHOPPER:
		return r->shopper.shopper;
	case REC_K_CHAT:
		return r->chat.shopper;
	case REC_K_BLOCK:
		return r->block.shopper;
	case REC_K_ENQUIRY:
		return r->enquiry.shopper;
	case REC_K_SALE:
		return r->sale.shopper;
	default:
		like.chat.chat = r->entry.chat;
		chat = memstore_find(s, &like);
		return chat ? chat->chat.shopper : (struct id){""};
	}
}

static void row_erase(
	struct memstore *s, struct row *row, const struct id *anew)
{
	struct rec r = row->rec;

	switch (r.kind) {
	case REC_K_FILED:
		r.filed.name = "";
		r.filed.sought = 1;
		break;
	case REC_K_RATING:
		r.rating.body = "";
		break;
	case REC_K_SALE:
		r.sale.name = "";
		r.sale.shopper = *anew;
		break;
	case REC_K_CHAT:
		r.chat.shopper = *anew;
		r.chat.first = r.chat.url = r.chat.title = "";
		r.chat.product = r.chat.note = "";
		r.chat.amount = 0;
		break;
	default:
		row_drop(s, row);
		return;
	}
	row_change(row, &r);
}

static void row_correct(struct row *row, const struct rec_corrected *c)
{
	struct rec r = row->rec;
	bool named = c->name && *c->name;

	if (r.kind == REC_K_ENQUIRY && c->address && *c->address)
		r.enquiry.address = c->address;
	if (r.kind == REC_K_ENQUIRY && named)
		r.enquiry.name = c->name;
	if (r.kind == REC_K_SHOPPER && named)
		r.shopper.name = c->name;
	if (r.kind == REC_K_FILED && named)
		r.filed.name = c->name;
	if (r.kind == REC_K_SALE && named)
		r.sale.name = c->name;
	if (r.kind == REC_K_BLOCK && named)
		r.block.name = c->name;
	if (r.kind == REC_K_ENTRY && named && *r.entry.name &&
		r.entry.who == WIRE_WHO_SHOPPER)
		r.entry.name = c->name;
	row_change(row, &r);
}

/* Chats last: the rows of theirs are known by them. */
static void deed_keep(struct memstore *s, const struct rec *deed)
{
	static const enum rec_kind kinds[] = {REC_K_ENTRY, REC_K_ATTACH,
		REC_K_MARK, REC_K_FILED, REC_K_RATING, REC_K_BLOCK,
		REC_K_ENQUIRY, REC_K_SALE, REC_K_SHOPPER, REC_K_CHAT};
	struct row *row, *next;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		HASH_ITER (hh, s->tables[kinds[i]], row, next) {
			struct id whose = row_shopper(s, &row->rec);

			if (!id_same(&whose, &deed->erased.shopper))
				continue;
			if (deed->kind == REC_K_ERASED)
				row_erase(s, row, &deed->erased.anew);
			else
				row_correct(row, &deed->corrected);
		}
	}
}

bool memstore_commit(
	struct memstore *s, int64_t turn, const struct rec *recs, int n)
{
	if (turn != s->turn)
		return false;
	s->turn++;
	for (int i = 0; i < n; i++) {
		if (recs[i].kind < REC_K_ROWS)
			row_keep(s, &recs[i]);
		else
			deed_keep(s, &recs[i]);
	}
	return true;
}

/* ---- reading ---- */

const struct rec_entry *memstore_entry(
	const struct memstore *s, const struct id *chat, int64_t seq)
{
	struct rec like = {
		.kind = REC_K_ENTRY, .entry = {.chat = *chat, .seq = seq}};
	const struct rec *r = memstore_find(s, &like);

	return r ? &r->entry : NULL;
}

const struct rec_shopper *memstore_shopper(
	const struct memstore *s, const struct id *shopper)
{
	struct rec like = {
		.kind = REC_K_SHOPPER, .shopper = {.shopper = *shopper}};
	const struct rec *r = memstore_find(s, &like);

	return r ? &r->shopper : NULL;
}

const struct rec *memstore_next(
	const struct memstore *s, enum rec_kind kind, const struct rec *after)
{
	const struct row *row =
		after ? ((const struct row *)after)->hh.next : s->tables[kind];

	return row ? &row->rec : NULL;
}

const struct rec *memstore_open(
	const struct memstore *s, const struct rec *after)
{
	const struct row *row =
		after ? ((const struct row *)after)->next : s->open;

	return row ? &row->rec : NULL;
}

static enum err load_kind(
	const struct memstore *s, struct desk *d, enum rec_kind kind)
{
	enum err e = ERR_OK;

	for (const struct row *r = s->tables[kind]; !e && r; r = r->hh.next)
		e = desk_load(d, &r->rec);
	return e;
}

static enum err load_row(
	const struct memstore *s, struct desk *d, const struct rec *like)
{
	const struct rec *r = memstore_find(s, like);

	return r ? desk_load(d, r) : ERR_OK;
}

/* What an associate recommended. */
static enum err load_card(const struct memstore *s, struct desk *d,
	const struct rec_chat *c, int64_t seq)
{
	struct rec like = {
		.kind = REC_K_ATTACH, .attach = {.chat = c->chat, .seq = seq}};
	const struct rec *r = memstore_find(s, &like);

	return r && r->attach.kind == WIRE_KIND_CARD ? desk_load(d, r) : ERR_OK;
}

/* An open chat with all that belongs to it; a ring by everybody is tried. */
static enum err load_chat(
	const struct memstore *s, struct desk *d, const struct rec *chat)
{
	const struct rec_chat *c = &chat->chat;
	struct rec like = {
		.kind = REC_K_SHOPPER, .shopper = {.shopper = c->shopper}};
	enum err e = desk_load(d, chat);

	if (!e)
		e = load_row(s, d, &like);
	for (const struct row *r = s->tables[REC_K_PRESENCE]; !e && r;
		r = r->hh.next) {
		like = (struct rec){.kind = REC_K_RING,
			.ring = {.chat = c->chat,
				.associate = r->rec.presence.associate}};
		e = load_row(s, d, &like);
	}
	for (int who = 0; !e && who < 2; who++) {
		like = (struct rec){.kind = REC_K_MARK,
			.mark = {.chat = c->chat, .who = who}};
		e = load_row(s, d, &like);
	}
	like = (struct rec){.kind = REC_K_ENTRY, .entry = {.chat = c->chat}};
	for (int64_t seq = 1; !e; seq++) {
		like.entry.seq = seq;
		if (!memstore_find(s, &like))
			break;
		e = load_row(s, d, &like);
		if (!e)
			e = load_card(s, d, c, seq);
	}
	return e;
}

enum err memstore_load(const struct memstore *s, struct desk *d)
{
	enum err e = load_kind(s, d, REC_K_PRESENCE);
	const struct row *r;

	if (!e)
		e = load_kind(s, d, REC_K_TALLY);
	if (!e)
		e = load_kind(s, d, REC_K_BLOCK);
	DL_FOREACH (s->open, r)
		if (!e)
			e = load_chat(s, d, &r->rec);
	if (!e)
		e = load_kind(s, d, REC_K_SALE);
	return e ? e : load_kind(s, d, REC_K_ENQUIRY);
}
