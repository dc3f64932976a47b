/* SPDX-License-Identifier: MIT */
/*
 * A message is copied by way of the wire: written and read again, which is
 * the one place that knows all its fields.
 */
#include "client/flow/player_note.h"

#include <string.h>

#include "shared/limits.h"
#include "shared/mem.h"

#define NOTE_MAX \
	(4 * LIMIT_ASSOCIATE_FRAME) /* as text; escapes make longer \
				     */

void player_note_free(struct player_note *n)
{
	if (!n)
		return;
	wire_fini(&n->msg);
	mem_free(n->by);
	mem_free(n);
}

void player_notes_clear(struct player_notes *l)
{
	while (l->first) {
		struct player_note *n = l->first;

		l->first = n->next;
		player_note_free(n);
	}
}

static struct player_note *copy_of(
	const struct wire_msg *msg, bool associate, int64_t now)
{
	const unsigned from = associate ? WIRE_FROM_A | WIRE_FROM_RA
					: WIRE_FROM_S | WIRE_FROM_RS;
	struct player_note *n = mem_zero(sizeof(*n));
	struct buf b;
	bool fine;

	buf_init(&b, NOTE_MAX);
	fine = n && wire_encode(msg, &b) == ERR_OK &&
		wire_decode(b.data, b.len, NOTE_MAX, from, &n->msg, NULL) ==
			ERR_OK;
	buf_fini(&b);
	if (!fine) {
		player_note_free(n);
		return NULL;
	}
	n->at = now;
	return n;
}

static void append(struct player_notes *l, struct player_note *n)
{
	struct player_note **at = &l->first;

	while (*at)
		at = &(*at)->next;
	*at = n;
}

enum err player_notes_add(struct player_notes *l, const struct wire_msg *msg,
	bool associate, int64_t now)
{
	struct player_note *n = copy_of(msg, associate, now);

	if (!n)
		return ERR_NOMEM;
	append(l, n);
	return ERR_OK;
}

enum err player_notes_set(struct player_notes *l, const struct wire_msg *msg,
	bool associate, int64_t now)
{
	struct player_note *n = copy_of(msg, associate, now);

	if (!n)
		return ERR_NOMEM;
	player_notes_clear(l);
	l->first = n;
	return ERR_OK;
}

/* Takes a note out of its list. */
static struct player_note *unlink_at(struct player_note **at)
{
	struct player_note *n = *at;

	*at = n->next;
	n->next = NULL;
	return n;
}

static bool has_id(const struct player_note *n, const struct id *id)
{
	switch (n->msg.type) {
	case WIRE_T_ENQUIRY:
		return id_same(&n->msg.enquiry.enquiry, id);
	case WIRE_T_BLOCKED:
		return id_same(&n->msg.blocked.shopper, id);
	case WIRE_T_MATE:
		return id_same(&n->msg.mate.associate, id);
	case WIRE_T_RING:
		return id_same(&n->msg.ring.chat, id);
	default:
		return false;
	}
}

void player_notes_drop(struct player_notes *l, const struct id *id)
{
	struct player_note **at = &l->first;

	while (*at) {
		if (has_id(*at, id))
			player_note_free(unlink_at(at));
		else
			at = &(*at)->next;
	}
}

enum err player_notes_replace(struct player_notes *l,
	const struct wire_msg *msg, const struct id *id, int64_t now)
{
	player_notes_drop(l, id);
	return player_notes_add(l, msg, true, now);
}

enum err player_notes_sale(
	struct player_notes *l, const struct wire_msg *msg, int64_t now)
{
	struct player_note **at = &l->first;

	while (*at && strcmp((*at)->msg.sale.order, msg->sale.order) != 0)
		at = &(*at)->next;
	if (*at)
		player_note_free(unlink_at(at));
	return player_notes_add(l, msg, true, now);
}

enum err player_notes_template(
	struct player_notes *l, const struct wire_msg *msg, int64_t now)
{
	struct player_note **at = &l->first;

	while (*at) {
		const char *key = (*at)->msg.template.template;

		if (strcmp(key, msg->template.template) == 0)
			player_note_free(unlink_at(at));
		else
			at = &(*at)->next;
	}
	if (msg->template.gone)
		return ERR_OK;
	return player_notes_add(l, msg, true, now);
}

struct player_note *player_notes_take(struct player_notes *l, const char *ref)
{
	for (struct player_note **at = &l->first; ref && *at;
		at = &(*at)->next) {
		if (strcmp((*at)->msg.ref, ref) == 0)
			return unlink_at(at);
	}
	return NULL;
}

int64_t player_notes_seq(const struct player_notes *l)
{
	int64_t seq = 0;

	for (const struct player_note *n = l->first; n; n = n->next)
		seq = n->msg.entry.seq;
	return seq;
}

/* ---- rings ---- */

enum err player_notes_ring(
	struct player_notes *l, const struct wire_msg *msg, int64_t now)
{
	return player_notes_replace(l, msg, &msg->ring.chat, now);
}

void player_notes_ring_over(
	struct player_notes *l, const struct wire_ring_over *w)
{
	for (struct player_note *n = l->first; n; n = n->next) {
		if (!has_id(n, &w->chat))
			continue;
		n->over = true;
		n->reason = (enum wire_reason)w->reason;
		mem_free(n->by);
		n->by = w->name ? mem_strdup(w->name) : NULL;
	}
}

void player_notes_doubt(struct player_notes *l)
{
	for (struct player_note *n = l->first; n; n = n->next)
		n->stale = true;
}

void player_notes_settle(struct player_notes *l)
{
	for (struct player_note *n = l->first; n; n = n->next)
		n->over = n->over || n->stale;
}
