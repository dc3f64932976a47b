/* SPDX-License-Identifier: MIT */
#include "relay/gate/shown.h"

#include <stdio.h>

#include "relay/gate/dispatch.h"
#include "relay/gate/hub.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/times.h"

struct shown {
	struct hub *hub;
	uint64_t session;
	struct id chat, media;
	char ref[LIMIT_REF + 1]; /* "": none */
	char key[LIMIT_KEY + 1];
	char name[LIMIT_NAME + 1];
};

static enum wire_who side(const struct caller *s)
{
	return s->kind == CALLER_ASSOCIATE ? WIRE_WHO_ASSOCIATE
					   : WIRE_WHO_SHOPPER;
}

/* It is the sender's own: what somebody else showed is not theirs to show. */
static bool owns(const struct caller *s, const struct store_media *row)
{
	return row->who == (int)side(s) && id_same(&row->owner, &s->who);
}

static void hand_on(
	struct caller *s, const struct shown *w, const struct store_media *row)
{
	struct wire_msg m = {.type = WIRE_T_SHOW};
	struct desk_media media;
	struct dispatch_known known = {.media = row ? &media : NULL};

	m.ref = w->ref[0] ? w->ref : NULL;
	m.show.chat = w->chat;
	m.show.media = w->media;
	m.show.key = w->key;
	m.show.name = w->name[0] ? w->name : NULL;
	if (row)
		media = (struct desk_media){
			.id = row->id,
			.mime = (enum wire_mime)row->mime,
			.width = row->width,
			.height = row->height,
			.bytes = row->bytes,
		};
	dispatch_command(s, &m, &known);
}

static void on_media(
	void *ctx, enum err e, const struct store_media *rows, int n)
{
	struct shown *w = ctx;
	struct caller *s = callers_find(&w->hub->callers, w->session);

	/* A desk that is being loaded anew knows the session all the same. */
	if (s && s->tenant && s->state != CALLER_CLOSING) {
		if (e == ERR_OK || e == ERR_UNKNOWN)
			hand_on(s, w, n == 1 && owns(s, rows) ? rows : NULL);
		else
			caller_fail(s, w->ref[0] ? w->ref : NULL, ERR_FULL,
				TIMES_SECOND);
	}
	mem_free(w);
}

void shown_take(struct caller *s, const struct wire_msg *msg)
{
	const struct wire_show *m = &msg->show;
	struct shown *w = mem_zero(sizeof(*w));

	if (!w) {
		caller_close(s, ERR_FULL, TIMES_SECOND);
		return;
	}
	w->hub = s->hub;
	w->session = s->id;
	w->chat = m->chat;
	w->media = m->media;
	snprintf(w->ref, sizeof(w->ref), "%s", msg->ref ? msg->ref : "");
	snprintf(w->key, sizeof(w->key), "%s", m->key);
	snprintf(w->name, sizeof(w->name), "%s", m->name ? m->name : "");
	store_find_media(s->hub->store, s->tenant->rules->retailer, &m->media,
		side(s), &s->who, on_media, w);
}
