/* SPDX-License-Identifier: MIT */
/* What a player knows, looked up. */
#include <string.h>

#include "client/flow/player.h"

const struct wire_chat *player_chat(const struct player *p)
{
	return p->chat.first ? &p->chat.first->msg.chat : NULL;
}

const struct wire_chat *player_live(const struct player *p)
{
	const struct wire_chat *c = player_chat(p);

	return c && c->phase == WIRE_PHASE_LIVE ? c : NULL;
}

const struct wire_status *player_status(const struct player *p)
{
	return p->status.first ? &p->status.first->msg.status : NULL;
}

const struct wire_shop *player_shop(const struct player *p)
{
	return p->shops.first ? &p->shops.first->msg.shop : NULL;
}

static bool rings_for(const struct player_note *n, const struct id *chat)
{
	return !chat || id_same(&n->msg.ring.chat, chat);
}

const struct player_note *player_ringing(
	const struct player *p, const struct id *chat)
{
	for (const struct player_note *n = p->rings.first; n; n = n->next) {
		if (!n->over && rings_for(n, chat))
			return n;
	}
	return NULL;
}

const struct player_note *player_last_ring(
	const struct player *p, const struct id *chat)
{
	const struct player_note *last = NULL;

	for (const struct player_note *n = p->rings.first; n; n = n->next) {
		if (rings_for(n, chat))
			last = n;
	}
	return last;
}

int64_t player_left(const struct player *p, const struct player_note *ring)
{
	int64_t left = ring->msg.ring.left - (p->now - ring->at);

	return left < 0 ? 0 : left;
}

bool player_sees_typing(const struct player *p)
{
	return player_live(p) && p->types_at > 0 &&
		p->now - p->types_at < PLAYER_TYPES_MS;
}

static bool is_about(const struct wire_entry *w, const char *text)
{
	const char *const said[] = {w->text, w->product, w->order};

	for (size_t i = 0; text && i < sizeof(said) / sizeof(said[0]); i++) {
		if (said[i] && strcmp(said[i], text) == 0)
			return true;
	}
	return !text;
}

const struct player_note *player_entry(const struct player *p,
	const struct player_note *after, enum wire_kind kind, const char *text)
{
	const struct player_note *n = after ? after->next : p->entries.first;

	for (; n; n = n->next) {
		if (n->msg.entry.kind == (int)kind &&
			is_about(&n->msg.entry, text))
			return n;
	}
	return NULL;
}
