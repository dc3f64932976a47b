/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_CHAT_H
#define CLIENT_MODEL_CHAT_H

/*
 * A chat as this client knows it: who, what state, and its log without a gap
 * from the first entry on.  An entry that does not come next is not taken in;
 * the model asks the relay to resume after the last one instead.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/model/view.h"
#include "shared/id.h"
#include "shared/wire.h"

#define CHAT_AGAIN_MS 1000 /* before asking in vain again */

struct goods;

/* A picture or a video. */
struct chat_file {
	struct id media;
	enum wire_mime mime;
	int64_t width, height, bytes; /* 0: not known */
};

struct chat_entry { /* its seq is its index + 1 */
	int64_t at;
	enum wire_kind kind;
	enum wire_who who;
	enum wire_reason reason;
	char *name, *text;      /* may be NULL */
	struct goods *goods;    /* NULL: none */
	struct chat_file *file; /* NULL: none */
	bool recommended;       /* the product was, by an associate */
};

struct chat {
	struct id id;
	enum wire_phase phase;
	enum wire_reason reason; /* ENDED: why */
	enum wire_lang lang;
	char *name; /* the shopper's */
	struct view view;
	int64_t opened, accepted, visits;
	bool present; /* the shopper is connected */

	struct chat_entry *entries;
	int64_t n;             /* how many; also the last one's seq */
	int64_t last;          /* the last one that the relay has */
	bool replaying;        /* asked for the rest */
	int64_t resumed_after; /* what was the last one then */
	int64_t resume_ms;     /* not to be asked again before */

	int64_t delivered, read; /* how far the shopper has got */
	int64_t theirs;          /* the last entry that the shopper wrote */
	int64_t said_delivered, said_read; /* how far we said that we have */
	int64_t unread_from; /* first one that came unseen; 0: none */

	struct goods **basket; /* what is in the shopper's cart */
	int n_basket;

	char *handing;      /* to whom it is being transferred, or NULL */
	int64_t handing_ms; /* on the monotonic clock: until when */

	int64_t types_until; /* now_ms until when the shopper is typing */
	int64_t typing_said; /* now_ms at which we last said that we are */
	char *draft;         /* what stands in the field; never NULL */
	int draft_turn;      /* counts when it is not the field that set it */
	bool ending;         /* asked to end; not answered yet */
	bool stale;          /* not confirmed since the last welcome */
};

struct chat *chat_new(const struct id *id);
void chat_destroy(struct chat **c);

/* Takes over what the relay says of the chat; its log stays. */
void chat_set(struct chat *c, const struct wire_chat *w);

/* It is being transferred to that name until then; NULL: no longer. */
void chat_handing(struct chat *c, const char *to, int64_t until_ms);

/* Something was put into the cart, or (quantity 0) taken out of it. */
void chat_basket(struct chat *c, const struct wire_basket *w);

/* Adds the entry if it comes next; false when it is known or too early. */
bool chat_add(struct chat *c, const struct wire_entry *w);

/* Are there entries at the relay that are not here? */
bool chat_gap(const struct chat *c);

/* How many messages of the shopper came unseen, and still are. */
int chat_unread(const struct chat *c);

#endif
