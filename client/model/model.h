/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_MODEL_H
#define CLIENT_MODEL_MODEL_H

/*
 * What is true, as far as this client knows: who is signed in, the link, the
 * availability, what rings, the chat with its log, and what was typed and is
 * not kept yet.  model_update applies one action and says what it wants done;
 * it touches nothing else and knows no clock, so the same actions give the
 * same model.  Screens read the members; only client/model writes them.
 * Everything that others wrote has been through text_show.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/account.h"
#include "client/model/action.h"
#include "client/model/answered.h"
#include "client/model/archive.h"
#include "client/model/block.h"
#include "client/model/catalog.h"
#include "client/model/claims.h"
#include "client/model/manage.h"
#include "client/model/media.h"
#include "client/model/model_words.h"
#include "client/model/newcomer.h"
#include "client/model/notify.h"
#include "client/model/performance.h"
#include "client/model/sale.h"
#include "client/model/saving.h"
#include "client/model/template.h"
#include "client/model/transfer.h"
#include "client/model/trouble.h"
#include "shared/tz.h"
#include "shared/wire.h"

struct chat;
struct effects;
struct enquiry;
struct ring;
struct settings;

struct model {
	/* time */
	int64_t now_ms, wall_us;
	struct tz *tz; /* NULL: UTC */

	/* who, and what was set */
	struct settings *settings;
	bool japanese;
	struct notify notify;
	char *address, *name, *retailer, *groups;
	bool manager;
	char *shop; /* the retailer's key; NULL: the relay is too old to say */
	char *zone; /* IANA name, or NULL: local time */
	char currency[4];
	struct id me;

	/* the link */
	enum action_link link;
	bool ready;       /* told all that is true since it came up */
	bool outdated;    /* the relay wants a newer noren */
	int64_t retry_at; /* WAITING: now_ms of the next try */
	int64_t rtt_ms;
	enum err link_why;

	/* where */
	enum model_place place;
	bool locked, focused;
	bool focus_told;    /* the terminal says when its window is entered */
	bool following;     /* the end of the chat's log is on view */
	int64_t touched_at; /* now_ms of the last key */
	bool signing_in, unlocking;
	struct newcomer newcomer;
	enum err sign_in_err, unlock_err; /* of the last try */
	int64_t sign_in_at; /* now_ms before which none is of use; 0 */

	/* what the relay said */
	struct wire_status status;
	struct wire_panel panel;
	bool has_status, has_panel, toggling;
	struct ring *rings; /* the one that rings first is first */
	int n_rings;
	struct chat *chat; /* the live one, or the last one; NULL: none */
	struct enquiry *enquiries; /* oldest first */
	int n_enquiries;
	bool enquiries_asked;
	struct answered answered;
	bool no_mail; /* the relay sends none: enquiries are answered by hand */
	struct transfer transfer;
	struct blocks blocks;
	struct sales sales;
	struct claims claims;
	struct manage manage;
	struct account account;
	struct templates templates;
	struct media media;
	struct catalog catalog;
	struct archive archive;
	struct saving saving;
	struct performance performance;
	struct trouble trouble;

	/* a word in passing, for the line above the foot */
	enum model_notice notice;
	enum err notice_err; /* NOTICE_ERR: which */
	char *notice_name;   /* of whom it speaks, or NULL */
	int64_t notice_until;

	/* what was said and is not kept yet */
	struct outbox *outbox;
};

struct model_config {
	const struct settings *settings; /* copied */
	uint64_t seed;                   /* random: for the keys of messages */
	bool japanese;                   /* the language at the start */
	const char *terminal; /* what it calls itself, for reports; or NULL */
	bool has_session;     /* a token is at hand: not the sign-in screen */
};

/* NULL when memory is out, but then the client has ended already. */
struct model *model_new(const struct model_config *config);
void model_destroy(struct model **m);

/* Applies one action.  Whoever wakes up says ACTION_TICK first. */
void model_update(struct model *m, const struct action *a, struct effects *out);

/* Nobody has typed for so long that a password that stands at sign-in, not yet
 * sent, is not kept any longer. */
bool model_forgets(const struct model *m);

/* The now_ms at which ACTION_TICK is due, since something shown changes or
 * must be done then. */
int64_t model_deadline(const struct model *m);

/* Questions that several screens ask. */
enum model_can model_can_go(const struct model *m);
const struct ring *model_ring(const struct model *m); /* first, or NULL */
bool model_in_chat(const struct model *m);            /* a live one */
bool model_online(const struct model *m); /* up, and told all that is true */

/* What the shop's clock shows then; without a zone, UTC. */
struct tz_time model_local(const struct model *m, int64_t wall_us);

/* For client/model alone: say a word in passing. */
void model_note(struct model *m, enum model_notice notice, enum err err);
void model_say(struct model *m, enum model_notice notice, const char *name);

#endif
