/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_PLAYER_H
#define CLIENT_FLOW_PLAYER_H

/*
 * One seat of somebody who plays: what this device, or this tab, knows from
 * what it has heard, and what of its own has not been answered yet.  Behaves
 * as a client must: resumes its chat after a break, sends again what was not
 * answered, marks what comes as delivered.  Pure.  Open data; player_*.c alone
 * changes it.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/limits.h"
#include "shared/wire.h"

#define PLAYER_TYPES_MS 5000 /* for how long typing shows (D2) */

/* A message that was heard, or said. */
struct player_note {
	struct player_note *next;
	struct wire_msg msg; /* its strings are its own */
	int64_t at;          /* ms of the relay's clock */
	bool stale;          /* heard before the last break */
	bool over;           /* a ring that rings no longer: */
	enum wire_reason reason;
	char *by; /* over: taken by whom, or NULL */
};

/* Oldest first. */
struct player_notes {
	struct player_note *first;
};

struct player {
	bool associate;
	enum wire_lang lang;
	void (*send)(void *ctx, int seat, const struct wire_msg *msg);
	void *ctx;
	int seat;
	int64_t now; /* ms of the relay's clock, set by the owner */

	bool up, ready; /* connected; all that is true was said */
	char *name;     /* as the relay says it; NULL: not heard yet */
	char *shop;
	char *key;      /* the shop's, of an associate; NULL: not heard yet */
	char *group;    /* names of the groups, or NULL */
	char token[65]; /* a shopper's */
	struct id me;   /* an associate's */
	bool manager;

	struct player_notes status, shops; /* at most one: the last */
	struct player_notes chat;          /* at most one: the last */
	int64_t mark[2];   /* the other side's: delivered, read */
	int64_t types_at;  /* ms when the other side typed; 0: not since */
	int64_t delivered; /* what we have marked so */
	int64_t resumed;   /* after which entry we have asked last; -1: not */
	int64_t said;      /* the place of what we said last; 0: not kept */
	struct player_notes entries, rings, enquiries, blocked, templates;
	struct player_notes mates;   /* a manager's: the team */
	struct player_notes sales;   /* an associate's, each once */
	struct player_notes ratings; /* of their chats, in order */
	struct player_notes figures; /* at most one: the last answer */
	struct player_notes unrated; /* a shopper's, at most one: ask_rating */
	struct player_notes goods;   /* found by the last find; best first */
	int64_t n_goods;             /* how many match it */
	struct player_notes sought;  /* at most one: asked of the archive */
	struct player_notes filing;  /* what has come of that so far */
	struct player_notes filed;   /* the last whole answer; newest first */
	struct player_notes handed;  /* at most one: the last transfer_over */

	struct player_notes asked; /* what has not been answered */
	uint64_t n_refs;           /* how many refs were given */
	char salt[12];             /* in keys, so that nobody else has them */
	char again[LIMIT_REF + 1]; /* what was asked again, by nobody's deed */
	enum err refused;          /* what was refused last; ERR_OK: nothing */
};

/* `send` is called from any of the functions below. */
void player_init(struct player *p, int seat, bool associate,
	enum wire_lang lang, uint64_t seed,
	void (*send)(void *ctx, int seat, const struct wire_msg *msg),
	void *ctx);
void player_fini(struct player *p);

/* A page that is loaded anew knows only who it is. */
void player_reload(struct player *p);

/* The connection came, or went. */
void player_connected(struct player *p, bool up);

enum player_answer { PLAYER_NOTHING, PLAYER_OK, PLAYER_ERROR };

/* Hears a message.  PLAYER_OK or _ERROR: it answers what was asked as
 * *ref (of LIMIT_REF + 1 bytes). */
enum player_answer player_hear(
	struct player *p, const struct wire_msg *msg, char *ref);

/* Says a command that is answered: gives it a ref, which is copied to `ref`,
 * and a key where it needs one (set to "" by the caller).  Keeps it until it
 * is answered, and sends it again after a break.  ERR_NOMEM. */
enum err player_ask(struct player *p, struct wire_msg *msg, char *ref);

/* Asks what was asked of the archive last once more, unless that is not
 * answered yet. */
void player_look_again(struct player *p);

/* Says all that was not answered once more. */
void player_ask_again(struct player *p);

/* Marks the chat as read to its end. */
void player_read(struct player *p);

/* What is known.  All lend, and give NULL for nothing. */
const struct wire_chat *player_chat(const struct player *p);
const struct wire_chat *player_live(const struct player *p);
const struct wire_status *player_status(const struct player *p);
const struct wire_shop *player_shop(const struct player *p);
/* The ring of that chat (NULL: any) that rings now; the last one, over or
 * not; how many ms it has left. */
const struct player_note *player_ringing(
	const struct player *p, const struct id *chat);
const struct player_note *player_last_ring(
	const struct player *p, const struct id *chat);
int64_t player_left(const struct player *p, const struct player_note *ring);
/* The other side is typing. */
bool player_sees_typing(const struct player *p);
/* An entry of the chat from `after` on (NULL: the first) of that kind with
 * that text, product or order (NULL: any). */
const struct player_note *player_entry(const struct player *p,
	const struct player_note *after, enum wire_kind kind, const char *text);

#endif
