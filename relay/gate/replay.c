/* SPDX-License-Identifier: MIT */
#include "relay/gate/replay.h"

#include <string.h>

#include "relay/desk/entry.h"
#include "relay/gate/hub.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/times.h"

/* A replay stops here and says that there is more, so that catching up is not
 * itself what makes a reader too slow. */
#define REPLAY_BYTES (LIMIT_OUTBOX / 2)

struct replay {
	struct hub *hub;
	uint64_t session;
	int64_t after;
	struct id chat;
	char ref[LIMIT_REF + 1]; /* "": none */
};

static const char *ref_of(const struct replay *r)
{
	return r->ref[0] ? r->ref : NULL;
}

static enum err send_entry(struct caller *s, const struct rec_entry *row,
	const struct rec_attach *attach)
{
	struct wire_msg m = {.type = WIRE_T_ENTRY};
	struct frame *f;
	enum err e;

	m.entry = entry_told(row, attach,
		s->kind == CALLER_SHOPPER ? WIRE_WHO_SHOPPER
					  : WIRE_WHO_ASSOCIATE);
	e = frame_new(&m, &f);
	if (e == ERR_OK)
		caller_send_replay(s, f);
	frame_drop(&f);
	return e;
}

static void send_end(
	struct caller *s, const struct replay *r, int64_t upto, bool more)
{
	struct wire_msg m = {.type = WIRE_T_REPLAYED, .ref = ref_of(r)};
	struct frame *f;

	m.replayed.chat = r->chat;
	m.replayed.upto = upto;
	m.replayed.more = more;
	if (frame_new(&m, &f) == ERR_OK)
		caller_send_replay(s, f);
	else
		caller_close(s, ERR_FULL, TIMES_SECOND);
	frame_drop(&f);
}

/* What that entry has beside its text; *at walks along with the entries. */
static const struct rec_attach *attach_of(
	const struct store_rows *rows, const struct rec_entry *row, int *at)
{
	while (*at < rows->n_attached &&
		rows->attached[*at].attach.seq < row->seq)
		++*at;
	if (*at == rows->n_attached ||
		rows->attached[*at].attach.seq != row->seq)
		return NULL;
	return &rows->attached[*at].attach;
}

static void send_rows(
	struct caller *s, const struct replay *r, const struct store_rows *rows)
{
	int64_t upto = r->after;
	int i, at = 0;

	for (i = 0; i < rows->n && s->out.bytes < REPLAY_BYTES; i++) {
		const struct rec_entry *row = &rows->recs[i].entry;

		if (send_entry(s, row, attach_of(rows, row, &at)) != ERR_OK) {
			caller_close(s, ERR_FULL, TIMES_SECOND);
			return;
		}
		upto = row->seq;
	}
	send_end(s, r, upto, rows->more || i < rows->n);
}

static void on_rows(void *ctx, const struct store_rows *rows)
{
	struct replay *r = ctx;
	struct caller *s = callers_find(&r->hub->callers, r->session);

	if (s && s->state != CALLER_CLOSING) {
		if (rows->err == ERR_OK)
			send_rows(s, r, rows);
		caller_release(s);
		if (rows->err != ERR_OK)
			caller_fail(s, ref_of(r),
				rows->err == ERR_CHAT ? ERR_CHAT : ERR_FULL, 0);
	}
	mem_free(r);
}

void replay_begin(struct caller *s, const struct desk_notice *n)
{
	struct replay *r = mem_zero(sizeof(*r));

	if (!r) {
		caller_close(s, ERR_FULL, TIMES_SECOND);
		return;
	}
	r->hub = s->hub;
	r->session = s->id;
	r->after = n->replay.after;
	r->chat = n->replay.chat;
	if (n->replay.ref)
		strncpy(r->ref, n->replay.ref, LIMIT_REF);
	caller_hold(s);
	store_replay(s->hub->store, s->tenant->rules->retailer, &n->replay.chat,
		n->replay.after, n->replay.who, &n->replay.viewer, on_rows, r);
}
