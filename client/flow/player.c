/* SPDX-License-Identifier: MIT */
#include "client/flow/player.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/player_note.h"
#include "shared/limits.h"
#include "shared/mem.h"

void player_init(struct player *p, int seat, bool associate,
	enum wire_lang lang, uint64_t seed,
	void (*send)(void *ctx, int seat, const struct wire_msg *msg),
	void *ctx)
{
	*p = (struct player){
		.seat = seat,
		.associate = associate,
		.lang = lang,
		.send = send,
		.ctx = ctx,
		.resumed = -1,
	};
	snprintf(p->salt, sizeof(p->salt), "%08" PRIx32,
		(uint32_t)(seed ^ (seed >> 32)) + (uint32_t)seat);
}

/* All that a page that is loaded anew has forgotten. */
static void forget(struct player *p)
{
	struct player_notes *const all[] = {&p->status, &p->shops, &p->chat,
		&p->entries, &p->rings, &p->enquiries, &p->blocked, &p->sales,
		&p->ratings, &p->figures, &p->unrated, &p->goods, &p->templates,
		&p->mates, &p->sought, &p->filing, &p->filed, &p->handed,
		&p->asked};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		player_notes_clear(all[i]);
	p->mark[0] = p->mark[1] = p->types_at = p->delivered = p->said = 0;
	p->resumed = -1;
	p->refused = ERR_OK;
}

void player_fini(struct player *p)
{
	forget(p);
	mem_free(p->name);
	mem_free(p->shop);
	mem_free(p->group);
	mem_free(p->key);
	p->name = p->shop = p->group = p->key = NULL;
}

void player_reload(struct player *p)
{
	forget(p);
}

void player_connected(struct player *p, bool up)
{
	p->up = up;
	p->ready = false;
	p->resumed = -1;
	player_notes_clear(&p->filing);
}

/* ---- saying ---- */

static void say(struct player *p, const struct wire_msg *msg)
{
	if (p->up)
		p->send(p->ctx, p->seat, msg);
}

/* Keys of messages that must not be done twice. */
static void give_key(struct player *p, struct wire_msg *msg, char *key)
{
	snprintf(key, LIMIT_KEY, "%s-%" PRIu64, p->salt, p->n_refs);
	switch (msg->type) {
	case WIRE_T_SAY:
		msg->say.key = key;
		break;
	case WIRE_T_SHOW:
		msg->show.key = key;
		break;
	case WIRE_T_RECOMMEND:
		msg->recommend.key = key;
		break;
	case WIRE_T_ENQUIRE:
		msg->enquire.key = key;
		break;
	default:
		break;
	}
}

static bool asks_archive(const struct wire_msg *msg)
{
	return msg->type == WIRE_T_ARCHIVE || msg->type == WIRE_T_TEAM_ARCHIVE;
}

enum err player_ask(struct player *p, struct wire_msg *msg, char *ref)
{
	char key[LIMIT_KEY];
	enum err e;

	snprintf(ref, LIMIT_REF + 1, "%d-%" PRIu64, p->seat, ++p->n_refs);
	msg->ref = ref;
	give_key(p, msg, key);
	e = player_notes_add(&p->asked, msg, p->associate, p->now);
	if (!e && p->ready)
		say(p, msg);
	if (msg->type == WIRE_T_SAY)
		p->said = 0;
	if (msg->type == WIRE_T_FIND)
		player_notes_clear(&p->goods);
	if (!e && asks_archive(msg)) {
		player_notes_clear(&p->filing);
		e = player_notes_set(&p->sought, msg, p->associate, p->now);
	}
	return e;
}

void player_look_again(struct player *p)
{
	const struct player_note *last = p->sought.first;
	struct wire_msg msg;

	for (const struct player_note *n = p->asked.first; n; n = n->next)
		if (asks_archive(&n->msg))
			return;
	if (!last)
		return;
	msg = last->msg;
	player_ask(p, &msg, p->again);
}

void player_ask_again(struct player *p)
{
	for (const struct player_note *n = p->asked.first; n; n = n->next)
		say(p, &n->msg);
}

/* The entries after those that we have, once for each gap. */
static void resume(struct player *p)
{
	const struct wire_chat *c = player_chat(p);
	int64_t have = player_notes_seq(&p->entries);
	struct wire_msg msg = {.type = WIRE_T_RESUME};

	if (!c || p->resumed == have)
		return;
	p->resumed = have;
	msg.resume.chat = c->chat;
	msg.resume.after = have;
	say(p, &msg);
}

static void mark(struct player *p, enum wire_mark what, int64_t seq)
{
	const struct wire_chat *c = player_chat(p);
	struct wire_msg msg = {.type = WIRE_T_SEEN};

	if (!c || c->phase == WIRE_PHASE_ENDED || seq == 0)
		return;
	msg.seen.chat = c->chat;
	msg.seen.seq = seq;
	msg.seen.mark = (int)what;
	say(p, &msg);
}

void player_read(struct player *p)
{
	mark(p, WIRE_MARK_READ, player_notes_seq(&p->entries));
}

/* ---- hearing ---- */

static void set_text(char **to, const char *from)
{
	mem_free(*to);
	*to = from ? mem_strdup(from) : NULL;
}

/* What is new still is said again. */
static void doubt_sales(struct player *p)
{
	for (struct player_note *n = p->sales.first; n; n = n->next)
		n->msg.sale.fresh = false;
}

/* What follows, until ready, is all that is true: doubt the rest. */
static void hear_welcome(struct player *p, const struct wire_welcome *w)
{
	set_text(&p->name, w->name);
	set_text(&p->shop, w->retailer);
	set_text(&p->group, w->groups);
	set_text(&p->key, w->shop);
	p->me = w->associate;
	p->manager = w->manager;
	if (w->token)
		snprintf(p->token, sizeof(p->token), "%s", w->token);
	player_notes_doubt(&p->rings);
	player_notes_doubt(&p->chat);
	player_notes_doubt(&p->enquiries);
	player_notes_doubt(&p->blocked);
	player_notes_doubt(&p->mates);
	doubt_sales(p);
	player_notes_clear(&p->unrated);
}

/* What was not said again is no longer so. */
static void hear_ready(struct player *p)
{
	const struct wire_msg enquiries = {.type = WIRE_T_ENQUIRIES};
	const struct wire_msg blocks = {.type = WIRE_T_BLOCKS};
	const struct wire_msg team = {.type = WIRE_T_TEAM};
	const struct player_note *c = p->chat.first;

	p->ready = true;
	player_notes_settle(&p->rings);
	if (c && c->stale && c->msg.chat.phase != WIRE_PHASE_ENDED)
		player_notes_clear(&p->chat);
	resume(p);
	if (p->associate)
		say(p, &enquiries);
	if (p->associate && p->manager) {
		say(p, &blocks);
		say(p, &team);
	}
	player_ask_again(p);
}

static void hear_chat(struct player *p, const struct wire_msg *msg)
{
	const struct wire_chat *was = player_chat(p), *c = &msg->chat;

	if (!was || !id_same(&was->chat, &c->chat)) {
		player_notes_clear(&p->entries);
		p->mark[0] = p->mark[1] = p->types_at = p->delivered = 0;
		p->resumed = -1;
	}
	player_notes_set(&p->chat, msg, p->associate, p->now);
	if (c->delivered > p->mark[0])
		p->mark[0] = c->delivered;
	if (c->read > p->mark[1])
		p->mark[1] = c->read;
	if (c->phase == WIRE_PHASE_LIVE)
		player_notes_drop(&p->rings, &c->chat);
	if (p->ready && c->seq > player_notes_seq(&p->entries))
		resume(p);
}

static void hear_entry(struct player *p, const struct wire_msg *msg)
{
	const struct wire_entry *w = &msg->entry;
	const struct wire_chat *c = player_chat(p);
	int64_t seq = player_notes_seq(&p->entries);
	enum wire_who us = p->associate ? WIRE_WHO_ASSOCIATE : WIRE_WHO_SHOPPER;

	if (!c || !id_same(&c->chat, &w->chat) || w->seq <= seq)
		return;
	if (w->seq > seq + 1) {
		resume(p);
		return;
	}
	player_notes_add(&p->entries, msg, p->associate, p->now);
	if (w->who == (int)us)
		return;
	p->types_at = 0;
	p->delivered = w->seq;
	mark(p, WIRE_MARK_DELIVERED, w->seq);
}

static void hear_replayed(struct player *p, const struct wire_replayed *w)
{
	if (w->more)
		resume(p);
}

static void hear_marked(struct player *p, const struct wire_marked *w)
{
	enum wire_who us = p->associate ? WIRE_WHO_ASSOCIATE : WIRE_WHO_SHOPPER;
	int64_t *m = &p->mark[w->mark == WIRE_MARK_READ];

	if (w->who != (int)us && w->seq > *m)
		*m = w->seq;
}

static void hear_types(struct player *p, const struct wire_types *w)
{
	const struct wire_chat *c = player_chat(p);
	enum wire_who us = p->associate ? WIRE_WHO_ASSOCIATE : WIRE_WHO_SHOPPER;

	if (c && id_same(&c->chat, &w->chat) && w->who != (int)us)
		p->types_at = p->now;
}

static void hear_peer(struct player *p, const struct wire_peer *w)
{
	const struct wire_chat *c = player_chat(p);

	if (c && id_same(&c->chat, &w->chat))
		p->chat.first->msg.chat.present = w->present;
}

/* A chat that a colleague has taken is theirs. */
static void hear_transfer_over(struct player *p, const struct wire_msg *msg)
{
	const struct wire_chat *c = player_chat(p);
	const struct wire_transfer_over *w = &msg->transfer_over;

	player_notes_set(&p->handed, msg, p->associate, p->now);
	if (c && w->reason == WIRE_REASON_TAKEN && id_same(&c->chat, &w->chat))
		player_notes_clear(&p->chat);
}

/* The answer to something that we asked for? */
static enum player_answer hear_answer(
	struct player *p, const struct wire_msg *msg, char *ref)
{
	struct player_note *n = player_notes_take(&p->asked, msg->ref);
	enum player_answer answer = PLAYER_NOTHING;

	if (!n)
		return answer;
	snprintf(ref, LIMIT_REF + 1, "%s", msg->ref);
	answer = msg->type == WIRE_T_ERROR ? PLAYER_ERROR : PLAYER_OK;
	if (strcmp(ref, p->again) != 0)
		p->refused = answer == PLAYER_OK
			? ERR_OK
			: err_from_name(msg->error.code);
	if (msg->type == WIRE_T_OK && n->msg.type == WIRE_T_SAY)
		p->said = msg->ok.seq;
	if (msg->type == WIRE_T_FOUND)
		p->n_goods = msg->found.total;
	player_note_free(n);
	return answer;
}

/* What the archive has, of what was asked last. */
static bool is_sought(const struct player *p, const struct wire_msg *msg)
{
	const struct player_note *n = p->sought.first;

	return n && msg->ref && strcmp(n->msg.ref, msg->ref) == 0;
}

static void hear_filed(struct player *p, const struct wire_msg *msg)
{
	if (is_sought(p, msg))
		player_notes_add(&p->filing, msg, p->associate, p->now);
}

static void hear_archived(struct player *p, const struct wire_msg *msg)
{
	if (!is_sought(p, msg))
		return;
	player_notes_clear(&p->filed);
	p->filed = p->filing;
	p->filing.first = NULL;
}

/* What shoppers think of chats, and what chats come to. */
static void hear_figures(struct player *p, const struct wire_msg *msg)
{
	switch (msg->type) {
	case WIRE_T_ASK_RATING:
		player_notes_clear(&p->unrated);
		if (id_is(&msg->ask_rating.chat))
			player_notes_add(
				&p->unrated, msg, p->associate, p->now);
		break;
	case WIRE_T_RATED:
		player_notes_add(&p->ratings, msg, p->associate, p->now);
		break;
	case WIRE_T_FIGURES:
		player_notes_set(&p->figures, msg, p->associate, p->now);
		break;
	default:
		break;
	}
}

static void hear_news(struct player *p, const struct wire_msg *msg)
{
	switch (msg->type) {
	case WIRE_T_STATUS:
		player_notes_set(&p->status, msg, p->associate, p->now);
		break;
	case WIRE_T_SHOP:
		player_notes_set(&p->shops, msg, p->associate, p->now);
		break;
	case WIRE_T_RING:
		player_notes_ring(&p->rings, msg, p->now);
		break;
	case WIRE_T_RING_OVER:
		player_notes_ring_over(&p->rings, &msg->ring_over);
		break;
	case WIRE_T_ENQUIRY:
		player_notes_replace(
			&p->enquiries, msg, &msg->enquiry.enquiry, p->now);
		break;
	case WIRE_T_BLOCKED:
		player_notes_replace(
			&p->blocked, msg, &msg->blocked.shopper, p->now);
		break;
	case WIRE_T_MATE:
		player_notes_replace(
			&p->mates, msg, &msg->mate.associate, p->now);
		break;
	case WIRE_T_SALE:
		player_notes_sale(&p->sales, msg, p->now);
		break;
	case WIRE_T_TEMPLATE:
		player_notes_template(&p->templates, msg, p->now);
		break;
	case WIRE_T_TRANSFER_OVER:
		hear_transfer_over(p, msg);
		break;
	default:
		hear_figures(p, msg);
		break;
	}
}

enum player_answer player_hear(
	struct player *p, const struct wire_msg *msg, char *ref)
{
	switch (msg->type) {
	case WIRE_T_WELCOME:
		hear_welcome(p, &msg->welcome);
		break;
	case WIRE_T_READY:
		hear_ready(p);
		break;
	case WIRE_T_CHAT:
		hear_chat(p, msg);
		break;
	case WIRE_T_ENTRY:
		hear_entry(p, msg);
		break;
	case WIRE_T_REPLAYED:
		hear_replayed(p, &msg->replayed);
		break;
	case WIRE_T_MARKED:
		hear_marked(p, &msg->marked);
		break;
	case WIRE_T_TYPES:
		hear_types(p, &msg->types);
		break;
	case WIRE_T_PEER:
		hear_peer(p, &msg->peer);
		break;
	case WIRE_T_GOODS:
		player_notes_add(&p->goods, msg, true, p->now);
		break;
	case WIRE_T_FILED:
		hear_filed(p, msg);
		break;
	case WIRE_T_ARCHIVED:
		hear_archived(p, msg);
		return hear_answer(p, msg, ref);
	case WIRE_T_OK:
	case WIRE_T_FOUND:
	case WIRE_T_ERROR:
		return hear_answer(p, msg, ref);
	default:
		hear_news(p, msg);
		break;
	}
	return PLAYER_NOTHING;
}
